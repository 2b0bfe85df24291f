package org.sunwindow.privacy.names;

import java.util.Arrays;
import java.util.List;
import org.sunwindow.privacy.text.Lexicon;
import org.sunwindow.privacy.text.ReaderText;

/**
 * Chinese words: those of two characters, and those of three that begin with a surname. Used to exclude words with the
 * form of names. Takes about 250 KB, and is loaded with the class.
 */
final class Dictionary {

    private static final int CHARACTERS = 0x9FA6 - 0x4E00;

    /** Offsets in {@link #SECOND} by first character, with one more for the end. */
    private static final int[] PAIRS = new int[CHARACTERS + 1];

    private static final char[] SECOND;

    /** Offsets in {@link #REST}, which has the second and third characters of words of three, packed in one number. */
    private static final int[] TRIPLES = new int[CHARACTERS + 1];

    private static final int[] REST;

    static {
        List<String> lines = Lexicon.lines("words.txt");
        var second = new StringBuilder();
        var rest = new StringBuilder();
        int nextPair = 0;
        int nextTriple = 0;
        for (String line : lines.stream().sorted().toList()) {
            int first = line.charAt(0) - NameCharacters.FIRST;
            boolean triples = line.length() > 1 && line.charAt(1) == ' ';
            if (triples) {
                Arrays.fill(TRIPLES, nextTriple, first + 1, rest.length() / 2);
                nextTriple = first + 1;
                Arrays.stream(line.substring(2).split(" ")).distinct().sorted().forEach(rest::append);
            } else {
                Arrays.fill(PAIRS, nextPair, first + 1, second.length());
                nextPair = first + 1;
                line.substring(1).chars().distinct().sorted().forEach(c -> second.append((char) c));
            }
        }
        Arrays.fill(PAIRS, nextPair, CHARACTERS + 1, second.length());
        Arrays.fill(TRIPLES, nextTriple, CHARACTERS + 1, rest.length() / 2);
        SECOND = second.toString().toCharArray();
        REST = new int[rest.length() / 2];
        for (int i = 0; i < REST.length; i++) {
            REST[i] = rest(rest.charAt(2 * i), rest.charAt(2 * i + 1));
        }
    }

    private Dictionary() {}

    /** Whether two characters form a word. */
    static boolean isPair(char first, char second) {
        if (!NameCharacters.isChinese(first)) {
            return false;
        }
        int at = first - NameCharacters.FIRST;
        return Arrays.binarySearch(SECOND, PAIRS[at], PAIRS[at + 1], second) >= 0;
    }

    /** Whether two or three characters form a word. Words of three are known only if they begin with a surname. */
    static boolean is(ReaderText text, int from, int to) {
        char first = text.at(from);
        if (to - from == 2) {
            return isPair(first, text.at(from + 1));
        }
        if (to - from != 3 || !NameCharacters.isChinese(first)) {
            return false;
        }
        int at = first - NameCharacters.FIRST;
        int rest = rest(text.at(from + 1), text.at(from + 2));
        return Arrays.binarySearch(REST, TRIPLES[at], TRIPLES[at + 1], rest) >= 0;
    }

    /** Packs two characters. The result is not negative, so numbers sort like their characters. */
    private static int rest(char second, char third) {
        return second - NameCharacters.FIRST << Character.SIZE | third;
    }
}
