package org.sunwindow.privacy.text;

/** Issuer prefixes and check digits of bank card numbers (ISO/IEC 7812). */
public final class CardNumberFormat {

    /** Digits of the shortest card number. */
    public static final int MIN = 16;

    /** Digits of the longest card number. */
    public static final int MAX = 19;

    private CardNumberFormat() {}

    /** Whether a number has the prefix of an issuer of cards: 60 and 62, 4, 51 to 55. */
    public static boolean isIssued(CharSequence digits) {
        char first = digits.charAt(0);
        char second = digits.charAt(1);
        return first == '6' && (second == '2' || second == '0')
                || first == '4'
                || first == '5' && second >= '1' && second <= '5';
    }

    /** Whether the check digit is right. */
    public static boolean isLuhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
