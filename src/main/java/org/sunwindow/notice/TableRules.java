package org.sunwindow.notice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;
import org.sunwindow.notice.Notice.Column;
import org.sunwindow.notice.Notice.Row;

/** The rules of the table of a notice: every cell has the type of its column. */
final class TableRules {

    /** Cells whose faults are reported; a column of the wrong type would have thousands. */
    private static final int MAX_FAULTS = 50;

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,12}");

    /** At most four decimals, as in amounts of ten thousand yuan. */
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,4})?");

    private final List<Problem.Item> faults = new ArrayList<>();

    private TableRules() {}

    /**
     * Returns the faults of a table.
     *
     * @param notice may break the constraints of its type
     */
    static List<Problem.Item> faults(Notice notice) {
        var rules = new TableRules();
        rules.columns(notice.table());
        rules.rows(notice.table(), notice.lines());
        return rules.faults;
    }

    private void columns(List<Column> columns) {
        var names = new HashSet<String>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column != null && column.name() != null && !names.add(column.name())) {
                faults.add(new Problem.Item("columns[%d].name".formatted(i), "column.repeated", "与前面的列代号重复"));
            }
        }
    }

    private void rows(List<Column> columns, List<Row> rows) {
        if (columns.isEmpty() && !rows.isEmpty()) {
            faults.add(new Problem.Item("columns", "columns.missing", "有表格行的，须写明各列，例如 " + Notice.COLUMNS));
            return;
        }
        int reported = 0;
        for (int i = 0; i < rows.size() && reported < MAX_FAULTS; i++) {
            Row row = rows.get(i);
            if (row == null || row.cells() == null) {
                continue;
            }
            if (row.cells().size() != columns.size()) {
                faults.add(new Problem.Item(
                        "rows[%d].cells".formatted(i),
                        "cells.number",
                        "应有 %d 个单元格，与各列一一对应，现有 %d 个"
                                .formatted(columns.size(), row.cells().size())));
                reported++;
                continue;
            }
            for (int j = 0; j < columns.size() && reported < MAX_FAULTS; j++) {
                reported += cell(
                                i,
                                j,
                                columns.get(j),
                                Objects.requireNonNullElse(row.cells().get(j), ""))
                        ? 0
                        : 1;
            }
        }
    }

    /** Whether a cell has the type of its column. Empty cells are allowed. */
    private boolean cell(int row, int position, Column column, String text) {
        if (column == null || column.type() == null || text.isBlank()) {
            return true;
        }
        Problem.Item fault = switch (column.type()) {
            case TEXT, PLACE -> null;
            case MASKED_NAME ->
                MaskedName.isMasked(text)
                        ? null
                        : item(row, position, "cell.unmasked", "应为遮蔽后的姓名，如 张*某；几个姓名以顿号分开，不写其他内容");
            case COUNT ->
                COUNT.matcher(text).matches() ? null : item(row, position, "cell.count", "应为整数，只写数字，例如 \"3\"");
            case AMOUNT, SCORE, PRICE ->
                DECIMAL.matcher(text).matches()
                        ? null
                        : item(row, position, "cell.decimal", "应为数字，最多 4 位小数，不写单位和千分位逗号，例如 \"1620.50\"");
        };
        if (fault != null) {
            faults.add(fault);
        }
        return fault == null;
    }

    private static Problem.Item item(int row, int cell, String code, String message) {
        return new Problem.Item("rows[%d].cells[%d]".formatted(row, cell), code, message);
    }
}
