package org.sunwindow.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.read.AsOf;
import org.sunwindow.read.Counts;
import org.sunwindow.read.Counts.Count;
import org.sunwindow.read.Counts.Counted;

/**
 * Counts of service items that add up: the counts of each breakdown and its {@code other} give the number that is
 * broken down. A breakdown has at most 100 values.
 */
@RegisterForReflection
@Schema(name = "ServiceSummary", description = "办事指南的统计：各清单、类型、机构的条数；各项之和等于总数")
record ServiceSummary(
        @Schema(description = "事项总数", required = true, examples = "77")
        long total,

        @Schema(description = "其中现行有效的", required = true, examples = "74")
        long inForce,

        @JsonInclude(Include.ALWAYS) @Schema(description = "各清单，按清单的固定次序", required = true)
        List<OfList> lists,

        @Schema(description = "不属于任何清单的条数", required = true, examples = "0")
        long unlisted,

        @Schema(description = "按状态", required = true) Breakdown status,
        @Schema(description = "按事项类型", required = true) Breakdown types,
        @Schema(description = "按实施机构", required = true) Breakdown organizations,
        @Schema(description = "有流程图的", required = true) Share flowcharts,
        @Schema(description = "有绿色通道的", required = true) Share greenChannels,
        @Schema(description = "有三告知的", required = true) Share notifications,
        @Schema(description = "有首席代表的", required = true) Share chiefRepresentatives,
        @Schema(description = "有情形引导的", required = true) Share guides,
        @Schema(description = "可网上办理的", required = true) Share online,

        @Schema(description = "环节压缩，注明了原环节数的各事项合计；没有这样的事项则不出现")
        Reduced steps,

        @Schema(description = "时限压缩，注明了原时限的各事项合计，按单位；没有这样的事项则不出现")
        List<Reduced> limits,

        @Schema(required = true) AsOf asOf) {

    private static final Pattern LIMIT = Pattern.compile("(\\d+)(.+)");

    private static final List<String> LISTS = List.of(
            ServiceItem.POWERS,
            ServiceItem.DUTIES,
            ServiceItem.BOUNDARIES,
            ServiceItem.PUBLIC_SERVICES,
            ServiceItem.SUPERVISION_RULES,
            ServiceItem.FLOWS,
            ServiceItem.CLEARED_POWERS);

    @RegisterForReflection
    @Schema(name = "ServiceListSummary", description = "一个清单的条数")
    record OfList(
            @Schema(description = "清单", required = true, examples = "权力清单")
            String list,

            @Schema(description = "条数", required = true, examples = "27")
            long count,

            @Schema(description = "其中现行有效的", required = true, examples = "27")
            long inForce,

            @Schema(description = "按事项类型", required = true) Breakdown types,
            @Schema(description = "有流程图的", required = true) Share flowcharts) {}

    /**
     * @param other number of items without a value, or with one that is not listed
     */
    @RegisterForReflection
    @Schema(name = "ServiceBreakdown", description = "按一个字段分开的条数")
    record Breakdown(
            @JsonInclude(Include.ALWAYS) @Schema(description = "各取值的条数，最多 100 个", required = true)
            List<Count> values,

            @Schema(description = "其余：没有写明的，和未列出的取值的", required = true, examples = "0")
            long other) {

        static Breakdown of(Counted counted, String filter, long total) {
            List<Count> values = counted.by(filter).stream()
                    .sorted(Comparator.comparing(Count::value))
                    .toList();
            return new Breakdown(values, total - counted.sum(filter));
        }
    }

    @RegisterForReflection
    @Schema(name = "ServiceShare", description = "有和没有的条数")
    record Share(
            @Schema(description = "有", required = true, examples = "73")
            long with,

            @Schema(description = "没有", required = true, examples = "4")
            long without) {

        static Share of(Counted counted, String flag) {
            return new Share(counted.of(flag, "true"), counted.of(flag, "false"));
        }
    }

    @RegisterForReflection
    @Schema(name = "ServiceReduced", description = "压缩的合计")
    record Reduced(
            @Schema(description = "单位", required = true, examples = "工作日")
            String unit,

            @Schema(description = "事项数", required = true, examples = "27")
            long items,

            @Schema(description = "原有合计", required = true, examples = "540")
            long before,

            @Schema(description = "现有合计", required = true, examples = "270")
            long now,

            @Schema(description = "减少的百分数，四舍五入到整数", required = true, examples = "50")
            int percent) {}

    static ServiceSummary of(Counts counts) {
        Counted all = counts.by(
                ServiceItemKind.STATUS,
                ServiceItemKind.LIST,
                ServiceItemKind.TYPE,
                ServiceItemKind.ORGANIZATION,
                ServiceItemKind.HAS_FLOWCHART,
                ServiceItemKind.GREEN_CHANNEL,
                ServiceItemKind.HAS_NOTIFICATIONS,
                ServiceItemKind.HAS_CHIEF,
                ServiceItemKind.HAS_GUIDE,
                ServiceItemKind.HAS_ONLINE);
        Counted inForce = counts.inForce().by(ServiceItemKind.STATUS, ServiceItemKind.LIST);
        // every item has one status
        long total = all.sum(ServiceItemKind.STATUS);
        return new ServiceSummary(
                total,
                inForce.sum(ServiceItemKind.STATUS),
                lists(counts, all, inForce),
                total - all.sum(ServiceItemKind.LIST),
                Breakdown.of(all, ServiceItemKind.STATUS, total),
                Breakdown.of(all, ServiceItemKind.TYPE, total),
                Breakdown.of(all, ServiceItemKind.ORGANIZATION, total),
                Share.of(all, ServiceItemKind.HAS_FLOWCHART),
                Share.of(all, ServiceItemKind.GREEN_CHANNEL),
                Share.of(all, ServiceItemKind.HAS_NOTIFICATIONS),
                Share.of(all, ServiceItemKind.HAS_CHIEF),
                Share.of(all, ServiceItemKind.HAS_GUIDE),
                Share.of(all, ServiceItemKind.HAS_ONLINE),
                steps(counts),
                limits(counts),
                all.asOf());
    }

    private static List<OfList> lists(Counts counts, Counted all, Counted inForce) {
        var lists = new ArrayList<OfList>();
        for (String list : LISTS) {
            long count = all.of(ServiceItemKind.LIST, list);
            if (count > 0) {
                Counted ofList = counts.having(ServiceItemKind.LIST, list)
                        .by(ServiceItemKind.TYPE, ServiceItemKind.HAS_FLOWCHART);
                lists.add(new OfList(
                        list,
                        count,
                        inForce.of(ServiceItemKind.LIST, list),
                        Breakdown.of(ofList, ServiceItemKind.TYPE, count),
                        Share.of(ofList, ServiceItemKind.HAS_FLOWCHART)));
            }
        }
        return lists;
    }

    /** The sums follow from the counts of each number, of which there are few. */
    private static Reduced steps(Counts counts) {
        Counted counted = counts.having(ServiceItemKind.REDUCED, ServiceItemKind.STEPS_REDUCED)
                .by(ServiceItemKind.EARLIER_STEP_COUNT, ServiceItemKind.STEP_COUNT);
        long items = counted.sum(ServiceItemKind.STEP_COUNT);
        return items == 0
                ? null
                : reduced(
                        "环节",
                        items,
                        sum(counted.by(ServiceItemKind.EARLIER_STEP_COUNT)),
                        sum(counted.by(ServiceItemKind.STEP_COUNT)));
    }

    private static long sum(List<Count> numbers) {
        return numbers.stream()
                .mapToLong(number -> Long.parseLong(number.value()) * number.count())
                .sum();
    }

    private static List<Reduced> limits(Counts counts) {
        Counted counted = counts.having(ServiceItemKind.REDUCED, ServiceItemKind.LIMIT_REDUCED)
                .by(ServiceItemKind.EARLIER_LIMIT, ServiceItemKind.LIMIT);
        Map<String, long[]> before = byUnit(counted.by(ServiceItemKind.EARLIER_LIMIT));
        Map<String, long[]> now = byUnit(counted.by(ServiceItemKind.LIMIT));
        return now.entrySet().stream()
                .map(unit -> reduced(
                        unit.getKey(),
                        unit.getValue()[0],
                        before.getOrDefault(unit.getKey(), new long[2])[1],
                        unit.getValue()[1]))
                .toList();
    }

    /** Numbers of items and sums of their limits by unit. */
    private static Map<String, long[]> byUnit(List<Count> limits) {
        var units = new LinkedHashMap<String, long[]>();
        for (Count limit : limits) {
            Matcher parts = LIMIT.matcher(limit.value());
            if (parts.matches()) {
                long[] sum = units.computeIfAbsent(parts.group(2), unit -> new long[2]);
                sum[0] += limit.count();
                sum[1] += limit.count() * Long.parseLong(parts.group(1));
            }
        }
        return units;
    }

    private static Reduced reduced(String unit, long items, long before, long now) {
        return new Reduced(unit, items, before, now, Reduction.percent(before, now));
    }
}
