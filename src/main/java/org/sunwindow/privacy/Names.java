package org.sunwindow.privacy;

import java.util.HashSet;
import java.util.Set;

/**
 * Recognises Chinese personal names. A name is a surname and one or two characters that may stand in given names, or a name of
 * a minority. It is no word, and in a sentence no part of its neighbours. What names consist of is listed in the resource
 * {@code names.txt}.
 */
final class Names {

    static final Lexicon LEXICON = Lexicon.of("names.txt");

    /** Surnames that are more often words. They count where names are expected. */
    private static final String RARE_SURNAMES = LEXICON.characters("rare surnames");

    private static final Set<String> COMPOUND = Set.copyOf(LEXICON.words("compound surnames"));
    private static final Set<String> MINORITY_PARTS = Set.copyOf(LEXICON.words("minority"));

    /** Words that look like names, and that are not in the dictionary. */
    private static final Set<String> NO_NAMES = new HashSet<>(LEXICON.words("not names"));

    private static final Set<String> FAMOUS = new HashSet<>(LEXICON.words("famous"));

    /** Words before and after the name of a private person in a sentence. */
    private static final Terms PERSONS = LEXICON.terms("private persons");

    private static final Terms OF_PERSONS = LEXICON.terms("of persons");

    private static final Terms INSTITUTIONS = LEXICON.terms("institutions");
    private static final int INSTITUTION = 12;

    /** Names of examples; their given names are numerals, which otherwise are rare in names. */
    private static final Set<String> EXAMPLES = Set.of("张三", "李四", "王五", "赵六");

    /** Ends of what seems to be a name, but is a title. */
    private static final Set<String> TITLES = Set.copyOf(LEXICON.words("titles"));

    /** Characters before a name in a sentence. */
    private static final String BEFORE =
            "致明事瞒爸妈告宣按养众于道长娘郎括予民户者人主生童儿员友志属子女孙母父兄弟妻夫为是叫给对向与和由让把将被看望村组社区镇乡名称的妹姐婆爷奶哥同学小了因系有象送经"
                    + "及知令家院室站到你意以往使查下其在助比询问资工师老";

    /** Characters after a name in a sentence. */
    private static final String AFTER =
            "失办发争购满募多过患因系的户同身被家老今现年就在得做既先自于均一是说告等为经属出名下死去向享由与和及两三夫本住持未已提有联品确罹送生殁病逝" + "女男妻丈各尽请到反所之申领补作放原应曾则每来遗这刚从也还又";

    /** Characters that make a place or an institution of what seems to be a name. */
    private static final String NOT_AFTER = "市县区省镇乡村街路道山河湖江园院校局所厂站馆店公中大小集化业性会机组社队部厅处科室门桥岭庄寨屯坪";

    /** Last characters of places and institutions. */
    private static final String PLACES = "市县区省镇乡村街路巷道庄屯寨堡坪坡沟湾口桥岭河湖店厂站院校馆园所局部科厅处室社公会集场里营庙城岗坝塘圩居苑溪";

    /** Characters with which no name ends. */
    private static final String NO_END = "市县区省镇乡村街路巷屯寨堡坪坡沟店厂站院校馆局部科厅处室社公会集场";

    /** Surnames that are also prepositions and adverbs, and often stand before a word. */
    private static final String WORDLIKE_SURNAMES = "向于单安关常连宁应";

    /** Characters of functions, counts and documents, never of a given name. */
    private static final boolean[] IS_PARTICLE = characters(LEXICON.characters("particles"));

    private static final boolean[] IS_SURNAME = characters(LEXICON.characters("surnames"));
    private static final boolean[] IS_NOT_GIVEN = characters(LEXICON.characters("not given"));

    /** Whether a compound surname or a part of a name of a minority begins with a character. */
    private static final boolean[] BEGINS_COMPOUND = firstCharacters(COMPOUND);

    private static final boolean[] BEGINS_MINORITY = firstCharacters(MINORITY_PARTS);

    private Names() {}

    private static boolean[] characters(String all) {
        var is = new boolean[0x9FA6 - 0x4E00];
        all.chars().forEach(c -> is[c - 0x4E00] = true);
        return is;
    }

    private static boolean[] firstCharacters(Set<String> words) {
        return characters(
                String.join("", words.stream().map(word -> word.substring(0, 1)).toList()));
    }

    static boolean isChinese(char c) {
        return c >= 0x4E00 && c <= 0x9FA5;
    }

