package org.sunwindow.statistic;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.index.Records.Tally;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.read.AsOf;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.Selection;

/** The sums of a list by metric and unit. Values of different units are never added up. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StatisticTotals", description = "所选统计的合计，按指标和单位分开")
record Totals(
        @Schema(description = "各指标的合计，按指标和单位排列，最多 500 项", required = true)
        List<Total> items,

        @Schema(description = "true 表示还有没列出的，请缩小范围；否则不出现") Boolean more,
        @Schema(required = true) AsOf asOf) {

    private static final int MOST = 500;

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StatisticTotal", description = "一个指标的合计")
    record Total(
            @Schema(description = "指标", required = true, examples = "低保人数")
            String metric,

            @Schema(description = "单位", required = true, examples = "人")
            String unit,

            @Schema(description = "合计，写成文字", required = true, examples = "15727")
            String sum,

            @Schema(description = "条数", required = true, examples = "3")
            long count,

            @Schema(description = "时期数：所加的数分属几个统计时期。时点数只在为 1 时可以合计", required = true, examples = "1")
            int periods,

            @Schema(
                    description = "true 表示所加的数中，同一时期既有一个区划的、又有它下级区划的，上级的一般已经包含下级的，合计会重复；" + "请用 area 列出要合计的区划。否则不出现",
                    examples = "true")
            Boolean nested) {}

    private record Key(String metric, String unit) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int order = metric.compareTo(other.metric);
            return order == 0 ? unit.compareTo(other.unit) : order;
        }
    }

    private record Sum(BigInteger sum, long count, int periods) {

        Sum plus(Sum other) {
            return new Sum(sum.add(other.sum), count + other.count, periods + other.periods);
        }
    }

    static Totals of(PublicData data, Selection selection) {
        var sums = new TreeMap<Key, Sum>();
        for (Tally tally :
                selection.tally(StatisticKind.VALUE, StatisticKind.METRIC, StatisticKind.UNIT, StatisticKind.PERIOD)) {
            sums.merge(
                    new Key(tally.values().get(0), tally.values().get(1)),
                    new Sum(tally.sum(), tally.count(), 1),
                    Sum::plus);
        }
        Set<Key> nested = nested(selection);
        var totals = new ArrayList<Total>();
        for (Map.Entry<Key, Sum> sum : sums.entrySet()) {
            if (totals.size() < MOST) {
                totals.add(new Total(
                        sum.getKey().metric(),
                        sum.getKey().unit(),
                        Figure.text(sum.getValue().sum()),
                        sum.getValue().count(),
                        sum.getValue().periods(),
                        nested.contains(sum.getKey()) ? true : null));
            }
        }
        return new Totals(totals, sums.size() > MOST ? true : null, data.asOf());
    }

    private record KeyOfPeriod(Key key, String period) {}

    /** Returns what is stated in one period both of an area and of one within it. */
    private static Set<Key> nested(Selection selection) {
        var areas = new HashMap<KeyOfPeriod, Set<String>>();
        for (Tally tally : selection.tally(
                null, StatisticKind.METRIC, StatisticKind.UNIT, StatisticKind.PERIOD, StatisticKind.AREA)) {
            List<String> values = tally.values();
            areas.computeIfAbsent(
                            new KeyOfPeriod(new Key(values.get(0), values.get(1)), values.get(2)),
                            period -> new HashSet<>())
                    .add(values.get(3));
        }
        return areas.entrySet().stream()
                .filter(of -> of.getValue().stream().anyMatch(area -> isWithin(area, of.getValue())))
                .map(of -> of.getKey().key())
                .collect(Collectors.toSet());
    }

    private static boolean isWithin(String area, Set<String> areas) {
        return DivisionCode.path(area).stream().anyMatch(above -> !above.equals(area) && areas.contains(above));
    }
}
