package org.sunwindow.cases;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How people type numbers and codes: with spaces, in full width, in lower case. Nothing else is forgiven. */
final class ApplicationNumbers {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private ApplicationNumbers() {}

    static String canonical(String typed) {
        if (typed.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'Z')) {
            return typed;
        }
        String narrow = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return SPACES.matcher(narrow).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
