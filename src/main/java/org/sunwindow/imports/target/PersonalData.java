package org.sunwindow.imports.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;

/**
 * Finds what must never be published or kept: numbers of identity documents, of people's phones and of bank cards, in
 * full width, with spaces or hyphens inside, and those that are merely mistyped.
 */
public final class PersonalData {

    /** What people put between the groups of one number, if anything. */
    private static final String GAP = "[\\s\\-–—·.]?";

    /** GB 11643: region, date of birth, sequence, check digit. */
    private static final Pattern IDENTITY_NUMBER = number("[1-9]\\d{5}" + GAP + "(?:19|20)\\d{2}" + GAP
            + "(?:0[1-9]|1[0-2])" + GAP + "(?:0[1-9]|[12]\\d|3[01])" + GAP + "\\d{3}[\\dXx]");

    private static final Pattern MOBILE_NUMBER =
            number("(?:\\+?86" + GAP + ")?1[3-9]\\d" + GAP + "\\d{4}" + GAP + "\\d{4}");

    private static final Pattern CARD_NUMBER = number(
            "(?:62\\d{2}|[45]\\d{3})" + GAP + "\\d{4}" + GAP + "\\d{4}" + GAP + "\\d{2,4}(?:" + GAP + "\\d{1,3})?");

    /** Digits of the shortest of these numbers, a phone's. */
    private static final int SHORTEST = 11;

    private static final char FULL_WIDTH = '！';
    private static final char FULL_WIDTH_END = '～';
    private static final char IDEOGRAPHIC_SPACE = '\u3000';

    /** Marks beyond ASCII that are usual in texts; some of them may stand within a number. */
    private static final String MARKS = "·–—‘’“”";

    private static final Pattern SEPARATORS = Pattern.compile("[^\\dXx]");

    /** Characters without width, which hide a number from everything but the eye. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private static final String CHECK_DIGITS = "10X98765432";
    private static final int[] CHECK_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    /** Any long run of digits, with or without separators; struck out whole where a line is kept for its sender. */
    private static final Pattern LONG_NUMBER =
            Pattern.compile("[0-9０-９](?:[\\s\\-–—·.]{0,2}[0-9０-９]){10,}(?:[\\s\\-–—·.]{0,2}[XxＸｘ])?");

    /** 统一社会信用代码 has the length of an identity number and a check digit of its own. */
    private static final Set<String> EXEMPT = Set.of("creditCode");

    /**
     * Numbers of records, which are made of divisions, dates and sequences and so resemble those of people. Only one
     * that is an identity number to its check digit is taken for one.
     */
    private static final Set<String> NUMBERS_OF_RECORDS = Set.of(
            "id",
            "indexNo",
            "code",
            "applicationNo",
            "serviceItem",
            "organization",
            "parent",
            "services",
            "offices",
            "key",
            "withdraw");

    private PersonalData() {}

    /** Hits in the values of a record, field by field. */
    public static List<Problem.Item> in(JsonNode record) {
        var hits = new ArrayList<Problem.Item>();
        walk("", record, (field, text) -> {
            String name = field.substring(field.lastIndexOf('.') + 1).replaceAll("\\[\\d+]$", "");
            if (!EXEMPT.contains(name)) {
                check(field, text, NUMBERS_OF_RECORDS.contains(name), hits);
            }
        });
        return hits;
    }

    private static Pattern number(String groups) {
        return Pattern.compile("(?<!\\d)(?:" + groups + ")(?!\\d)");
    }

    /**
     * Whether a text may hold one of the numbers: as many digits as the shortest has, with nothing but what may stand
     * between them. Most texts hold none, and looking for them costs much more. What is neither ASCII nor usual in Chinese
     * is not judged, because its plain form may be anything.
     */
    static boolean mayHold(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FULL_WIDTH && c <= FULL_WIDTH_END) {
                c -= FULL_WIDTH - '!';
            } else if (c > '~' && !isUsual(c)) {
                return true;
            }
            if (c >= '0' && c <= '9') {
                if (++digits == SHORTEST) {
                    return true;
                }
            } else if (!isGap(c)) {
                digits = 0;
            }
        }
        return false;
    }

    /** Its plain form is itself, and no number. */
    private static boolean isUsual(char c) {
        return c >= '一' && c <= '龥' || c >= '、' && c <= '〟' || IDEOGRAPHIC_SPACE == c || MARKS.indexOf(c) >= 0;
    }

    /** More than {@link #GAP} lets pass. */
    private static boolean isGap(char c) {
        return c <= ' ' || c == '-' || c == '.' || c == IDEOGRAPHIC_SPACE || MARKS.indexOf(c) >= 0;
    }

    private static void check(String field, String text, boolean numberOfRecord, List<Problem.Item> hits) {
        if (!mayHold(text)) {
            return;
        }
        String plain = INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        // in texts the check digit is not looked at: a slip leaks as much
        if (occurs(IDENTITY_NUMBER, plain, number -> !numberOfRecord || isIdentity(number))) {
            hits.add(new Problem.Item(field, "privacy.identity", "含有居民身份证号码，不能公开"));
        }
        if (numberOfRecord) {
            return;
        }
        if (occurs(MOBILE_NUMBER, plain, number -> true)) {
            hits.add(new Problem.Item(field, "privacy.mobile", "含有个人手机号码，不能公开"));
        }
        if (occurs(CARD_NUMBER, plain, number -> number.length() >= 16 && isLuhn(number))) {
            hits.add(new Problem.Item(field, "privacy.card", "含有银行卡号，不能公开"));
        }
    }

    private static boolean occurs(Pattern pattern, String text, Predicate<String> isOne) {
        return pattern.matcher(text)
                .results()
                .map(found -> SEPARATORS.matcher(found.group()).replaceAll(""))
                .anyMatch(isOne);
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
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private static void walk(String field, JsonNode node, BiConsumer<String, String> visitor) {
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                String inner = field.isEmpty() ? entry.getKey() : field + "." + entry.getKey();
                walk(inner, entry.getValue(), visitor);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(field + "[" + i + "]", node.get(i), visitor);
            }
        } else if (node.isValueNode() && !node.isNull()) {
            visitor.accept(field, node.asText());
        }
    }

    /** A line as it may be kept: parsed, with long numbers struck out of its values; of what cannot be parsed, nothing. */
    public static JsonNode struckOut(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = object.objectNode();
            object.properties().forEach(entry -> copy.set(struckOut(entry.getKey()), struckOut(entry.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = array.arrayNode();
            array.forEach(element -> copy.add(struckOut(element)));
            return copy;
        }
        if (node.isTextual() || node.isNumber()) {
            String text = node.asText();
            String struck = struckOut(text);
            return struck.equals(text) ? node : TextNode.valueOf(struck);
        }
        return node;
    }

    public static String struckOut(String text) {
        return LONG_NUMBER.matcher(text).replaceAll("***");
    }
}
