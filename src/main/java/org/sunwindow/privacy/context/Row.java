package org.sunwindow.privacy.context;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.privacy.names.NameWeight;
import org.sunwindow.privacy.text.ReaderText;

/**
 * A line: its name, and what stands beside it.
 *
 * @param start    of the name, -1 if the row has none
 * @param names    cells with usual names
 * @param hasShape whether a cell has the form of a name in the broadest sense
 */
public record Row(Kind kind, int start, int end, NameWeight weight, int names, boolean hasShape, Evidence evidence) {

    /** What a line is about. */
    public enum Kind {
        /** It has no cells, or is a heading or a total. */
        EMPTY,
        /** It is longer than a row, or has a sentence. */
        PROSE,
        /** It has a unit of things, such as boxes, or a price. */
        THING,
        /** It has a word for an institution, an office or a thing. */
        OTHER,
        /** It may be about a person. */
        PERSON
    }

    /** What stands beside the name. */
    public enum Evidence {
        NONE,
        /** The marker of a list. */
        MARKER,
        /** A figure without a unit. */
        FIGURE,
        /** An amount of money. */
        AMOUNT,
        /** What only persons have, such as a sex. */
        PERSON
    }

    /** Persons are given things, too. A list with fewer rows or fewer names is one of goods. */
    private static final int MIN_ROWS = 3;

    private static final double MIN_SHARE = 0.8;

    /** A row without a name. */
    static Row of(Kind kind) {
        return new Row(kind, -1, -1, NameWeight.NONE, 0, false, Evidence.NONE);
    }

    /** Reads all lines of a text. */
    public static List<Row> lines(ReaderText text) {
        var rows = new ArrayList<Row>();
        int first = 0;
        for (int from = 0; from <= text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            Row row = RowReader.read(text, from, end);
            if (row.kind == Kind.PROSE) {
                judgeThings(rows.subList(first, rows.size()));
                first = rows.size() + 1;
            }
            rows.add(row);
            from = end + 1;
        }
        judgeThings(rows.subList(Math.min(first, rows.size()), rows.size()));
        return rows;
    }

    /** Decides whether the rows of a list with units of things are about persons, and changes them accordingly. */
    private static void judgeThings(List<Row> list) {
        if (list.stream().noneMatch(Row::isOfThing)) {
            return;
        }
        long filled = list.stream().filter(row -> row.kind != Kind.EMPTY).count();
        long named = list.stream().filter(Row::hasUsualName).count();
        boolean persons = filled >= MIN_ROWS && named >= MIN_SHARE * filled;
        // a line with several names is a run of names, also among goods
        list.replaceAll(
                row -> row.kind == Kind.EMPTY || row.names > 1 ? row : row.as(persons ? Kind.PERSON : Kind.THING));
    }

    private Row as(Kind other) {
        return new Row(other, start, end, weight, names, hasShape, evidence);
    }

    public boolean hasUsualName() {
        return weight.compareTo(NameWeight.MEDIUM) >= 0;
    }

    public boolean isOfThing() {
        return kind == Kind.THING;
    }
}
