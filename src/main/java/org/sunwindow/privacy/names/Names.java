package org.sunwindow.privacy.names;

import org.sunwindow.privacy.text.Lexicon;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Terms;

/**
 * Recognizes Chinese personal names by their form. A name is a surname with one or two characters that occur in given
 * names, or a name of a minority. It is not a word of the {@link Dictionary}. The resource {@code names.txt} lists the
 * parts of names.
 */
public final class Names {

    public static final Lexicon LEXICON = Lexicon.of("names.txt");

    private static final Terms COMPOUND = LEXICON.terms("compound surnames");
    private static final Terms MINORITY_PARTS = LEXICON.terms("minority");

    /** Given names with characters that other given names do not have. */
    private static final Terms GIVEN_WORDS = LEXICON.terms("given words");

    /** Words with the form of names that are missing in the dictionary. */
    private static final Terms NO_NAMES = LEXICON.terms("not names");

    private static final Terms FAMOUS = LEXICON.terms("famous");

    /** Placeholder names. Their given names are numerals, which are rare in other names. */
    private static final Terms EXAMPLES = Terms.of("张三", "李四", "王五", "赵六");

    /** Titles that follow a character with the form of a surname. */
    private static final Terms TITLES = LEXICON.terms("titles");

    /** Characters of the longest name. */
    private static final int MAX = 16;

    private static final int MAX_BESIDE_DOT = 6;
    private static final int MAX_MINORITY = 8;

    private Names() {}

    public static boolean isChinese(char c) {
        return NameCharacters.isChinese(c);
    }

    private static boolean isSurname(char c) {
        return NameCharacters.is(NameCharacters.SURNAME, c);
    }

    static boolean isGiven(char c) {
        return isChinese(c) && !NameCharacters.is(NameCharacters.NOT_GIVEN, c);
    }

    private static boolean isPlaceEnd(char c) {
        return NameCharacters.is(NameCharacters.PLACE_END, c);
    }

    static boolean isWord(ReaderText text, int from, int to) {
        return Dictionary.is(text, from, to) || NO_NAMES.is(text, from, to) || FAMOUS.is(text, from, to);
    }

    /** The confidence that a piece of a list is a name. */
    public enum Confidence {
        NONE,
        /** It has the form of a name, but may be a word or a place. */
        SHAPE,
        LIKELY,
        SURE
    }

    /** The confidence that a piece of a list is a name as a whole. */
    public static Confidence confidence(ReaderText text, int start, int end) {
        int length = end - start;
        if (length < 2 || length > MAX) {
            return Confidence.NONE;
        }
        if ("病症炎".indexOf(text.at(end - 1)) >= 0) {
            return Confidence.NONE;
        }
        char first = text.at(start);
        boolean place = isPlaceEnd(text.at(end - 1));
        if (at(text, start, end) == length) {
            return length > 2
                    ? (place ? Confidence.SHAPE : Confidence.SURE)
                    : place ? Confidence.NONE : Confidence.LIKELY;
        }
        boolean rare = NameCharacters.is(NameCharacters.RARE_SURNAME, first);
        if (!rare && !NameCharacters.is(NameCharacters.SURNAME | NameCharacters.BEGINS_COMPOUND, first) || length > 4) {
            return Confidence.NONE;
        }
        int surname = Math.max(surname(text, start), 1);
        int given = length - surname;
        if (given < 1 || given > 2 || place) {
            return Confidence.NONE;
        }
        int usual = 0;
        for (int i = start + surname; i < end; i++) {
            char c = text.at(i);
            if (!isChinese(c) || NameCharacters.is(NameCharacters.PARTICLE, c)) {
                return Confidence.NONE;
            }
            usual += isGiven(c) ? 1 : 0;
        }
        if (FAMOUS.is(text, start, end) || TITLES.is(text, end - 2, end)) {
            return Confidence.NONE;
        }
        if (length == 2) {
            return Confidence.SHAPE;
        }
        if (isWord(text, start, end)
                || surname == 1 && isWord(text, start, start + 2)
                || usual == 0
                || (rare || usual < given) && Dictionary.isPair(text.at(end - 2), text.at(end - 1))) {
            return Confidence.NONE;
        }
        return usual == given ? Confidence.SURE : Confidence.LIKELY;
    }

