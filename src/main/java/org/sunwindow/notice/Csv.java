package org.sunwindow.notice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sunwindow.notice.Notice.Column;
import org.sunwindow.notice.Notice.Row;

/** Writes a table as CSV (RFC 4180), such that spreadsheets read it as it is meant. */
final class Csv {

    /** Without it, Excel does not recognise UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A spreadsheet takes a cell that begins with one of these for a formula, which could call out. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private Csv() {}

    /** Returns the bytes in UTF-8. The first line has the headings with their units. */
    static byte[] write(List<Column> columns, List<Row> rows) {
        var text = new StringBuilder().append(BYTE_ORDER_MARK);
        line(text, columns.stream().map(Csv::heading).toList());
        rows.forEach(row -> line(text, row.cells()));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String heading(Column column) {
        return column.unit() == null ? column.label() : "%s（%s）".formatted(column.label(), column.unit());
    }

    private static void line(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "\"" : ",\"")
                    .append(harmless(cells.get(i)).replace("\"", "\"\""))
                    .append('"');
        }
        text.append("\r\n");
    }

    /** An apostrophe makes a text of what would be a formula. */
    private static String harmless(String cell) {
        String start = cell.stripLeading();
        boolean isFormula = !start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0
                || !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        return isFormula ? "'" + cell : cell;
    }
}
