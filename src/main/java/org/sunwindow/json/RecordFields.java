package org.sunwindow.json;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The components of a record, with the names that people use for them. A Chinese name is the first clause of the
 * description in {@link Schema}: 编号 of "编号，等于事项编码". Immutable.
 */
public final class RecordFields {

    private static final Pattern CLAUSE_END = Pattern.compile("[，：；。（、]");

    /** A code with its name, such as RESULT 结果; not a number with its unit, such as 12 位. */
    private static final Pattern CHOICE =
            Pattern.compile("(?<![A-Za-z0-9_])([A-Z0-9][A-Z0-9_]*) (?![位个])([^、；。，\\s（）]+)");

    private static final List<Class<? extends Annotation>> REQUIRING =
            List.of(NotNull.class, NotBlank.class, NotEmpty.class);

    private static final Pattern SEGMENT = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private static final ClassValue<RecordFields> TABLES = new ClassValue<>() {
        @Override
        protected RecordFields computeValue(Class<?> type) {
            return new RecordFields(type);
        }
    };

    private final Map<String, Component> byName = new LinkedHashMap<>();

    /**
     * @param label    Chinese name, {@code null} if it is not described
     * @param meaning  the rest of the description, may be empty
     * @param example  a valid value, {@code null} for none
     * @param choices  the valid values with their names, as far as the description or the schema lists them
     * @param isClosed whether only the choices are valid
     * @param required whether a record without it is refused
     * @param readOnly whether it is derived from other components, so that what is sent does not count
     * @param isEnd    whether it is an {@link EndOfDay}
     * @param isExceptional whether it is {@link Exceptional}
     * @param isAnyTyping whether it is {@link AnyTyping}
     */
    public record Component(
            Class<?> owner,
            String name,
            Type type,
            String label,
            String meaning,
            String example,
            Map<String, String> choices,
            boolean isClosed,
            boolean required,
            boolean readOnly,
            boolean isEnd,
            boolean isExceptional,
            boolean isAnyTyping) {

        /** The class of the values, of the elements if it is a list. */
        public Class<?> valueType() {
            return isList() ? elementType() : (Class<?>) type;
        }

        public boolean isList() {
            return type instanceof ParameterizedType;
        }

        private Class<?> elementType() {
            Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
            return element instanceof Class<?> known ? known : Object.class;
        }
    }

    private RecordFields(Class<?> type) {
        // fields, because the annotation has no target of its own for components, and the compiler copies it to them
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                Type generic = field.getGenericType();
                // maps and the like hold no components of their own
                Type known = generic instanceof Class<?> || field.getType() == List.class ? generic : Object.class;
                byName.put(field.getName(), component(type, field, known));
            }
        }
    }

    private static Component component(Class<?> owner, Field field, Type type) {
        Schema schema = field.getAnnotation(Schema.class);
        boolean isEnd = field.isAnnotationPresent(EndOfDay.class);
        boolean isExceptional = field.isAnnotationPresent(Exceptional.class);
        boolean isAnyTyping = field.isAnnotationPresent(AnyTyping.class);
        boolean required = REQUIRING.stream().anyMatch(field::isAnnotationPresent);
        if (schema == null || schema.description().isEmpty()) {
            return new Component(
                    owner,
                    field.getName(),
                    type,
                    null,
                    "",
                    null,
                    Map.of(),
                    false,
                    required,
                    false,
                    isEnd,
                    isExceptional,
                    isAnyTyping);
        }
        Type value = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        boolean isEnum = value instanceof Class<?> known && known.isEnum();
        String example = schema.examples().length == 0 ? null : schema.examples()[0];
        String[] clauses = CLAUSE_END.split(schema.description(), 2);
        String meaning = clauses.length == 1 ? "" : clauses[1];
        return new Component(
                owner,
                field.getName(),
                type,
                clauses[0].strip(),
                meaning,
                example,
                choices(schema, meaning),
                isEnum || schema.enumeration().length > 0,
                required,
                schema.readOnly(),
                isEnd,
                isExceptional,
                isAnyTyping);
    }

    private static Map<String, String> choices(Schema schema, String meaning) {
        var named = new LinkedHashMap<String, String>();
        CHOICE.matcher(meaning).results().forEach(choice -> named.putIfAbsent(choice.group(1), choice.group(2)));
        if (schema.enumeration().length == 0) {
            if (named.size() == 1) {
                // a remark: there is no choice
                return Map.of();
            }
            return Collections.unmodifiableMap(named);
        }
        var choices = new LinkedHashMap<String, String>();
        for (String value : schema.enumeration()) {
            choices.put(value, named.getOrDefault(value, value));
        }
        return Collections.unmodifiableMap(choices);
    }

    public static RecordFields of(Class<?> type) {
        return TABLES.get(type);
    }

    public Collection<Component> all() {
        return byName.values();
    }

    public Optional<Component> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the component at a path such as {@code leaders[0].phone}. */
    public static Optional<Component> at(Class<?> type, String path) {
        Optional<Component> found = Optional.empty();
        Class<?> owner = type;
        Matcher segment = SEGMENT.matcher(path);
        while (segment.find()) {
            if (segment.group(1) != null) {
                found = owner.isRecord() ? of(owner).get(segment.group(1)) : Optional.empty();
                owner = found.<Class<?>>map(Component::valueType).orElse(Object.class);
            }
        }
        return found;
    }

    /** Returns the name of a code of the component at a path, {@code null} for none. */
    public static String choice(Class<?> type, String path, String code) {
        return at(type, path).map(component -> component.choices().get(code)).orElse(null);
    }

    /** Returns the Chinese name of a path, such as 领导第 1 项的职务, {@code null} for none. An unknown rest is left out. */
    public static String label(Class<?> type, String path) {
        var label = new StringBuilder();
        Class<?> owner = type;
        Matcher segment = SEGMENT.matcher(path);
        while (segment.find()) {
            if (segment.group(2) != null) {
                label.append("第 ")
                        .append(Integer.parseInt(segment.group(2)) + 1)
                        .append(" 项");
                continue;
            }
            Optional<Component> component = owner.isRecord() ? of(owner).get(segment.group(1)) : Optional.empty();
            if (component.isEmpty() || component.get().label() == null) {
                break;
            }
            label.append(label.isEmpty() ? "" : "的").append(component.get().label());
            owner = component.get().valueType();
        }
        return label.isEmpty() ? null : label.toString();
    }
}
