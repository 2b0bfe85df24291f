package org.sunwindow.kind;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The format of telephone numbers that institutions publish. */
public final class PublishedPhone {

    private static final int MAX_LENGTH = 100;

    /** The first number of a text, with its separators. */
    private static final Pattern FIRST = Pattern.compile("\\d[\\d\\s()-]{1,30}\\d");

    private static final Pattern DASHES = Pattern.compile("[—–−‐]");

    private static final Pattern NO_DIGIT = Pattern.compile("\\D");

    /** A number in China without its area code, or of 400, 800 or 95xxx, or a mobile number. */
    private static final Pattern WITHOUT_AREA = Pattern.compile("\\d{3,8}|[48]00\\d{7}|1[3-9]\\d{9}|9\\d{4,8}");

    private static final Pattern COUNTRY = Pattern.compile("^(?:00)?86(?=\\d{9,11}$)");

    /** An area code of 2 or 3 digits after its zero, and a number of 7 or 8. */
    private static final Pattern WITHOUT_ZERO = Pattern.compile("(?:10|2\\d)\\d{8}|[3-9]\\d{2}\\d{7,8}");

    /** A number of a subscriber in a town. Services have other first digits or are shorter. */
    private static final Pattern LOCAL = Pattern.compile("[2-8]\\d{6,7}");

    private PublishedPhone() {}

    /** Whether a text contains a number that can be dialled. */
    public static boolean isNumber(String text) {
        return first(text).length() >= 3;
    }

    /** Whether the first number of a text has an area code without its leading zero. */
    static boolean lacksZero(String text) {
        String digits = first(text);
        return !COUNTRY.matcher(digits).find()
                && !WITHOUT_AREA.matcher(digits).matches()
                && WITHOUT_ZERO.matcher(digits).matches();
    }

    /** Whether the first number of a text can be dialled in its own town only. */
    static boolean lacksArea(String text) {
        return LOCAL.matcher(first(text)).matches();
    }

    private static String first(String text) {
        if (text.length() > MAX_LENGTH) {
            return "";
        }
        String plain = text.chars().allMatch(c -> c < 0x80)
                ? text
                : DASHES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .replaceAll("-");
        Matcher first = FIRST.matcher(plain);
        return first.find() ? NO_DIGIT.matcher(first.group()).replaceAll("") : "";
    }
}
