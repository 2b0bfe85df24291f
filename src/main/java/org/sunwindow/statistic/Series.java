package org.sunwindow.statistic;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.Identifier;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.AsOf;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.Selection;
import org.sunwindow.statistic.CellValue.Source;

/** The values of one metric over time. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StatisticSeries", description = "一个指标的历次数值，由远及近")
record Series(
        @Schema(description = "指标", required = true, examples = "低保人数")
        String metric,

        @Schema(description = "指标名称", required = true, examples = "低保人数")
        String label,

        @Schema(description = "各时期的数值，最多 1000 个", required = true)
        List<Point> points,

        @Schema(description = "true 表示还有没列出的，请缩小 from 和 to；否则不出现")
        Boolean more,

        @Schema(required = true) AsOf asOf) {

    /** Most records that are read. */
    private static final int MOST = 1000;

    private static final Comparator<Statistic> ORDER = Comparator.comparing(Statistic::lastDay)
            .thenComparing(Statistic::period)
            .thenComparing(Statistic::division, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(statistic -> Identifier.canonical(statistic.id()));

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StatisticPoint", description = "一个时期的数值")
    record Point(
            @Schema(description = "统计时期", required = true, examples = "2026-Q3")
            String period,

            @Schema(description = "数值，写成文字", required = true, examples = "4510")
            String value,

            @Schema(description = "单位", required = true, examples = "人")
            String unit,

            @Schema(description = "来源：SUPPLIED 机构填报、COUNTED 按这里公开的信息统计", required = true, examples = "SUPPLIED")
            Source source,

            @Schema(description = "统计数，只在机构填报的与按这里公开的信息统计的不同时出现", examples = "2")
            String counted,

            @Schema(description = "统计区划：行政区划代码", examples = "990102000000")
            String division,

            @Schema(description = "填报的那条统计；统计得出的没有") Reference record) {}

    /**
     * The values that were published of a metric.
     *
     * @param selection those of the metric and of the period
     */
    static Series ofFigures(PublicData data, StatisticKind kind, String metric, Selection selection) {
        List<Statistic> found = selection.records(kind, MOST + 1);
        List<Point> points =
                found.stream().limit(MOST).sorted(ORDER).map(Series::point).toList();
        return new Series(metric, metric, points, found.size() > MOST ? true : null, data.asOf());
    }

    private static Point point(Statistic statistic) {
        return new Point(
                statistic.period(),
                statistic.value(),
                statistic.unit(),
                Source.SUPPLIED,
                null,
                statistic.division(),
                Supplied.reference(statistic));
    }

    /** The values of a cell of the annual reports of an organization, supplied or counted. */
    static Series ofReports(
            PublicData data,
            Kinds kinds,
            StatisticKind kind,
            AnnualTable.Cell cell,
            Reference organization,
            int first,
            int last) {
        Selection own = data.all(kind).having(StatisticKind.ORGANIZATION, organization.id());
        var supplied = new Supplied(own, kind, List.of(cell.table()));
        var documents = new CountedDocuments(data, kinds, organization.name());
        var points = new ArrayList<Point>();
        for (int year = first; year <= last; year++) {
            CellValue value = CellValue.of(supplied.value(cell, year), documents.count(cell, year));
            if (value.value() != null) {
                Reference record = value.source() == Source.COUNTED
                        ? null
                        : supplied.table(cell.table(), year)
                                .map(Supplied::reference)
                                .orElse(null);
                points.add(new Point(
                        String.valueOf(year),
                        value.value(),
                        cell.column().unit(),
                        value.source(),
                        value.counted(),
                        null,
                        record));
            }
        }
        return new Series(cell.metric(), cell.label(), points, null, data.asOf());
    }
}
