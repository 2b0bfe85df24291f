package org.sunwindow.directory;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the numbers in a text such as 0500-8310041/8310042. A further number may leave out the area code or all but its
 * last digits. What cannot be distinguished from hours, dates or house numbers is not a number.
 */
final class PhoneText {

    /**
     * Maximum length of a phone field, in characters. Longer texts are ignored, because numbers are derived before
     * validation.
     */
    private static final int MAX_LENGTH = 50;

    /** A number that is complete by itself. Area codes are 010, 02x, and of four digits. */
    private static final String COMPLETE = "\\+86[\\s-]?\\d{2,3}[\\s-]?\\d{3,4}[\\s-]?\\d{4}"
            + "|(?<area>\\(?0(?:10|2\\d|[3-9]\\d{2})\\)?[\\s-]{0,2})\\d{3,4}[\\s-]?\\d{4}"
            + "|[48]00[\\s-]?\\d{3}[\\s-]?\\d{4}"
            + "|1[3-9]\\d{9}";

    /** A comma is a pause in a number to dial, and does not announce longer extensions. */
    private static final String EXTENSION =
            "(?:\\s*(?:(?:转分机|转|分机|-{1,2}|ext\\.?|#)\\s*(?<extension>\\d{1,6})|,\\s*(?<pause>\\d{1,4}))(?!\\d))?";

    private static final String UNIT = "\\s*(?:天|小时|年|月|日|号|楼|室|路|时|点|人|元|层|栋|弄)";

    /** The first number, which may also be a short or a local one. */
    private static final Pattern FIRST = Pattern.compile("(?<!\\d)(?<number>" + COMPLETE
            + "|\\d{3,4}[\\s-]\\d{4}|\\d{5,12}|\\d{3,4}(?!\\d|" + UNIT + "))(?!\\d)" + EXTENSION);

    /** 12345 and 12349, and service numbers such as 95598. */
    private static final String SERVICE_NUMBER = "12\\d{3}|9[56]\\d{3}";

    /** A local number does not begin with 0 or 1. Eight digits may be a date. */
    private static final String LOCAL = "(?!(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))[2-9]\\d{6,7}";

    /** A number that follows a separator. */
    private static final Pattern NEXT = Pattern.compile("(?<number>" + COMPLETE + "|" + LOCAL
            + "|[2-9]\\d{2,3}[\\s-]\\d{4}|" + SERVICE_NUMBER + ")(?!\\d)" + EXTENSION);

    /** A number after other text, such as a label. */
    private static final Pattern FURTHER = Pattern.compile("(?<![\\d.-])(?<!\\d:)(?<number>" + COMPLETE + "|" + LOCAL
            + "|" + SERVICE_NUMBER + ")(?!\\d|" + UNIT + ")" + EXTENSION);

    /** The last digits of a number, or another extension. */
    private static final Pattern LAST_DIGITS =
            Pattern.compile("(?!1(?:10|19|20|22)(?!\\d))\\d{1,4}(?![\\d:.*×-]|" + UNIT + ")");

    /** A remark without a number. */
    private static final Pattern NOTE = Pattern.compile("\\s*\\((?![^()]*\\d{5})[^()]*\\)");

    private static final Pattern OPENING = Pattern.compile("^\\s*[(（]");
    private static final Pattern CLOSING = Pattern.compile("[)）]");
    private static final Pattern SEPARATOR = Pattern.compile("\\s*(?<sign>[/、,;|~-]|或者?|及|和|与|至)?\\s*");

    /** 电话/传真 is also a telephone. */
    private static final Pattern FAX = Pattern.compile("^(?!.*(?:电话|热线)).*(?:传真|(?i:fax))");

    private final String typed;
    private final String text;
    private final List<Phone> phones = new ArrayList<>();

    /** Parts of the number before, from which a further one takes what it leaves out. */
    private String area = "";

    private String local = "";
    private String extension;
    private boolean isFax;

