package org.sunwindow.statistic;

import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.kind.Kinds;
import org.sunwindow.place.DivisionCode;
import org.sunwindow.read.PublicData;
import org.sunwindow.read.Selection;

/**
 * A request for the series of a metric.
 *
 * @param from     last day of the earliest period, {@code null} for no bound
 * @param to       last day of the latest period, {@code null} for no bound
 * @param thisYear until which there are annual reports
 */
record SeriesRequest(String metric, String organization, String division, LocalDate from, LocalDate to, int thisYear) {

    private static final int USUAL_YEARS = 10;

    /** Each costs two searches. */
    private static final int MAX_YEARS = 30;

    static SeriesRequest of(UriInfo uri, int thisYear) {
        StrictParameters parameters = StrictParameters.of(uri);
        String metric = StatisticResource.required(
                parameters, StatisticKind.METRIC, StatisticResource.MAX_METRIC, "应为指标名称，例如 低保人数");
        String organization = parameters
                .text(StatisticKind.ORGANIZATION, StatisticResource.MAX_KEY)
                .orElse(null);
        String division = parameters
                .text(StatisticKind.DIVISION, StatisticResource.MAX_KEY)
                .orElse(null);
        LocalDate from = period(parameters, "from").map(Period::first).orElse(null);
        LocalDate to = period(parameters, "to").map(Period::last).orElse(null);
        if (from != null && to != null && from.isAfter(to)) {
            parameters.wrong("from", "range", "不能晚于 to");
        }
        if (division != null && !DivisionCode.isValid(division)) {
            parameters.wrong(StatisticKind.DIVISION, "format", DivisionCode.WANTED);
        }
        var request = new SeriesRequest(metric, organization, division, from, to, thisYear);
        if (AnnualTable.cell(metric).isPresent()) {
            request.checkReports(parameters);
        } else if (organization == null && division == null) {
            parameters.wrong(StatisticKind.DIVISION, "required", "division 和 organization 至少写明一个");
        }
        parameters.end();
        return request;
    }

    Series answer(PublicData data, Kinds kinds, StatisticKind kind) {
        return AnnualTable.cell(metric)
                .map(cell -> reports(data, kinds, kind, cell))
                .orElseGet(() -> figures(data, kind));
    }

    private void checkReports(StrictParameters parameters) {
        if (organization == null) {
            parameters.wrong(StatisticKind.ORGANIZATION, "required", "年报表格的指标须写明机构编号");
        }
        if (division != null) {
            parameters.wrong(StatisticKind.DIVISION, "conflict", "年报表格按机构统计，不能按区划");
        }
        if (lastYear() - firstYear() >= MAX_YEARS) {
            parameters.wrong("from", "range", "一次最多取 %d 年".formatted(MAX_YEARS));
        }
    }

    private int lastYear() {
        return to == null ? thisYear : Math.min(to.getYear(), thisYear);
    }

    private int firstYear() {
        return from == null ? lastYear() - USUAL_YEARS + 1 : from.getYear();
    }

    private Series reports(PublicData data, Kinds kinds, StatisticKind kind, AnnualTable.Cell cell) {
        return Series.ofReports(
                data, kinds, kind, cell, StatisticResource.organization(data, organization), firstYear(), lastYear());
    }

    private Series figures(PublicData data, StatisticKind kind) {
        Selection selection = data.all(kind).having(StatisticKind.METRIC, metric);
        if (selection.tally(null).stream().allMatch(all -> all.count() == 0)) {
            // a misspelt name must not look like a metric without figures
            throw new ProblemException(ProblemCode.RECORD_NOT_FOUND, "没有这个指标的数据，请核对名称；各指标见 /statistics?facets=metric。");
        }
        if (organization != null) {
            selection = selection.having(StatisticKind.ORGANIZATION, organization);
        }
        if (division != null) {
            selection = selection.having(StatisticKind.AREA, division);
        }
        return Series.ofFigures(
                data, kind, metric, selection.within(StatisticKind.PERIOD_END, start(from, data), start(to, data)));
    }

    private static Instant start(LocalDate day, PublicData data) {
        return day == null ? null : day.atStartOfDay(data.zone()).toInstant();
    }

    private static Optional<Period> period(StrictParameters parameters, String name) {
        Optional<String> text = parameters.text(name, "2026-09-30".length());
        Optional<Period> period = text.flatMap(Period::of);
        if (text.isPresent() && period.isEmpty()) {
            parameters.wrong(name, "format", Period.WANTED);
        }
        return period;
    }
}
