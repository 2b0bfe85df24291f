package org.sunwindow.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.json.RecordFields.Component;

/** Records of a number and a unit, such as 10个工作日. */
final class Quantities {

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,6})\\s?个?(\\p{IsHan}+)");
    private static final Pattern DAYS = Pattern.compile("\\s*\\d{1,6}\\s*个?[日天]\\s*");
    private static final Pattern AT_ONCE = Pattern.compile("\\s*(?:即办|即办件|即时办结|当场办结|当场|立等可取|即办即结)\\s*");
    private static final String WORKING_DAY = "工作日";

    private Quantities() {}

    private static List<Component> required(Class<?> type) {
        return RecordFields.of(type).all().stream().filter(Component::required).toList();
    }

    private static boolean isQuantity(List<Component> required) {
        return required.size() == 2 && required.getFirst().type() == Integer.class;
    }

    /**
     * Returns what a text states, empty if it is none or has no unit that is known.
     *
     * @param code finds the code that a text means among the names of codes
     */
    static Optional<JsonNode> read(
            String written, Class<?> type, BiFunction<String, Map<String, String>, Optional<String>> code) {
        Matcher quantity = QUANTITY.matcher(written);
        List<Component> required = required(type);
        if (!isQuantity(required) || !quantity.matches()) {
            return Optional.empty();
        }
        Component unit = required.getLast();
        return code.apply(quantity.group(2), unit.choices())
                .map(choice -> JsonNodeFactory.instance
                        .objectNode()
                        .put(required.getFirst().name(), Integer.parseInt(quantity.group(1)))
                        .put(unit.name(), choice));
    }

    /** Returns why a text is no time limit, if that is one of the usual reasons. */
    static Optional<String> fault(JsonNode value, Class<?> type) {
        if (value == null || !value.isTextual() || !type.isRecord()) {
            return Optional.empty();
        }
        List<Component> required = required(type);
        if (!isQuantity(required) || !required.getLast().choices().containsKey(WORKING_DAY)) {
            return Optional.empty();
        }
        String text = value.textValue();
        return DAYS.matcher(text).matches()
                ? Optional.of("分不清是工作日还是自然日，应写明是哪一种")
                : AT_ONCE.matcher(text).matches()
                        ? Optional.of("即办的没有时限，请留空，在办件类型一栏写即办件；有时限的应写明数值和单位")
                        : Optional.empty();
    }
}
