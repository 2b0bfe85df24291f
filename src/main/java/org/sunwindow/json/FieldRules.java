package org.sunwindow.json;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;
import org.sunwindow.json.RecordFields.Component;

/**
 * Describes in Chinese what a field should be. No description repeats a value. If a valid value is known, the
 * description ends with it, as JSON: with an {@link #EXAMPLE}, or once the value is known with a {@link #SUGGESTION}.
 */
final class FieldRules {

    /** Choices that are listed where one is missing. */
    private static final int MAX_CHOICES = 15;

    static final String REQUIRED = "required";
    private static final String EXAMPLE = "，例如 ";
    private static final String SUGGESTION = "，应写作 ";

    /** Longest list of members and longest example in a message, in characters. */
    private static final int MAX_PART = 300;

    private FieldRules() {}

    /**
     * Returns the fault of a value that is of another type than its component, or than the elements of a list.
     *
     * @param value   {@code null} if it does not matter
     * @param choices the constants of an enum
     */
    static Problem.Item wrongType(
            String path, Component component, boolean element, JsonNode value, List<String> choices) {
        boolean isList = component.isList() && !element;
        String code = code(component, isList);
        String example = example(isList ? Examples.of(component) : Examples.element(component));
        if (value != null
                && value.isTextual()
                && value.textValue().isBlank()
                && component.valueType() != String.class) {
            return new Problem.Item(path, code, (component.required() ? "没有填写，必填" : "没有填写，请删去这一项，或填写") + example);
        }
        String rule = isList
                ? list(component)
                : reason(value, component.valueType()).orElseGet(() -> rule(component, choices));
        boolean listsChoices = code.equals("choice");
        return new Problem.Item(path, code, unquoted(value) + rule + (listsChoices ? "" : example));
    }

    private static String code(Component component, boolean isList) {
        Class<?> type = component.valueType();
        return isList
                ? "type"
                : type == LocalDate.class || type == OffsetDateTime.class
                        ? "date.invalid"
                        : type.isEnum() ? "choice" : "type";
    }

    private static String list(Component component) {
        return component.valueType().isRecord()
                ? "应为列表，写在 [ ] 之中，每项为一组字段：" + members(component.valueType())
                : "应为列表，写在 [ ] 之中" + (component.choices().isEmpty() ? "" : "，每项为代码：" + explained(component));
    }

    /** Returns why a text is not of a type, if that is one of the usual reasons. */
    private static Optional<String> reason(JsonNode value, Class<?> type) {
        if (value == null || !value.isTextual()) {
            return Optional.empty();
        }
        if (type == LocalDate.class || type == OffsetDateTime.class) {
            return ValueFaults.ofDate(value.textValue());
        }
        return type == Integer.class || type == Long.class || type == Double.class
                ? ValueFaults.ofNumber(value.textValue())
                : Quantities.fault(value, type);
    }

    private static String rule(Component component, List<String> choices) {
        Class<?> type = component.valueType();
        if (type == LocalDate.class) {
            return "不是完整的日期（1900 到 2200 年）";
        }
        if (type == OffsetDateTime.class) {
            return "不是完整的日期或时间（1900 到 2200 年）；可以只写日期，或写到秒，也可以带时区";
        }
        if (type.isEnum()) {
            return "应为其中之一：" + explained(choices, component);
        }
        if (type == String.class) {
            return "应为文字";
        }
        if (type == Integer.class || type == Long.class) {
            return component.choices().isEmpty() ? "应为整数，不是文字，不写小数和单位" : "应为其中之一的代码，写成数字：" + explained(component);
        }
        if (type == Double.class) {
            return "应为数字，不是文字，不写单位";
        }
        if (type == Boolean.class) {
            return "应为 true（是）或 false（否），不是文字";
        }
        return type.isRecord() ? "应为一组字段，写在 { } 之中：" + members(type) : "格式不正确，请对照接口说明中该字段的说明";
    }

    /** The description of a component explains the choices, or leaves them to the contract. */
    private static String explained(List<String> choices, Component component) {
        return choices.stream()
                .map(choice -> {
                    String name = component.choices().getOrDefault(choice, choice);
                    return name.equals(choice) ? choice : choice + " " + name;
                })
                .collect(Collectors.joining("、"));
    }

    private static String explained(Component component) {
        return explained(List.copyOf(component.choices().keySet()), component);
    }

    private static String members(Class<?> type) {
        String members = RecordFields.of(type).all().stream()
                .filter(component -> !component.readOnly())
                .map(component -> component.required() ? named(component, "，必填") : named(component))
                .collect(Collectors.joining("、"));
        return members.length() <= MAX_PART ? members : members.substring(0, MAX_PART) + "…";
    }

