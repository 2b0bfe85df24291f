package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.sunwindow.json.RecordFields.Component;

/** Valid values of components, as JSON: the examples of the contract, and others where it has none. */
final class Examples {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TO_SECOND = "2024-03-01T09:30:00".length();

    /** Members that stand for a record that requires none. */
    private static final int MIN_MEMBERS = 2;

    private Examples() {}

    /** Returns a value of a component, {@code null} if none is known. */
    static String of(Component component) {
        if (!component.isList()) {
            return element(component);
        }
        if (isJson(component.example(), '[')) {
            return component.example();
        }
        String element = element(component);
        return element == null ? "[\"甲\",\"乙\"]" : "[" + element + "]";
    }

    /** Returns a value of a component that is not a list, or an element of a list. */
    static String element(Component component) {
        String example = component.example();
        Class<?> type = component.valueType();
        if (component.isList() && isJson(example, '[')) {
            return first(example);
        }
        if (type.isRecord()) {
            return isJson(example, '{') ? example : object(type);
        }
        if (type == OffsetDateTime.class) {
            return text(time(example == null ? "2024-03-01 09:30:00" : example));
        }
        if (type == LocalDate.class) {
            return text(example == null ? "2024-03-01" : example);
        }
        if (type == Boolean.class) {
            return example == null ? "true" : example;
        }
        if (type == Integer.class || type == Long.class || type == Double.class || type.isPrimitive()) {
            return example == null ? "1" : example;
        }
        return example == null ? null : text(example);
    }

    /** A time in the shorter of the two formats, which people type. */
    private static String time(String example) {
        return example.length() <= TO_SECOND
                ? example
                : example.substring(0, TO_SECOND).replace('T', ' ');
    }

    private static boolean isJson(String example, char opening) {
        return example != null && example.charAt(0) == opening;
    }

    private static String first(String list) {
        try {
            return JSON.readTree(list).get(0).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(list, e);
        }
    }

    private static String object(Class<?> type) {
        List<Component> required =
                RecordFields.of(type).all().stream().filter(Component::required).toList();
        List<Component> shown = required.isEmpty()
                ? RecordFields.of(type).all().stream()
                        .filter(component -> component.example() != null)
                        .limit(MIN_MEMBERS)
                        .toList()
                : required;
        return shown.stream()
                .map(component -> member(component.name(), of(component)))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String member(String name, String value) {
        return value == null ? null : text(name) + ":" + value;
    }

    private static String text(String text) {
        return TextNode.valueOf(text).toString();
    }
}
