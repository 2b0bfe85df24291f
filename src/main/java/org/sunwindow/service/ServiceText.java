package org.sunwindow.service;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guide of an item as one text with headings, for search: people search with the words of its conditions, materials
 * and answers.
 */
final class ServiceText {

    private ServiceText() {}

    static String of(ServiceItem item) {
        return Stream.of(
                        texts("申请条件", item.conditions()),
                        texts("申请材料", item.materials(), ServiceText::material),
                        texts("办理流程", item.steps(), step -> join(step.name(), step.description())),
                        situations(item.guide()),
                        texts("常见问题", item.faq(), question -> join(question.question(), question.answer())),
                        texts("职责", item.responsibilities()),
                        texts("追责情形", item.accountability()),
                        texts("相关部门", item.partners(), ServiceText::partner),
                        supervision(item.supervision()),
                        flowchart(item.flowchart()),
                        greenChannel(item.greenChannel()),
                        notifications(item.notifications()),
                        chief(item.chiefRepresentative()),
                        reduction(item.reduction()),
                        texts(
                                "咨询监督渠道",
                                item.channels(),
                                channel -> join(channel.purpose() + channel.by(), channel.address())),
                        texts("变更依据", listOf(item.changeBasis())),
                        texts("法律依据", item.legalBasis()))
                .flatMap(texts -> texts)
                .collect(Collectors.joining("\n"));
    }

    private static String material(ServiceItem.Material material) {
        return material.examples() == null
                ? material.name()
                : Stream.concat(
                                Stream.of(material.name()),
                                material.examples().stream()
                                        .map(example -> join(example.good() ? "示范文本" : "错误示例", example.note())))
                        .collect(Collectors.joining("\n"));
    }

    private static Stream<String> situations(Guide guide) {
        if (guide == null) {
            return Stream.empty();
        }
        return texts(
                "情形引导",
                guide.questions(),
                question -> Stream.concat(
                                Stream.of(question.text()),
                                question.answers().stream().map(answer -> join(answer.text(), answer.note())))
                        .collect(Collectors.joining("\n")));
    }

    private static String partner(Partner partner) {
        return Stream.of(listOf(partner.name()), partner.responsibilities(), partner.basis())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> supervision(Supervision rule) {
        if (rule == null) {
            return Stream.empty();
        }
        return Stream.of(
                        texts("监管对象", rule.objects()),
                        texts("监管内容", rule.contents()),
                        texts("监管方式", rule.methods()),
                        texts("监管措施", rule.measures()),
                        texts("监管程序", rule.procedure()),
                        texts("处理措施", rule.consequences()))
                .flatMap(texts -> texts);
    }

    private static Stream<String> flowchart(Flowchart chart) {
        return chart == null ? Stream.empty() : texts("流程图", listOf(join(chart.name(), chart.text())));
    }

    private static Stream<String> greenChannel(GreenChannel channel) {
        return channel == null
                ? Stream.empty()
                : texts("绿色通道", listOf(join(String.join("、", channel.forWhom()), channel.how())));
    }

    private static Stream<String> notifications(Notifications told) {
        return told == null
                ? Stream.empty()
                : Stream.of(texts("办前告知", told.before()), texts("办中告知", told.during()), texts("办后告知", told.after()))
                        .flatMap(texts -> texts);
    }

    private static Stream<String> chief(ChiefRepresentative chief) {
        return chief == null
                ? Stream.empty()
                : texts(
                        "首席代表",
                        Stream.of(chief.name(), chief.post(), chief.window(), chief.authority())
                                .filter(Objects::nonNull)
                                .toList());
    }

    private static Stream<String> reduction(Reduction reduction) {
        return reduction == null
                ? Stream.empty()
                : Stream.of(
                                reduction.steps() == null
                                        ? null
                                        : "办理环节由%d个减少到%d个"
                                                .formatted(
                                                        reduction.steps().before(),
                                                        reduction.steps().now()),
                                reduction.limit() == null
                                        ? null
                                        : "办理时限减少%d%%"
                                                .formatted(reduction.limit().percent()))
                        .filter(Objects::nonNull);
    }

    private static List<String> listOf(String text) {
        return text == null ? List.of() : List.of(text);
    }

    private static Stream<String> texts(String heading, List<String> list) {
        return texts(heading, list, text -> text);
    }

    private static <T> Stream<String> texts(String heading, List<T> list, Function<T, String> text) {
        return list == null || list.isEmpty()
                ? Stream.empty()
                : Stream.concat(Stream.of(heading), list.stream().map(text));
    }

    private static String join(String first, String second) {
        return Stream.of(first, second).filter(Objects::nonNull).collect(Collectors.joining("："));
    }
}
