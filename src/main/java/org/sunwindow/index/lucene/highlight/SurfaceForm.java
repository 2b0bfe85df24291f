package org.sunwindow.index.lucene.highlight;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text to highlight as it may appear in a record.
 *
 * @param text    in normalized spelling
 * @param pattern that matches it, {@code null} for a text of ideographs, which matches literally
 */
record SurfaceForm(String text, Pattern pattern) {

    /** A run of characters that the analyzer takes for one word. */
    private static final Pattern RUN = Pattern.compile("[0-9]+|[a-z]+|[^0-9a-z]+");

    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final String ANY_SEPARATORS = "[^\\p{L}\\p{M}\\p{N}]*";

    /**
     * @param end exclusive
     */
    record Span(int start, int end) {}

    static SurfaceForm of(String text) {
        boolean plain = text.chars().allMatch(Character::isIdeographic);
        return new SurfaceForm(text, plain ? null : pattern(text));
    }

    /** Matches whole words of letters or digits, with any separators between them: GB/T39046 matches GB/T 39046. */
    private static Pattern pattern(String text) {
        var runs = new ArrayList<String>();
        Matcher run = RUN.matcher(SEPARATOR.matcher(text).replaceAll(" "));
        while (run.find()) {
            for (String word : run.group().split(" ")) {
                if (!word.isEmpty()) {
                    runs.add(whole(word));
                }
            }
        }
        return Pattern.compile(String.join(ANY_SEPARATORS, runs));
    }

    private static String whole(String word) {
        char first = word.charAt(0);
        String alike = first >= '0' && first <= '9' ? "[0-9]" : first >= 'a' && first <= 'z' ? "[a-z]" : null;
        String quoted = Pattern.quote(word);
        return alike == null ? quoted : "(?<!" + alike + ")" + quoted + "(?!" + alike + ")";
    }

    /** Returns the occurrences in a normalized text. */
    List<Span> findIn(String normalized) {
        List<Span> spans = List.of();
        if (pattern != null) {
            Matcher found = pattern.matcher(normalized);
            while (found.find() && found.end() > found.start()) {
                spans = with(spans, found.start(), found.end());
            }
        } else {
            for (int at = normalized.indexOf(text); at >= 0; at = normalized.indexOf(text, at + text.length())) {
                spans = with(spans, at, at + text.length());
            }
        }
        return spans;
    }

    private static List<Span> with(List<Span> spans, int start, int end) {
        List<Span> more = spans.isEmpty() ? new ArrayList<>() : spans;
        more.add(new Span(start, end));
        return more;
    }
}
