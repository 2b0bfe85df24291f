package org.sunwindow.privacy.text;

import java.util.Arrays;

/** Numerals, words and letters that stand for digits. */
final class Numerals {

    /** Numerals by their value: everyday, financial, of merchants (Suzhou), Roman. */
    private static final String[] DIGITS = {
        "〇零", "一壹幺弌〡Ⅰⅰ", "二贰弍弐貮〢Ⅱⅱ", "三叁弎叄〣Ⅲⅲ", "四肆亖〤Ⅳⅳ", "五伍〥Ⅴⅴ", "六陆〦Ⅵⅵ", "七柒〧Ⅶⅶ", "八捌〨Ⅷⅷ", "九玖〩Ⅸⅸ"
    };

    /** Words by which digits are spoken or spelled, by their value. All of them are mostly other words. */
    private static final String[] SPOKEN = {"洞", "", "两", "参", "刀", "", "", "拐漆", "", "勾钩"};

    /** Letters that look like digits, by the value of the digit. */
    private static final String[] LOOK_ALIKES = {"OoОоΟοՕօ", "IlІіΙιӀӏ", "", "Зз", "", "", "", "", "", ""};

    private static final String LETTERS_X = "XxХхΧχ";

    /** Digits of the shortest personal number, a local landline. */
    private static final int MIN_NUMERALS = 7;

    private static final int MOBILE = 11;
    private static final int IDENTITY = 18;

    /** Digits of a number that is typed with look-alikes of others. */
    private static final int MIN_DIGITS = 4;

    /** Separators in a row of a number that is known only by its length. */
    private static final int SHORT_GAP = 2;

    private static final int MAX_GAP = 3;

    private static final int VALUE = 0x0f;
    private static final int SPOKEN_WORD = 0x10;
    private static final int LOOK_ALIKE = 0x20;
    private static final byte[] TABLE = new byte[Character.MAX_VALUE + 1];

    static {
        Arrays.fill(TABLE, (byte) -1);
        for (int value = 0; value < DIGITS.length; value++) {
            TABLE['0' + value] = (byte) value;
            add(DIGITS[value], value);
            add(SPOKEN[value], value | SPOKEN_WORD);
            add(LOOK_ALIKES[value], value | LOOK_ALIKE);
        }
    }

    private static void add(String characters, int entry) {
        for (char c : characters.toCharArray()) {
            TABLE[c] = (byte) entry;
        }
    }

    private final char[] text;
    private final int size;

    /** The digits of the number that is read. */
    private final StringBuilder number = new StringBuilder(CardNumberFormat.MAX);

    private Numerals(char[] text, int size) {
        this.text = text;
        this.size = size;
    }

    /** The value of a digit or a numeral, -1 for any other character. */
    static int value(char c) {
        int entry = TABLE[c];
        return entry < SPOKEN_WORD ? entry : -1;
    }

    /** Whether a character can stand for a digit. Some do so only within a number. */
    static boolean standsForDigit(char c) {
        return TABLE[c] >= 0;
    }

    /**
     * Replaces numerals, words and letters by the digits that they stand for. In a number with the form of a personal
     * number all of them are replaced, in any other long number only numerals. Takes linear time.
     */
    static void fold(char[] text, int size) {
        new Numerals(text, size).fold();
    }

    private void fold() {
        int examined = 0;
        for (int i = 0; i < size; i++) {
            if (TABLE[text[i]] < 0 || i > 0 && value(text[i - 1]) >= 0) {
                continue;
            }
            int end = personal(i);
            if (end == i && i >= examined && value(text[i]) >= 0) {
                examined = end(i);
                end = isNumber(i, examined) ? examined : i;
            }
            if (end > i) {
                replace(i, end);
                i = end - 1;
            }
        }
    }

    private void replace(int from, int end) {
        for (int i = from; i < end; i++) {
            int entry = TABLE[text[i]];
            if (entry >= 0) {
                text[i] = (char) ('0' + (entry & VALUE));
            } else if (LETTERS_X.indexOf(text[i]) >= 0) {
                text[i] = 'X';
            }
        }
    }

