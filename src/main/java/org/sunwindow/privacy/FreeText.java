package org.sunwindow.privacy;

import org.sunwindow.Identifier;
import org.sunwindow.privacy.text.ReaderText;

/** Rules for free text in the bureau's own records, such as reasons, which never need a personal number. */
public final class FreeText {

    /** One less than the digits of the shortest personal number, a local landline. */
    private static final int MAX_DIGITS = 6;

    private FreeText() {}

    /** Whether a text has no visible characters. */
    public static boolean isInvisible(String text) {
        return Identifier.canonical(text).isEmpty();
    }

    /**
     * Whether a text shows a reader a number of seven or more digits. Only letters end a number, because any other
     * character between digits may have been typed to hide it.
     */
    public static boolean hasLongNumber(String text) {
        var reader = ReaderText.of(text);
        int digits = 0;
        for (int i = 0; i < reader.length(); i++) {
            if (reader.isDigit(i)) {
                digits++;
            } else if (Character.isLetter(reader.at(i))) {
                digits = 0;
            }
            if (digits > MAX_DIGITS) {
                return true;
            }
        }
        return false;
    }
}
