package org.sunwindow.progress;

import java.text.Normalizer;
import java.util.Locale;

/** How people type numbers and codes: with spaces, in full width, in lower case. Nothing else is forgiven. */
final class Numbers {

    private Numbers() {}

    static String canonical(String typed) {
        String narrow = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return narrow.replaceAll("\\s+", "").toUpperCase(Locale.ROOT);
    }
}
