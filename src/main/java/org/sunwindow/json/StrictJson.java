package org.sunwindow.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.sunwindow.Settings;
import org.sunwindow.http.Problem;

/**
 * Reads and writes records as JSON. Reading is strict: an unknown or duplicate field, a number in place of a text, and
 * an incomplete date are errors, because a silent repair would publish something that nobody wrote. Thread-safe.
 */
@ApplicationScoped
public class StrictJson {

    /** Codes of faults that concern only how a value is written. */
    private static final Set<String> REWRITABLE = Set.of("type", "date.invalid", "choice", "format", "value");

    /** Longest value that a message spells out, in characters. */
    private static final int MAX_SUGGESTION = 200;

    private final JsonMapper mapper;
    private final Validator validator;
    private final FaultFinder finder;
    private final Suggestions cells;

    public StrictJson(Settings settings, Validator validator) {
        this.validator = validator;
        // the buffers of a recycler keep the last text that a thread has read, which may be personal data
        mapper = JsonMapper.builder(notRecycling())
                .addModule(new JavaTimeModule())
                .addModule(Times.module(settings.zone()))
                .serializationInclusion(JsonInclude.Include.NON_EMPTY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(
                        blank -> blank.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                                .setAcceptBlankAsEmpty(false))
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
        finder = new FaultFinder(mapper, validator);
        cells = new Suggestions(mapper, validator, true);
    }

    static JsonFactory notRecycling() {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
    }

    /**
     * Returns the value that a cell of a sheet stands for, in which everything is a text: 是 for true, 2026/3/5 for a
     * date, the code for its name, the items of a list for a text with semicolons. The text itself if that is not
     * clear, so that it is a fault of the record.
     *
     * @param element whether the cell is one element of a list
     */
    public JsonNode cell(String text, RecordFields.Component component, boolean element) {
        return cells.ofCell(text, component, element);
    }

    /** All faults of a text, in the order of the record's components. Messages never repeat a value. */
    public static final class Invalid extends Exception {

        private static final long serialVersionUID = 1;

        private final transient List<Problem.Item> items;
        private final transient Object rest;

        Invalid(List<Problem.Item> items, Object rest) {
            super("invalid content", null, false, false);
            this.items = items;
            this.rest = rest;
        }

        public List<Problem.Item> items() {
            return items;
        }

        /**
         * Returns the record with faults replaced by what was meant. Where that is not known, a field is missing, so
         * the record may break constraints. Empty if there is none. It must not be stored.
         */
        public <R> Optional<R> rest(Class<R> type) {
            return Optional.ofNullable(type.cast(rest));
        }
    }

    /**
     * Reads a record that was sent, and validates its constraints.
     *
     * @throws Invalid naming every fault
     */
    public <R> R read(String json, Class<R> type) throws Invalid {
        if (PlainText.isBeyondDoubt(json)) {
            try {
                R record = mapper.readValue(json, type);
                if (record != null && validator.validate(record).isEmpty()) {
                    return record;
                }
            } catch (JsonProcessingException e) {
                // all faults are found below
            }
        }
        return finder.read(json, type);
    }

    /**
     * Completes faults for the sender of a line: adds the Chinese name of each field, and, if it may be repeated, the
     * value and its correct spelling. Faults beyond the maximum are left out.
     *
     * @param line    as sent, in which the values are looked up
     * @param excerpt returns the part of a text at a path that may be repeated, {@code null} for none
     */
    public List<Problem.Item> described(
            List<Problem.Item> faults, Class<?> type, JsonNode line, BinaryOperator<String> excerpt) {
        List<Problem.Item> reported = faults.size() <= FaultFinder.MAX_FAULTS ? faults : FaultFinder.withMore(faults);
        return reported.stream()
                .map(fault -> {
                    JsonNode value = RecordPaths.value(line, fault.name());
                    boolean hasValue = fault.value() != null || value.isMissingNode() || value.isNull();
                    String shown = hasValue ? fault.value() : excerpt.apply(fault.name(), text(value));
                    return new Problem.Item(
                            fault.name(),
                            fault.code(),
                            hasValue || shown == null ? fault.message() : message(fault, type, value, excerpt),
                            fault.label() == null ? RecordFields.label(type, fault.name()) : fault.label(),
                            shown);
                })
                .toList();
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private String message(Problem.Item fault, Class<?> type, JsonNode value, BinaryOperator<String> excerpt) {
        return REWRITABLE.contains(fault.code())
                ? finder.meant(type, fault.name(), value)
                        .filter(meant -> meant.toString().length() <= MAX_SUGGESTION
                                && excerpt.apply(fault.name(), text(meant)) != null)
                        .map(meant -> FieldRules.suggesting(fault.message(), meant))
                        .orElse(fault.message())
                : fault.message();
    }

    /** A stored record cannot be read. The message does not repeat it. */
    public static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1;

        private Unreadable(JsonProcessingException cause) {
            super(cause.getClass().getSimpleName(), null, false, false);
        }
    }

    /** Reads a record written by {@link #write}. Unknown fields of a newer version are ignored. */
    public <R> R readStored(String json, Class<R> type) {
        try {
            return mapper.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(json);
        } catch (JsonProcessingException e) {
            throw new Unreadable(e);
        }
    }

    /**
     * Parses a text that may have faults. Of a repeated field, no value may be overlooked: it is an array of all
     * values. Empty if the text is not a JSON object.
     */
    public Optional<JsonNode> asSent(String json) {
        return finder.objectAsSent(json);
    }

    /** Parses a text; empty if it is not JSON. */
    public Optional<JsonNode> tree(String json) {
        try {
            return Optional.ofNullable(mapper.readTree(json));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Writes a record without nulls and empty values, in the order of its components. */
    public String write(Object record) {
        try {
            return mapper.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] writeBytes(Object record) {
        try {
            return mapper.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the tree of a record without some of its components. */
    public JsonNode without(Set<String> fields, Object record) {
        return toTree(record).remove(fields);
    }

    /** Returns a copy of a record with some of its components only. */
    public <R> R only(Set<String> fields, R record, Class<R> type) {
        return fromTree(toTree(record).retain(fields), type);
    }

    /** Returns a copy of a record with some of its components replaced. */
    public <R> R with(Map<String, Object> components, R record, Class<R> type) {
        ObjectNode tree = toTree(record);
        tree.setAll(toTree(components));
        return fromTree(tree, type);
    }

    private <R> R fromTree(ObjectNode tree, Class<R> type) {
        try {
            return mapper.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Converts a record to a tree of what {@link #write} would write. */
    public ObjectNode toTree(Object record) {
        return record instanceof ObjectNode tree ? tree : mapper.valueToTree(record);
    }
}
