package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.sheet.Headings.Column;
import org.sunwindow.json.CellText;
import org.sunwindow.json.StrictJson;

/** The cells of a row that state components in words, and what they imply about others. Not thread-safe. */
final class WordCells {

    private final StrictJson json;
    private final Map<String, JsonNode> implied = new LinkedHashMap<>();

    WordCells(StrictJson json) {
        this.json = json;
    }

    /** Reads a cell. The fault does not repeat the cell, because it may contain anything. */
    void read(CellText words, String cell, Column column, List<Problem.Item> faults) {
        try {
            json.toTree(words.read(cell)).properties().forEach(value -> implied.put(value.getKey(), value.getValue()));
        } catch (CellText.Unclear e) {
            faults.add(new Problem.Item(column.target().path(), e.code(), e.getMessage(), column.heading(), null));
        }
    }

    /** Puts what was read into a record. What a cell implies about another column must not contradict that column. */
    void putInto(ObjectNode record, List<Problem.Item> faults) {
        implied.forEach((name, value) -> {
            JsonNode stated = record.get(name);
            if (stated == null) {
                record.set(name, value);
            } else if (!stated.equals(value)) {
                faults.add(new Problem.Item(name, "cell.contradictory", "与另一列写的不一致；请改成一致，或只写一处"));
            }
        });
    }
}
