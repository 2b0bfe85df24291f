package org.sunwindow.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.web.Problem;

/**
 * Finds what must never be published or kept: numbers of identity documents, of people's phones and of bank cards, in
 * full width, with spaces or hyphens inside, and those that are merely mistyped.
 */
final class PersonalData {

    /** GB 11643: region, date of birth, sequence, check digit. The check digit is not looked at: a slip leaks as much. */
    private static final String IDENTITY =
            "[1-9]\\d{5}(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]";

    private static final String MOBILE = "(?:\\+?86)?1[3-9]\\d{9}";
    private static final String CARD = "62\\d{14,17}|[45]\\d{15}";
    private static final String NOT_WITHIN_NUMBER = "(?<![0-9A-Za-z])(?:%s)(?![0-9A-Za-z])";

    private static final Pattern IDENTITY_NUMBER = Pattern.compile(NOT_WITHIN_NUMBER.formatted(IDENTITY));
    private static final Pattern MOBILE_NUMBER = Pattern.compile(NOT_WITHIN_NUMBER.formatted(MOBILE));
    private static final Pattern CARD_NUMBER = Pattern.compile(NOT_WITHIN_NUMBER.formatted(CARD));

    /** A separator between two digits of one number. */
    private static final Pattern INNER_SEPARATOR = Pattern.compile("(?<=\\d)[\\s\\-–—·.]{1,2}(?=[\\dXx])");

    /** Any long run of digits, with or without separators; struck out whole where a line is kept for its sender. */
    private static final Pattern LONG_NUMBER =
            Pattern.compile("[0-9０-９](?:[\\s\\-–—·.]{0,2}[0-9０-９]){9,}(?:[\\s\\-–—·.]{0,2}[XxＸｘ])?");

    /** 统一社会信用代码 has the length of an identity number and a check digit of its own. */
    private static final Set<String> EXEMPT = Set.of("creditCode");

    private PersonalData() {}

    /** Hits in the values of a record, field by field. */
    static List<Problem.Item> in(JsonNode record) {
        var hits = new ArrayList<Problem.Item>();
        walk("", record, (field, text) -> {
            if (!EXEMPT.contains(field)) {
                check(field, text, hits);
            }
        });
        return hits;
    }

    private static void check(String field, String text, List<Problem.Item> hits) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String joined = INNER_SEPARATOR.matcher(narrow).replaceAll("");
        if (occurs(IDENTITY_NUMBER, narrow, joined)) {
            hits.add(new Problem.Item(field, "privacy.identity", "含有居民身份证号码，不能公开"));
        }
        if (occurs(MOBILE_NUMBER, narrow, joined)) {
            hits.add(new Problem.Item(field, "privacy.mobile", "含有个人手机号码，不能公开"));
        }
        if (occursCard(narrow) || occursCard(joined)) {
            hits.add(new Problem.Item(field, "privacy.card", "含有银行卡号，不能公开"));
        }
    }

    private static boolean occurs(Pattern pattern, String narrow, String joined) {
        return pattern.matcher(narrow).find() || pattern.matcher(joined).find();
    }

    private static boolean occursCard(String text) {
        Matcher cards = CARD_NUMBER.matcher(text);
        while (cards.find()) {
            if (isLuhn(cards.group())) {
                return true;
            }
        }
        return false;
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
    static JsonNode struckOut(JsonNode node) {
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

    static String struckOut(String text) {
        return LONG_NUMBER.matcher(text).replaceAll("***");
    }
}
