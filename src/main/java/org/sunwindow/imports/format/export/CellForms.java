package org.sunwindow.imports.format.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.sunwindow.imports.format.sheet.ExactCell;
import org.sunwindow.imports.format.sheet.LongCell;
import org.sunwindow.imports.format.sheet.ReadBack;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.json.StrictJson;

/**
 * Writes values into cells: as people write them if that is read as the same value, otherwise as {@link ExactCell} does.
 * Thread-safe.
 *
 * @param guarded whether programs may take texts for formulas, numbers or dates, as in CSV
 */
record CellForms(StrictJson json, boolean guarded) {

    private static final List<String> SEPARATORS = List.of("；", "\n");

    /**
     * Returns the cells that state a value.
     *
     * @param at position of the column
     */
    List<String> cells(JsonNode value, Component component, int at, ReadBack back) {
        for (String shown : shown(value, component)) {
            boolean isUnsafe = ExactCell.isUnsafe(shown);
            if (isRead(value, shown, at, back) || isUnsafe && isRead(value, ExactCell.guarded(shown), at, back)) {
                List<String> cells = LongCell.cells(shown);
                if (cells != null) {
                    boolean isRead = isRead(value, shown, at, back);
                    return cells.stream().map(cell -> safe(cell, isRead)).toList();
                }
            }
        }
        return exact(value);
    }

    /**
     * Guards a cell that a program may change, or the import would take for something else.
     *
     * @param isRead whether the import needs no guard
     */
    private String safe(String cell, boolean isRead) {
        return ExactCell.isUnsafe(cell) && (guarded || !isRead || cell.charAt(0) == '=') || ExactCell.isGuarded(cell)
                ? ExactCell.guarded(cell)
                : cell;
    }

    /** Returns the cells that state a value as JSON. */
    List<String> exact(JsonNode value) {
        String exact = ExactCell.of(value, json);
        List<String> cells = LongCell.cells(exact);
        return (cells == null ? LongCell.cells(LongCell.withoutSpaces(exact)) : cells)
                .stream().map(cell -> safe(cell, true)).toList();
    }

    private boolean isRead(JsonNode value, String cell, int at, ReadBack back) {
        Optional<JsonNode> read = back.value(at, cell);
        return read.isPresent() && isSame(read.get(), value);
    }

    /** Whether two values are equal; numbers may be of different types. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    /** Returns what a person might write for a value, the best first. */
    private static List<String> shown(JsonNode value, Component component) {
        if (value.isValueNode()) {
            return shownOne(value, component.choices());
        }
        boolean listsValues = value.isArray()
                && !value.isEmpty()
                && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode);
        if (!listsValues) {
            return List.of();
        }
        var shown = new ArrayList<String>();
        for (String separator : SEPARATORS) {
            for (boolean named : new boolean[] {true, false}) {
                var items = new ArrayList<String>();
                for (JsonNode item : value) {
                    List<String> forms = shownOne(item, component.choices());
                    items.add(named ? forms.getFirst() : forms.getLast());
                }
                String text = String.join(separator, items);
                if (!text.isEmpty() && !shown.contains(text)) {
                    shown.add(text);
                }
            }
        }
        return shown;
    }

    private static List<String> shownOne(JsonNode value, Map<String, String> choices) {
        if (value.isBoolean()) {
            return List.of(value.booleanValue() ? "是" : "否");
        }
        String text = value.isFloatingPointNumber() ? value.decimalValue().toPlainString() : value.asText();
        String name = choices.get(text);
        return name == null ? List.of(text) : List.of(name, text);
    }

    /** Number of cells that a value needs at most. Its text is shorter than its JSON. */
    int most(JsonNode value) {
        String exact = ExactCell.of(value, json);
        boolean isDivisible =
                LongCell.cells(exact) != null && (!value.isTextual() || LongCell.cells(value.textValue()) != null);
        return LongCell.most(isDivisible ? exact : LongCell.withoutSpaces(exact));
    }
}
