package org.sunwindow.imports.target;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;

/** Reads numbers whose unit is in the heading, such as 20 below 法定办结时限（工作日）. */
public final class HeadedUnits {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    private static final Pattern UNIT = Pattern.compile("[(（]\\s*(?:单位[:：]\\s*)?个?(\\p{IsHan}+)\\s*[)）]");

    private HeadedUnits() {}

    /**
     * Completes the quantities of a row.
     *
     * @param type     of the record
     * @param headings of the columns that fill it, by component
     * @return whether the row has changed
     */
    public static boolean complete(ObjectNode row, Class<?> type, Map<String, String> headings) {
        boolean changed = false;
        for (var heading : headings.entrySet()) {
            String name = heading.getKey();
            String value = row.path(name).asText().strip();
            // most cells are no numbers, and most headings have no unit
            if (!row.path(name).isTextual() || !NUMBER.matcher(value).matches()) {
                continue;
            }
            Matcher unit = UNIT.matcher(heading.getValue());
            Component unitOf = RecordFields.of(type)
                    .get(name)
                    .filter(component ->
                            !component.isList() && component.valueType().isRecord())
                    .flatMap(component -> RecordFields.of(component.valueType()).get("unit"))
                    .orElse(null);
            if (unitOf != null && unit.find() && unitOf.choices().containsKey(unit.group(1))) {
                row.putObject(name).put("value", Integer.parseInt(value)).put("unit", unit.group(1));
                changed = true;
            }
        }
        return changed;
    }
}