    static boolean isSurname(char c) {
        return isChinese(c) && IS_SURNAME[c - 0x4E00];
    }

    private static boolean isRareSurname(char c) {
        return isChinese(c) && RARE_SURNAMES.indexOf(c) >= 0;
    }

    private static boolean isGiven(char c) {
        return isChinese(c) && !IS_NOT_GIVEN[c - 0x4E00];
    }

    private static boolean isWord(String text) {
        return NO_NAMES.contains(text) || FAMOUS.contains(text) || Words.contains(text);
    }

    /** How sure it is that a piece of a list is a name. */
    enum Likeness {
        NONE,
        /** It looks like one, and is a word or has an unusual character. */
        SHAPE,
        LIKELY,
        SURE
    }

    /** How sure it is that a whole piece of a list is a name. */
    static Likeness likeness(ReaderText text, int start, int end) {
        int length = end - start;
        if (length < 2 || length > 16) {
            return Likeness.NONE;
        }
        char first = text.at(start);
        boolean rare = isRareSurname(first);
        boolean place = PLACES.indexOf(text.at(end - 1)) >= 0;
        if (at(text, start, end) == length) {
            return length > 2 ? (place ? Likeness.SHAPE : Likeness.SURE) : place ? Likeness.NONE : Likeness.LIKELY;
        }
        if (!isSurname(first) && !rare && !BEGINS_COMPOUND[first - 0x4E00] || length > 4) {
            return Likeness.NONE;
        }
        int surname = Math.max(surname(text, start), 1);
        int given = length - surname;
        if (given < 1 || given > 2 || place) {
            return Likeness.NONE;
        }
        int usual = 0;
        for (int i = start + surname; i < end; i++) {
            if (!isChinese(text.at(i)) || IS_PARTICLE[text.at(i) - 0x4E00]) {
                return Likeness.NONE;
            }
            usual += isGiven(text.at(i)) ? 1 : 0;
        }
        String piece = text.slice(start, end);
        if (FAMOUS.contains(piece) || TITLES.contains(text.slice(end - 2, end))) {
            return Likeness.NONE;
        }
        if (length == 2) {
            return Likeness.SHAPE;
        }
        if (isWord(piece)
                || surname == 1 && isWord(text.slice(start, start + 2))
                || usual == 0
                || (rare || usual < given) && Words.isPair(text.at(end - 2), text.at(end - 1))) {
            return Likeness.NONE;
        }
        return usual == given ? Likeness.SURE : Likeness.LIKELY;
    }

    /** Whether a text as a whole is a name, in a place where names are expected: any given name counts. */
    static boolean isInColumn(String text) {
        int length = text.length();
        if (length < 2
                || length > 16
                || !text.chars().allMatch(c -> isChinese((char) c) || c == '·')
                || FAMOUS.contains(text)) {
            return false;
        }
        if (text.indexOf('·') > 0) {
            return true;
        }
        if (text.indexOf('某') > 0 || "号者种类".indexOf(text.charAt(length - 1)) >= 0) {
            return false;
        }
        int surname = COMPOUND.contains(text.substring(0, 2))
                ? 2
                : isSurname(text.charAt(0)) || isRareSurname(text.charAt(0)) ? 1 : 0;
        return surname > 0 && length > surname && (length <= surname + 2 || length == 4 && isSurname(text.charAt(1)))
                || minority(text, 0, length) == length;
    }

