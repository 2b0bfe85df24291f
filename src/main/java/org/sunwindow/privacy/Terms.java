package org.sunwindow.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A set of words, found in one pass over a text. */
final class Terms {

    /** A bit for each character with which a word begins. */
    private final long[] first = new long[(Character.MAX_VALUE + 1) / Long.SIZE];

    /** The words by their first character, longer ones first. */
    private final Map<Character, List<String>> words = new HashMap<>();

    /** The same by their last character. */
    private final long[] last = new long[(Character.MAX_VALUE + 1) / Long.SIZE];

    private final Map<Character, List<String>> wordsByLast = new HashMap<>();

    private Terms(List<String> all) {
        all.stream().sorted(Comparator.comparingInt(String::length).reversed()).forEach(word -> {
            char c = word.charAt(0);
            first[c / Long.SIZE] |= 1L << c;
            words.computeIfAbsent(c, none -> new ArrayList<>()).add(word);
            char end = word.charAt(word.length() - 1);
            last[end / Long.SIZE] |= 1L << end;
            wordsByLast.computeIfAbsent(end, none -> new ArrayList<>()).add(word);
        });
    }

    static Terms of(String... words) {
        return new Terms(Arrays.asList(words));
    }

    /** The length of the longest word at a position, 0 if there is none. */
    int at(ReaderText text, int position) {
        char c = text.at(position);
        if ((first[c / Long.SIZE] >> c & 1) == 0) {
            return 0;
        }
        for (String word : words.get(c)) {
            if (text.startsWith(word, position)) {
                return word.length();
            }
        }
        return 0;
    }

    /** The length of the longest word that ends before a position, 0 if there is none. */
    int before(ReaderText text, int position) {
        char c = text.at(position - 1);
        if ((last[c / Long.SIZE] >> c & 1) == 0) {
            return 0;
        }
        for (String word : wordsByLast.get(c)) {
            if (word.length() <= position && text.startsWith(word, position - word.length())) {
                return word.length();
            }
        }
        return 0;
    }

    /** Whether one of the words stands in a part of a text. */
    boolean in(ReaderText text, int from, int to) {
        for (int i = Math.max(from, 0); i < to && i < text.length(); i++) {
            if (at(text, i) > 0) {
                return true;
            }
        }
        return false;
    }
}
