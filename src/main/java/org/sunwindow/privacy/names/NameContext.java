package org.sunwindow.privacy.names;

import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Recognizes names of persons in sentences by their context. Reads a bounded part of the text, and caches results in
 * {@link ReaderText}.
 */
public final class NameContext {

    /** Words before the name of a private person in a sentence. */
    private static final Terms PERSONS = Names.LEXICON.terms("private persons");

    /** Words after it. */
    private static final Terms OF_PERSONS = Names.LEXICON.terms("of persons");

    /** Labels after which any name counts. */
    private static final Terms NAME_LABELS = Terms.of("姓名", "户名");

    private static final Terms INSTITUTIONS = Names.LEXICON.terms("institutions");
    private static final int INSTITUTION = 12;

    /** One more than the characters of the longest name between punctuation. */
    private static final int MAX_PIECE = 5;

    /** Characters between a label such as 户主 and a name. */
    private static final String LABEL_GAPS = ": \t-=\"“";

    private static final int MAX_GAP = 3;
    private static final String MASKS = "*×某xX〇_□#△?";
    private static final Terms MASKING_TITLES = Terms.of("女士", "先生", "大爷", "奶奶", "老人");

    private NameContext() {}

    /** The first likely name of a person in a part of a text, as {start, end}, {@code null} if there is none. */
    public static int[] in(ReaderText text, int from, int to) {
        for (int i = Math.max(from, 0); i < to; i++) {
            int length = at(text, i, to);
            if (length > 0) {
                return new int[] {i, i + length};
            }
        }
        return null;
    }

    /** The length of the likely name at a position that does not reach beyond {@code to}, 0 if there is none. */
    public static int at(ReaderText text, int start, int to) {
        char first = text.at(start);
        if (!NameCharacters.begins(first) && (!text.hasDot() || !Names.isChinese(first))) {
            return 0;
        }
        int length = text.nameAt(start);
        if (length < 0) {
            length = find(text, start, text.length());
            text.cacheName(start, length);
        }
        return start + length <= to ? length : find(text, start, to);
    }

    private static int find(ReaderText text, int start, int to) {
        int piece = Names.isChinese(text.at(start - 1)) ? 0 : wholePiece(text, start, to);
        if (piece > 0) {
            return piece;
        }
        int length = Names.at(text, start, to);
        if (length == 0 || isInstitution(text, start + length)) {
            return 0;
        }
        // the word after a name may begin with a character of given names, as in 田桂香名下
        for (int shorter = length - 1; shorter >= 2 && OF_PERSONS.at(text, start + length) == 0; shorter--) {
            if (OF_PERSONS.at(text, start + shorter) > 0
                    && Names.at(text, start, start + shorter) == shorter
                    && isBounded(text, start, shorter)) {
                return shorter;
            }
        }
        if (isBounded(text, start, length)) {
            return length;
        }
        return length >= 3 && Names.at(text, start, start + 2) == 2 && isBounded(text, start, 2) ? 2 : 0;
    }

    /** The length of a name between punctuation, 0 if there is none. */
    private static int wholePiece(ReaderText text, int start, int to) {
        if (!NameCharacters.is(NameCharacters.SURNAME | NameCharacters.RARE_SURNAME, text.at(start))) {
            return 0;
        }
        int end = start + 1;
        while (end < to && end < start + MAX_PIECE && Names.isChinese(text.at(end))) {
            end++;
        }
        if (end == start + MAX_PIECE) {
            return 0;
        }
        if (isDocumentNumber(text, end)) {
            return 0;
        }
        boolean labelled = text.at(start - 1) == ':' && isAfterPerson(text, start - 1);
        if (labelled && NAME_LABELS.before(text, start - 1) > 0 && Names.isInColumn(text, start, end)) {
            return end - start;
        }
        if (isBeforeSex(text, end) && Names.isInColumn(text, start, end)) {
            return end - start;
        }
        Names.Confidence least = labelled ? Names.Confidence.SHAPE : Names.Confidence.LIKELY;
        return Names.confidence(text, start, end).compareTo(least) >= 0 ? end - start : 0;
    }

    /** Whether the year of a document number follows, as in 云民发〔2026〕1号. */
    public static boolean isDocumentNumber(ReaderText text, int end) {
        char c = text.at(end);
        boolean year = c == '[' || c == '(' ? "])".indexOf(text.at(end + 5)) >= 0 : c == '〔';
        return year && text.isDigit(end + 1) && text.isDigit(end + 4);
    }

