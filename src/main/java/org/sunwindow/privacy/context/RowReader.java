package org.sunwindow.privacy.context;

import org.sunwindow.privacy.context.Row.Evidence;
import org.sunwindow.privacy.context.Row.Kind;
import org.sunwindow.privacy.names.NameContext;
import org.sunwindow.privacy.names.NameWeight;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/** Reads a line as a row of cells and figures. */
public final class RowReader {

    /** Characters of the longest row. A longer line is prose. */
    private static final int MAX_ROW = 80;

    /** Chinese characters of the longest cell. */
    private static final int MAX_CELL = 14;

    /** Cells up to that with the name, such as a village. */
    private static final int NAME_CELLS = 3;

    /** Digits of an amount for one person. Longer figures are those of institutions, or phone numbers. */
    private static final int MAX_FIGURE = 6;

    /** Digits of the longest marker. */
    private static final int MAX_MARKER = 3;

    private static final Terms PERSONS = Names.LEXICON.terms("rows of persons");
    private static final Terms OTHERS = Names.LEXICON.terms("rows of others");
    private static final Terms UNITS = Names.LEXICON.terms("units of things");
    private static final Terms NO_ROWS = Terms.of("合计", "小计", "总计", "共计", "序号", "备注", "姓名", "以上", "特此");
    private static final Row EMPTY = Row.of(Kind.EMPTY);
    private static final Row PROSE = Row.of(Kind.PROSE);
    private static final Row OTHER = Row.of(Kind.OTHER);

    private final ReaderText text;
    private final int from;
    private final int to;
    private int start = -1;
    private int end = -1;
    private int cells;
    private int names;

    /** Consecutive numbers before cells so far, from 1. */
    private int counted;

    private boolean shape;
    private boolean thing;
    private NameWeight weight = NameWeight.NONE;
    private Evidence evidence = Evidence.NONE;

    private RowReader(ReaderText text, int from, int to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    public static Row read(ReaderText text, int from, int to) {
        if (to - from > MAX_ROW) {
            return PROSE;
        }
        return NO_ROWS.at(text, from) > 0 ? EMPTY : new RowReader(text, from, to).read();
    }

    private Row read() {
        for (int i = from; i < to; ) {
            char c = text.at(i);
            int next = i + 1;
            if (c == '。' || c == '?' || c == '!') {
                return PROSE;
            }
            if (text.isDigit(i)) {
                next = figureEnd(i);
                figure(i, next);
            } else if (Names.isChinese(c)) {
                next = cellEnd(i);
                if (next - i > MAX_CELL) {
                    return PROSE;
                }
                if (OTHERS.within(text, i, next) || NameContext.isDocumentNumber(text, next)) {
                    return OTHER;
                }
                cell(i, next);
            }
            i = next;
        }
        if (cells == 0) {
            return EMPTY;
        }
        boolean shared = thing && names > 1;
        Kind kind = thing && !shared ? Kind.THING : Kind.PERSON;
        return new Row(kind, start, end, weight, names, shape, shared ? Evidence.PERSON : evidence);
    }

    private int figureEnd(int at) {
        int stop = at;
        while (stop < to
                && (text.isDigit(stop) || (text.at(stop) == '.' || text.at(stop) == ',') && text.isDigit(stop + 1))) {
            stop++;
        }
        return stop;
    }

    /** A cell of Chinese characters, with the dots of a minority's name. */
    private int cellEnd(int at) {
        int stop = at;
        while (stop < to && (Names.isChinese(text.at(stop)) || text.at(stop) == '·')) {
            stop++;
        }
        return stop;
    }

    private void add(Evidence more) {
        evidence = more.compareTo(evidence) > 0 ? more : evidence;
    }

    private void cell(int at, int stop) {
        if (text.isDigit(at - 1)) {
            return;
        }
        if (isMarker(at, stop)) {
            add(start < 0 ? Evidence.MARKER : Evidence.NONE);
            return;
        }
        cells++;
        NameWeight found = NameWeight.of(text, at, stop);
        names += found.compareTo(NameWeight.MEDIUM) >= 0 ? 1 : 0;
        if (start < 0 && cells <= NAME_CELLS && found != NameWeight.NONE) {
            start = at;
            end = stop;
            weight = found;
            shape = true;
        } else {
            shape |= cells == 1 && Names.isInColumn(text, at, stop);
            word(at, stop);
        }
    }

    private void word(int at, int stop) {
        int length = stop - at;
        char last = text.at(stop - 1);
        if (length == 1 ? last == '男' || last == '女' : start >= 0 && PERSONS.within(text, at, stop)) {
            add(Evidence.PERSON);
        } else if (length == 2 && (last == '类' || last == '档')) {
            add(Evidence.FIGURE);
        }
    }

    /** Whether a cell numbers the row, as in 一、 or 第3号. */
    private boolean isMarker(int at, int stop) {
        for (int i = at; i < stop; i++) {
            if (text.numeral(i) < 0 && "十第号".indexOf(text.at(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private void figure(int at, int stop) {
        char unit = text.at(stop);
        if (isCounting(at, stop) && isName(stop)) {
            add(Evidence.MARKER);
        } else if (UNITS.at(text, stop) > 0) {
            thing = true;
        } else if (unit == '元' || unit == '块') {
            // a price, unlike 元/月
            thing |= text.at(stop + 1) == '/' && "月年人季次".indexOf(text.at(stop + 2)) < 0;
            add(Evidence.AMOUNT);
        } else if (unit == '岁' || unit == '口' || unit == '票') {
            add(Evidence.PERSON);
        } else if (unit == '人' || unit == '组' || unit == '号' || start < 0 && isFirst(at) && stop - at <= MAX_MARKER) {
            add(Evidence.MARKER);
        } else if (text.at(at - 1) == '¥') {
            add(Evidence.AMOUNT);
        } else if (unit == '分' || !Names.isChinese(unit) && isAmount(at, stop)) {
            add(Evidence.FIGURE);
        }
    }

    /** Whether a figure numbers a cell, as in 1王芳 2张建国. A unit of things may be a surname. */
    private boolean isCounting(int at, int stop) {
        boolean next = isBorder(text.at(at - 1)) && text.slice(at, stop).equals(Integer.toString(counted + 1));
        counted += next ? 1 : 0;
        return next && counted > 1;
    }

    private static boolean isBorder(char c) {
        return c == 0 || c == '\n' || c == '\t' || c == ' ' || c == '|';
    }

    private boolean isName(int at) {
        return NameWeight.of(text, at, cellEnd(at)).compareTo(NameWeight.MEDIUM) >= 0;
    }

    private boolean isFirst(int at) {
        for (int i = from; i < at; i++) {
            if (text.at(i) != ' ' && text.at(i) != '(' && text.at(i) != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Whether a figure may be an amount, and not a date, a year or a phone number. */
    private boolean isAmount(int at, int stop) {
        int whole = at;
        while (whole < stop && text.at(whole) != '.') {
            whole++;
        }
        int dot = text.indexOf('.', whole + 1);
        boolean date = whole < stop && dot > 0 && dot < stop;
        boolean joined =
                isJoint(text.at(stop)) && text.isDigit(stop + 1) || isJoint(text.at(at - 1)) && text.isDigit(at - 2);
        boolean year = stop - at == 4 && text.startsWith("20", at) && text.at(at + 2) < '3';
        return !date && !joined && !year && whole - at <= MAX_FIGURE;
    }

    private static boolean isJoint(char c) {
        return c == '-' || c == '/';
    }
}
