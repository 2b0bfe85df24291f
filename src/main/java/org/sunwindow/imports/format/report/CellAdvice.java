package org.sunwindow.imports.format.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sunwindow.http.Problem;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;

/**
 * A message about a field, divided into fault and correction for people who edit cells, without the wording for those
 * who write JSON.
 *
 * @param fault what is wrong
 * @param right what would be right, empty if the message does not say so
 */
public record CellAdvice(String fault, String right) {

    /** Messages say first what is wrong, and then what to do. */
    private static final Pattern DIVISION = Pattern.compile("^(?=应|请)|[，；。](?=请|应|例如 |可以|确应|确为|确实)|(?<=不能公开)。");

    private static final Pattern VALUE =
            Pattern.compile("(?:应写作|例如) (?=[\\[{\"\\d]|true|false|-\\d)(.*)$", Pattern.DOTALL);
    private static final Pattern PARTS =
            Pattern.compile("应为列表，写在 \\[ ] 之中，每项为一组字段：.*|应为一组字段，写在 \\{ } 之中：.*", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final String LIST = "应为列表，写在 [ ] 之中";
    private static final String NO_FIELD = "填写不合要求";
    private static final String NO_ADDRESS = "只有文件名，没有文件；请把表格和文件一起压缩为 ZIP 报送，文件在其他网站上的，改用文件名和下载地址两列，如 附件1文件名、附件1下载地址";

    /** In a message for systems, the name of a field follows its label: 全称（fullName）. */
    private static final Pattern NAME_OF_FIELD = Pattern.compile("(?<=\\p{IsHan})（[a-z][A-Za-z]*）");

    private static final Pattern CHOICES = Pattern.compile("(应|每项)为(?:其中之一|代码|其中之一的代码)：([^；。，]*)");
    private static final Pattern CODE = Pattern.compile("^[A-Z0-9_]+ (?=.)");

    /** Choices that are listed. */
    private static final int MAX_CHOICES = 15;

    /** Parts of a field that are named as examples of columns. */
    private static final int MAX_PARTS = 3;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static CellAdvice of(Problem.Item item, Class<?> type) {
        Component component = RecordFields.at(type, item.name()).orElse(null);
        String message = forCell(item.message(), component);
        Matcher division = DIVISION.matcher(message);
        if (!division.find()) {
            return new CellAdvice(message, "");
        }
        String fault = message.substring(0, division.start());
        return new CellAdvice(fault.isEmpty() ? NO_FIELD : fault, message.substring(division.end()));
    }

    /**
     * Returns a message about a field with the wording for people who edit cells.
     *
     * @param type of the record
     */
    public static Problem.Item reworded(Problem.Item item, Class<?> type) {
        String message =
                forCell(item.message(), RecordFields.at(type, item.name()).orElse(null));
        return new Problem.Item(item.name(), item.code(), message, item.label(), item.value());
    }

    private static String forCell(String message, Component component) {
        if (component != null && PARTS.matcher(message).find()) {
            return PARTS.matcher(message).replaceFirst(Matcher.quoteReplacement(columns(component)));
        }
        String worded = names(message.replace(LIST + "，每项为代码：", "应以分号分开各项，每项为其中之一："))
                .replace(LIST, "应以分号分开各项")
                .replace("true（是）或 false（否）", "是 或 否")
                .replace("，不是文字", "")
                .replace("，写成数字", "")
                .replace("，写成文字", "")
                .replace("，也可以带时区", "")
                .replace("须写明下载地址；已上传的文件可以改写 hash", NO_ADDRESS);
        String plain = NAME_OF_FIELD.matcher(worded).replaceAll("");
        Matcher value = VALUE.matcher(plain);
        return value.find()
                ? cell(value.group(1), component)
                        .map(cell -> plain.substring(0, value.start(1)) + cell)
                        .orElseGet(() -> unquoted(plain))
                : unquoted(plain);
    }

    /** Lists the names of codes only, which are what people write into a cell, and not more than they read. */
    private static String names(String message) {
        Matcher choices = CHOICES.matcher(message);
        if (!choices.find()) {
            return message;
        }
        List<String> names = Arrays.stream(choices.group(2).split("、"))
                .map(choice -> CODE.matcher(choice).replaceFirst(""))
                .toList();
        String listed = String.join("、", names.subList(0, Math.min(MAX_CHOICES, names.size())));
        return message.substring(0, choices.start()) + choices.group(1) + "为其中之一：" + listed
                + (names.size() > MAX_CHOICES ? "等" : "") + message.substring(choices.end());
    }

    private static String unquoted(String message) {
        return QUOTED.matcher(message).replaceAll("$1");
    }

    /** The columns for the parts of a field, such as 材料1名称. */
    private static String columns(Component component) {
        if (RecordFields.of(component.valueType()).get("unit").isPresent() && !component.isList()) {
            String units = RecordFields.of(component.valueType())
                    .get("unit")
                    .map(unit -> String.join("、", unit.choices().values()))
                    .orElse("");
            return "应写明数值和单位，例如 10工作日" + (units.isEmpty() ? "" : "；单位可写 " + units) + "；没有的请留空";
        }
        String number = component.isList() ? "1" : "";
        String examples = RecordFields.of(component.valueType()).all().stream()
                .filter(part -> !part.readOnly() && part.label() != null)
                .sorted((one, other) -> Boolean.compare(other.required(), one.required()))
                .limit(MAX_PARTS)
                .map(part -> component.label() + number + part.label())
                .collect(Collectors.joining("、"));
        return "应分列填写，列名如 " + examples;
    }

    /** Returns what a person types into a cell for a value. */
    private static Optional<String> cell(String json, Component component) {
        try {
            return Optional.of(text(JSON.readTree(json), component));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode value, Component component) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(element -> text(element, component))
                    .collect(Collectors.joining("；"));
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "是" : "否";
        }
        if (!value.isObject()) {
            // the name of a code is clearer in a cell, and has no leading zero to lose, as 05 has
            return component == null
                    ? value.asText()
                    : component.choices().getOrDefault(value.asText(), value.asText());
        }
        boolean isQuantity = value.size() == 2 && value.path("value").isNumber() && value.has("unit");
        if (isQuantity) {
            return value.get("value").asText() + value.get("unit").asText();
        }
        return value.properties().stream()
                .map(part -> {
                    Optional<Component> of = component == null
                            ? Optional.empty()
                            : RecordFields.of(component.valueType()).get(part.getKey());
                    return of.map(Component::label).orElse(part.getKey()) + " "
                            + text(part.getValue(), of.orElse(null));
                })
                .collect(Collectors.joining("，"));
    }
}
