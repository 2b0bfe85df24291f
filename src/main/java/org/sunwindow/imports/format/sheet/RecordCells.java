package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.imports.format.sheet.HeadingNames.Target;
import org.sunwindow.json.StrictJson;

/** The record of a row, which is filled cell by cell. */
final class RecordCells {

    private static final Pattern SEGMENT = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private final StrictJson json;
    private final ObjectNode record = JsonNodeFactory.instance.objectNode();

    /** Positions by path: elements of a list whose cells are empty leave no gap. */
    private final Map<String, Integer> elements = new HashMap<>();

    RecordCells(StrictJson json) {
        this.json = json;
    }

    ObjectNode record() {
        return record;
    }

    /** Puts a cell into the record, and returns its path there. */
    String put(Target target, String cell) {
        return put(target, json.cell(cell, target.component(), target.element()));
    }

    /** Puts a value into the record, and returns its path there. */
    String put(Target target, JsonNode value) {
        JsonNode node = record;
        var path = new StringBuilder();
        String of = "";
        Matcher segment = SEGMENT.matcher(target.path());
        while (segment.find()) {
            boolean last = segment.end() == target.path().length();
            boolean list = !last && target.path().charAt(segment.end()) == '[';
            of = target.path().substring(0, segment.end());
            if (segment.group(2) == null) {
                path.append(path.isEmpty() ? "" : ".").append(segment.group(1));
                if (last) {
                    ((ObjectNode) node).set(segment.group(1), value);
                } else {
                    node = list
                            ? ((ObjectNode) node).withArray(segment.group(1))
                            : ((ObjectNode) node).withObjectProperty(segment.group(1));
                }
                continue;
            }
            var array = (ArrayNode) node;
            int index = elements.computeIfAbsent(of, first -> array.size());
            path.append('[').append(index).append(']');
            if (last) {
                array.add(value);
            } else {
                node = index < array.size() ? array.get(index) : array.addObject();
            }
        }
        return path.toString();
    }
}
