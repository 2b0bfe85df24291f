package org.sunwindow.statistic;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.kind.Kinds;
import org.sunwindow.kind.RelatedRecords.Reference;
import org.sunwindow.read.AsOf;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.Selection;
import org.sunwindow.statistic.CellValue.Source;

/** The tables of the annual report of an organization, with the known value of every cell of the prescribed format. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AnnualReport", description = "一个机构一年的政府信息公开年报表格，行列按国办公开办函〔2021〕30号的格式，每个单元格都列出")
record AnnualReport(
        @Schema(description = "机构", required = true) Reference organization,

        @Schema(description = "年度", required = true, examples = "2025")
        int year,

        @Schema(description = "三张表", required = true) List<Table> tables,
        @Schema(required = true) AsOf asOf) {

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AnnualReportTable", description = "年报的一张表")
    record Table(
            @Schema(description = "表", required = true, examples = "DISCLOSED")
            AnnualTable table,

            @Schema(description = "表名", required = true, examples = "主动公开政府信息情况")
            String label,

            @Schema(description = "填报的这张表；没有填报的不出现") Reference record,
            @Schema(description = "各行", required = true) List<Row> rows) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AnnualReportRow", description = "表的一行")
    record Row(
            @Schema(description = "行的代码", required = true, examples = "NORMATIVE_DOCUMENT")
            String code,

            @Schema(description = "行名", required = true, examples = "行政规范性文件")
            String label,

            @Schema(description = "行之上的标题：条例的条款或大类；没有的不出现", examples = "第二十条第（一）项")
            String section,

            @Schema(description = "各单元格，从左到右", required = true)
            List<Cell> cells) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AnnualReportCell", description = "一个单元格。既没有填报、又不能统计的，没有 value")
    record Cell(
            @Schema(description = "指标代码", required = true, examples = "NORMATIVE_DOCUMENT.MADE")
            String metric,

            @Schema(description = "列名", required = true, examples = "本年制发件数")
            String label,

            @Schema(description = "单位", required = true, examples = "件")
            String unit,

            @Schema(description = "数值，写成文字", examples = "3") String value,

            @Schema(description = "来源：SUPPLIED 机构填报、COUNTED 按这里公开的信息统计", examples = "SUPPLIED")
            Source source,

            @Schema(description = "统计数，只在机构填报的与按这里公开的信息统计的不同时出现", examples = "2")
            String counted) {}

    static AnnualReport of(PublicData data, Kinds kinds, StatisticKind kind, Reference organization, int year) {
        Selection own = data.all(kind)
                .having(StatisticKind.ORGANIZATION, organization.id())
                .having(StatisticKind.YEAR, String.valueOf(year));
        var supplied = new Supplied(own, kind, List.of(AnnualTable.values()));
        var documents = new CountedDocuments(data, kinds, organization.name());
        var tables = new ArrayList<Table>();
        for (AnnualTable table : AnnualTable.values()) {
            Reference record =
                    supplied.table(table, year).map(Supplied::reference).orElse(null);
            tables.add(new Table(table, table.label(), record, rows(table, supplied, documents, year)));
        }
        return new AnnualReport(organization, year, tables, data.asOf());
    }

    private static List<Row> rows(AnnualTable table, Supplied supplied, CountedDocuments documents, int year) {
        var rows = new ArrayList<Row>();
        for (AnnualTable.Section section : table.sections()) {
            String title = section.title().isEmpty() ? null : section.title();
            for (AnnualTable.Row row : section.rows()) {
                var cells = section.columns().stream()
                        .map(column -> cell(new AnnualTable.Cell(table, row, column), supplied, documents, year))
                        .toList();
                rows.add(new Row(row.code(), row.label(), title, cells));
            }
        }
        return rows;
    }

    private static Cell cell(AnnualTable.Cell place, Supplied supplied, CountedDocuments documents, int year) {
        CellValue value = CellValue.of(supplied.value(place, year), documents.count(place, year));
        return new Cell(
                place.metric(),
                place.column().label(),
                place.column().unit(),
                value.value(),
                value.source(),
                value.counted());
    }
}
