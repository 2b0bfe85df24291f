package org.sunwindow.statistic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.http.Problem;
import org.sunwindow.statistic.AnnualTable.Cell;

/** The rules of a {@link Statistic} beyond the constraints of its type. */
final class StatisticRules {

    private StatisticRules() {}

    static List<Problem.Item> faults(Statistic statistic) {
        var faults = new ArrayList<Problem.Item>();
        if (statistic.period() != null && statistic.period().matches(Period.PATTERN) && statistic.lastDay() == null) {
            faults.add(new Problem.Item("period", "date", "没有这一天，" + Period.WANTED));
        }
        if (statistic.table() == null) {
            figure(statistic, faults);
        } else {
            table(statistic, faults);
        }
        return faults;
    }

    private static void figure(Statistic statistic, List<Problem.Item> faults) {
        if (statistic.cells() != null) {
            faults.add(
                    hasFigure(statistic)
                            ? new Problem.Item("cells", "table.figure", "只有年报表格才写单元格，一个指标的数值不写，请删去")
                            : new Problem.Item("table", "required", "有单元格（cells）的须写明是年报的哪一张表，例如 \"DISCLOSED\""));
            return;
        }
        if (statistic.metric() == null) {
            faults.add(new Problem.Item("metric", "required", "须写明指标，例如 \"低保人数\""));
        } else if (AnnualTable.cell(statistic.metric()).isPresent()) {
            faults.add(new Problem.Item("metric", "metric.table", "这是年报表格的指标，应写在单元格（cells）中，并写明 table，例如 \"低保人数\""));
        }
        if (statistic.value() == null) {
            faults.add(new Problem.Item("value", "required", "须写明数值，例如 \"4510\""));
        }
        if (statistic.unit() == null) {
            faults.add(new Problem.Item("unit", "required", "须写明单位，例如 \"人\""));
        }
    }

    private static boolean hasFigure(Statistic statistic) {
        return statistic.metric() != null || statistic.value() != null || statistic.unit() != null;
    }

    private static void excess(String name, String value, List<Problem.Item> faults) {
        if (value != null) {
            faults.add(new Problem.Item(name, "table.figure", "年报表格的数写在单元格（cells）中，请删去"));
        }
    }

    private static void table(Statistic statistic, List<Problem.Item> faults) {
        if (statistic.organization() == null) {
            faults.add(new Problem.Item("organization", "required", "年报表格须写明报告机构的编号，例如 \"org-yc-mzj\""));
        }
        if (Period.of(statistic.period())
                .filter(period -> !period.isYear() || statistic.period().contains("-"))
                .isPresent()) {
            faults.add(new Problem.Item("period", "period.year", "年报表格的统计时期应为年度，例如 \"2025\""));
        }
        excess("metric", statistic.metric(), faults);
        excess("value", statistic.value(), faults);
        excess("unit", statistic.unit(), faults);
        if (statistic.allCells().isEmpty()) {
            faults.add(new Problem.Item("cells", "required", "年报表格须有单元格，例如 " + Statistic.CELLS));
            return;
        }
        int before = faults.size();
        Map<String, Long> values = cells(statistic, faults);
        if (faults.size() == before) {
            statistic
                    .table()
                    .wrongSum(values::get)
                    .ifPresent(wrong -> faults.add(new Problem.Item("cells", "table.sum", "合计不符：" + wrong)));
        }
    }

    /** Returns the numbers by metric, without amounts of money. */
    private static Map<String, Long> cells(Statistic statistic, List<Problem.Item> faults) {
        var values = new HashMap<String, Long>();
        var seen = new HashMap<String, Integer>();
        for (int i = 0; i < statistic.allCells().size(); i++) {
            Statistic.Cell cell = statistic.allCells().get(i);
            if (cell == null || cell.metric() == null || cell.value() == null || Figure.scaled(cell.value()) == null) {
                continue;
            }
            String path = "cells[%d]".formatted(i);
            Optional<Cell> place = AnnualTable.cell(cell.metric()).filter(known -> known.table() == statistic.table());
            if (place.isEmpty()) {
                faults.add(new Problem.Item(
                        path + ".metric",
                        "choice",
                        "“%s”表没有这个指标，例如 \"%s\""
                                .formatted(
                                        statistic.table().label(),
                                        statistic.table().all().getFirst().metric())));
            } else if (seen.putIfAbsent(cell.metric(), i) != null) {
                faults.add(new Problem.Item(
                        path + ".metric", "duplicate", "与第 %d 个单元格重复".formatted(seen.get(cell.metric()) + 1)));
            } else if (cell.value().startsWith("-")
                    || !place.get().isAmount() && cell.value().contains(".")) {
                faults.add(new Problem.Item(
                        path + ".value",
                        "range",
                        place.get().isAmount() ? "金额不能为负，例如 \"86.5\"" : "应为不小于 0 的整数，例如 \"3\""));
            } else if (!place.get().isAmount()) {
                values.put(cell.metric(), Long.valueOf(cell.value()));
            }
        }
        return values;
    }
}