    /**
     * The length of the likely name that ends at a position, 0 if there is none.
     *
     * @param from no name begins before it
     */
    static int endingAt(ReaderText text, int end, int from) {
        int dotted = dottedBefore(text, end, from);
        if (dotted > 0) {
            return dotted;
        }
        for (int length = 4; length >= 2; length--) {
            int start = end - length;
            if (start >= from && at(text, start, end) == length) {
                return length;
            }
        }
        for (int length = 6; length >= 4; length--) {
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
        while (start > from && end - start < 16 && (isChinese(text.at(start - 1)) || text.at(start - 1) == '·')) {
            start--;
            dot |= text.at(start) == '·';
        }
        return dot && text.at(start) != '·' ? end - start : 0;
    }

    /**
     * The length of the likely name at a position, 0 if there is none.
     *
     * @param end no name ends after it
     */
    static int at(ReaderText text, int start, int end) {
        char first = text.at(start);
        if (!isChinese(first)) {
            return 0;
        }
        if (!isSurname(first)
                && !BEGINS_COMPOUND[first - 0x4E00]
                && !BEGINS_MINORITY[first - 0x4E00]
                && !text.hasDot()) {
            return 0;
        }
        int available = 0;
        while (available < 16 && start + available < end && isChinese(text.at(start + available))) {
            available++;
        }
        if (available < 2) {
            return 0;
        }
        if (text.at(start + available) == '·' && start + available < end && available <= 6) {
            int rest = available + 1;
            while (rest < 16 && start + rest < end && isChinese(text.at(start + rest))) {
                rest++;
            }
            if (rest >= available + 3) {
                int part = minority(text.slice(start + available + 1, start + rest), 0, rest - available - 1);
                return part > 0 ? available + 1 + part : rest;
            }
        }
        if (EXAMPLES.contains(text.slice(start, start + 2))) {
            return 2;
        }
        int minority = minority(text, start, start + Math.min(available, 8));
        if (minority > 0) {
            return minority;
        }
        int surname = surname(text, start);
        if (surname == 0) {
            return 0;
        }
        if (FAMOUS.contains(text.slice(start, start + 3)) || FAMOUS.contains(text.slice(start, start + 2))) {
            return 0;
        }
        // a double surname, such as 欧陈, is followed by one or two characters like a compound one
        boolean isDouble = surname == 1 && available >= 4 && isSurname(text.at(start + 1));
        for (int length = Math.min(isDouble ? 4 : surname + 2, available); length > surname; length--) {
            if (isGivenName(text, start + (length == 4 ? 2 : surname), start + length)
                    && !isWord(text.slice(start, start + length))
                    && !TITLES.contains(text.slice(start + length - 2, start + length))
                    && NO_END.indexOf(text.at(start + length - 1)) < 0
                    && !(length == 2 && text.at(start + 1) == '家')
                    && !(text.at(start + length - 1) == '先' && text.at(start + length) == '生')
                    && !(length == 3 && surname == 1 && isWordIn(text, start))
                    && !(length == 4 && surname == 1 && isWord(text.slice(start, start + 2)))
                    && (length < 4 || surname == 2 || isAfter(text.at(start + length)))) {
                return length;
            }
        }
        return 0;
    }

    /** Whether three characters are words, and not a name. */
    private static boolean isWordIn(ReaderText text, int start) {
        char third = text.at(start + 2);
        if (WORDLIKE_SURNAMES.indexOf(text.at(start)) >= 0 && Words.isPair(text.at(start + 1), third)) {
            return true;
        }
        char next = text.at(start + 3);
        if (!isChinese(next) || PERSONS.before(text, start) > 0) {
            return false;
        }
        return isWord(text.slice(start, start + 2))
                && (AFTER.indexOf(third) >= 0
                        || Words.isPair(third, next)
                        || !isAfter(next) && PERSONS.before(text, start) == 0);
    }

    private static boolean isGivenName(ReaderText text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isGiven(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** The length of the surname at a position, 0 if there is none. */
    private static int surname(ReaderText text, int start) {
        char first = text.at(start);
        if (!isChinese(first)) {
            return 0;
        }
        if (BEGINS_COMPOUND[first - 0x4E00] && COMPOUND.contains(text.slice(start, start + 2))) {
            return 2;
        }
        return IS_SURNAME[first - 0x4E00] ? 1 : 0;
    }

    private static int minority(ReaderText text, int from, int to) {
        char first = text.at(from);
        return isChinese(first) && BEGINS_MINORITY[first - 0x4E00] ? minority(text.slice(from, to), 0, to - from) : 0;
    }

    /** The length of a name of a minority at a position: two or more known parts. */
    private static int minority(String text, int from, int to) {
        int at = from;
        int parts = 0;
        while (at < to) {
            int part = 0;
            for (int length = Math.min(4, to - at); length >= 2 && part == 0; length--) {
                part = MINORITY_PARTS.contains(text.substring(at, at + length)) ? length : 0;
            }
            if (part == 0) {
                break;
            }
            at += part;
            parts++;
        }
        return parts >= 2 || parts == 1 && at - from >= 3 ? at - from : 0;
    }

    /** The first likely name of a person in a part of a sentence, as {start, end}, {@code null} if there is none. */
    static int[] in(ReaderText text, int from, int to) {
        for (int i = from; i < to; i++) {
            int length = inSentence(text, i, to);
            if (length > 0) {
                return new int[] {i, i + length};
            }
        }
        return null;
    }

    /** The length of the likely name at a position of a sentence, 0 if there is none. */
    private static int inSentence(ReaderText text, int start, int to) {
        char first = text.at(start);
        if (!isChinese(first)) {
            return 0;
        }
        if (!isChinese(text.at(start - 1)) && (isSurname(first) || isRareSurname(first))) {
            int end = start + 1;
            while (end < to && end < start + 5 && isChinese(text.at(end))) {
                end++;
            }
            boolean labelled = text.at(start - 1) == ':' && PERSONS.before(text, start - 1) > 0;
            Likeness least = labelled ? Likeness.SHAPE : Likeness.LIKELY;
            if (end < start + 5 && likeness(text, start, end).compareTo(least) >= 0) {
                return end - start;
            }
        }
        int length = at(text, start, to);
        if (length == 0) {
            return 0;
        }
        if (isInstitution(text, start + length)) {
            return 0;
        }
        if (isBounded(text, start, length)) {
            return length;
        }
        return length >= 3 && at(text, start, start + 2) == 2 && isBounded(text, start, 2) ? 2 : 0;
    }

    /** The length of the name of a private person at a position, by the words before or after it; 0 if there is none. */
    static int ofPrivatePerson(ReaderText text, int start, int to) {
        char first = text.at(start);
        if (!isSurname(first) && !isChinese(first)) {
            return 0;
        }
        int length = inSentence(text, start, to);
        if (length == 0) {
            return 0;
        }
        return isBesidePerson(text, start, start + length) ? length : 0;
    }

    /** Whether a name stands beside a word for a private person, such as 申请人 or 的女儿. */
    static boolean isBesidePerson(ReaderText text, int start, int end) {
        int label = text.at(start - 1) == ':' ? start - 1 : start;
        return PERSONS.before(text, label) > 0 || OF_PERSONS.at(text, end) > 0;
    }

    /** Whether what seems to be a name is the first part of the name of a company or another institution. */
    private static boolean isInstitution(ReaderText text, int end) {
        for (int i = end; i < end + INSTITUTION && isChinese(text.at(i)) && AFTER.indexOf(text.at(i)) < 0; i++) {
            if (INSTITUTIONS.at(text, i) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBounded(ReaderText text, int start, int length) {
        char before = text.at(start - 1);
        int end = start + length;
        char last = text.at(end - 1);
        char after = text.at(end);
        boolean ofPerson = PERSONS.before(text, start) > 0;
        if (!ofPerson && (Words.isPair(before, text.at(start)) || !isChinese(after) && PLACES.indexOf(last) >= 0)) {
            return false;
        }
        boolean begins = ofPerson || isBefore(before) || length > 2;
        boolean crosses = Words.isPair(last, after);
        if (crosses && WORDLIKE_SURNAMES.indexOf(text.at(start)) >= 0) {
            return false;
        }
        // 站在 is the verb "stands in", not a station
        boolean standsIn = after == '站' && text.at(end + 1) == '在';
        boolean ends = isAfter(after)
                || OF_PERSONS.at(text, end) > 0
                || length > 2 && (standsIn || NOT_AFTER.indexOf(after) < 0 && !crosses)
                || (ofPerson || !isChinese(before)) && !crosses && Words.isPair(after, text.at(end + 1));
        return begins && ends;
    }

    static boolean isBefore(char c) {
        return !isChinese(c) || BEFORE.indexOf(c) >= 0;
    }

    static boolean isAfter(char c) {
        return !isChinese(c) || AFTER.indexOf(c) >= 0;
    }

    /** The likely masked name at a position, such as 张*某, 李某某 or 王女士: its length, 0 if there is none. */
    static int masked(ReaderText text, int start) {
        int surname = surname(text, start);
        if (surname == 0) {
            return 0;
        }
        int end = start + surname;
        boolean masked = false;
        while (end < start + surname + 3 && "*×某xX〇_□#△?".indexOf(text.at(end)) >= 0) {
            masked = true;
            end++;
        }
        if (masked) {
            return end - start + (isGiven(text.at(end)) ? 1 : 0);
        }
        String title = text.slice(end, end + 2);
        if (title.equals("女士")
                || title.equals("先生")
                || title.equals("大爷")
                || title.equals("奶奶")
                || title.equals("老人")) {
            return end + 2 - start;
        }
        return text.at(end + 1) == '*' && isChinese(text.at(end)) ? end + 2 - start : 0;
    }

    /** Whether a part of a text shows a masked name. */
    static boolean hasMasked(ReaderText text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (masked(text, i) > 0) {
                return true;
            }
        }
        return false;
    }
}
