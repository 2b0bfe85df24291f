package org.sunwindow.privacy.names;

import java.util.List;
import org.sunwindow.privacy.text.Lexicon;

/** The roles that characters have in personal names and around them. Uses 42 KB. */
final class NameCharacters {

    static final char FIRST = 0x4E00;
    private static final char LAST = 0x9FA5;

    static final int SURNAME = 1;

    /** A surname that is more often a word. It counts only where names are expected. */
    static final int RARE_SURNAME = 1 << 1;

    static final int BEGINS_COMPOUND = 1 << 2;
    static final int BEGINS_MINORITY = 1 << 3;
    static final int NOT_GIVEN = 1 << 4;

    /** A character of grammar, counts or documents, never of a given name. */
    static final int PARTICLE = 1 << 5;

    static final int BEFORE = 1 << 6;
    static final int AFTER = 1 << 7;
    static final int NOT_AFTER = 1 << 8;

    /** A last character of places and institutions. */
    static final int PLACE_END = 1 << 9;

    static final int NO_END = 1 << 10;

    /** A surname that is also a preposition or an adverb. */
    static final int WORDLIKE_SURNAME = 1 << 11;

    /** A character that is usual as a given name of one character. */
    static final int SINGLE_GIVEN = 1 << 12;

    /** A character with which names of places end, and given names, too. */
    static final int LANDSCAPE = 1 << 13;

    private static final int BEGINS = SURNAME | RARE_SURNAME | BEGINS_COMPOUND | BEGINS_MINORITY;
    private static final short[] TRAITS = new short[LAST - FIRST + 1];

    static {
        Lexicon lexicon = Names.LEXICON;
        mark(SURNAME, lexicon.words("surnames"));
        mark(RARE_SURNAME, lexicon.words("rare surnames"));
        mark(BEGINS_COMPOUND, firstOf(lexicon.words("compound surnames")));
        mark(BEGINS_MINORITY, firstOf(lexicon.words("minority")));
        mark(NOT_GIVEN, lexicon.words("not given"));
        mark(PARTICLE, lexicon.words("particles"));
        mark(BEFORE, lexicon.words("before names"));
        mark(AFTER, lexicon.words("after names"));
        mark(NOT_AFTER, lexicon.words("not after names"));
        mark(PLACE_END, lexicon.words("place ends"));
        mark(NO_END, lexicon.words("no name ends"));
        mark(WORDLIKE_SURNAME, lexicon.words("surnames like words"));
        mark(SINGLE_GIVEN, lexicon.words("single given"));
        mark(LANDSCAPE, lexicon.words("landscape"));
    }

    private NameCharacters() {}

    private static void mark(int trait, List<String> characters) {
        characters.forEach(part -> part.chars().forEach(c -> TRAITS[c - FIRST] |= (short) trait));
    }

    private static List<String> firstOf(List<String> words) {
        return words.stream().map(word -> word.substring(0, 1)).toList();
    }

    static boolean isChinese(char c) {
        return c >= FIRST && c <= LAST;
    }

    /** Whether a character has at least one of some traits. */
    static boolean is(int traits, char c) {
        return isChinese(c) && (TRAITS[c - FIRST] & traits) != 0;
    }

    /** Whether a name without a dot may begin with a character. */
    static boolean begins(char c) {
        return is(BEGINS, c);
    }
}
