package org.sunwindow.imports.publication;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sunwindow.http.Problem;
import org.sunwindow.language.ChineseText;

/**
 * Recognizes a record that replaces one about something else, because its key was invented or belongs to another row.
 * Titles that differ in a word are corrected or renamed. The start that both have is usually a place, which says
 * nothing; the titles are of different things if the rest of them has no two neighbouring characters in common.
 */
final class OtherTitle {

    private static final int MAX_SHOWN = 60;

    /** Shorter titles have too few characters to be compared. */
    private static final int MIN_LENGTH = 3;

    private OtherTitle() {}

    /** Whether two titles are probably those of different things. */
    static boolean isOther(String before, String after) {
        String one = ChineseText.letters(before);
        String other = ChineseText.letters(after);
        int shorter = Math.min(one.length(), other.length());
        int common = 0;
        while (common < shorter && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        // of titles that are mostly the same, a character was corrected; of one that begins another, words were added
        if (shorter < MIN_LENGTH || common * 2 > shorter || common == shorter) {
            return false;
        }
        Set<String> pairs = pairs(one.substring(common));
        pairs.retainAll(pairs(other.substring(common)));
        return pairs.isEmpty();
    }

    private static Set<String> pairs(String text) {
        var pairs = new HashSet<String>();
        for (int i = 0; i + 2 <= text.length(); i++) {
            pairs.add(text.substring(i, i + 2));
        }
        return pairs;
    }

    /** Returns a warning about a replaced record, none if its title is alike. */
    static List<Problem.Item> warnings(String path, String label, String before, String after) {
        if (!isOther(before, after)) {
            return List.of();
        }
        String shown = before.length() <= MAX_SHOWN ? before : before.substring(0, MAX_SHOWN) + "…";
        return List.of(
                new Problem.Item(path, "title.changed", "这个编号原来是“%s”，名称不同；如不是同一条，请核对编号".formatted(shown), label, null));
    }
}
