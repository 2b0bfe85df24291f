package org.sunwindow.statistic;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.OneLine;
import org.sunwindow.place.DivisionCode;

/**
 * A published figure, or a table of the annual report of an organization. A figure is a metric with its value and unit;
 * a table has cells instead.
 */
@RegisterForReflection
@Schema(description = "一条统计：一个指标的数值（metric、value、unit），或者政府信息公开年报的一张表（table、cells）")
record Statistic(
        @NotBlank @Size(max = 100) @Schema(description = "编号", required = true, examples = "tj-dh-dbrs-2026-q3")
        String id,

        @NotBlank @OneLine @Size(max = 300) @Schema(description = "名称", required = true, examples = "东湖区2026年9月末低保人数")
        String title,

        @NotBlank @Size(max = 200) @Schema(description = "发布机构", required = true, examples = "云川市民政局")
        String publisher,

        @Size(max = 100) @Schema(description = "机构：其编号。年报表格必填，是报告年报的机构", examples = "org-yc-mzj")
        String organization,

        @Pattern(regexp = DivisionCode.PATTERN, message = DivisionCode.WANTED)
        @Schema(description = "统计区划：行政区划代码，12 位", examples = "990102000000")
        String division,

        @NotNull
        @Pattern(regexp = Period.PATTERN, message = Period.WANTED)
        @Schema(description = "统计时期：年、半年、季、月或日（时点数）。年报表格为年度", required = true, examples = "2026-Q3")
        String period,

        @Schema(description = "发布日期", examples = "2026-10-20")
        LocalDate publishedOn,

        @Size(max = 60) @Schema(description = "指标：其名称，同一指标始终用同一个名称", examples = "低保人数")
        String metric,

        @Pattern(regexp = Figure.PATTERN, message = Figure.WANTED)
        @Schema(description = "数值，写成文字，不带单位", examples = "4510")
        String value,

        @Size(max = 20) @Schema(description = "单位", examples = "人")
        String unit,

        @Exceptional
        @Schema(
                description = "年报表格：DISCLOSED 主动公开政府信息情况、APPLICATIONS 收到和处理政府信息公开申请情况、REVIEWS 政府信息公开行政复议、行政诉讼情况",
                examples = "DISCLOSED")
        AnnualTable table,

        @Exceptional @Size(max = MAX_CELLS) @Schema(description = "单元格：年报表格中的各数，没有填报的不写", examples = CELLS)
        List<@Valid @NotNull Cell> cells,

        @Size(max = 1000) @Schema(description = "说明，口径和来源", examples = "期末在册人数，城乡合计")
        String note) {

    /** More than any table has. */
    static final int MAX_CELLS = 200;

    static final String CELLS = "[{\"metric\":\"NORMATIVE_DOCUMENT.MADE\",\"value\":\"3\"}]";

    Statistic {
        division = DivisionCode.padded(division);
        metric = metric == null || metric.isBlank() ? null : metric.strip();
        unit = unit == null || unit.isBlank() ? null : unit.strip();
        period = period == null ? null : period.strip();
    }

    /** The cells, empty for a figure. */
    List<Cell> allCells() {
        return cells == null ? List.of() : cells;
    }

    /** The last day of the period, {@code null} if the period is malformed. */
    LocalDate lastDay() {
        return Period.of(period).map(Period::last).orElse(null);
    }

    @RegisterForReflection
    @Schema(name = "StatisticCell", description = "年报表格中的一个数")
    record Cell(
            @NotBlank
            @Size(max = 60)
            @Schema(
                    description = "指标代码：行和列的代码，以点相连，见 /statistics/annual-report 的回答",
                    required = true,
                    examples = "NORMATIVE_DOCUMENT.MADE")
            String metric,

            @NotNull
            @Pattern(regexp = Figure.PATTERN, message = Figure.WANTED)
            @Schema(description = "数值，写成文字，不带单位", required = true, examples = "3")
            String value) {}
}
