package org.sunwindow.read;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a table as CSV (RFC 4180) that spreadsheets display correctly and safely. */
public final class CsvWriter {

    public static final String MEDIA_TYPE = "text/csv";

    /** Required by Excel to recognize UTF-8. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** First characters by which spreadsheets treat a cell as a formula, which could send data away. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private CsvWriter() {}

    /**
     * Returns the bytes in UTF-8.
     *
     * @param headings the first line
     * @param rows     their cells, {@code null} for an empty one
     */
    public static byte[] write(List<String> headings, List<List<String>> rows) {
        var text = new StringBuilder().append(BYTE_ORDER_MARK);
        line(text, headings);
        rows.forEach(row -> line(text, row));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i) == null ? "" : cells.get(i);
            text.append(i == 0 ? "\"" : ",\"")
                    .append(harmless(cell).replace("\"", "\"\""))
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
