package org.sunwindow.privacy.numbers;

import java.util.Set;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.PersonalKind;
import org.sunwindow.privacy.context.Scope;
import org.sunwindow.privacy.text.IdentityNumberFormat;
import org.sunwindow.privacy.text.ReaderText;
import org.sunwindow.privacy.text.Separators;

/**
 * Recognizes identity numbers: 18 characters (GB 11643: division, date of birth, sequence number, check digit), 15
 * digits (the form before 1999: division, date with a two-digit year, sequence number), and disability certificates (an
 * identity number followed by a digit for the kind and one for the grade). A partly masked number counts if it still
 * shows the date of birth or the last digits.
 */
final class IdentityNumbers {

    private static final int LENGTH = 18;
    private static final int OLD_LENGTH = 15;

    private static final int DIVISION = 6;

    /** Digits of the division and of the year and month of birth. */
    private static final int CUT_LENGTH = 12;

    private static final String MASKS = "*×xX●■□#?星某_△※";

    /** Group sizes that rows of figures seldom have: division, date and sequence number, or single digits. */
    private static final Set<String> OWN_GROUPS = Set.of("6-8-4", "6-4-4-4", "1" + "-1".repeat(LENGTH - 1));

    /** Group sizes of the first digits of a UUID. */
    private static final String UUID_GROUPS = "8-4-4-4";

    private IdentityNumbers() {}

