package org.sunwindow.json;

/** Escape sequences of JSON. */
final class Escapes {

    private static final int LENGTH = "\\u0000".length();

    private Escapes() {}

    /**
     * Whether a text in JSON escapes neither NUL nor unpaired surrogates, which neither a database nor UTF-8 can hold.
     */
    static boolean areStorable(String json) {
        if (!json.contains("\\u")) {
            return true;
        }
        boolean half = false;
        int i = 0;
        while (i < json.length()) {
            int unit = json.charAt(i) == '\\' ? unit(json, i) : -1;
            boolean low = unit >= 0 && Character.isLowSurrogate((char) unit);
            if (unit == 0 || half != low) {
                return false;
            }
            half = unit >= 0 && Character.isHighSurrogate((char) unit);
            // a backslash escapes the next character, which may be one itself
            i += unit >= 0 ? LENGTH : json.charAt(i) == '\\' ? 2 : 1;
        }
        return !half;
    }

    /** The code unit that the escape sequence at an index stands for, -1 if it is of another form. */
    private static int unit(String json, int start) {
        if (start + LENGTH > json.length() || json.charAt(start + 1) != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = start + 2; i < start + LENGTH; i++) {
            int digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = 16 * unit + digit;
        }
        return unit;
    }
}
