package org.sunwindow.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Detects and redacts numbers that must never be published or stored: identity documents, mobile phones and bank cards.
 * Full-width digits, separators between digits and mistyped check digits are recognised.
 */
public final class PersonalData {

    /** Optional separator between the groups of a number. */
    private static final String GAP = "[\\s\\-–—·.]?";

    /** GB 11643: region, date of birth, sequence, check digit. */
    private static final Pattern IDENTITY_NUMBER = number("[1-9]\\d{5}" + GAP + "(?:19|20)\\d{2}" + GAP
            + "(?:0[1-9]|1[0-2])" + GAP + "(?:0[1-9]|[12]\\d|3[01])" + GAP + "\\d{3}[\\dXx]");

    private static final Pattern MOBILE_NUMBER =
            number("(?:\\+?86" + GAP + ")?1[3-9]\\d" + GAP + "\\d{4}" + GAP + "\\d{4}");

    private static final Pattern CARD_NUMBER = number(
            "(?:62\\d{2}|[45]\\d{3})" + GAP + "\\d{4}" + GAP + "\\d{4}" + GAP + "\\d{2,4}(?:" + GAP + "\\d{1,3})?");

    /** Digits of the shortest of these numbers, a mobile phone. */
    private static final int MIN_DIGITS = 11;

    private static final char FULL_WIDTH = '！';
    private static final char FULL_WIDTH_END = '～';
    private static final char IDEOGRAPHIC_SPACE = '\u3000';

    /** Common punctuation outside ASCII; some of it occurs inside numbers. */
    private static final String PUNCTUATION = "·–—‘’“”";

    private static final Pattern SEPARATORS = Pattern.compile("[^\\dXx]");

    /** Zero-width characters, which would prevent a match. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private static final String CHECK_DIGITS = "10X98765432";
    private static final int[] CHECK_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    /** At least eleven digits, with or without separators. */
    private static final Pattern LONG_NUMBER =
            Pattern.compile("[0-9０-９](?:[\\s\\-–—·.]{0,2}[0-9０-９]){10,}(?:[\\s\\-–—·.]{0,2}[XxＸｘ])?");

    enum Number {
        IDENTITY("privacy.identity", "含有居民身份证号码，不能公开"),
        MOBILE("privacy.mobile", "含有个人手机号码，不能公开"),
        CARD("privacy.card", "含有银行卡号，不能公开");

        final String code;
        final String message;

        Number(String code, String message) {
            this.code = code;
            this.message = message;
        }
    }

    private PersonalData() {}

    private static Pattern number(String groups) {
        return Pattern.compile("(?<!\\d)(?:" + groups + ")(?!\\d)");
    }

    /**
     * Returns whether a text may contain a personal number: eleven digits with nothing but separators between them. This
     * pre-check avoids normalisation and pattern matching for most texts. It returns {@code true} for any character that
     * is neither ASCII nor common in Chinese, because NFKC may map it to a digit.
     */
    static boolean mayContain(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FULL_WIDTH && c <= FULL_WIDTH_END) {
                c -= FULL_WIDTH - '!';
            } else if (c > '~' && !isCommon(c)) {
                return true;
            }
            if (c >= '0' && c <= '9') {
                if (++digits == MIN_DIGITS) {
                    return true;
                }
            } else if (!isGap(c)) {
                digits = 0;
            }
        }
        return false;
    }

    /** Whether NFKC maps the character to itself, or to a space. */
    private static boolean isCommon(char c) {
        return c >= '一' && c <= '龥' || c >= '、' && c <= '〟' || IDEOGRAPHIC_SPACE == c || PUNCTUATION.indexOf(c) >= 0;
    }

    /** A superset of {@link #GAP}. */
    private static boolean isGap(char c) {
        return c <= ' ' || c == '-' || c == '.' || c == IDEOGRAPHIC_SPACE || PUNCTUATION.indexOf(c) >= 0;
    }

    /**
     * Returns the kinds of personal numbers in a text for which {@link #mayContain} holds.
     *
     * @param recordNumber whether the text is the number of a record; then only identity numbers with a valid check digit
     *     count
     */
    static List<Number> find(String text, boolean recordNumber) {
        String plain = INVISIBLE.matcher(compatible(text)).replaceAll("");
        var found = new ArrayList<Number>();
        // the check digit is ignored in texts: a mistyped number reveals as much
        if (occurs(IDENTITY_NUMBER, plain, number -> !recordNumber || isIdentity(number))) {
            found.add(Number.IDENTITY);
        }
        if (recordNumber) {
            return found;
        }
        if (occurs(MOBILE_NUMBER, plain, number -> true)) {
            found.add(Number.MOBILE);
        }
        if (occurs(CARD_NUMBER, plain, number -> number.length() >= 16 && isLuhn(number))) {
            found.add(Number.CARD);
        }
        return found;
    }

    /**
     * Returns NFKC of each character by itself. The digits are the same as in NFKC of the text, whose time grows with the
     * square of the combining marks in a row, and no mark combines with a check digit X.
     */
    private static String compatible(String text) {
        var compatible = new StringBuilder(text.length());
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c <= '~' || c >= '一' && c <= '龥') {
                compatible.append((char) c);
            } else {
                compatible.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
            }
        }
        return compatible.toString();
    }

    private static boolean occurs(Pattern pattern, String text, Predicate<String> isValid) {
        return pattern.matcher(text)
                .results()
                .map(match -> SEPARATORS.matcher(match.group()).replaceAll(""))
                .anyMatch(isValid);
    }

    static boolean isIdentity(String number) {
        int sum = 0;
        for (int i = 0; i < CHECK_WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * CHECK_WEIGHTS[i];
        }
        return CHECK_DIGITS.charAt(sum % 11) == Character.toUpperCase(number.charAt(17));
    }

    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** Returns a copy in which all long numbers are replaced by {@code ***}, in names and values. */
    public static JsonNode redacted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = object.objectNode();
            object.properties().forEach(entry -> copy.set(redacted(entry.getKey()), redacted(entry.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = array.arrayNode();
            array.forEach(element -> copy.add(redacted(element)));
            return copy;
        }
        if (node.isTextual() || node.isNumber()) {
            String text = node.asText();
            String redacted = redacted(text);
            return redacted.equals(text) ? node : TextNode.valueOf(redacted);
        }
        return node;
    }

    /** Replaces all long numbers by {@code ***}. */
    public static String redacted(String text) {
        return LONG_NUMBER.matcher(text).replaceAll("***");
    }
}
