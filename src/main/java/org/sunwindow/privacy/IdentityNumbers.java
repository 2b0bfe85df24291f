package org.sunwindow.privacy;

import java.util.Set;

/**
 * Recognises identity numbers: 18 characters (GB 11643: division, date of birth, sequence number, check digit), 15 digits
 * (the form before 1999: division, date with a two-digit year, sequence number), and disability certificates (an identity
 * number followed by a digit for the kind and one for the grade). A partly masked number counts if it still shows the date
 * of birth or the last digits.
 */
final class IdentityNumbers {

    /** The provinces of GB/T 2260; 81 to 83 are residence permits; 99 is not assigned and is used for samples. */
    private static final String PROVINCES =
            " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 99 ";

    private static final String CHECK_DIGITS = "10X98765432";
    private static final int[] CHECK_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] CREDIT_WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int LENGTH = 18;
    private static final int OLD_LENGTH = 15;

    /** Digits of the division and of the year and month of birth. */
    private static final int CUT_LENGTH = 12;

    private static final String MASKS = "*×xX●■□#?星某_△※";

    /** Group sizes that rows of figures seldom have: division, date and sequence number, or single digits. */
    private static final Set<String> OWN_GROUPS = Set.of("6-8-4", "6-4-4-4", "1" + "-1".repeat(LENGTH - 1));

    private IdentityNumbers() {}

    /** Whether a number of 18 characters has a plausible province and date. The check digit may be mistyped. */
    static boolean isPlausible(String number) {
        return isProvince(number) && isDate(number.substring(6, 14));
    }

    static boolean isPlausibleOld(String number) {
        return isProvince(number) && isDate("19" + number.substring(6, 12));
    }

    private static boolean isProvince(String number) {
        return PROVINCES.contains(" " + number.substring(0, 2) + " ");
    }

    private static boolean isDate(String date) {
        int year = Integer.parseInt(date, 0, 4, 10);
        int month = Integer.parseInt(date, 4, 6, 10);
        int day = Integer.parseInt(date, 6, 8, 10);
        return year >= 1880 && year < 2050 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /** Whether a text has 18 characters, with a plausible province and date. */
    static boolean isWellFormed(String number) {
        return number.length() == LENGTH && isPlausible(number);
    }

    static boolean isValid(String number) {
        int sum = 0;
        for (int i = 0; i < CHECK_WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * CHECK_WEIGHTS[i];
        }
        return CHECK_DIGITS.charAt(sum % 11) == number.charAt(LENGTH - 1);
    }

    /** Whether 18 characters are a unified social credit code (GB 32100), which may consist of digits only. */
    static boolean isCreditCode(String code) {
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

    /**
     * Finds the identity number that starts at a position.
     *
     * @param mustBeValid whether only a number with a valid check digit counts
     * @return {@code null} if there is none
     */
    static Finding at(ReaderText text, int start, String heading, boolean mustBeValid) {
        char first = text.at(start);
        if (first == '0') {
            return null;
        }
        DigitRun certificate = DigitRun.read(text, start, LENGTH + 2, false);
        if (certificate == null) {
            certificate = withLetterX(text, start);
        }
        if (certificate != null && !certificate.odd() && !mustBeValid && isCertificate(certificate.digits())) {
            return text.finding(PersonalKind.DISABILITY, start, certificate.end(), certificate.digits());
        }
        DigitRun number = DigitRun.read(text, start, LENGTH, true);
        if (number != null
                && isPlausible(number.digits())
                && !isPartOfWord(text, number)
                && isPlausiblyTyped(text, number, heading)) {
            boolean valid = isValid(number.digits());
            if (valid || !mustBeValid && !isCreditCode(number.digits())) {
                return text.finding(PersonalKind.IDENTITY, start, number.end(), number.digits());
            }
        }
        if (mustBeValid) {
            return null;
        }
        DigitRun old = DigitRun.read(text, start, OLD_LENGTH, false);
        if (old != null
                && isPlausibleOld(old.digits())
                && !isPartOfWord(text, old)
                && isPlausiblyTyped(text, old, heading)) {
            return text.finding(PersonalKind.IDENTITY, start, old.end(), old.digits());
        }
        Finding truncated = truncated(text, start, heading);
        return truncated == null ? masked(text, start) : truncated;
    }

    /** A number with the label of an identity number that was cut off after the month of birth or later. */
    private static Finding truncated(ReaderText text, int start, String heading) {
        int end = start;
        while (text.isDigit(end)) {
            end++;
        }
        int length = end - start;
        if (length < CUT_LENGTH || length >= LENGTH) {
            return null;
        }
        String digits = text.slice(start, end);
        boolean labelled =
                NumberContext.isIdentity(heading) || NumberContext.isIdentity(NumberContext.before(text, start, 30));
        return labelled && isProvince(digits) && isDate(digits.substring(6, CUT_LENGTH) + "01")
                ? text.finding(PersonalKind.IDENTITY, start, end, digits)
                : null;
    }

    /** Excludes rows of figures and parts of index numbers such as 990100001/201509-00004. */
    private static boolean isPlausiblyTyped(ReaderText text, DigitRun number, String heading) {
        char after = text.at(number.end());
        boolean valid = number.digits().length() == LENGTH && isValid(number.digits());
        boolean whole = number.separators().isEmpty();
        boolean cell = after == '/' && text.at(number.start() - 1) == '/';
        if (!cell && (after == '-' || after == '/') && text.isDigit(number.end() + 1)) {
            // of ranges, only those between identity numbers count
            return whole && valid;
        }
        if (whole) {
            return valid || !NumberContext.isFigure(heading);
        }
        boolean labelled = NumberContext.isIdentity(heading) || NumberContext.isIdentity(text, number.start());
        if (labelled) {
            return true;
        }
        if (number.tab()) {
            return valid && heading.isEmpty() && OWN_GROUPS.contains(number.sizes());
        }
        boolean hidden = number.comma() || number.slash() || number.odd();
        return !number.isCounting() && (valid || !hidden);
    }

    private static boolean isCertificate(String digits) {
        char kind = digits.charAt(LENGTH);
        char grade = digits.charAt(LENGTH + 1);
        return kind >= '1' && kind <= '7' && grade >= '1' && grade <= '4' && isPlausible(digits);
    }

    /** A certificate whose identity number ends with X. */
    private static DigitRun withLetterX(ReaderText text, int start) {
        DigitRun number = DigitRun.read(text, start, LENGTH, true);
        if (number == null || number.digits().charAt(LENGTH - 1) != 'X') {
            return null;
        }
        int at = number.end();
        while (at < number.end() + 2 && DigitRun.isGap(text.at(at))) {
            at++;
        }
        if (!text.isDigit(at) || !text.isDigit(at + 1) || text.isDigit(at + 2)) {
            return null;
        }
        String digits = number.digits() + text.slice(at, at + 2);
        return new DigitRun(start, at + 2, digits, number.sizes(), number.separators());
    }

    /** Whether a letter follows directly, as in a serial number. Disability certificates may continue with B and digits. */
    private static boolean isPartOfWord(ReaderText text, DigitRun number) {
        return isLetter(text.at(number.end())) && !(text.at(number.end()) == 'B' && text.isDigit(number.end() + 1));
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** A partly masked number that shows the date of birth, or the division and the last digits. */
    private static Finding masked(ReaderText text, int start) {
        var shape = new StringBuilder();
        boolean hasMask = false;
        for (int at = start; shape.length() <= LENGTH + 4; at++) {
            char c = text.at(at);
            if (c >= '0' && c <= '9') {
                shape.append(c);
            } else if (isMask(c)) {
                hasMask = true;
                shape.append(c == 'x' || c == 'X' ? c : '*');
            } else if (hasMask && isIdentifying(shape.toString())) {
                return text.finding(PersonalKind.IDENTITY, start, at, text.slice(start, at));
            } else if (c != ' ' && c != '-' && c != '·' && c != '.' || !isMaskOrDigit(text.at(at + 1))) {
                return null;
            }
        }
        return null;
    }

    static boolean isMask(char c) {
        return c != 0 && MASKS.indexOf(c) >= 0;
    }

    private static boolean isMaskOrDigit(char c) {
        return c >= '0' && c <= '9' || isMask(c);
    }

    private static boolean isIdentifying(String number) {
        int length = number.length();
        if (length < 12 || length > LENGTH + 4 || !isProvince(number)) {
            return false;
        }
        int firstMask = 0;
        while (number.charAt(firstMask) >= '0' && number.charAt(firstMask) <= '9') {
            firstMask++;
        }
        // the last character may be the check digit X
        int end = Character.toUpperCase(number.charAt(length - 1)) == 'X' && number.charAt(length - 2) <= '9'
                ? length - 1
                : length;
        int tail = end;
        while (tail > firstMask && number.charAt(tail - 1) >= '0' && number.charAt(tail - 1) <= '9') {
            tail--;
        }
        int shown = length - tail;
        boolean last = firstMask >= 6 && (shown == 4 || shown == 3 && length <= OLD_LENGTH) && length >= 14;
        boolean birth = firstMask >= 14 && length <= LENGTH && isDate(number.substring(6, 14))
                || firstMask == 12 && length == OLD_LENGTH && isDate("19" + number.substring(6, 12));
        return last || birth;
    }
}
