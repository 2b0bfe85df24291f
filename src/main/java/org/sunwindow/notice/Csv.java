package org.sunwindow.notice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sunwindow.notice.Notice.Column;
import org.sunwindow.notice.Notice.Row;

/** Writes a table as CSV (RFC 4180) that spreadsheets display correctly and safely. */
final class Csv {

    /** Required by Excel to recognise UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** First characters by which spreadsheets treat a cell as a formula, which could send data away. */
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

    /** Turns a formula into text by an apostrophe. */
    private static String harmless(String cell) {
        String start = cell.stripLeading();
        boolean isFormula = !start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0
                || !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        return isFormula ? "'" + cell : cell;
    }
}
