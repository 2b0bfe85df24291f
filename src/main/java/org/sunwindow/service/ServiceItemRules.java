package org.sunwindow.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.sunwindow.Identifier;
import org.sunwindow.http.Problem;
import org.sunwindow.service.ServiceItem.Limit;

/** The rules of service items that concern more than one component. Any component may be {@code null}. */
final class ServiceItemRules {

    private final ServiceItem item;
    private final List<Problem.Item> faults = new ArrayList<>();

    private ServiceItemRules(ServiceItem item) {
        this.item = item;
    }

    static List<Problem.Item> faults(ServiceItem item) {
        return new ServiceItemRules(item).faults();
    }

    private List<Problem.Item> faults() {
        if (item.code() != null && !item.code().equals(item.id())) {
            fault("id", "id.mismatch", "编号就是事项编码，与 code 不同；请改为相同，或不填");
        }
        status();
        relations();
        reduction();
        Flowchart chart = item.flowchart();
        if (chart != null && chart.hash() == null && chart.url() == null && chart.text() == null) {
            fault("flowchart", "flowchart.empty", "流程图的文件（hash）、地址（url）和文字形式至少填一项");
        }
        channels();
        if (item.guide() != null) {
            faults.addAll(new GuideRules(item).faults());
        }
        return faults;
    }

    private void fault(String path, String code, String message) {
        faults.add(new Problem.Item(path, code, message));
    }

    private void status() {
        boolean ended = ServiceItem.CANCELLED.equals(item.status()) || ServiceItem.DELEGATED.equals(item.status());
        if (item.cancelledOn() != null && !ended) {
            fault("status", "status.conflict", "有取消日期的，状态应为 取消 或 下放");
        }
        if (item.delegatedTo() != null && !ServiceItem.DELEGATED.equals(item.status())) {
            fault("delegatedTo", "status.conflict", "有承接机构的，状态应为 下放");
        }
    }

    private void relations() {
        if (item.code() == null) {
            return;
        }
        if (item.power() != null && Identifier.same(item.power(), item.code())) {
            fault("power", "reference.self", "不能是事项自己的编码");
        }
        List<String> duties = Objects.requireNonNullElse(item.duties(), List.of());
        for (int i = 0; i < duties.size(); i++) {
            if (duties.get(i) != null && Identifier.same(duties.get(i), item.code())) {
                fault("duties[%d]".formatted(i), "reference.self", "不能是事项自己的编码");
            }
        }
    }

    private void reduction() {
        EarlierLimits earlier = item.reducedFrom();
        if (earlier == null) {
            return;
        }
        if (earlier.steps() == null && earlier.limit() == null) {
            fault("reducedFrom", "reduction.empty", "原环节数和原时限至少填一项");
        }
        if (earlier.steps() != null) {
            int now = item.steps() == null ? 0 : item.steps().size();
            if (now == 0) {
                fault("reducedFrom.steps", "reduction.unknown", "要有现在的办理流程，才能与原环节数比较");
            } else if (now > earlier.steps()) {
                fault("reducedFrom.steps", "reduction.grown", "现有 %d 个环节，比原环节数多".formatted(now));
            }
        }
        if (earlier.limit() != null) {
            Limit now = item.promisedLimit() == null ? item.statutoryLimit() : item.promisedLimit();
            if (now == null) {
                fault("reducedFrom.limit", "reduction.unknown", "要有现在的承诺或法定办结时限，才能与原时限比较");
            } else if (!now.isComparable(earlier.limit())) {
                fault("reducedFrom.limit.unit", "reduction.unit", "单位应与现时限相同");
            } else if (now.value() > earlier.limit().value()) {
                fault("reducedFrom.limit.value", "reduction.grown", "现时限比原时限长");
            }
        }
    }

    private void channels() {
        List<Channel> channels = Objects.requireNonNullElse(item.channels(), List.of());
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            if (channel != null && channel.phone() == null && channel.url() == null && channel.address() == null) {
                fault("channels[%d]".formatted(i), "channel.empty", "电话、网址、地址至少填一项");
            }
        }
    }
}