    /** Whether a famous name is at a position, and not the start of a longer name such as 朱德富. */
    private static boolean beginsFamous(ReaderText text, int start) {
        int length = FAMOUS.at(text, start);
        boolean longer = length == 2 && isGiven(text.at(start + 2)) && !isChinese(text.at(start + 3));
        return length > 0 && !longer;
    }

    static boolean isFamous(ReaderText text, int start, int end) {
        return FAMOUS.is(text, start, end);
    }

    /** Whether a part of a text is a name where names are expected. Given names may have any characters. */
    public static boolean isInColumn(ReaderText text, int start, int end) {
        int length = end - start;
        if (length < 2 || length > MAX || FAMOUS.is(text, start, end)) {
            return false;
        }
        boolean masked = false;
        boolean dotted = false;
        for (int i = start; i < end; i++) {
            char c = text.at(i);
            if (!isChinese(c) && c != '·') {
                return false;
            }
            masked |= c == '某' && i > start;
            dotted |= c == '·' && i > start;
        }
        if (dotted) {
            return true;
        }
        if (masked || "号者种类".indexOf(text.at(end - 1)) >= 0) {
            return false;
        }
        char first = text.at(start);
        int surname = COMPOUND.at(text, start);
        if (surname == 0 && NameCharacters.is(NameCharacters.SURNAME | NameCharacters.RARE_SURNAME, first)) {
            surname = 1;
        }
        boolean isDouble = length == 4 && isSurname(text.at(start + 1));
        return surname > 0 && length > surname && (length <= surname + 2 || isDouble)
                || minority(text, start, end) == length;
    }

    /**
     * The length of the likely name that ends at a position, 0 if there is none.
     *
     * @param from the name does not begin before it
     */
    public static int endingAt(ReaderText text, int end, int from) {
        int dotted = text.hasDot() ? dottedBefore(text, end, from) : 0;
        if (dotted > 0) {
            return dotted;
        }
        for (int length = 4; length >= 2; length--) {
            int start = end - length;
            if (start >= from && at(text, start, end) == length) {
                return length;
            }
        }
        for (int length = 6; length > 4; length--) {
            int start = end - length;
            if (start >= from && minority(text, start, end) == length) {
                return length;
            }
        }
        return 0;
    }

    private static int dottedBefore(ReaderText text, int end, int from) {
        int start = end;
        boolean dot = false;
        while (start > from && end - start < MAX && (isChinese(text.at(start - 1)) || text.at(start - 1) == '·')) {
            start--;
            dot |= text.at(start) == '·';
        }
        return dot && text.at(start) != '·' ? end - start : 0;
    }

    /**
     * The length of the likely name at a position, 0 if there is none.
     *
     * @param end the name does not reach beyond it
     */
    public static int at(ReaderText text, int start, int end) {
        boolean begins = NameCharacters.is(
                NameCharacters.SURNAME | NameCharacters.BEGINS_COMPOUND | NameCharacters.BEGINS_MINORITY,
                text.at(start));
        if (!begins && !text.hasDot()) {
            return 0;
        }
        int available = 0;
        while (available < MAX && start + available < end && isChinese(text.at(start + available))) {
            available++;
        }
        if (available < 2) {
            return 0;
        }
        int dotted = dotted(text, start, available, end);
        if (dotted > 0 || !begins) {
            return dotted;
        }
        if (EXAMPLES.at(text, start) > 0) {
            return 2;
        }
        int minority = minority(text, start, start + Math.min(available, MAX_MINORITY));
        if (minority > 0) {
            return minority;
        }
        int surname = surname(text, start);
        if (surname == 0 || beginsFamous(text, start)) {
            return 0;
        }
        // like a compound surname, a double one such as 欧陈 is followed by one or two characters
        boolean isDouble = surname == 1 && available >= 4 && isSurname(text.at(start + 1));
        for (int length = Math.min(isDouble ? 4 : surname + 2, available); length > surname; length--) {
            if (isName(text, start, surname, length)) {
                return length;
            }
        }
        return 0;
    }

