package org.sunwindow.kind;

import java.util.Map;

/** A value of {@link Filter#sentLabels}: a code with the label that a record gave it. */
public final class SentLabel {

    /** No text of a record has it. */
    private static final char SEPARATOR = '\0';

    private SentLabel() {}

    static String of(String code, String label) {
        return code + SEPARATOR + label.strip();
    }

    /** Returns the code and the label of a value. */
    public static Map.Entry<String, String> read(String value) {
        int end = value.indexOf(SEPARATOR);
        return Map.entry(value.substring(0, end), value.substring(end + 1));
    }
}
