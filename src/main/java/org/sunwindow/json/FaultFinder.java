package org.sunwindow.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.json.StrictJson.Invalid;

/**
 * Finds every fault of a JSON text that cannot be read as a record, or whose texts may have faults. Slower than
 * reading, so it is used only for such texts. Thread-safe.
 */
final class FaultFinder {

    /** Reads what repeats a field, too. */
    private static final JsonMapper LENIENT = JsonMapper.builder(StrictJson.notRecycling())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Maximum number of faults reported for a text. A text with more usually has the same fault many times. */
    static final int MAX_FAULTS = 200;

    static final Problem.Item MORE =
            new Problem.Item("", "line.more-faults", "差错过多，只列出前 %d 处；请更正后重新报送".formatted(MAX_FAULTS));

    private static final ObjectReader MEMBERS =
            LENIENT.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonMapper strict;
    private final Validator validator;
    private final Suggestions suggestions;

    FaultFinder(JsonMapper strict, Validator validator) {
        this.strict = strict;
        this.validator = validator;
        this.suggestions = new Suggestions(strict, validator, false);
    }

    /**
     * Reads a record.
     *
     * @throws Invalid naming all faults, in the order of the components; what was meant is readable in it
     */
    <R> R read(String json, Class<R> type) throws Invalid {
        JsonNode tree = object(json);
        var faults = new ArrayList<Problem.Item>();
        repeated(json, faults);
        // a path that was found once is enough
        var found = new LinkedHashMap<String, Problem.Item>();
        JsonNode sound = checkedRecord("", tree, type, faults);
        faults.forEach(fault -> found.putIfAbsent(fault.name(), fault));
        if (isFull(faults)) {
            // what follows has not been examined
            throw new Invalid(withMore(ordered(found, type)), null);
        }
        R record = record(sound, type, found);
        if (record != null) {
            for (Problem.Item broken : broken(record, type)) {
                if (found.size() > MAX_FAULTS) {
                    throw new Invalid(withMore(ordered(found, type)), record);
                }
                if (found.keySet().stream().noneMatch(path -> RecordPaths.isWithin(broken.name(), path))) {
                    found.put(broken.name() + ' ' + broken.code(), broken);
                }
            }
        }
        if (!found.isEmpty()) {
            throw new Invalid(ordered(found, type), record);
        }
        return record;
    }

    private static boolean isFull(List<Problem.Item> faults) {
        return faults.size() > MAX_FAULTS;
    }

    /** Returns the first {@link #MAX_FAULTS} faults and {@link #MORE}. */
    static List<Problem.Item> withMore(List<Problem.Item> faults) {
        return Stream.concat(faults.stream().limit(MAX_FAULTS), Stream.of(MORE)).toList();
    }

