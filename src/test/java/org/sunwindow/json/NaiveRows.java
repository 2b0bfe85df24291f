package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sunwindow.json.RecordFields.Component;

/**
 * Rows of a sheet, derived from the components of a record: all that is required, right, and one component as people type it
 * into a cell, which is always a text.
 */
public final class NaiveRows {

    private static final JsonMapper JSON = new JsonMapper();

    private NaiveRows() {}

    /** The rows by the path of the component that is typed. */
    public static Map<String, ObjectNode> of(Class<?> type) {
        var rows = new LinkedHashMap<String, ObjectNode>();
        add("", type, required(type), value -> value, required(type), rows);
        return rows;
    }

    private static void add(
            String prefix,
            Class<?> type,
            ObjectNode base,
            UnaryOperator<JsonNode> nesting,
            ObjectNode outer,
            Map<String, ObjectNode> rows) {
        for (Component component : RecordFields.of(type).all()) {
            if (component.readOnly()) {
                continue;
            }
            String path = prefix + component.name();
            rows.put(path, row(prefix, base, component, typed(component), nesting, outer));
            if (component.valueType().isRecord() && path.split("\\.").length < 4) {
                UnaryOperator<JsonNode> inner = value -> {
                    JsonNode element =
                            component.isList() ? JSON.createArrayNode().add(value) : value;
                    return nesting.apply(base.deepCopy().set(component.name(), element));
                };
                add(
                        path + ".",
                        component.valueType(),
                        (ObjectNode) read(Examples.element(component)),
                        prefix.isEmpty() ? topLevel(component) : inner,
                        outer,
                        rows);
            }
        }
    }

    private static UnaryOperator<JsonNode> topLevel(Component component) {
        return value -> JSON.createObjectNode()
                .set(
                        component.name(),
                        component.isList() ? JSON.createArrayNode().add(value) : value);
    }

    private static ObjectNode row(
            String prefix,
            ObjectNode base,
            Component component,
            JsonNode typed,
            UnaryOperator<JsonNode> nesting,
            ObjectNode outer) {
        ObjectNode row = outer.deepCopy();
        if (prefix.isEmpty()) {
            return row.set(component.name(), typed);
        }
        ObjectNode nested = base.deepCopy();
        nested.set(component.name(), typed);
        row.setAll((ObjectNode) nesting.apply(nested));
        return row;
    }

    /** What a record requires. */
    public static ObjectNode required(Class<?> type) {
        ObjectNode required = JSON.createObjectNode();
        RecordFields.of(type).all().stream()
                .filter(Component::required)
                .forEach(component -> required.set(component.name(), read(Examples.of(component))));
        return required;
    }

    /**
     * Writes a text into a record.
     *
     * @param path of components such as {@code windows.phones}. Objects on it are replaced by those that the contract shows
     */
    public static void put(ObjectNode record, Class<?> type, List<String> path, String text) {
        Component component = RecordFields.of(type).get(path.getFirst()).orElseThrow();
        JsonNode value = TextNode.valueOf(text);
        if (path.size() > 1) {
            var nested = (ObjectNode) read(Examples.element(component));
            put(nested, component.valueType(), path.subList(1, path.size()), text);
            value = nested;
        }
        record.set(component.name(), component.isList() ? JSON.createArrayNode().add(value) : value);
    }

    /** The right value of a component as the contract shows it. */
    static JsonNode right(Component component) {
        String example = Examples.of(component);
        return example == null ? TextNode.valueOf("说明") : read(example);
    }

    private static JsonNode typed(Component component) {
        JsonNode right = right(component);
        return TextNode.valueOf(
                component.isList() && !component.valueType().isRecord()
                        ? StreamSupport.stream(right.spliterator(), false)
                                .map(element -> cell(element, component))
                                .collect(Collectors.joining("、"))
                        : cell(right, component));
    }

    private static String cell(JsonNode right, Component component) {
        Class<?> type = component.valueType();
        String text = right.asText();
        if (right.isContainerNode()) {
            return cells(right);
        }
        if (type == Boolean.class) {
            return right.booleanValue() ? "是" : "否";
        }
        if (type == LocalDate.class) {
            LocalDate date = LocalDate.parse(text);
            return component.name().length() % 2 == 0
                    ? "%d/%d/%d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth())
                    : "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        }
        if (type == OffsetDateTime.class) {
            return text.replace('-', '/').replaceFirst(" 0?(\\d+:\\d\\d).*", " $1");
        }
        if (component.choices().containsKey(text)) {
            return component.choices().get(text);
        }
        return text.matches("0\\d:\\d\\d") ? text.substring(1) : text.replaceFirst("^https://", "");
    }

    /** All values in a cell of an object or a list of them. */
    private static String cells(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(NaiveRows::cells)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }

    /** The example of every component, for lists also that of an element. */
    static Map<Component, JsonNode> examples(Class<?> type) {
        var examples = new LinkedHashMap<Component, JsonNode>();
        for (Component component : RecordFields.of(type).all()) {
            String example = Examples.of(component);
            if (!component.readOnly() && example != null) {
                JsonNode value = read(example);
                String element = Examples.element(component);
                examples.put(
                        component,
                        component.isList() && element != null ? ((ArrayNode) value).add(read(element)) : value);
            }
        }
        return examples;
    }
}
