package org.sunwindow.statistic;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.http.Problem;

/** What a statistic has to satisfy, its periods and its figures. */
class StatisticRulesTest {

    @ParameterizedTest
    @CsvSource({
        "2025, 2025-01-01, 2025-12-31",
        "2025-H1, 2025-01-01, 2025-06-30",
        "2025-H2, 2025-07-01, 2025-12-31",
        "2025-Q1, 2025-01-01, 2025-03-31",
        "2025-Q4, 2025-10-01, 2025-12-31",
        "2024-02, 2024-02-01, 2024-02-29",
        "2025-09-30, 2025-09-30, 2025-09-30"
    })
    void periodHasAFirstAndALastDay(String text, LocalDate first, LocalDate last) {
        assertThat(Period.of(text)).contains(new Period(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "2025-Q5", "2025-H3", "2025-13", "2025-02-30", "2025年", "2025/09", ""})
    void otherTextsAreNoPeriods(String text) {
        assertThat(Period.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 120000",
        "-3.5, -35000",
        "86.1234, 861234",
        "99999999999999.9999, 999999999999999999",
        "12.50, 125000"
    })
    void figureIsExactInTenThousandths(String text, long scaled) {
        assertThat(Figure.scaled(text)).isEqualTo(scaled);
        assertThat(Figure.same(Figure.text(BigInteger.valueOf(scaled)), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,234", "1e5", "12.", ".5", "007", "１２", "100000000000000", "1.23456", "12人", ""})
    void otherTextsAreNoFigures(String text) {
        assertThat(Figure.scaled(text)).isNull();
    }

    @Test
    void everyCellHasAMetricOfItsOwn() {
        var metrics = new ArrayList<String>();
        for (AnnualTable table : AnnualTable.values()) {
            table.all().forEach(cell -> {
                metrics.add(cell.metric());
                assertThat(AnnualTable.cell(cell.metric())).contains(cell);
            });
            assertThat(table.all()).hasSizeLessThanOrEqualTo(Statistic.MAX_CELLS);
        }
        // 10 in the first table, 25 rows of 7 in the second, 3 rows of 5 in the third
        assertThat(metrics).hasSize(10 + 25 * 7 + 15).hasSameSizeAs(new HashSet<>(metrics));
    }

    @Test
    void figureNeedsMetricValueAndUnit() {
        assertThat(codes(figure(null, null, null)))
                .containsExactly("metric required", "value required", "unit required");
        assertThat(codes(figure("低保人数", "12", "人"))).isEmpty();
        assertThat(codes(figure("REVIEW.TOTAL", "12", "件"))).containsExactly("metric metric.table");
    }

    @Test
    void lineIsAFigureOrATableAndNotBoth() {
        var cells = List.of(cell("REVIEW.UPHELD", "1"));
        var both = new Statistic(
                "s", "表", "局", "o", null, "2025", null, "低保人数", "1", "人", AnnualTable.REVIEWS, cells, null);
        assertThat(codes(both)).containsExactly("metric table.figure", "value table.figure", "unit table.figure");
        var unnamed = new Statistic("s", "表", "局", "o", null, "2025", null, null, null, null, null, cells, null);
        assertThat(codes(unnamed)).containsExactly("table required");
        var excess = new Statistic("s", "表", "局", "o", null, "2025", null, "低保人数", "1", "人", null, cells, null);
        assertThat(codes(excess)).containsExactly("cells table.figure");
    }

    @Test
    void tableNeedsItsOrganizationAYearAndKnownCells() {
        assertThat(codes(table(null, "2025", AnnualTable.REVIEWS, cell("REVIEW.UPHELD", "1"))))
                .containsExactly("organization required");
        assertThat(codes(table("o", "2025-Q1", AnnualTable.REVIEWS, cell("REVIEW.UPHELD", "1"))))
                .containsExactly("period period.year");
        assertThat(codes(table("o", "2025", AnnualTable.REVIEWS))).containsExactly("cells required");
        assertThat(codes(table(
                        "o",
                        "2025",
                        AnnualTable.REVIEWS,
                        cell("REVIEW.UPHELD", "1"),
                        cell("REVIEW.UPHELD", "1"),
                        cell("LICENSE.DECIDED", "1"),
                        cell("REVIEW.OTHER", "-1"),
                        cell("REVIEW.PENDING", "0.5"))))
                .containsExactly(
                        "cells[1].metric duplicate",
                        "cells[2].metric choice",
                        "cells[3].value range",
                        "cells[4].value range");
        assertThat(codes(table("o", "2025", AnnualTable.DISCLOSED, cell("CHARGE.COLLECTED", "32.5"))))
                .isEmpty();
    }

    @Test
    void totalMustBeTheSumOfItsParts() {
        assertThat(codes(reviews("3"))).isEmpty();
        assertThat(codes(reviews("4"))).containsExactly("cells table.sum");
        assertThat(StatisticRules.faults(reviews("4")).getFirst().message())
                .contains("REVIEW.TOTAL")
                .contains("应为 3");
    }

    /** 本年新收 + 上年结转 = 办理结果总计 + 结转下年度. */
    @Test
    void requestsMustBalance() {
        assertThat(codes(natural("5", "1", "4", "2"))).isEmpty();
        assertThat(codes(natural("5", "1", "4", "1"))).containsExactly("cells table.sum");
    }

    @Test
    void outcomesMustAddUpIfAllAreGiven() {
        var cells = new ArrayList<Statistic.Cell>();
        for (AnnualTable.Section section : AnnualTable.APPLICATIONS.sections()) {
            for (AnnualTable.Row row : section.rows()) {
                if (!section.title().isEmpty()) {
                    cells.add(cell(row.code() + ".NATURAL", "2"));
                }
            }
        }
        var right = new ArrayList<>(cells);
        right.add(cell("SETTLED.NATURAL", String.valueOf(2 * cells.size())));
        var wrong = new ArrayList<>(cells);
        wrong.add(cell("SETTLED.NATURAL", "2"));
        assertThat(codes(table("o", "2025", AnnualTable.APPLICATIONS, right.toArray(Statistic.Cell[]::new))))
                .isEmpty();
        assertThat(codes(table("o", "2025", AnnualTable.APPLICATIONS, wrong.toArray(Statistic.Cell[]::new))))
                .containsExactly("cells table.sum");
    }

    private static Statistic reviews(String total) {
        return table(
                "o",
                "2025",
                AnnualTable.REVIEWS,
                cell("REVIEW.UPHELD", "2"),
                cell("REVIEW.CORRECTED", "1"),
                cell("REVIEW.OTHER", "0"),
                cell("REVIEW.PENDING", "0"),
                cell("REVIEW.TOTAL", total));
    }

    private static Statistic natural(String received, String before, String settled, String after) {
        return table(
                "o",
                "2025",
                AnnualTable.APPLICATIONS,
                cell("RECEIVED.NATURAL", received),
                cell("CARRIED_IN.NATURAL", before),
                cell("SETTLED.NATURAL", settled),
                cell("CARRIED_OUT.NATURAL", after));
    }

    private static Statistic.Cell cell(String metric, String value) {
        return new Statistic.Cell(metric, value);
    }

    private static Statistic table(String organization, String period, AnnualTable table, Statistic.Cell... cells) {
        return new Statistic(
                "s", "表", "局", organization, null, period, null, null, null, null, table, List.of(cells), null);
    }

    private static Statistic figure(String metric, String value, String unit) {
        return new Statistic("s", "数", "局", null, null, "2025", null, metric, value, unit, null, null, null);
    }

    private static List<String> codes(Statistic statistic) {
        return StatisticRules.faults(statistic).stream()
                .map((Problem.Item fault) -> fault.name() + " " + fault.code())
                .toList();
    }
}
