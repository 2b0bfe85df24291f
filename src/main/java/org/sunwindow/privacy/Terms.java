package org.sunwindow.privacy;

import java.util.ArrayList;
import java.util.List;

/** A set of words, found in one pass over a text. */
final class Terms {

    /** The words by their first character, which is Chinese; longer ones first. */
    private final String[][] byFirst = new String[0x9FA6 - 0x4E00][];

    private Terms() {}

    static Terms of(String... words) {
        var terms = new Terms();
        var sorted = new ArrayList<>(List.of(words));
        sorted.sort((one, other) -> other.length() - one.length());
        for (String word : sorted) {
            int first = word.charAt(0) - 0x4E00;
            String[] old = terms.byFirst[first] == null ? new String[0] : terms.byFirst[first];
            String[] all = java.util.Arrays.copyOf(old, old.length + 1);
            all[old.length] = word;
            terms.byFirst[first] = all;
        }
        return terms;
    }

    /** The length of the longest word at a position, 0 if there is none. */
    int at(ReaderText text, int position) {
        char c = text.at(position);
        if (!Names.isChinese(c)) {
            return 0;
        }
        String[] words = byFirst[c - 0x4E00];
        if (words != null) {
            for (String word : words) {
                if (text.startsWith(word, position)) {
                    return word.length();
                }
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
