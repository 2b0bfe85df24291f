package org.sunwindow.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the names that someone may have meant who wrote another one. */
public final class SimilarNames {

    /** Names that are proposed. */
    private static final int MOST = 3;

    /** Longer texts are no names. */
    private static final int MAX_LENGTH = 30;

    /** A single letter may be typed wrongly in each so many. */
    private static final int LETTERS_PER_TYPO = 4;

    /** Part of the characters that two names of ideographs share at least. */
    private static final double SHARED = 0.5;

    private SimilarNames() {}

    /**
     * Returns the names that are similar to what was written, the most similar first: names with a wrong, missing or
     * swapped letter, and names of ideographs that share at least two, and at least half of their characters.
     */
    public static List<String> of(String written, Collection<String> names) {
        if (written.isBlank() || written.length() > MAX_LENGTH) {
            return List.of();
        }
        var similar = new LinkedHashMap<String, Double>();
        for (String name : names) {
            double similarity = similarity(written, name);
            if (similarity > 0) {
                similar.merge(name, similarity, Math::max);
            }
        }
        var sorted = new ArrayList<>(similar.entrySet());
        sorted.sort(Map.Entry.<String, Double>comparingByValue().reversed());
        return sorted.stream().limit(MOST).map(Map.Entry::getKey).toList();
    }

    /** Returns a question for the names, empty for none. */
    public static String question(List<String> names) {
        return names.isEmpty() ? "" : "；您是不是要填写“" + String.join("”“", names) + "”？";
    }

    private static double similarity(String written, String name) {
        int longer = Math.max(written.length(), name.length());
        if (written.codePoints().anyMatch(Character::isIdeographic)) {
            int shared = shared(written, name);
            double part = 2.0 * shared / (written.length() + name.length());
            return shared >= 2 && part >= SHARED ? part : 0;
        }
        int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        return longer >= LETTERS_PER_TYPO && distance <= longer / LETTERS_PER_TYPO ? 1 - (double) distance / longer : 0;
    }

    private static int shared(String one, String other) {
        var left = new HashMap<Integer, Integer>();
        one.codePoints().forEach(c -> left.merge(c, 1, Integer::sum));
        return (int) other.codePoints()
                .filter(c -> left.merge(c, -1, Integer::sum) >= 0)
                .count();
    }

    /** Letters to change, insert or remove, or to swap with the next one. */
    private static int distance(String one, String other) {
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int least = Math.min(
                        Math.min(distances[i - 1][j], distances[i][j - 1]) + 1,
                        distances[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                distances[i][j] = swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
            }
        }
        return distances[one.length()][other.length()];
    }
}
