package org.sunwindow.imports.format.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.imports.format.rows.SheetRow;

/**
 * A text that is longer than a cell of Excel. It goes on in the columns after it, whose headings are that of its own with
 * （续1）, （续2） and so on.
 */
public final class LongCell {

    /** Longest cell of Excel, in characters, without an apostrophe that {@link ExactCell} puts before it. */
    private static final int MAX_CELL = 32_766;

    /** Characters before the end of a cell within which it may end, because no space may be at either side of the cut. */
    private static final int ROOM = 2_000;

    private static final Pattern CONTINUED = Pattern.compile("(.+)（续\\d{1,3}）", Pattern.DOTALL);

    private LongCell() {}

    /** Returns the heading of the column that continues another. */
    public static String heading(String of, int number) {
        return "%s（续%d）".formatted(of, number);
    }

    /**
     * Divides a text into cells.
     *
     * @return {@code null} if that is not possible without a space at an end of a cell
     */
    public static List<String> cells(String text) {
        if (text.length() <= MAX_CELL) {
            return List.of(text);
        }
        var cells = new ArrayList<String>();
        int from = 0;
        while (text.length() - from > MAX_CELL) {
            int to = from + MAX_CELL;
            int least = to - ROOM;
            while (to > least && !isInside(text.charAt(to - 1), text.charAt(to))) {
                to--;
            }
            if (to == least) {
                return null;
            }
            cells.add(text.substring(from, to));
            from = to;
        }
        cells.add(text.substring(from));
        return cells;
    }

    /** Number of cells that a text and any shorter one may take. */
    public static int most(String text) {
        return text.length() <= MAX_CELL ? 1 : text.length() / (MAX_CELL - ROOM) + 1;
    }

    private static boolean isInside(char before, char after) {
        return !Character.isWhitespace(before) && !Character.isWhitespace(after) && !Character.isLowSurrogate(after);
    }

    /** Returns a text without spaces that means the same in JSON. */
    public static String withoutSpaces(String json) {
        var dense = new StringBuilder();
        json.chars().forEach(c -> {
            if (Character.isWhitespace(c)) {
                dense.append("\\u%04x".formatted(c));
            } else {
                dense.append((char) c);
            }
        });
        return dense.toString();
    }

    /** Whether a column continues the one of a heading. */
    static boolean continues(String heading, String of) {
        Matcher continued = CONTINUED.matcher(heading);
        return continued.matches() && continued.group(1).equals(of);
    }

    /** Whether a cell of a row goes on in the next column. */
    static boolean isContinued(SheetRow row, int column, Headings headings) {
        return continues(headings, column, column + 1) && !row.cell(column + 1).isEmpty();
    }

    /** Returns the whole text of a cell that goes on in other columns. */
    static String whole(SheetRow row, int column, Headings headings) {
        var text = new StringBuilder(ExactCell.unguarded(row.cell(column)));
        for (int next = column + 1; continues(headings, column, next); next++) {
            text.append(ExactCell.unguarded(row.cell(next)));
        }
        return text.toString();
    }

    private static boolean continues(Headings headings, int column, int next) {
        return next < headings.columns().size()
                && headings.columns().get(next).target() == null
                && continues(
                        headings.columns().get(next).heading(),
                        headings.columns().get(column).heading());
    }
}
