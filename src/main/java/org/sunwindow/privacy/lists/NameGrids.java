package org.sunwindow.privacy.lists;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Roles;
import org.sunwindow.privacy.context.Row;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds columns of names without a heading: consecutive lines with the same number of cells, and in each of them a name
 * in the same place. A cell that is also a word, such as 田野 or 温暖, counts as a name among others.
 */
final class NameGrids {

    private static final int MIN_ROWS = 2;
    private static final int MAX_CELLS = 8;

    /** Characters of the longest row; a longer line is prose. */
    private static final int MAX_LINE = 120;

    /** Characters of the longest first cell and its separator. */
    private static final int MAX_FIRST = 24;

    private static final int MIN_WEIGHT = 3;
    private static final int NEAR = 60;
    private static final Terms PERSONAL = Names.LEXICON.terms("lists of persons");

    /** A cell without the marker before its text, such as 1. or 〔取消〕. */
    private record Cell(int start, int end) {}

    private NameGrids() {}

    static void find(ReaderText text, List<Row> rows, List<Finding> found) {
        if (text.indexOf('\n', 0) < 0) {
            return;
        }
        for (char separator : new char[] {'\t', '|', ' '}) {
            if (text.indexOf(separator, 0) >= 0) {
                blocks(text, rows, separator, found);
            }
        }
    }

    /** Judges each block of lines with the same number of cells. */
    private static void blocks(ReaderText text, List<Row> rows, char separator, List<Finding> found) {
        var block = new ArrayList<List<Cell>>();
        int line = 0;
        for (int from = 0; from <= text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            boolean row = !rows.get(line++).isOfThing() && isRow(text, from, end, separator);
            List<Cell> cells = row ? cells(text, from, end, separator) : List.of();
            if (!block.isEmpty() && block.getFirst().size() != cells.size()) {
                close(text, block, found);
            }
            if (cells.size() >= 2 && cells.size() <= MAX_CELLS) {
                block.add(cells);
            }
            from = end + 1;
        }
        close(text, block, found);
    }

    /** Whether a line is short and has a separator near its start. Rejects most lines of prose cheaply. */
    private static boolean isRow(ReaderText text, int from, int end, char separator) {
        if (end - from > MAX_LINE) {
            return false;
        }
        for (int i = from; i < Math.min(end, from + MAX_FIRST); i++) {
            if (text.at(i) == separator) {
                return true;
            }
        }
        return false;
    }

    /** The cells of a line, empty if it has more than a row of a list has. */
    private static List<Cell> cells(ReaderText text, int from, int end, char separator) {
        var cells = new ArrayList<Cell>();
        for (int at = from; at <= end && cells.size() <= MAX_CELLS; ) {
            int to = at;
            while (to < end && text.at(to) != separator) {
                to++;
            }
            if (to > at) {
                cells.add(new Cell(afterMarker(text, at, to), to));
            }
            at = to + 1;
        }
        return cells;
    }

    private static int afterMarker(ReaderText text, int from, int to) {
        int start = from;
        for (char c = text.at(start); start < to && !Names.isChinese(c); c = text.at(start)) {
            int close = "〔[【(".indexOf(c) < 0 ? start : closing(text, start, to);
            start = close + 1;
        }
        return start;
    }

    private static int closing(ReaderText text, int open, int to) {
        for (int i = open + 1; i < to; i++) {
            if ("〕]】)".indexOf(text.at(i)) >= 0) {
                return i;
            }
        }
        return open;
    }

    private static void close(ReaderText text, List<List<Cell>> block, List<Finding> found) {
        if (block.size() >= MIN_ROWS && block.getFirst().stream().noneMatch(cell -> isOfficial(text, cell))) {
            for (int column = 0; column < block.getFirst().size(); column++) {
                column(text, block, column, found);
            }
        }
        block.clear();
    }

    private static boolean isOfficial(ReaderText text, Cell cell) {
        return NameColumns.isOfficial(text.slice(cell.start(), cell.end()));
    }

    private static void column(ReaderText text, List<List<Cell>> block, int column, List<Finding> found) {
        int weight = 0;
        var names = new ArrayList<Cell>();
        for (List<Cell> row : block) {
            Cell cell = row.get(column);
            if (!Names.isInColumn(text, cell.start(), cell.end())) {
                if (row == block.getFirst()) {
                    // the headings
                    continue;
                }
                return;
            }
            weight +=
                    Math.max(0, Names.confidence(text, cell.start(), cell.end()).ordinal() - 1);
            names.add(cell);
        }
        if (names.size() < MIN_ROWS || weight == 0 || !isEnough(text, names, weight)) {
            return;
        }
        for (Cell name : names) {
            if (!Roles.isPublic(text, name.start(), name.end())) {
                found.add(Finding.of(text, PersonalKind.NAME, name.start(), name.end()));
            }
        }
    }

    /** Whether a column is one of names: by the names themselves, or fewer of them near a word such as 低保. */
    private static boolean isEnough(ReaderText text, List<Cell> names, int weight) {
        int start = names.getFirst().start();
        int end = names.getLast().end();
        return weight >= MIN_WEIGHT
                || weight + 1 >= MIN_WEIGHT && names.size() >= MIN_WEIGHT
                || PERSONAL.within(text, start - NEAR, start)
                || PERSONAL.within(text, start, Math.min(end, start + NEAR))
                || PERSONAL.within(text, end, end + NEAR);
    }
}
