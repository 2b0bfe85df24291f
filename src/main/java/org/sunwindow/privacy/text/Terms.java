package org.sunwindow.privacy.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** A set of words that can be matched at any position of a text. Matching allocates nothing. */
public final class Terms {

    /** Words by their first or last character. */
    private static final class Index {

        private static final int FILTER = 1 << 12;
        private static final char[][] NONE = {};

        /** A Bloom filter with one bit for the low bits of each key; it rejects most characters. */
        private final long[] filter = new long[FILTER / Long.SIZE];

        private final char[] keys;
        private final char[][][] words;

        Index(List<String> all, ToIntFunction<String> key) {
            var grouped = new TreeMap<Character, List<char[]>>();
            all.stream()
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .forEach(word -> grouped.computeIfAbsent((char) key.applyAsInt(word), none -> new ArrayList<>())
                            .add(word.toCharArray()));
            keys = new char[grouped.size()];
            words = new char[grouped.size()][][];
            int count = 0;
            for (var group : grouped.entrySet()) {
                char c = group.getKey();
                keys[count] = c;
                words[count++] = group.getValue().toArray(char[][]::new);
                filter[(c & FILTER - 1) / Long.SIZE] |= 1L << c;
            }
        }

        /** The words of a key, longer ones first. */
        char[][] of(char c) {
            if ((filter[(c & FILTER - 1) / Long.SIZE] >>> c & 1) == 0) {
                return NONE;
            }
            int at = Arrays.binarySearch(keys, c);
            return at < 0 ? NONE : words[at];
        }
    }

    private final Index byFirst;
    private final Index byLast;

    private Terms(List<String> all) {
        byFirst = new Index(all, word -> word.charAt(0));
        byLast = new Index(all, word -> word.charAt(word.length() - 1));
    }

    public static Terms of(String... words) {
        return new Terms(Arrays.asList(words));
    }

    public static Terms of(List<String> words) {
        return new Terms(words);
    }

    /** Whether a word begins with a character. */
    public boolean begins(char c) {
        return byFirst.of(c).length > 0;
    }

    /** The length of the longest word at a position, 0 if there is none. */
    public int at(ReaderText text, int position) {
        return at(text, position, text.length());
    }

    /** The length of the longest word at a position that does not reach beyond {@code to}, 0 if there is none. */
    public int at(ReaderText text, int position, int to) {
        for (char[] word : byFirst.of(text.at(position))) {
            if (position + word.length <= to && text.startsWith(word, position)) {
                return word.length;
            }
        }
        return 0;
    }

    /** The length of the longest word that ends before a position, 0 if there is none. */
    public int before(ReaderText text, int position) {
        return before(text, position, 0);
    }

    /**
     * The length of the longest word that ends before a position and does not begin before {@code from}, 0 if there is
     * none.
     */
    public int before(ReaderText text, int position, int from) {
        for (char[] word : byLast.of(text.at(position - 1))) {
            if (word.length <= position - from && text.startsWith(word, position - word.length)) {
                return word.length;
            }
        }
        return 0;
    }

    /** Whether one of the words begins in a part of a text; it may end behind it. */
    public boolean in(ReaderText text, int from, int to) {
        int end = Math.min(to, text.length());
        for (int i = Math.max(from, 0); i < end; i++) {
            if (at(text, i) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a part of a text contains one of the words. */
    public boolean within(ReaderText text, int from, int to) {
        return lastWithin(text, from, to) >= 0;
    }

    /** The position of the last word that a part of a text contains, -1 if there is none. */
    public int lastWithin(ReaderText text, int from, int to) {
        int end = Math.min(to, text.length());
        for (int i = end - 1; i >= from && i >= 0; i--) {
            if (at(text, i, end) > 0) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a part of a text equals one of the words. */
    public boolean is(ReaderText text, int from, int to) {
        for (char[] word : byFirst.of(text.at(from))) {
            if (word.length == to - from && text.startsWith(word, from)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a short text, such as a heading, contains one of the words. */
    public boolean in(String text) {
        for (int i = 0; i < text.length(); i++) {
            for (char[] word : byFirst.of(text.charAt(i))) {
                if (startsWith(text, word, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(String text, char[] word, int at) {
        if (at + word.length > text.length()) {
            return false;
        }
        for (int i = 1; i < word.length; i++) {
            if (text.charAt(at + i) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
