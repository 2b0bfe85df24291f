package org.sunwindow.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

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

    /** Part of the characters that two names of different things share at least. */
    private static final double NEARLY_ALL = 0.75;

    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[\\s_.\\-]+");

    /** Endings of English words that do not change what a field is: submitted, submit; issued, issue; topics, topic. */
    private static final Pattern ENDING = Pattern.compile("(?:([a-z])\\1ed|ed|e|s)$");

    /** What is compared for "date", see {@link #ENDING}. */
    private static final String DATE = "dat";

    /** A shorter beginning may be that of any word. */
    private static final int MIN_BEGINNING = 3;

    /** Words of English names for the same, each by the other word. */
    private static final Map<String, String> SYNONYMS =
            Map.of("on", "date", "at", "date", "time", "date", "content", "body", "sort", "order", "number", "no");

    private SimilarNames() {}

    /**
     * Returns the names that are similar to what was written, the most similar first: names with a wrong, missing or
     * swapped letter, names of the same English words, such as issueDate and issuedOn, and names of ideographs with common
     * characters. Those are at least two, and half of all if the names end alike or one contains
     * what was written, otherwise three quarters.
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
            // the last character says what kind of thing it is: 公示类型 is not 原公示
            boolean sameThing =
                    name.contains(written) || written.charAt(written.length() - 1) == name.charAt(name.length() - 1);
            return shared >= 2 && part >= (sameThing ? SHARED : NEARLY_ALL) ? part : 0;
        }
        int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
        double typed = longer >= LETTERS_PER_TYPO && distance <= longer / LETTERS_PER_TYPO
                ? 1 - (double) distance / longer
                : 0;
        return Math.max(typed, sharedWords(words(written), words(name)));
    }

    /** Whether two English names consist of the same words in any form, such as publishTime and publishedAt. */
    static boolean sameWords(String one, String other) {
        return words(one).equals(words(other));
    }

    private static List<String> words(String name) {
        return Arrays.stream(WORD.split(name))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .map(word -> SYNONYMS.getOrDefault(word, word))
                .map(word -> ENDING.matcher(word).replaceFirst("$1"))
                .toList();
    }

    private static double sharedWords(List<String> written, List<String> known) {
        if (written.size() == 1 && known.size() == 1 && isBeginning(written.getFirst(), known.getFirst())) {
            return SHARED;
        }
        var rest = new ArrayList<>(known);
        List<String> shared = written.stream().filter(rest::remove).toList();
        double part = 2.0 * shared.size() / (written.size() + known.size());
        // most names of dates have only that in common
        return part >= SHARED && !shared.equals(List.of(DATE)) ? part : 0;
    }

    private static boolean isBeginning(String one, String other) {
        return one.length() >= MIN_BEGINNING && other.startsWith(one)
                || other.length() >= MIN_BEGINNING && one.startsWith(other);
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
