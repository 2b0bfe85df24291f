package org.sunwindow.privacy.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sunwindow.privacy.text.ReaderText;

/**
 * The table in a text, if it has one: its headings and the cells below them. Cells have the same separator as the
 * headings: tabs, bars, commas or blanks. Built in linear time.
 */
public final class Table {

    /** Lines above the headings, such as a title. */
    private static final int MAX_TITLE_LINES = 3;

    private static final int MAX_COLUMNS = 40;
    private static final int MAX_HEADING = 16;

    private static final Table NONE = new Table(null, (char) 0, List.of(), Integer.MAX_VALUE, 0);

    private final ReaderText text;
    private final char separator;
    private final List<String> headings;

    /** Position of the first line below the headings. */
    private final int start;

    private final int firstLine;

    private Table(ReaderText text, char separator, List<String> headings, int start, int firstLine) {
        this.text = text;
        this.separator = separator;
        this.headings = headings;
        this.start = start;
        this.firstLine = firstLine;
    }

    /** Finds the table by its line of headings: at least two short cells without digits, followed by another line. */
    public static Table of(ReaderText text) {
        int from = 0;
        for (int line = 0; line <= MAX_TITLE_LINES; line++) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                return NONE;
            }
            if (end - from <= MAX_COLUMNS * MAX_HEADING && mayHaveHeadings(text, from, end)) {
                for (char separator : new char[] {'\t', '|', ',', ' '}) {
                    int first = text.indexOf(separator, from);
                    if (first < 0 || first >= end) {
                        continue;
                    }
                    List<String> headings = cells(text.slice(from, end), separator);
                    if (headings.size() >= 2 && headings.stream().allMatch(Table::isHeading)) {
                        return new Table(text, separator, headings, end + 1, line + 1);
                    }
                }
            }
            from = end + 1;
        }
        return NONE;
    }

    /** Rejects most lines of prose cheaply: headings have neither digits nor full stops. */
    private static boolean mayHaveHeadings(ReaderText text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.isDigit(i) || text.at(i) == '。') {
                return false;
            }
        }
        return true;
    }

    private static boolean isHeading(String cell) {
        return !cell.isEmpty() && cell.length() <= MAX_HEADING;
    }

    private static List<String> cells(String line, char separator) {
        String trimmed = separator == '|' ? trimBars(line) : line.strip();
        if (separator == ' ') {
            return List.of(trimmed.split(" +"));
        }
        // blanks only widen a heading, as in 姓 名
        return Arrays.stream(trimmed.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1))
                .map(cell -> cell.replace(" ", ""))
                .toList();
    }

    private static String trimBars(String line) {
        String trimmed = line.strip();
        int from = trimmed.startsWith("|") ? 1 : 0;
        int to = trimmed.length() > from && trimmed.endsWith("|") ? trimmed.length() - 1 : trimmed.length();
        return trimmed.substring(from, to);
    }

    /** Whether its cells have separators that prose does not have. */
    public boolean isTyped() {
        return separator == '\t' || separator == '|';
    }

    /** The number of the first line below the headings, 0 if there is no table. */
    public int firstLine() {
        return firstLine;
    }

    public List<String> headings() {
        return headings;
    }

    /** The position of a cell in the text. */
    public record Cell(int row, int column, int start, int end) {}

    /** All cells below the headings, without those beyond the last heading. */
    public List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        if (text == null) {
            return cells;
        }
        int row = 0;
        for (int from = start; from < text.length(); row++) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            add(cells, row, from, end);
            from = end + 1;
        }
        return cells;
    }

    private void add(List<Cell> cells, int row, int from, int end) {
        int column = 0;
        int cell = from;
        if (separator == '|') {
            while (cell < end && (text.at(cell) == ' ' || text.at(cell) == '|')) {
                cell++;
            }
        }
        while (cell <= end && column < headings.size()) {
            while (separator == ' ' && cell < end && text.at(cell) == ' ') {
                cell++;
            }
            int to = cell;
            while (to < end && text.at(to) != separator) {
                to++;
            }
            int first = cell;
            int last = to;
            while (first < last && text.at(first) == ' ') {
                first++;
            }
            while (last > first && text.at(last - 1) == ' ') {
                last--;
            }
            cells.add(new Cell(row, column++, first, last));
            cell = to + 1;
        }
    }

    /** Returns a cursor over the headings by position. */
    public Headings headingsByPosition() {
        return new Headings(cells(), headings);
    }

    /** Returns the heading of the column at increasing positions. Not thread-safe. */
    public static final class Headings {

        private final List<Cell> cells;
        private final List<String> headings;
        private int next;

        private Headings(List<Cell> cells, List<String> headings) {
            this.cells = cells;
            this.headings = headings;
        }

        /**
         * @param position must not decrease between calls
         * @return empty if the position is in no cell
         */
        public String at(int position) {
            while (next < cells.size() && cells.get(next).end() <= position) {
                next++;
            }
            return next < cells.size() && cells.get(next).start() <= position
                    ? headings.get(cells.get(next).column())
                    : "";
        }
    }
}
