package org.sunwindow.privacy.lists;

import java.util.ArrayList;
import java.util.List;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Roles;
import org.sunwindow.privacy.context.Row;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.lists.NamePieces.Piece;
import org.sunwindow.privacy.names.Names;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Finds unmasked names in lists: table columns, lines that begin with a name, and names one after another. Also runs
 * {@link NameSentences}.
 */
public final class NameLists {

    /** Least sum of {@link Piece#weight} of a list: two names of three characters, or three of two. */
    private static final int MIN_WEIGHT = 3;

    private static final double MIN_SHARE = 0.6;

    /** Words around a list of persons whom the bureau helps. */
    private static final Terms PERSONAL = Names.LEXICON.terms("lists of persons");

    private static final int NEAR = 40;

    /** Units of an amount for one person. 户 and 人 are counts for a village. */
    private static final Terms AMOUNTS = Terms.of("元", "万元", "块", "分", "票", "岁", "穴");

    /** Words after a list of counties, whose names have the form of names of persons. */
    private static final Terms AREAS =
            Terms.of("县区", "县市", "区县", "市县", "等县", "等市", "等地", "各县", "各乡镇", "等乡镇", "同属", "街道办");

    private static final int AREA = 12;

    private static final int MAX_GAP = 3;
    private static final int MAX_AMOUNT = 10;

    private NameLists() {}

    public static void find(ReaderText text, Table table, List<Finding> found) {
        NameColumns.find(text, table, found);
        List<Row> rows = Row.lines(text);
        NameGrids.find(text, rows, found);
        NameRows.find(text, rows, table, found);
        List<Piece> pieces = NamePieces.of(text);
        pieces.removeIf(piece -> rows.get(piece.line()).isOfThing());
        runs(text, pieces, found);
        rows(text, pieces, found);
        labelledRows(text, pieces, found);
        betweenNumbers(text, pieces, found);
        withAmounts(text, pieces, found);
        NameSentences.find(text, found);
    }

    /** Finds names one after another, with list separators between them. */
    private static void runs(ReaderText text, List<Piece> pieces, List<Finding> found) {
        for (int i = 0; i < pieces.size(); ) {
            int end = i + 1;
            while (end < pieces.size() && pieces.get(end).list()) {
                end++;
            }
            // pieces from i to end are joined by list separators
            if (end - i > 1) {
                run(text, pieces.subList(i, end), found);
            }
            i = end;
        }
    }

    private static void run(ReaderText text, List<Piece> joined, List<Finding> found) {
        int i = 0;
        while (i < joined.size()) {
            int end = i;
            int weight = 0;
            while (end < joined.size() && joined.get(end).isName()) {
                weight += joined.get(end).weight();
                end++;
            }
            if (isEnough(text, joined.subList(i, end), weight) && isMostly(joined, i, end)) {
                addAll(text, joined.subList(i, end), found);
            }
            i = Math.max(end, i + 1);
        }
        phrases(text, joined, found);
    }

    /**
     * Finds names at the end of parallel phrases, such as 一组傅某、二组常某 or 患病的徐某、失火的龚某: at least three, with the same
     * character before each name.
     */
    private static void phrases(ReaderText text, List<Piece> joined, List<Finding> found) {
        for (int i = 0; i < joined.size(); ) {
            char before = beforeTail(text, joined.get(i));
            int end = i;
            while (before != 0 && end < joined.size() && beforeTail(text, joined.get(end)) == before) {
                end++;
            }
            int last = end - i >= 2 && end < joined.size() ? nameAfter(text, joined.get(end), before) : 0;
            if (end - i + (last > 0 ? 1 : 0) >= 3) {
                addAll(
                        text,
                        joined.subList(i, end).stream()
                                .map(piece -> piece.isName()
                                        ? piece
                                        : Piece.ofName(
                                                piece.end() - piece.tail(), piece.end(), 1, piece.line(), false, '、'))
                                .toList(),
                        found);
            }
            i = Math.max(end, i + 1);
        }
    }

    /** The length of a name that follows a character in a piece, 0 if there is none. */
    private static int nameAfter(ReaderText text, Piece piece, char before) {
        for (int i = piece.start(); i < piece.end(); i++) {
            if (text.at(i) == before) {
                return Names.at(text, i + 1, piece.end());
            }
        }
        return 0;
    }

    /** The Chinese character before the name at the end of a piece, NUL if there is none. */
    private static char beforeTail(ReaderText text, Piece piece) {
        int start = piece.isName() ? piece.nameStart() : piece.end() - piece.tail();
        boolean longer = piece.isName() || piece.tail() > 0 && piece.tail() < piece.end() - piece.start();
        char before = longer ? text.at(start - 1) : 0;
        return Names.isChinese(before) ? before : 0;
    }

    /** Whether a run of names has few neighbours that are not names. In lists of brands or places it has many. */
    private static boolean isMostly(List<Piece> joined, int start, int end) {
        char separator = joined.get(start + 1).separator();
        int others = 0;
        for (int i = start; i > 0 && i > start - 2 && joined.get(i).separator() == separator; i--) {
            others += i == start && joined.get(i - 1).tail() > 0 ? 0 : 1;
        }
        for (int i = end; i < Math.min(joined.size(), end + 2) && joined.get(i).separator() == separator; i++) {
            others += i == end && joined.get(i).head() > 0 ? 0 : 1;
        }
        int names = end - start;
        return separator == '\n' || separator == '\t' || separator == '|' || names >= MIN_SHARE * (names + others);
    }

