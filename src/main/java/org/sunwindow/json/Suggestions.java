package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.validation.Validator;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.json.RecordFields.Component;

/**
 * Finds what the sender of a wrong value meant, if only one meaning is possible: the date of 2026/3/5, the number of a
 * text of digits, the items of a text with commas. The line is rejected all the same: the message shows the value, and
 * the rules of the record are checked with it, so that they need not wait for the next attempt. Thread-safe.
 */
final class Suggestions {

    private static final Set<String> YES =
            Set.of("是", "有", "对", "需要", "可以", "补班", "调休上班", "TRUE", "YES", "Y", "√", "1");
    private static final Set<String> NO =
            Set.of("否", "无", "没有", "不是", "不需要", "无需", "不可以", "免费", "休", "休息", "放假", "FALSE", "NO", "N", "×", "0");

    /** Shortest word that a field is recognized by, in characters. */
    private static final int MIN_WORD = 2;

    private static final Pattern QUOTES = Pattern.compile("^['\"“”‘’`]+|['\"“”‘’`]+$");
    private static final Pattern INTEGER = Pattern.compile("(-?\\d{1,18})(?:\\.0+)?[人个次份项件条本张元]?");
    private static final Pattern DECIMAL = Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,15})?)[°度]?");
    private static final Pattern THOUSANDS = Pattern.compile("-?[1-9]\\d{0,2}(?:,\\d{3})+(?![\\d,]).*", Pattern.DOTALL);
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})\\s?[-/.年]\\s?(\\d{1,2})\\s?[-/.月]\\s?(\\d{1,2})\\s?日?|(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2})[:时](\\d{2})分?(?::(\\d{2}))?");
    private static final Pattern MIDNIGHT = Pattern.compile("0{1,2}:00(?::00)?");
    private static final Pattern SHORT_TIME = Pattern.compile("(\\d):(\\d{2})(?::00)?");
    private static final Pattern PERIOD =
            Pattern.compile("(\\d{4})\\s?[年.]?度?\\s?(?:第?([1-4一二三四])季度?|([上下])半年|(\\d{2}|\\d(?=月))(?:月[份末底]?)?|全年)?");
    private static final String QUARTERS = "一二三四";
    private static final Pattern SITE = Pattern.compile("(?:[a-zA-Z0-9-]+\\.)+[a-zA-Z]{2,}(?:[:/].*)?");

    /** Longer than any word or cell. */
    private static final String LONG = "长".repeat(501);

    private final JsonMapper strict;
    private final Validator validator;
    /**
     * Whether the value found is used, not only suggested. Then codes must have their whole names, and sentences are
     * not split.
     */
    private final boolean taken;

    Suggestions(JsonMapper strict, Validator validator, boolean taken) {
        this.strict = strict;
        this.validator = validator;
        this.taken = taken;
    }

    private Optional<String> code(String text, Map<String, String> choices) {
        return taken ? Choices.named(text, choices) : Choices.meant(text, choices);
    }

    /**
     * Returns the value that a cell of a sheet stands for, where everything is a text: of the type of its component,
     * the code for a name, the items of a list for a text that separates them. The text itself if it is not clear.
     *
     * @param element whether it is an element of a list
     */
    JsonNode ofCell(String text, Component component, boolean element) {
        JsonNode written = TextNode.valueOf(text);
        if (component.valueType() == String.class && !component.choices().isEmpty()) {
            Optional<String> code = code(text, component.choices());
            if (code.isPresent() && (!component.isList() || element)) {
                return TextNode.valueOf(code.get());
            }
        }
        boolean isText = component.valueType() == String.class && (!component.isList() || element);
        return isText && fits(text, component)
                ? written
                : of(written, component, element).orElse(written);
    }

    /** Whether a text begins or ends with a quotation mark. */
    static boolean isQuoted(String text) {
        return QUOTES.matcher(text.strip()).find();
    }

    /**
     * Returns what was meant by a value that breaks the type or a constraint of its component.
     *
     * @param element whether it is an element of a list
     */
    Optional<JsonNode> of(JsonNode value, Component component, boolean element) {
        if (!component.isList() || element) {
            return one(value, component);
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            return Optional.empty();
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String part : parts(value.asText(), component)) {
            Optional<JsonNode> meant = item(part, component);
            if (meant.isEmpty()) {
                return Optional.empty();
            }
            list.add(meant.get());
        }
        return list.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private List<String> parts(String text, Component component) {
        boolean prose = taken && component.valueType() == String.class && fits(LONG, component);
        return ListText.items(text.strip(), prose);
    }

    private Optional<JsonNode> item(String text, Component component) {
        JsonNode node = TextNode.valueOf(text);
        if (component.valueType() == String.class && !component.choices().isEmpty()) {
            // another text would be refused as a code
            return (component.choices().containsKey(text)
                            ? Optional.of(text)
                            : Choices.meant(text, component.choices()))
                    .map(TextNode::valueOf);
        }
        if (component.valueType().isEnum()) {
            return Choices.meant(plain(text), choices(component.valueType(), component))
                    .map(TextNode::valueOf);
        }
        if (component.valueType() == String.class) {
            return fits(text, component) ? Optional.of(node) : one(node, component);
        }
        if (!component.valueType().isRecord()) {
            return one(node, component);
        }
        // an object that has only a name, such as a material; a phone is none
        List<Component> required = required(component.valueType());
        return required.size() == 1
                        && text.codePoints().anyMatch(Character::isLetter)
                        && required.getFirst().type() == String.class
                        && fits(text, required.getFirst())
                ? Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put(required.getFirst().name(), text))
                : Optional.empty();
    }

    private Optional<JsonNode> one(JsonNode value, Component component) {
        Class<?> type = component.valueType();
        if (value.isContainerNode() || value.isNull() || value.asText().isBlank()) {
            return Optional.empty();
        }
        if (type.isRecord()) {
            String written = plain(value.asText());
            return Quantities.read(written, type, this::code).or(() -> affirmation(written, type));
        }
        if (type == String.class && !value.isTextual()) {
            return value.isIntegralNumber() && fits(value.asText(), component)
                    ? Optional.of(TextNode.valueOf(value.asText()))
                    : Optional.empty();
        }
        String written = plain(value.asText());
        Optional<JsonNode> meant =
                type == String.class ? text(value.textValue(), component) : typed(written, type, component);
        return meant.filter(node -> isReadable(node, type));
    }

    /** Reads a word for a record that requires no more than a yes or no: 免费 for the fee of an item. */
    private Optional<JsonNode> affirmation(String written, Class<?> type) {
        List<Component> required = required(type);
        return required.size() == 1 && required.getFirst().type() == Boolean.class
                ? typed(written, Boolean.class, required.getFirst())
                        .map(answer -> JsonNodeFactory.instance
                                .objectNode()
                                .set(required.getFirst().name(), answer))
                : Optional.empty();
    }

    private static List<Component> required(Class<?> type) {
        return RecordFields.of(type).all().stream().filter(Component::required).toList();
    }

    private Optional<JsonNode> typed(String written, Class<?> type, Component component) {
        if (type == Integer.class || type == Long.class) {
            return number(INTEGER, written)
                    .or(() -> Choices.meant(written, component.choices()).flatMap(code -> number(INTEGER, code)));
        }
        if (type == Double.class) {
            return number(DECIMAL, written);
        }
        if (type == Boolean.class) {
            String word = written.toUpperCase(Locale.ROOT);
            return YES.contains(word) || isAffirmed(word, component)
                    ? Optional.of(BooleanNode.TRUE)
                    : NO.contains(word) || word.startsWith("不") && isAffirmed(word.substring(1), component)
                            ? Optional.of(BooleanNode.FALSE)
                            : Optional.empty();
        }
        if (type == LocalDate.class || type == OffsetDateTime.class) {
            return date(written, type == OffsetDateTime.class, component.isEnd());
        }
        return type.isEnum() ? code(written, choices(type, component)).map(TextNode::valueOf) : Optional.empty();
    }

    /** Whether a word is the end of the name of its field, which affirms it: 上班 in 是否上班, 开放 in 节假日开放. */
    private static boolean isAffirmed(String word, Component component) {
        return word.length() >= MIN_WORD
                && component.label() != null
                && component.label().endsWith(word);
    }

    private Map<String, String> choices(Class<?> type, Component component) {
        var choices = new LinkedHashMap<String, String>();
        Arrays.stream(type.getEnumConstants())
                .map(constant -> strict.convertValue(constant, String.class))
                .forEach(name -> choices.put(name, component.choices().getOrDefault(name, name)));
        return choices;
    }

    /** Whether a number has commas, one before each group of three digits. */
    static boolean hasThousands(String written) {
        return THOUSANDS.matcher(written).matches();
    }

    private static Optional<JsonNode> number(Pattern pattern, String written) {
        Matcher number = pattern.matcher(hasThousands(written) ? written.replace(",", "") : written);
        if (!number.matches()) {
            return Optional.empty();
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Optional.of(
                pattern == INTEGER
                        ? nodes.numberNode(Long.parseLong(number.group(1)))
                        : nodes.numberNode(Double.parseDouble(number.group(1))));
    }

    /**
     * @param isEnd whether a date stands for the end of its day, so that its midnight is another time
     */
    private static Optional<JsonNode> date(String written, boolean mayHaveTime, boolean isEnd) {
        Matcher date = DATE.matcher(written);
        if (!date.lookingAt()) {
            return Optional.empty();
        }
        int first = date.group(1) == null ? 4 : 1;
        String day = "%s-%02d-%02d"
                .formatted(
                        date.group(first),
                        Integer.parseInt(date.group(first + 1)),
                        Integer.parseInt(date.group(first + 2)));
        String rest = written.substring(date.end()).strip();
        if (rest.isEmpty() || !isEnd && MIDNIGHT.matcher(rest).matches()) {
            return Optional.of(TextNode.valueOf(day));
        }
        Matcher time = TIME.matcher(rest.startsWith("T") ? rest.substring(1) : rest);
        return mayHaveTime && time.matches()
                ? Optional.of(TextNode.valueOf("%s %02d:%s:%s"
                        .formatted(
                                day,
                                Integer.parseInt(time.group(1)),
                                time.group(2),
                                time.group(3) == null ? "00" : time.group(3))))
                : Optional.empty();
    }

    /** Other spellings of a text, the first of which the constraints allow; none if they allow the text itself. */
    private Optional<JsonNode> text(String written, Component component) {
        if (!component.owner().isRecord()) {
            return Optional.empty();
        }
        if (fits(written, component)) {
            return Optional.empty();
        }
        String plain = plain(written);
        return Stream.of(
                        Optional.of(plain),
                        Optional.of(SHORT_TIME.matcher(plain).replaceFirst("0$1:$2"))
                                .filter(time -> SHORT_TIME.matcher(plain).matches()),
                        Optional.of("https://" + plain)
                                .filter(address -> SITE.matcher(plain).matches()),
                        Optional.of(plain.replace(",", "")).filter(number -> hasThousands(plain)),
                        period(plain),
                        date(plain, false, false).map(JsonNode::textValue),
                        code(plain, component.choices()))
                .flatMap(Optional::stream)
                .filter(text -> fits(text, component))
                .findFirst()
                .map(TextNode::valueOf);
    }

    /** Returns a year, half year, quarter or month as statistics write it: 2026-Q3 for 2026年三季度. */
    private static Optional<String> period(String written) {
        Matcher period = PERIOD.matcher(written);
        if (!period.matches()) {
            return Optional.empty();
        }
        String part = "";
        if (period.group(2) != null) {
            int quarter = QUARTERS.indexOf(period.group(2));
            part = "-Q" + (quarter < 0 ? period.group(2) : quarter + 1);
        } else if (period.group(3) != null) {
            part = period.group(3).equals("上") ? "-H1" : "-H2";
        } else if (period.group(4) != null) {
            part = "-%02d".formatted(Integer.parseInt(period.group(4)));
        }
        return Optional.of(period.group(1) + part);
    }

    private boolean fits(String text, Component component) {
        return validator
                .validateValue(component.owner(), component.name(), component.isList() ? List.of(text) : text)
                .isEmpty();
    }

    private static String plain(String text) {
        return QUOTES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).strip())
                .replaceAll("")
                .strip();
    }

    private boolean isReadable(JsonNode value, Class<?> type) {
        try {
            strict.treeToValue(value, type);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
