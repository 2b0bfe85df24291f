package org.sunwindow.privacy;

import org.sunwindow.Identifier;

/** Rules of texts that people write for the records of the bureau, in which no number of a person can be needed. */
public final class FreeText {

    /** Digits of the shortest number of a person, a local landline. */
    private static final int MAX_DIGITS = 6;

    private FreeText() {}

    /** Whether a reader sees nothing of a text. */
    public static boolean isInvisible(String text) {
        return Identifier.canonical(text).isEmpty();
    }

    /**
     * Whether a text has a number of seven or more digits, as a reader sees it. Only letters end a number,
     * because any other character between digits may be there to hide it.
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
