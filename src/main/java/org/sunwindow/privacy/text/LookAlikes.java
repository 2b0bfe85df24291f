package org.sunwindow.privacy.text;

/** Letters that look like digits, in a number whose other characters are digits: O for 0, l and I for 1. */
final class LookAlikes {

    private static final int MOBILE = 11;
    private static final int IDENTITY = 18;
    private static final int MIN_DIGITS = 4;

    private LookAlikes() {}

    static boolean is(char c) {
        return c == 'O' || c == 'o' || c == 'l' || c == 'I';
    }

    /**
     * Replaces such letters by digits where the result is a mobile or an identity number. In a longer word, such as a
     * file name, they remain.
     */
    static void fold(char[] text, int size) {
        for (int i = 0; i < size; i++) {
            if (isPart(text[i]) && (i == 0 || !isWord(text[i - 1]))) {
                fold(text, i, size);
            }
        }
    }

    private static void fold(char[] text, int from, int size) {
        var number = new StringBuilder(IDENTITY);
        int letters = 0;
        int at = from;
        for (; at < size && number.length() <= IDENTITY; at++) {
            char c = text[at];
            if (isPart(c)) {
                letters += is(c) ? 1 : 0;
                number.append(digit(c));
            } else if (!isSeparator(c) || at + 1 == size || !isPart(text[at + 1])) {
                break;
            }
        }
        boolean x = number.length() == IDENTITY - 1 && at < size && (text[at] == 'X' || text[at] == 'x');
        int end = x ? at + 1 : at;
        if (letters == 0 || number.length() - letters < MIN_DIGITS || end < size && isWord(text[end])) {
            return;
        }
        if (isMobile(number) || IdentityNumberFormat.isWellFormed(x ? number + "X" : number.toString())) {
            for (int i = from; i < at; i++) {
                text[i] = digit(text[i]);
            }
        }
    }

    private static boolean isMobile(CharSequence number) {
        return number.length() == MOBILE && number.charAt(0) == '1' && number.charAt(1) >= '3';
    }

    private static char digit(char c) {
        return switch (c) {
            case 'O', 'o' -> '0';
            case 'l', 'I' -> '1';
            default -> c;
        };
    }

    private static boolean isPart(char c) {
        return c >= '0' && c <= '9' || is(c);
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '·' || c == '_';
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
