package org.sunwindow.privacy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The words of a dictionary: those of two characters, and those of three that begin with a surname. */
final class Words {

    private static final int[] PAIRS;
    private static final Set<String> LONGER = new HashSet<>();

    static {
        var pairs = new int[60_000];
        int count = 0;
        for (String line : Lexicon.lines("words.txt")) {
            char first = line.charAt(0);
            if (line.length() > 1 && line.charAt(1) == ' ') {
                for (String rest : line.substring(2).split(" ")) {
                    LONGER.add(first + rest);
                }
                continue;
            }
            for (int i = 1; i < line.length(); i++) {
                if (count == pairs.length) {
                    pairs = Arrays.copyOf(pairs, 2 * count);
                }
                pairs[count++] = pair(first, line.charAt(i));
            }
        }
        PAIRS = Arrays.copyOf(pairs, count);
        Arrays.sort(PAIRS);
    }

    private Words() {}

    private static int pair(char first, char second) {
        return first << Character.SIZE | second;
    }

    /** Whether two characters form a word. */
    static boolean isPair(char first, char second) {
        return Names.isChinese(first)
                && Names.isChinese(second)
                && Arrays.binarySearch(PAIRS, pair(first, second)) >= 0;
    }

    /** Whether two or three characters form a word. Known of three are those that begin with a surname. */
    static boolean contains(String word) {
        return word.length() == 2 ? isPair(word.charAt(0), word.charAt(1)) : LONGER.contains(word);
    }
}
