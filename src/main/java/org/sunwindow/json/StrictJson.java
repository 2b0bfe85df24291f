package org.sunwindow.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sunwindow.Settings;
import org.sunwindow.http.Problem;
import org.sunwindow.http.Years;

/**
 * Reads and writes records as JSON. Reading is strict: an unknown or duplicate field, a number in place of a text, and an
 * incomplete date are errors, because a silent repair would publish something that nobody wrote. Thread-safe.
 */
@ApplicationScoped
public class StrictJson {

    /** Codes by constraint; the code of all others is {@code value}. */
    private static final Map<String, String> CODES = Map.of(
            "NotNull", "required", "NotBlank", "required", "NotEmpty", "required", "Size", "size", "Pattern", "format");

    private final JsonMapper mapper;
    private final Validator validator;

    public StrictJson(Settings settings, Validator validator) {
        this.validator = validator;
        var times = new SimpleModule()
                .addDeserializer(OffsetDateTime.class, new TimeReader(settings.zone()))
                .addDeserializer(LocalDate.class, new DateReader());
        // the buffers of a recycler keep the last text that a thread has read, which may be personal data
        var factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        mapper = JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(times)
                .serializationInclusion(JsonInclude.Include.NON_EMPTY)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    /** The faults of a text, field by field. Messages never repeat a value. */
    public static final class Invalid extends Exception {

        private static final long serialVersionUID = 1;

        private final transient List<Problem.Item> items;

        private Invalid(List<Problem.Item> items) {
            super("invalid content", null, false, false);
            this.items = items;
        }

        public List<Problem.Item> items() {
            return items;
        }
    }

    /**
     * Reads a record that was sent, and validates its constraints.
     *
     * @throws Invalid naming every fault of the constraints, or the first fault of the JSON
     */
    public <R> R read(String json, Class<R> type) throws Invalid {
        R record = parse(json, type);
        var items = new ArrayList<Problem.Item>();
        for (var violation : validator.validate(record)) {
            String constraint = violation
                    .getConstraintDescriptor()
                    .getAnnotation()
                    .annotationType()
                    .getSimpleName();
            items.add(new Problem.Item(
                    violation.getPropertyPath().toString().replace(".<list element>", ""),
                    CODES.getOrDefault(constraint, "value"),
                    violation.getMessage()));
        }
        if (!items.isEmpty()) {
            items.sort(Comparator.comparing(Problem.Item::name).thenComparing(Problem.Item::code));
            throw new Invalid(items);
        }
        return record;
    }

    private <R> R parse(String json, Class<R> type) throws Invalid {
        if (!Escapes.areStorable(json)) {
            throw new Invalid(List.of(new Problem.Item("", "text.invalid", "含有空字符或不成对的代理字符，无法保存")));
        }
        try {
            R record = mapper.readValue(json, type);
            if (record == null) {
                throw new Invalid(List.of(new Problem.Item("", "json.invalid", "应为一个 JSON 对象")));
            }
            return record;
        } catch (JsonProcessingException e) {
            throw new Invalid(List.of(item(e)));
        }
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

    private static Problem.Item item(JsonProcessingException e) {
        String field = e instanceof JsonMappingException mapping ? path(mapping) : "";
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                new Problem.Item(shortened(unknown.getPropertyName()), "field.unknown", "没有这个字段");
            case InvalidFormatException format
            when isTime(format.getTargetType()) ->
                new Problem.Item(field, "date.invalid", "日期不完整或有误，应为 2024-03-01、2024-03-01 09:30:00 或带时区的 ISO 8601 时间");
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                new Problem.Item(
                        field,
                        "choice",
                        "可用的值："
                                + Arrays.stream(format.getTargetType().getEnumConstants())
                                        .map(Object::toString)
                                        .collect(Collectors.joining("、")));
            case InvalidFormatException format -> new Problem.Item(field, "type", "取值无法识别");
            case MismatchedInputException mismatch
            when !mismatch.getPath().isEmpty() -> new Problem.Item(field, "type", "类型不符：文字应加引号，列表应为 [ ]，对象应为 { }");
            case JsonMappingException mapping
            when !mapping.getPath().isEmpty() -> new Problem.Item(field, "value", "取值无法识别");
            default -> new Problem.Item("", "json.invalid", "不是合格的 JSON 对象" + place(e));
        };
    }

    private static boolean isTime(Class<?> type) {
        return type == OffsetDateTime.class || type == LocalDate.class;
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return shortened(path.toString());
    }

    private static String shortened(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : "（第 %d 个字符附近）".formatted(e.getLocation().getColumnNr());
    }

    /** Parses a text, empty if it is no JSON. */
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
        return mapper.valueToTree(record);
    }

    /** {@code 2015-06-03}, {@code 2015-06-03 09:18:19} or ISO 8601 with an offset. */
    private static final class TimeReader extends StdScalarDeserializer<OffsetDateTime> {

        private static final DateTimeFormatter SPACED =
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
        private final transient ZoneId zone;

        TimeReader(ZoneId zone) {
            super(OffsetDateTime.class);
            this.zone = zone;
        }

        @Override
        public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText().strip();
            try {
                OffsetDateTime time = switch (text.length()) {
                    case 10 -> LocalDate.parse(text).atStartOfDay(zone).toOffsetDateTime();
                    case 19 ->
                        (text.charAt(10) == ' ' ? LocalDateTime.parse(text, SPACED) : LocalDateTime.parse(text))
                                .atZone(zone)
                                .toOffsetDateTime();
                    default -> OffsetDateTime.parse(text);
                };
                Years.check(time.getYear());
                return time;
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, OffsetDateTime.class, "not a time");
            }
        }
    }

    private static final class DateReader extends StdScalarDeserializer<LocalDate> {

        DateReader() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText().strip();
            try {
                LocalDate date = LocalDate.parse(text);
                Years.check(date.getYear());
                return date;
            } catch (DateTimeException e) {
                throw context.weirdStringException(text, LocalDate.class, "not a date");
            }
        }
    }
}
