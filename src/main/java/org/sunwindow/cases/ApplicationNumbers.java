package org.sunwindow.cases;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Normalises application numbers and query codes as people type them. */
public final class ApplicationNumbers {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private ApplicationNumbers() {}

    /** Removes white space and converts full-width and lower-case characters. */
    public static String normalize(String typed) {
        if (typed.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'Z')) {
            return typed;
        }
        String narrow = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return SPACES.matcher(narrow).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
