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

/** Says in Chinese what a field should be. No text repeats a value. */
final class FieldRules {

    private static final String REQUIRED = "required";

    private FieldRules() {}

    /** Returns the fault of a value that is of another type than its component, or than the elements of a list. */
    static Problem.Item wrongType(String path, Component component, boolean element, List<String> choices) {
        if (component.isList() && !element) {
            return new Problem.Item(path, "type", "应为列表，写在 [ ] 之中" + exampleOfList(component));
        }
        Class<?> type = component.valueType();
        if (type == LocalDate.class) {
            return new Problem.Item(path, "date.invalid", "不是完整的日期，应写作 2024-03-01（1900 到 2200 年）");
        }
        if (type == OffsetDateTime.class) {
            return new Problem.Item(
                    path,
                    "date.invalid",
                    "不是完整的日期或时间，应写作 2024-03-01 或 2024-03-01 09:30:00（1900 到 2200 年），也可带时区，如 2024-03-01T09:30:00+08:00");
        }
        if (type.isEnum()) {
            return new Problem.Item(path, "choice", "应为其中之一：" + explained(choices, component));
        }
        return new Problem.Item(
                path, "type", rule(type) + (type.isRecord() || component.isList() ? "" : example(component)));
    }

    /** The description of a component explains the choices, or leaves them to the contract. */
    private static String explained(List<String> choices, Component component) {
        return choices.stream().allMatch(component.meaning()::contains)
                ? component.meaning()
                : String.join("、", choices);
    }

    private static String rule(Class<?> type) {
        if (type == String.class) {
            return "应为文字，写在 \" \" 之中";
        }
        if (type == Integer.class || type == Long.class) {
            return "应为整数，只写数字，不写小数、单位和 \"";
        }
        if (type == Double.class) {
            return "应为数字，不写单位和 \"";
        }
        if (type == Boolean.class) {
            return "应为 true（是）或 false（否），不加 \"";
        }
        return type.isRecord()
                ? "应为一组字段，写在 { } 之中："
                        + RecordFields.of(type).all().stream()
                                .map(FieldRules::named)
                                .collect(Collectors.joining("、"))
                : "格式不正确，请对照接口说明中该字段的说明";
    }

    static String named(Component component) {
        return component.label() == null ? component.name() : component.name() + "（" + component.label() + "）";
    }

    private static String example(Component component) {
        return component.example() == null
                ? ""
                : component.valueType() == String.class
                        ? "，例如 \"%s\"".formatted(component.example())
                        : "，例如 " + component.example();
    }

    private static String exampleOfList(Component component) {
        Class<?> element = component.valueType();
        if (element.isRecord()) {
            return "，每项为 { }";
        }
        return component.example() != null && component.example().startsWith("[")
                ? "，例如 " + component.example()
                : "，例如 [\"甲\",\"乙\"]";
    }

    /** Returns the fault of a value that breaks a constraint. */
    static Problem.Item broken(String path, ConstraintViolation<?> violation, Optional<Component> component) {
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        String example = component
                .map(known -> known.example() == null ? "" : "，例如 " + known.example())
                .orElse("");
        return switch (constraint) {
            case NotNull required -> new Problem.Item(path, REQUIRED, "必填" + example);
            case NotBlank required -> new Problem.Item(path, REQUIRED, "必填" + example);
            case NotEmpty required -> new Problem.Item(path, REQUIRED, "必填，至少一项");
            case Size size -> new Problem.Item(path, "size", size(size, violation.getInvalidValue()));
            case Pattern pattern -> new Problem.Item(path, "format", violation.getMessage());
            case Email email -> new Problem.Item(path, "value", "应为电子邮箱地址" + example);
            case WebAddress address -> new Problem.Item(path, "value", violation.getMessage());
            case DecimalMin min -> new Problem.Item(path, "value", "不能小于 " + min.value());
            case DecimalMax max -> new Problem.Item(path, "value", "不能大于 " + max.value());
            case Min min -> new Problem.Item(path, "value", "不能小于 " + min.value());
            case Max max -> new Problem.Item(path, "value", "不能大于 " + max.value());
            case Positive positive -> new Problem.Item(path, "value", "应大于 0");
            case PositiveOrZero positive -> new Problem.Item(path, "value", "不能小于 0");
            default -> new Problem.Item(path, "value", violation.getMessage());
        };
    }

    private static String size(Size size, Object value) {
        boolean isText = value instanceof CharSequence;
        int length = value instanceof CharSequence text ? text.length() : ((Collection<?>) value).size();
        String unit = isText ? "字" : "项";
        return length < size.min()
                ? "至少 %d %s，现有 %d %s".formatted(size.min(), unit, length, unit)
                : "最多 %d %s，现有 %d %s".formatted(size.max(), unit, length, unit);
    }

    /** Whether a value is of the type of its component, as far as that can be told without reading it. */
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