    /**
     * Finds the identity number that starts at a position.
     *
     * @param mustBeValid whether only a number with a valid check digit counts
     * @return {@code null} if there is none
     */
    static Finding at(ReaderText text, int start, String heading, boolean mustBeValid) {
        char first = text.at(start);
        if (!mustBeValid && text.at(start - 1) == '*') {
            Finding tail = headMasked(text, start);
            if (tail != null) {
                return tail;
            }
        }
        if (first == '0') {
            return null;
        }
        DigitRun certificate = DigitRun.read(text, start, LENGTH + 2, false);
        if (certificate == null) {
            certificate = withLetterX(text, start);
        }
        if (certificate != null
                && !certificate.odd()
                && !certificate.sizes().startsWith(UUID_GROUPS)
                && !mustBeValid
                && isCertificate(certificate.digits())) {
            return Finding.of(text, PersonalKind.DISABILITY, start, certificate.end(), certificate.digits());
        }
        DigitRun number = DigitRun.read(text, start, LENGTH, true);
        if (number != null
                && IdentityNumberFormat.isPlausible(number.digits())
                && !isPartOfWord(text, number)
                && isPlausiblyTyped(text, number, heading)) {
            boolean valid = IdentityNumberFormat.isValid(number.digits());
            if (valid || !mustBeValid && !IdentityNumberFormat.isCreditCode(number.digits())) {
                return Finding.of(text, PersonalKind.IDENTITY, start, number.end(), number.digits());
            }
        }
        if (mustBeValid) {
            return null;
        }
        DigitRun old = DigitRun.read(text, start, OLD_LENGTH, false);
        if (old != null
                && IdentityNumberFormat.isPlausibleOld(old.digits())
                && !isPartOfWord(text, old)
                && isPlausiblyTyped(text, old, heading)) {
            return Finding.of(text, PersonalKind.IDENTITY, start, old.end(), old.digits());
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
        return labelled
                        && IdentityNumberFormat.isProvince(digits)
                        && IdentityNumberFormat.isDate(digits.substring(6, CUT_LENGTH) + "01")
                ? Finding.of(text, PersonalKind.IDENTITY, start, end, digits)
                : null;
    }

    /** Excludes rows of figures and parts of index numbers such as 990100001/201509-00004. */
    private static boolean isPlausiblyTyped(ReaderText text, DigitRun number, String heading) {
        char after = text.at(number.end());
        boolean valid = number.digits().length() == LENGTH && IdentityNumberFormat.isValid(number.digits());
        boolean whole = number.separators().isEmpty();
        boolean cell = after == '/' && text.at(number.start() - 1) == '/';
        if (!cell && (after == '-' || after == '/') && text.isDigit(number.end() + 1)) {
            // of ranges, only those between identity numbers count
            return whole && valid;
        }
        if (whole) {
            return valid || !NumberContext.isFigure(heading) || isInRowOfPerson(text, number);
        }
        boolean labelled = NumberContext.isIdentity(heading) || NumberContext.isIdentity(text, number.start());
        if (labelled) {
            return true;
        }
        if (number.tab()) {
            return number.isWrapped(text) || valid && heading.isEmpty() && OWN_GROUPS.contains(number.sizes());
        }
        boolean hidden = number.comma() || number.slash() || number.odd();
        return !number.isCounting() && (valid || !hidden && !number.decimal());
    }

    /** Whether the row has a person, who has an identity number rather than a figure of 15 digits. */
    private static boolean isInRowOfPerson(ReaderText text, DigitRun number) {
        Scope row = Scope.around(text, number.start(), number.end());
        return row.hasMaskedName() || row.hasName();
    }

    private static boolean isCertificate(String digits) {
        char kind = digits.charAt(LENGTH);
        char grade = digits.charAt(LENGTH + 1);
        return kind >= '1' && kind <= '7' && grade >= '1' && grade <= '4' && IdentityNumberFormat.isPlausible(digits);
    }

    /** A certificate whose identity number ends with X. */
    private static DigitRun withLetterX(ReaderText text, int start) {
        DigitRun number = DigitRun.read(text, start, LENGTH, true);
        if (number == null || number.digits().charAt(LENGTH - 1) != 'X') {
            return null;
        }
        int at = number.end();
        while (at < number.end() + 2 && Separators.is(text.at(at))) {
            at++;
        }
        if (!text.isDigit(at) || !text.isDigit(at + 1) || text.isDigit(at + 2)) {
            return null;
        }
        String digits = number.digits() + text.slice(at, at + 2);
        return new DigitRun(start, at + 2, digits, number.sizes(), number.separators());
    }

    /**
     * Whether a letter follows directly, as in a serial number. Disability certificates may continue with B and digits.
     */
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
                return Finding.of(text, PersonalKind.IDENTITY, start, at, text.slice(start, at));
            } else if (c != ' ' && c != '-' && c != '·' && c != '.' || !isMaskOrDigit(text.at(at + 1))) {
                return null;
            }
        }
        return null;
    }

    /** A number of which only the first digits of the division are masked, as in **0102194805030019. */
    private static Finding headMasked(ReaderText text, int start) {
        int from = start;
        while (start - from < DIVISION && text.at(from - 1) == '*') {
            from--;
        }
        int end = start;
        while (end < from + LENGTH && text.isDigit(end)) {
            end++;
        }
        end += end == from + LENGTH - 1 && (text.at(end) == 'X' || text.at(end) == 'x') ? 1 : 0;
        boolean whole = end == from + LENGTH && !text.isDigit(end) && text.at(from - 1) != '*';
        return whole && IdentityNumberFormat.isDate(text.slice(from + DIVISION, from + DIVISION + 8))
                ? Finding.of(text, PersonalKind.IDENTITY, from, end, text.slice(from, end))
                : null;
    }

    static boolean isMask(char c) {
        return c != 0 && MASKS.indexOf(c) >= 0;
    }

    private static boolean isMaskOrDigit(char c) {
        return c >= '0' && c <= '9' || isMask(c);
    }

    private static boolean isIdentifying(String number) {
        int length = number.length();
        if (length < 12 || length > LENGTH + 4 || !IdentityNumberFormat.isProvince(number)) {
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
        boolean birth = firstMask >= 14 && length <= LENGTH && IdentityNumberFormat.isDate(number.substring(6, 14))
                || firstMask == 12
                        && length == OLD_LENGTH
                        && IdentityNumberFormat.isDate("19" + number.substring(6, 12));
        return last || birth;
    }
}
