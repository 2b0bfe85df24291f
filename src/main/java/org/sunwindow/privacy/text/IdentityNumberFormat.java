package org.sunwindow.privacy.text;

/**
 * The parts of identity numbers (GB 11643) and unified social credit codes (GB 32100): divisions, dates and check
 * digits.
 */
public final class IdentityNumberFormat {

    /** The provinces of GB/T 2260; 81 to 83 are residence permits; 99 is not assigned and is used for samples. */
    private static final String PROVINCES =
            " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 99 ";

    private static final String CHECK_DIGITS = "10X98765432";
    private static final int[] CHECK_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] CREDIT_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int LENGTH = 18;

    private IdentityNumberFormat() {}

    /** Whether a number of 18 characters has a plausible province and date. The check digit may be mistyped. */
    public static boolean isPlausible(String number) {
        return isProvince(number) && isDate(number.substring(6, 14));
    }

    /** The same for a number of 15 digits. */
    public static boolean isPlausibleOld(String number) {
        return isProvince(number) && isDate("19" + number.substring(6, 12));
    }

    /** Whether a number begins with the code of a province. */
    public static boolean isProvince(String number) {
        return PROVINCES.contains(" " + number.substring(0, 2) + " ");
    }

    /** Whether eight digits are a plausible date of birth. */
    public static boolean isDate(String date) {
        int year = Integer.parseInt(date, 0, 4, 10);
        int month = Integer.parseInt(date, 4, 6, 10);
        int day = Integer.parseInt(date, 6, 8, 10);
        return year >= 1880 && year < 2050 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /** Whether the check digit of a number of 18 characters is right. */
    public static boolean isValid(String number) {
        int sum = 0;
        for (int i = 0; i < CHECK_WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * CHECK_WEIGHTS[i];
        }
        return CHECK_DIGITS.charAt(sum % 11) == number.charAt(LENGTH - 1);
    }

    /** Whether 18 characters are a unified social credit code (GB 32100), which may consist of digits only. */
    public static boolean isCreditCode(String code) {
        int sum = 0;
        for (int i = 0; i < CREDIT_WEIGHTS.length; i++) {
            int value = CREDIT_ALPHABET.indexOf(code.charAt(i));
            if (value < 0) {
                return false;
            }
            sum += value * CREDIT_WEIGHTS[i];
        }
        return "159ANY".indexOf(code.charAt(0)) >= 0
                && CREDIT_ALPHABET.indexOf(code.charAt(LENGTH - 1)) == (31 - sum % 31) % 31;
    }
}