    /**
     * Returns the end of a mobile, identity or card number that starts at a position and has characters that stand for
     * digits, the position itself if there is none.
     */
    private int personal(int from) {
        if (from + 1 == size || TABLE[text[from + 1]] < 0 && !Separators.is(text[from + 1])) {
            return from;
        }
        number.setLength(0);
        int replaced = 0;
        int letters = 0;
        int end = from;
        for (int at = from; at < size && number.length() < CardNumberFormat.MAX; ) {
            char c = text[at];
            int entry = TABLE[c];
            if (entry < 0) {
                int next = afterGap(at);
                if (next == at) {
                    break;
                }
                at = next;
                continue;
            }
            number.append((char) ('0' + (entry & VALUE)));
            replaced += c > '9' ? 1 : 0;
            letters += entry >= LOOK_ALIKE ? 1 : 0;
            at++;
            if (number.length() == IDENTITY - 1) {
                int x = at < size && isX(text[at]) ? at : afterGap(at);
                if (x < size && isX(text[x]) && (replaced > 0 || text[x] > 'x') && isWhole(from, x + 1, letters)) {
                    return IdentityNumberFormat.isPlausible(number + "X") ? x + 1 : end;
                }
            }
            if (replaced > 0 && isWhole(from, at, letters) && isPersonal()) {
                end = at;
            }
        }
        return end;
    }

    /** The position after separators that are followed by a character of the number, the position itself otherwise. */
    private int afterGap(int at) {
        int next = at;
        while (next < size && next - at < MAX_GAP && Separators.is(text[next])) {
            next++;
        }
        boolean continues =
                next < size && (TABLE[text[next]] >= 0 || number.length() == IDENTITY - 1 && isX(text[next]));
        return continues ? next : at;
    }

    /** Whether a letter may be the check digit of an identity number. */
    static boolean isX(char c) {
        return LETTERS_X.indexOf(c) >= 0;
    }

    /**
     * Whether no digit follows a number. One with letters is no part of a word, such as the name of a file, and has
     * digits, too.
     */
    private boolean isWhole(int from, int end, int letters) {
        if (end < size && value(text[end]) >= 0) {
            return false;
        }
        return letters == 0
                || number.length() - letters >= MIN_DIGITS
                        && (from == 0 || !Separators.isWord(text[from - 1]))
                        && (end == size || !Separators.isWord(text[end]));
    }

    private boolean isPersonal() {
        return switch (number.length()) {
            case MOBILE -> number.charAt(0) == '1' && number.charAt(1) >= '3';
            case IDENTITY -> IdentityNumberFormat.isPlausible(number.toString()) || isCard();
            default -> number.length() >= CardNumberFormat.MIN && isCard();
        };
    }

    private boolean isCard() {
        return CardNumberFormat.isIssued(number) && CardNumberFormat.isLuhn(number);
    }

    /** The end of the run of digits and numerals with short gaps between them. */
    private int end(int from) {
        int end = from + 1;
        int gap = 0;
        for (int i = from + 1; i < size && gap <= SHORT_GAP; i++) {
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

    private boolean isNumber(int from, int end) {
        int digits = 0;
        int numerals = 0;
        for (int i = from; i < end; i++) {
            boolean numeral = TABLE[text[i]] >= 0 && text[i] > '9';
            numerals += numeral ? 1 : 0;
            digits += TABLE[text[i]] >= 0 ? 1 : 0;
        }
        // numerals before or after a mobile number may be parts of a name, or count something
        boolean inside = numerals > 1 || numerals == 1 && text[from] <= '9' && text[end - 1] <= '9';
        return numerals >= MIN_NUMERALS || digits >= MOBILE && inside && !isEnclosed(from, end);
    }

    /** Whether all numerals are at the ends, around a number that is long enough without them. */
    private boolean isEnclosed(int from, int end) {
        int first = from;
        while (first < end && text[first] > '9') {
            first++;
        }
        int last = end;
        while (last > first && text[last - 1] > '9') {
            last--;
        }
        int digits = 0;
        for (int i = first; i < last; i++) {
            if (text[i] > '9' && text[i] != '·') {
                return false;
            }
            digits += text[i] >= '0' && text[i] <= '9' ? 1 : 0;
        }
        return digits >= MOBILE;
    }
}
