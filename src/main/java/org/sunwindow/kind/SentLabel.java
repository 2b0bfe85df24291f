package org.sunwindow.kind;

/** The label that a record gave a code, as one value of {@link Filter#sentLabels}. */
public record SentLabel(String code, String label) {

    /** Between a code and its label; no text of a record has it. */
    private static final char SEPARATOR = '\0';

    public static SentLabel of(String value) {
        int end = value.indexOf(SEPARATOR);
        return new SentLabel(value.substring(0, end), value.substring(end + 1));
    }

    String value() {
        return code + SEPARATOR + label.strip();
    }
}
