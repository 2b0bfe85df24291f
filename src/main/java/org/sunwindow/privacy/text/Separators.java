package org.sunwindow.privacy.text;

/** Characters that may be typed between the groups of a number. */
public final class Separators {

    /** Separators that figures and numbers of records have, too. */
    private static final String USUAL = " \t\n-~.·_/|(),";

    private Separators() {}

    /** Whether a character is a blank, a tab, a line break, a punctuation mark, a bracket or a symbol. */
    public static boolean is(char c) {
        if (c <= '~') {
            return c == ' ' || c == '\t' || c == '\n' || c > ' ' && !isWord(c) && c != '$';
        }
        if (c >= '一' && c <= '龥') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    // a half of an emoji
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Whether a separator is one that is typed in a number only to hide it. */
    public static boolean isOdd(char c) {
        return USUAL.indexOf(c) < 0;
    }

    /** Whether a character is an ASCII letter or digit. */
    static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
