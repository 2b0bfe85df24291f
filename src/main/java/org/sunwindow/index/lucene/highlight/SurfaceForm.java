package org.sunwindow.index.lucene.highlight;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that is looked for in a text as it stands there.
 *
 * @param pattern {@code null} where it is nothing but ideographs
 */
record SurfaceForm(String text, Pattern pattern) {

    /** What the analysis of texts takes for one word. */
    private static final Pattern RUN = Pattern.compile("[0-9]+|[a-z]+|[^0-9a-z]+");

    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final String ANY_SEPARATORS = "[^\\p{L}\\p{M}\\p{N}]*";

    /** From one character to before another. */
    public record Place(int start, int end) {}

    static SurfaceForm of(String text) {
        boolean plain = text.chars().allMatch(Character::isIdeographic);
        return new SurfaceForm(text, plain ? null : pattern(text));
    }

    /** Letters and digits are whole words, and whatever stands between words may differ: GB/T39046 is GB/T 39046. */
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

    List<Place> in(String normalized) {
        List<Place> places = List.of();
        if (pattern != null) {
            Matcher found = pattern.matcher(normalized);
            while (found.find() && found.end() > found.start()) {
                places = with(places, found.start(), found.end());
            }
        } else {
            for (int at = normalized.indexOf(text); at >= 0; at = normalized.indexOf(text, at + text.length())) {
                places = with(places, at, at + text.length());
            }
        }
        return places;
    }

    private static List<Place> with(List<Place> places, int start, int end) {
        List<Place> more = places.isEmpty() ? new ArrayList<>() : places;
        more.add(new Place(start, end));
        return more;
    }
}