    private PhoneText(String typed) {
        this.typed = typed.replaceAll("\\p{Cf}", "");
        this.text = folded(this.typed);
    }

    /** Returns the numbers of a text, empty if it has none or is too long for telephone numbers. */
    static List<Phone> numbers(String display) {
        if (display.length() > MAX_LENGTH) {
            return List.of();
        }
        var parsed = new PhoneText(display);
        parsed.parse();
        return parsed.phones.size() == 1
                ? List.of(new Phone(display, parsed.phones.getFirst().number()))
                : List.copyOf(parsed.phones);
    }

    /** Full-width digits, brackets and dashes, each as one character, so that positions stay. */
    private static String folded(String typed) {
        var folded = new StringBuilder(typed.length());
        for (char c : typed.toCharArray()) {
            String plain = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
            folded.append(
                    switch (c) {
                        case '—', '–', '−', '‐' -> '-';
                        case '，' -> '、';
                        default -> plain.length() == 1 ? plain.charAt(0) : c;
                    });
        }
        return folded.toString();
    }

    private void parse() {
        Matcher found = FIRST.matcher(text).useTransparentBounds(true);
        int from = 0;
        boolean isFound = found.find();
        while (isFound) {
            int to = end(NOTE, found.end());
            add(found, from, to);
            Matcher separator = SEPARATOR.matcher(text);
            while (separator.region(to, text.length()).lookingAt() && separator.group("sign") != null) {
                int last = addLastDigits(separator.end());
                if (last < 0) {
                    break;
                }
                to = last;
            }
            from = separator.end();
            found.usePattern(NEXT).region(from, text.length());
            isFound = separator.group("sign") != null && found.lookingAt();
            if (!isFound) {
                isFound = found.usePattern(FURTHER).region(from, text.length()).find();
            }
        }
    }

    private int end(Pattern pattern, int from) {
        Matcher matcher = pattern.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : from;
    }

    /**
     * Adds a number with the text around it.
     *
     * @param from begin of this text
     * @param to   its end
     */
    private void add(Matcher found, int from, int to) {
        String digits = found.group("number").replaceAll("[^+\\d]", "");
        String areaSent = found.group("area");
        boolean lacksArea = areaSent == null && isLocal(digits);
        String shared = lacksArea ? area : "";
        if (areaSent != null) {
            area = typed.substring(found.start("area"), found.end("area"));
        } else if (!lacksArea) {
            area = "";
        }
        local = areaSent == null ? digits : digits.substring(digits(areaSent).length());
        extension = found.group("extension") != null ? found.group("extension") : found.group("pause");
        isFax = FAX.matcher(text.substring(from, to)).find();
        if (!isFax) {
            add(typed.substring(from, found.start()) + shared + typed.substring(found.start(), to));
        }
    }

    /**
     * Adds the number before with other last digits, or with another extension.
     *
     * @return where its text ends, -1 if there is none
     */
    private int addLastDigits(int from) {
        Matcher found = LAST_DIGITS.matcher(text).region(from, text.length());
        if (!found.lookingAt() || extension == null && !isLocal(local)) {
            return -1;
        }
        if (extension != null) {
            extension = found.group();
        } else {
            local = local.substring(0, local.length() - found.group().length()) + found.group();
        }
        int to = end(NOTE, found.end());
        if (!isFax) {
            add(folded(area) + local + (extension == null ? "" : "转" + extension) + typed.substring(found.end(), to));
        }
        return to;
    }

    private void add(String display) {
        String number = digits(folded(area)) + local;
        String whole = CLOSING.matcher(display).find()
                ? display
                : OPENING.matcher(display).replaceFirst("");
        phones.add(new Phone(whole.strip(), extension == null ? number : number + "," + extension));
    }

    private static boolean isLocal(String digits) {
        return digits.length() == 7 || digits.length() == 8;
    }

    private static String digits(String text) {
        return text.replaceAll("\\D", "");
    }
}
