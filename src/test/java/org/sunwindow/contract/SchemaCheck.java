package org.sunwindow.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Compares JSON with a schema of the contract. Stricter than JSON Schema: an object may only have members that its schema, or
 * a part of it, declares. Thread-safe.
 */
final class SchemaCheck {

    private static final Map<String, Consumer<String>> FORMATS =
            Map.of("date", LocalDate::parse, "date-time", OffsetDateTime::parse, "uuid", UUID::fromString);

    private final JsonNode contract;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    SchemaCheck(JsonNode contract) {
        this.contract = contract;
    }

    /** Returns where a value differs from a schema, empty if it does not. */
    List<String> faults(JsonNode value, JsonNode schema) {
        var faults = new ArrayList<String>();
        check("", value, schema, faults);
        undeclared("", value, schema, faults);
        return faults;
    }

    private void check(String at, JsonNode value, JsonNode given, List<String> faults) {
        JsonNode schema = resolved(given);
        if (value.isNull() && schema.path("nullable").asBoolean()) {
            return;
        }
        if (schema.has("type") && !hasType(value, schema.get("type").asText())) {
            faults.add("%s is no %s: %s".formatted(at, schema.get("type").asText(), shortened(value)));
            return;
        }
        schema.path("allOf").forEach(part -> check(at, value, part, faults));
        alternatives(at, value, schema.path("anyOf"), faults);
        alternatives(at, value, schema.path("oneOf"), faults);
        if (schema.has("enum")
                && StreamSupport.stream(schema.get("enum").spliterator(), false).noneMatch(value::equals)) {
            faults.add("%s is not in the enumeration: %s".formatted(at, value));
        }
        if (value.isTextual()) {
            checkText(at, value.asText(), schema, faults);
        } else if (value.isNumber()) {
            if (schema.has("minimum")
                            && value.asDouble() < schema.get("minimum").asDouble()
                    || schema.has("maximum")
                            && value.asDouble() > schema.get("maximum").asDouble()) {
                faults.add("%s is out of range: %s".formatted(at, value));
            }
        } else if (value.isArray()) {
            checkArray(at, value, schema, faults);
        } else if (value.isObject()) {
            checkObject(at, value, schema, faults);
        }
    }

    private void alternatives(String at, JsonNode value, JsonNode schemas, List<String> faults) {
        if (schemas.isEmpty()) {
            return;
        }
        List<String> best = null;
        for (JsonNode schema : schemas) {
            var found = new ArrayList<String>();
            check(at, value, schema, found);
            undeclared(at, value, schema, found);
            if (best == null || found.size() < best.size()) {
                best = found;
            }
        }
        faults.addAll(best);
    }

    private void checkText(String at, String text, JsonNode schema, List<String> faults) {
        int length = text.codePointCount(0, text.length());
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)
                || length < schema.path("minLength").asInt(0)) {
            faults.add("%s has a length of %d".formatted(at, length));
        }
        String pattern = schema.path("pattern").asText("");
        if (!pattern.isEmpty()
                && !patterns.computeIfAbsent(pattern, Pattern::compile)
                        .matcher(text)
                        .find()) {
            faults.add("%s does not match %s: %s".formatted(at, pattern, text));
        }
        Consumer<String> format = FORMATS.get(schema.path("format").asText());
        if (format != null) {
            try {
                format.accept(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                faults.add("%s has not the format %s: %s"
                        .formatted(at, schema.get("format").asText(), text));
            }
        }
    }

    private void checkArray(String at, JsonNode value, JsonNode schema, List<String> faults) {
        if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            faults.add("%s has %d elements".formatted(at, value.size()));
        }
        if (schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(at + "[" + i + "]", value.get(i), schema.get("items"), faults);
                undeclared(at + "[" + i + "]", value.get(i), schema.get("items"), faults);
            }
        }
    }

    private void checkObject(String at, JsonNode value, JsonNode schema, List<String> faults) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                faults.add("%s.%s is missing".formatted(at, name.asText()));
            }
        });
        value.properties().forEach(member -> {
            String name = at + "." + member.getKey();
            JsonNode declared = schema.path("properties").path(member.getKey());
            if (!declared.isMissingNode()) {
                check(name, member.getValue(), declared, faults);
                undeclared(name, member.getValue(), declared, faults);
            } else if (schema.path("additionalProperties").isObject()) {
                check(name, member.getValue(), schema.get("additionalProperties"), faults);
            }
        });
    }

    /** Members that neither the schema nor a part of it declares. */
    private void undeclared(String at, JsonNode value, JsonNode schema, List<String> faults) {
        var declared = new HashSet<String>();
        if (value.isObject() && declares(schema, declared) && !declared.isEmpty()) {
            value.fieldNames().forEachRemaining(name -> {
                if (!declared.contains(name)) {
                    faults.add("%s.%s is not declared".formatted(at, name));
                }
            });
        }
    }

    /** Collects the members that a schema declares. False if it admits any. */
    private boolean declares(JsonNode given, Set<String> members) {
        JsonNode schema = resolved(given);
        if (schema.has("additionalProperties") || schema.has("anyOf") || schema.has("oneOf")) {
            return false;
        }
        schema.path("properties").fieldNames().forEachRemaining(members::add);
        for (JsonNode part : schema.path("allOf")) {
            if (!declares(part, members)) {
                return false;
            }
        }
        return true;
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref")) {
            found = contract.at(found.get("$ref").asText().substring(1));
        }
        return found;
    }

    private static boolean hasType(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