    /** Parses an object; a member that it repeats is an array of all values. Empty if the text is not a JSON object. */
    Optional<JsonNode> objectAsSent(String json) {
        var members = new LinkedHashMap<String, ArrayNode>();
        try (JsonParser parser = LENIENT.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                members.computeIfAbsent(name, none -> LENIENT.createArrayNode())
                        .add(MEMBERS.<JsonNode>readValue(parser));
            }
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
            ObjectNode object = LENIENT.createObjectNode();
            members.forEach((name, values) -> object.set(name, values.size() == 1 ? values.get(0) : values));
            return Optional.of(object);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static JsonNode object(String json) throws Invalid {
        JsonNode tree;
        try {
            tree = LENIENT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Invalid(List.of(SyntaxFaults.of(json, e)), null);
        }
        if (!tree.isObject()) {
            throw new Invalid(List.of(SyntaxFaults.noObject()), null);
        }
        return tree;
    }

    private static List<Problem.Item> ordered(Map<String, Problem.Item> found, Class<?> type) {
        List<String> names =
                RecordFields.of(type).all().stream().map(Component::name).toList();
        Comparator<Problem.Item> byComponent = Comparator.comparingInt(item -> {
            int position = names.indexOf(item.name().split("[.\\[]", 2)[0]);
            return position < 0 ? names.size() : position;
        });
        return found.values().stream()
                .sorted(byComponent.thenComparing(Problem.Item::name))
                .map(item -> item.name().isEmpty() || item.label() != null
                        ? item
                        : new Problem.Item(
                                item.name(),
                                item.code(),
                                item.message(),
                                RecordFields.label(type, item.name()),
                                item.value()))
                .toList();
    }

    /**
     * Finds repeated fields, of which a parser would take the last. Keeps only the names of the open objects, because
     * the paths of many fields below a long name would be many times as long as the text.
     */
    private static void repeated(String json, List<Problem.Item> faults) {
        try (JsonParser parser = LENIENT.createParser(json)) {
            var open = new ArrayDeque<Set<String>>();
            for (JsonToken token = parser.nextToken(); token != null && !isFull(faults); token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    open.push(new HashSet<>());
                } else if (token == JsonToken.END_OBJECT) {
                    open.pop();
                } else if (token == JsonToken.FIELD_NAME && !open.element().add(parser.currentName())) {
                    faults.add(new Problem.Item(
                            RecordPaths.of(parser.getParsingContext()), "field.repeated", "这个字段写了两次，请只留一个"));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a copy of an object in which faults are replaced by what was meant, as far as that is known. */
    private JsonNode checkedRecord(String path, JsonNode object, Class<?> type, List<Problem.Item> faults) {
        RecordFields fields = RecordFields.of(type);
        var unknown = new UnknownFields(fields, object);
        ObjectNode sound = LENIENT.createObjectNode();
        int position = 0;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (isFull(faults)) {
                break;
            }
            String name = field.getKey();
            var component = fields.get(name);
            if (component.isPresent()) {
                sound.set(name, checked(RecordPaths.within(path, name), field.getValue(), component.get(), faults));
            } else {
                faults.add(
                        PlainText.isStorable(name)
                                ? unknown.fault(unknown.path(path, name, position), name)
                                : PlainText.unstorable(path));
                // once it has its right name, it is not missing; its own faults are reported then
                unknown.meant(name)
                        .ifPresent(meant -> sound.putIfAbsent(
                                meant.name(), checked(meant.name(), field.getValue(), meant, new ArrayList<>())));
            }
            position++;
        }
        return sound;
    }

    private JsonNode checked(String path, JsonNode value, Component component, List<Problem.Item> faults) {
        if (value.isNull() || !component.isList()) {
            return checkedValue(path, value, component, false, faults);
        }
        if (!value.isArray()) {
            return wrongType(path, value, component, false, faults);
        }
        ArrayNode sound = LENIENT.createArrayNode();
        for (int i = 0; i < value.size() && !isFull(faults); i++) {
            sound.add(checkedValue(RecordPaths.element(path, i), value.get(i), component, true, faults));
        }
        return sound;
    }

    private JsonNode checkedValue(
            String path, JsonNode value, Component component, boolean element, List<Problem.Item> faults) {
        Class<?> type = component.valueType();
        if (value.isNull()) {
            return value;
        }
        if (!FieldRules.hasType(value, type)) {
            return wrongType(path, value, component, element, faults);
        }
        if (type.isRecord()) {
            return checkedRecord(path, value, type, faults);
        }
        if (value.isTextual()) {
            var fault = PlainText.fault(path, value.textValue(), component.isAnyTyping());
            if (fault.isPresent()) {
                faults.add(fault.get());
                return NullNode.instance;
            }
        }
        if (!isReadable(value, type)) {
            return wrongType(path, value, component, element, faults);
        }
        return value;
    }

    /** Adds the fault of a value, and returns what was meant by it. */
    private JsonNode wrongType(
            String path, JsonNode value, Component component, boolean element, List<Problem.Item> faults) {
        Class<?> type = component.valueType();
        List<String> choices = type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> strict.convertValue(constant, String.class))
                        .toList()
                : List.of();
        faults.add(FieldRules.wrongType(path, component, element, value, choices));
        return suggestions.of(value, component, element).orElse(NullNode.instance);
    }

    /** Returns what was meant by a value that has a fault. */
    Optional<JsonNode> meant(Class<?> type, String path, JsonNode value) {
        return RecordFields.at(type, path)
                .flatMap(component -> suggestions
                        .of(value, component, RecordPaths.isElement(path))
                        .filter(meant -> isAllowed(meant, component)));
    }

    /** Whether a number is within the bounds of its component. Other values are suggested only if they are allowed. */
    private boolean isAllowed(JsonNode meant, Component component) {
        if (component.isList() || !Number.class.isAssignableFrom(component.valueType())) {
            return true;
        }
        Object number = strict.convertValue(meant, component.valueType());
        return validator
                .validateValue(component.owner(), component.name(), number)
                .isEmpty();
    }

    private boolean isReadable(JsonNode value, Class<?> type) {
        try {
            strict.treeToValue(value, type);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** Reads what is left of a record without its faults, {@code null} if that is impossible. */
    private <R> R record(JsonNode sound, Class<R> type, Map<String, Problem.Item> found) {
        try {
            return strict.treeToValue(sound, type);
        } catch (JsonProcessingException e) {
            if (found.isEmpty()) {
                found.put("", new Problem.Item("", "value", "这一行无法识别，请逐项核对写法"));
            }
            return null;
        }
    }

    private List<Problem.Item> broken(Object record, Class<?> type) {
        List<Problem.Item> broken = violations(record, type);
        Set<String> missing = broken.stream()
                .filter(item -> item.code().equals(FieldRules.REQUIRED))
                .map(Problem.Item::name)
                .collect(Collectors.toSet());
        // what is missing breaks other rules, too
        return broken.stream()
                .filter(item -> item.code().equals(FieldRules.REQUIRED) || !missing.contains(item.name()))
                .toList();
    }

    private List<Problem.Item> violations(Object record, Class<?> type) {
        return validator.validate(record).stream()
                .map(violation -> {
                    String path = violation.getPropertyPath().toString().replace(".<list element>", "");
                    return FieldRules.broken(path, violation, RecordFields.at(type, path), RecordPaths.isElement(path));
                })
                .toList();
    }
}