    static String named(Component component) {
        return named(component, "");
    }

    private static String named(Component component, String remark) {
        return component.label() == null ? component.name() : component.name() + "（" + component.label() + remark + "）";
    }

    private static String example(String json) {
        return json == null || json.length() > MAX_PART ? "" : EXAMPLE + json;
    }

    private static String unquoted(Object value) {
        return value instanceof CharSequence text && Suggestions.isQuoted(text.toString())
                        || value instanceof JsonNode node && node.isTextual() && Suggestions.isQuoted(node.textValue())
                ? "首尾的引号是多余的；"
                : "";
    }

    /** Replaces the example in a message by the value that was meant. */
    static String suggesting(String message, JsonNode right) {
        int example = message.lastIndexOf(EXAMPLE);
        return (example < 0 ? message : message.substring(0, example)) + SUGGESTION + right;
    }

    /**
     * Returns the fault of a value that breaks a constraint.
     *
     * @param element whether it is an element of a list
     */
    static Problem.Item broken(
            String path, ConstraintViolation<?> violation, Optional<Component> component, boolean element) {
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        Object value = violation.getInvalidValue();
        String example = component
                .filter(known -> isRequired(constraint) && isChoice(known))
                .map(known -> "，应为其中之一：" + explained(known))
                .orElseGet(() -> exampleOf(component, element));
        return switch (constraint) {
            case NotNull required -> new Problem.Item(path, REQUIRED, "必填" + example);
            case NotBlank required -> new Problem.Item(path, REQUIRED, "必填" + example);
            case NotEmpty required -> new Problem.Item(path, REQUIRED, "必填，至少一项" + example);
            case Size size -> new Problem.Item(path, "size", size(size, value));
            case Pattern pattern ->
                // a rule with examples of its own needs no other one
                new Problem.Item(
                        path,
                        "format",
                        unquoted(value)
                                + violation.getMessage()
                                + (violation.getMessage().contains(EXAMPLE) ? "" : example));
            case Email email -> new Problem.Item(path, "value", unquoted(value) + "应为电子邮箱地址" + example);
            case DecimalMin min -> new Problem.Item(path, "value", "不能小于 " + min.value() + example);
            case DecimalMax max -> new Problem.Item(path, "value", "不能大于 " + max.value() + example);
            case Min min -> new Problem.Item(path, "value", "不能小于 " + min.value() + example);
            case Max max -> new Problem.Item(path, "value", "不能大于 " + max.value() + example);
            case Positive positive -> new Problem.Item(path, "value", "应大于 0" + example);
            case PositiveOrZero positive -> new Problem.Item(path, "value", "不能小于 0" + example);
            default -> new Problem.Item(path, "value", unquoted(value) + violation.getMessage() + example);
        };
    }

    private static String exampleOf(Optional<Component> component, boolean element) {
        return component
                .map(known -> element ? Examples.element(known) : Examples.of(known))
                .map(FieldRules::example)
                .orElse("");
    }

    private static boolean isRequired(Annotation constraint) {
        return constraint instanceof NotNull || constraint instanceof NotBlank;
    }

    /** Whether a field has few choices, all of which are known. */
    private static boolean isChoice(Component component) {
        int choices = component.choices().size();
        return !component.isList()
                && choices > 1
                && choices <= MAX_CHOICES
                && (component.valueType().isEnum() || component.isClosed());
    }

    private static String size(Size size, Object value) {
        boolean isText = value instanceof CharSequence;
        int length = value instanceof CharSequence text ? text.length() : ((Collection<?>) value).size();
        String unit = isText ? "字" : "项";
        return length < size.min()
                ? "至少 %d %s，现有 %d %s".formatted(size.min(), unit, length, unit)
                : "最多 %d %s，现有 %d %s".formatted(size.max(), unit, length, unit);
    }

    /** Whether a value is of the type of its component, as far as that is visible without reading it. */
    static boolean hasType(JsonNode value, Class<?> type) {
        if (type == String.class) {
            return value.isTextual();
        }
        if (type == Integer.class) {
            return value.isIntegralNumber() && value.canConvertToInt();
        }
        if (type == Long.class) {
            return value.isIntegralNumber() && value.canConvertToLong();
        }
        if (type == Double.class) {
            return value.isNumber();
        }
        if (type == Boolean.class) {
            return value.isBoolean();
        }
        return !type.isRecord() || value.isObject();
    }
}