    /** Whether the sex of a person follows a name, as in 夏某,女,. */
    private static boolean isBeforeSex(ReaderText text, int end) {
        char gap = text.at(end);
        char sex = text.at(end + 1);
        return (gap == ',' || gap == '(' || gap == ' ' || gap == '\t' || gap == '、' || gap == '|')
                && (sex == '男' || sex == '女')
                && !Names.isChinese(text.at(end + 2));
    }

    /** Whether a word for a private person, such as 申请人 or 的女儿, is directly before or after a name. */
    public static boolean isBesidePerson(ReaderText text, int start, int end) {
        int label = start;
        while (start - label < MAX_GAP && text.at(label - 1) != 0 && LABEL_GAPS.indexOf(text.at(label - 1)) >= 0) {
            label--;
        }
        return isAfterPerson(text, label) || OF_PERSONS.at(text, end) > 0;
    }

    /** Whether a word for a private person ends before a position. */
    public static boolean isAfterPerson(ReaderText text, int position) {
        return PERSONS.before(text, position) > 0;
    }

    /** Whether a likely name is the first part of the name of an institution, such as a company. */
    private static boolean isInstitution(ReaderText text, int end) {
        // the name may take the first character of 敬老院
        if (INSTITUTIONS.at(text, end - 1) > 1) {
            return true;
        }
        for (int i = end; i < end + INSTITUTION; i++) {
            if (INSTITUTIONS.at(text, i) > 0) {
                return true;
            }
            char c = text.at(i);
            if (!Names.isChinese(c) || NameCharacters.is(NameCharacters.AFTER, c)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isBounded(ReaderText text, int start, int length) {
        char before = text.at(start - 1);
        int end = start + length;
        char last = text.at(end - 1);
        char after = text.at(end);
        if (isDocumentNumber(text, end) || after == '病' && !Names.isChinese(text.at(end + 1))) {
            // an illness may have the name of its discoverer
            return false;
        }
        boolean ofPerson = isAfterPerson(text, start);
        if (!ofPerson
                && (Dictionary.isPair(before, text.at(start))
                        || !Names.isChinese(after) && NameCharacters.is(NameCharacters.PLACE_END, last))) {
            return false;
        }
        boolean crosses = Dictionary.isPair(last, after);
        if (crosses && NameCharacters.is(NameCharacters.WORDLIKE_SURNAME, text.at(start))) {
            return false;
        }
        if (!ofPerson && length == 2 && !mayPrecedeName(before)) {
            return false;
        }
        // 站在 is the verb "to stand in", not a station
        boolean standsIn = after == '站' && text.at(end + 1) == '在';
        return mayFollowName(after)
                || OF_PERSONS.at(text, end) > 0
                || length > 2 && (standsIn || !NameCharacters.is(NameCharacters.NOT_AFTER, after) && !crosses)
                || length > 2 && ofPerson && Dictionary.isPair(after, text.at(end + 1))
                || (ofPerson || !Names.isChinese(before)) && !crosses && Dictionary.isPair(after, text.at(end + 1));
    }

    public static boolean mayPrecedeName(char c) {
        return !Names.isChinese(c) || NameCharacters.is(NameCharacters.BEFORE, c);
    }

    public static boolean mayFollowName(char c) {
        return !Names.isChinese(c) || NameCharacters.is(NameCharacters.AFTER, c);
    }

    /** The length of the masked name at a position, such as 张*某, 李某某 or 王女士; 0 if there is none. */
    static int masked(ReaderText text, int start) {
        int surname = Names.surname(text, start);
        if (surname == 0) {
            return 0;
        }
        int end = start + surname;
        int shown = end;
        while (end < shown + 3 && isMask(text.at(end))) {
            end++;
        }
        if (end > shown) {
            char last = text.at(end);
            boolean given = Names.isChinese(last) && !NameCharacters.is(NameCharacters.NOT_GIVEN, last);
            return end - start + (given ? 1 : 0);
        }
        if (MASKING_TITLES.at(text, end) > 0) {
            return end + 2 - start;
        }
        return text.at(end + 1) == '*' && Names.isChinese(text.at(end)) ? end + 2 - start : 0;
    }

    private static boolean isMask(char c) {
        return c != 0 && MASKS.indexOf(c) >= 0;
    }

    /** Whether a masked name begins in a part of a text. */
    public static boolean hasMasked(ReaderText text, int from, int to) {
        for (int i = Math.max(from, 0); i < to; i++) {
            if (masked(text, i) > 0) {
                return true;
            }
        }
        return false;
    }
}
