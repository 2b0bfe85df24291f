package org.sunwindow.imports.format.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;

/** Divides records into what each has in its cells. */
final class Leaves {

    private Leaves() {}

    /** Whether a component may have a column for each of its members. */
    static boolean mayBeDivided(Component component) {
        return component.valueType().isRecord();
    }

    /**
     * Whether a value can be put together again from the cells of its members: empty cells leave no trace, so no object
     * may be empty.
     */
    static boolean isDivisible(JsonNode value, Component component) {
        if (!component.isList()) {
            return value.isObject() && !value.isEmpty();
        }
        for (JsonNode element : value) {
            if (!element.isObject() || element.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the values of the members of a component by their paths. */
    static Map<String, JsonNode> of(JsonNode value, Component component) {
        var leaves = new LinkedHashMap<String, JsonNode>();
        if (component.isList()) {
            for (int i = 0; i < value.size(); i++) {
                add(value.get(i), component.name() + "[" + i + "].", leaves);
            }
        } else {
            add(value, component.name() + ".", leaves);
        }
        return leaves;
    }

    private static void add(JsonNode object, String prefix, Map<String, JsonNode> leaves) {
        object.properties().forEach(member -> leaves.put(prefix + member.getKey(), member.getValue()));
    }

    /** Removes what is derived from other components, on all levels. */
    static ObjectNode withoutDerived(ObjectNode record, Class<?> type) {
        for (Component component : RecordFields.of(type).all()) {
            JsonNode value = record.path(component.name());
            if (component.readOnly()) {
                record.remove(component.name());
            } else if (component.valueType().isRecord()) {
                if (value instanceof ObjectNode object) {
                    withoutDerived(object, component.valueType());
                }
                for (JsonNode element : value) {
                    if (component.isList() && element instanceof ObjectNode object) {
                        withoutDerived(object, component.valueType());
                    }
                }
            }
        }
        return record;
    }
}
