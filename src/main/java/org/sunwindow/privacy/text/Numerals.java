package org.sunwindow.privacy.text;

/** Chinese numerals and letters that stand for digits. */
final class Numerals {

    private static final String[] DIGITS = {"〇零", "一壹幺弌", "二贰弍", "三叁弎", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"};

    /** Digits of the shortest personal number, a local landline. */
    private static final int MIN_NUMERALS = 7;

    /** Digits of a mobile number. */
    private static final int MIN_DIGITS = 11;

    private static final int MAX_GAP = 2;
    private static final byte[] VALUES = new byte['龦' - '〇'];

    static {
        java.util.Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < DIGITS.length; value++) {
            for (char c : DIGITS[value].toCharArray()) {
                VALUES[c - '〇'] = (byte) value;
            }
        }
    }

    private Numerals() {}

    /** The value of a digit or a Chinese numeral, -1 for any other character. */
    static int value(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= '〇' && c <= '龥' ? VALUES[c - '〇'] : -1;
    }

    /** Replaces numerals by digits where they form a long number, alone or together with digits. */
    static void fold(char[] text, int size) {
        for (int i = 0; i < size; ) {
            if (value(text[i]) < 0) {
                i++;
                continue;
            }
            int end = end(text, i, size);
            if (isNumber(text, i, end)) {
                for (int at = i; at < end; at++) {
                    int value = text[at] == 'O' || text[at] == 'o' ? 0 : value(text[at]);
                    text[at] = value < 0 ? text[at] : (char) ('0' + value);
                }
            }
            i = end;
        }
    }

    /** The end of the run of digits and numerals with short gaps between them. */
    private static int end(char[] text, int from, int size) {
        int end = from + 1;
        int gap = 0;
        for (int i = from + 1; i < size && gap <= MAX_GAP; i++) {
            if (value(text[i]) >= 0 || text[i] == 'O' || text[i] == 'o') {
                end = i + 1;
                gap = 0;
            } else if (text[i] == ' ' || text[i] == '-' || text[i] == '·' || text[i] == '.') {
                gap++;
            } else {
                break;
            }
        }
        return end;
    }

    private static boolean isNumber(char[] text, int from, int end) {
        int digits = 0;
        int numerals = 0;
        for (int i = from; i < end; i++) {
            boolean numeral = text[i] > '9' && text[i] != '·';
            numerals += numeral ? 1 : 0;
            digits += numeral || text[i] >= '0' && text[i] <= '9' ? 1 : 0;
        }
        // a single numeral before a number may be the end of a name
        boolean inside = numerals > 1 || numerals == 1 && text[from] <= '9' && text[end - 1] <= '9';
        return numerals >= MIN_NUMERALS || digits >= MIN_DIGITS && inside;
    }
}