    /** The length of a name with a dot between its parts, 0 if there is none. */
    private static int dotted(ReaderText text, int start, int available, int end) {
        if (available > MAX_BESIDE_DOT || text.at(start + available) != '·' || start + available >= end) {
            return 0;
        }
        int second = start + available + 1;
        int rest = 0;
        while (rest + available + 1 < MAX && second + rest < end && isChinese(text.at(second + rest))) {
            rest++;
        }
        if (rest < 2) {
            return 0;
        }
        int part = minority(text, second, second + rest);
        if (part == 0 && rest > MAX_BESIDE_DOT && minority(text, start, start + available) == 0) {
            // a title, such as 祭英烈·代为祭扫申请人
            return 0;
        }
        return available + 1 + (part > 0 ? part : rest);
    }

    private static boolean isName(ReaderText text, int start, int surname, int length) {
        int end = start + length;
        char last = text.at(end - 1);
        return isGivenName(text, start + (length == 4 ? 2 : surname), end)
                && !isWord(text, start, end)
                && !TITLES.is(text, end - 2, end)
                && !NameCharacters.is(NameCharacters.NO_END, last)
                && !(length == 2 && last == '家')
                && !(last == '先' && text.at(end) == '生')
                && !(length == 3 && surname == 1 && isWordIn(text, start))
                && !(length == 4 && surname == 1 && isWord(text, start, start + 2))
                && (length < 4 || surname == 2 || NameContext.mayFollowName(text.at(end)));
    }

    /** Whether three characters with the form of a name are more likely words. */
    private static boolean isWordIn(ReaderText text, int start) {
        char third = text.at(start + 2);
        if (NameCharacters.is(NameCharacters.WORDLIKE_SURNAME, text.at(start))
                && Dictionary.isPair(text.at(start + 1), third)) {
            return true;
        }
        char next = text.at(start + 3);
        if (!isChinese(next) || !isWord(text, start, start + 2) || NameContext.isAfterPerson(text, start)) {
            return false;
        }
        return !NameContext.mayFollowName(next)
                || NameCharacters.is(NameCharacters.AFTER, third)
                || Dictionary.isPair(third, next);
    }

    private static boolean isGivenName(ReaderText text, int from, int to) {
        if (GIVEN_WORDS.is(text, from, to)) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (!isGiven(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a cell is a name of a minority. */
    static boolean isKnownMinority(ReaderText text, int start, int end) {
        if (end - start == 2) {
            return MINORITY_PARTS.is(text, start, end) && !isWord(text, start, end);
        }
        return minority(text, start, end) == end - start
                || text.hasDot() && dotted(text, start, dotAt(text, start, end) - start, end) == end - start;
    }

    private static int dotAt(ReaderText text, int start, int end) {
        int at = start;
        while (at < end && text.at(at) != '·') {
            at++;
        }
        return at;
    }

    /** Whether two characters are a compound surname. */
    static boolean isCompound(char first, char second) {
        return COMPOUND.in(new String(new char[] {first, second}));
    }

    /** The length of the surname at a position, 0 if there is none. */
    static int surname(ReaderText text, int start) {
        char first = text.at(start);
        if (NameCharacters.is(NameCharacters.BEGINS_COMPOUND, first) && COMPOUND.at(text, start) > 0) {
            return 2;
        }
        return isSurname(first) ? 1 : 0;
    }

    /** The length of a name of a minority: two or more known parts, or one of three characters; 0 if there is none. */
    private static int minority(ReaderText text, int from, int to) {
        int at = from;
        int parts = 0;
        while (at < to && NameCharacters.is(NameCharacters.BEGINS_MINORITY, text.at(at))) {
            int part = MINORITY_PARTS.at(text, at, to);
            if (part == 0) {
                break;
            }
            at += part;
            parts++;
        }
        return parts >= 2 || parts == 1 && at - from >= 3 ? at - from : 0;
    }
}