    /** Finds names at the start of lines. */
    private static void rows(ReaderText text, List<Piece> pieces, List<Finding> found) {
        var block = new ArrayList<Piece>();
        int weight = 0;
        int last = -2;
        int others = 0;
        int line = -1;
        for (Piece piece : pieces) {
            if (piece.line() == line) {
                continue;
            }
            line = piece.line();
            if (piece.isName() && piece.first() && piece.nameStart() >= 0) {
                if (line > last + 2) {
                    close(text, block, weight, others, found);
                    weight = 0;
                    others = 0;
                }
                block.add(piece);
                weight += piece.weight();
                last = line;
            } else {
                others++;
            }
        }
        close(text, block, weight, others, found);
    }

    /** Finds names after a label in a line, such as 墓区1-29 张某: at least three lines. */
    private static void labelledRows(ReaderText text, List<Piece> pieces, List<Finding> found) {
        var block = new ArrayList<Piece>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean last = i + 1 == pieces.size() || pieces.get(i + 1).line() > piece.line();
            if (!last) {
                continue;
            }
            boolean labelled = piece.isName()
                    && piece.weight() > 0
                    && !piece.first()
                    && piece.list()
                    && piece.separator() != '\n'
                    && isEndOfLine(text, piece.nameEnd());
            if (labelled && !block.isEmpty() && piece.line() > block.getLast().line() + 1) {
                close(text, block, 3 * (block.size() / 3), 0, found);
            }
            if (labelled) {
                block.add(piece);
            } else {
                close(text, block, 3 * (block.size() / 3), 0, found);
            }
        }
        close(text, block, 3 * (block.size() / 3), 0, found);
    }

    /** Finds names between numbers, such as 考号10193 邹某 82.4分: at least two in a line. */
    private static void betweenNumbers(ReaderText text, List<Piece> pieces, List<Finding> found) {
        var block = new ArrayList<Piece>();
        for (Piece piece : pieces) {
            if (!piece.isName()
                    || piece.weight() == 0
                    || !isBlank(text, piece.nameStart() - 1)
                    || !text.isDigit(piece.nameStart() - 2)
                    || !isBlank(text, piece.nameEnd())
                    || !text.isDigit(piece.nameEnd() + 1)) {
                continue;
            }
            if (!block.isEmpty() && block.getLast().line() != piece.line()) {
                close(text, block, MIN_WEIGHT, 0, found);
            }
            block.add(piece);
        }
        close(text, block, MIN_WEIGHT, 0, found);
    }

    /** Finds names with an amount each, such as 张某 500元;王某 600元. */
    private static void withAmounts(ReaderText text, List<Piece> pieces, List<Finding> found) {
        var block = new ArrayList<Piece>();
        int weight = 0;
        for (Piece piece : pieces) {
            if (!piece.isName() || piece.weight() == 0 || !isBeforeAmount(text, piece)) {
                continue;
            }
            if (!block.isEmpty() && piece.line() > block.getLast().line() + 1) {
                close(text, block, weight, 0, found);
                weight = 0;
            }
            block.add(piece);
            weight += piece.weight();
        }
        close(text, block, weight, 0, found);
    }

    private static boolean isBeforeAmount(ReaderText text, Piece piece) {
        int end = piece.nameEnd();
        int at = end;
        while (at < end + MAX_GAP && text.at(at) != 0 && " \t:=,(-/".indexOf(text.at(at)) >= 0) {
            at++;
        }
        int digits = at;
        while (at < digits + MAX_AMOUNT && (text.isDigit(at) || text.at(at) == '.' || text.at(at) == ',')) {
            at++;
        }
        if (at == digits) {
            return false;
        }
        at += text.at(at) == ' ' ? 1 : 0;
        boolean persons = piece.weight() > 1 && piece.nameEnd() - piece.nameStart() > 2 && text.at(at) == '人';
        return persons || AMOUNTS.at(text, at) > 0;
    }

    private static boolean isBlank(ReaderText text, int at) {
        return text.at(at) == ' ' || text.at(at) == '\t';
    }

    private static boolean isEndOfLine(ReaderText text, int end) {
        return end >= text.length() || text.at(end) == '\n';
    }

    private static void close(ReaderText text, List<Piece> block, int weight, int others, List<Finding> found) {
        if (isEnough(text, block, weight)) {
            addAll(text, block, found);
        }
        block.clear();
    }

    /** Whether there is enough evidence that the names are names. Near a word such as 低保 less is required. */
    private static boolean isEnough(ReaderText text, List<Piece> names, int weight) {
        return names.size() >= 2
                && !AREAS.within(
                        text, names.getLast().nameEnd(), names.getLast().nameEnd() + AREA)
                && (weight >= MIN_WEIGHT
                        || weight > 0 && weight + names.size() > MIN_WEIGHT && isOfPersons(text, names));
    }

    private static boolean isOfPersons(ReaderText text, List<Piece> names) {
        int start = names.getFirst().nameStart();
        int end = names.getLast().nameEnd();
        return PERSONAL.in(text, start - NEAR, start) || PERSONAL.in(text, end, end + NEAR);
    }

    private static void addAll(ReaderText text, List<Piece> names, List<Finding> found) {
        if (Roles.isPublic(text, names.getFirst().nameStart(), names.getLast().nameEnd())) {
            return;
        }
        for (Piece name : names) {
            if (!Roles.isPublic(text, name.nameStart(), name.nameEnd())) {
                found.add(Finding.of(text, PersonalKind.NAME, name.nameStart(), name.nameEnd()));
            }
        }
    }
}
