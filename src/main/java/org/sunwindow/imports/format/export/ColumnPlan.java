package org.sunwindow.imports.format.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.imports.format.sheet.LongCell;
import org.sunwindow.imports.format.sheet.ReadBack;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;

/**
 * Finds the columns that the records of a kind need, in the order of their template. An object has a column for each
 * member, a list of objects those for each of its elements. What lies deeper, and lists of many elements, are one cell.
 * Not thread-safe.
 */
final class ColumnPlan {

    /** Most elements of a list that has columns for each of them. */
    private static final int MAX_ELEMENTS = 20;

    /** Shorter records need not be examined for texts that are longer than a cell, whatever is escaped in them. */
    private static final int SHORT = 4_000;

    private final SheetRecords records;
    private final CellForms forms;
    private final Set<String> used = new HashSet<>();
    private final Map<String, Integer> elements = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Set<String> whole = new HashSet<>();
    private final Map<String, Integer> cells = new HashMap<>();
    private long count;

    ColumnPlan(SheetRecords records, CellForms forms) {
        this.records = records;
        this.forms = forms;
        used.add(records.keys().getFirst());
    }

    /** Adds what a record needs. */
    void add(ObjectNode record, int length) {
        count++;
        for (Component component : RecordFields.of(records.type()).all()) {
            JsonNode value = record.get(component.name());
            if (value == null) {
                continue;
            }
            used.add(component.name());
            if (length > SHORT) {
                addLong(component.name(), value);
            }
            if (!Leaves.mayBeDivided(component)) {
                continue;
            }
            if (!Leaves.isDivisible(value, component) || component.isList() && value.size() > MAX_ELEMENTS) {
                whole.add(component.name());
                continue;
            }
            if (component.isList()) {
                elements.merge(component.name(), value.size(), Math::max);
            }
            Set<String> known = members.computeIfAbsent(component.name(), name -> new HashSet<>());
            Leaves.of(value, component).forEach((path, leaf) -> {
                known.add(path.substring(path.lastIndexOf('.') + 1));
                if (length > SHORT) {
                    addLong(path, leaf);
                }
            });
        }
    }

    private void addLong(String path, JsonNode value) {
        cells.merge(path, forms.most(value), Math::max);
    }

    /** Number of records. */
    long count() {
        return count;
    }

    /** Whether a component is one cell, although it has members. */
    private boolean isWhole(Component component) {
        return whole.contains(component.name());
    }

    /** Returns what a record has in its columns, by their paths. */
    Map<String, JsonNode> leaves(ObjectNode record) {
        var leaves = new HashMap<String, JsonNode>();
        for (Component component : RecordFields.of(records.type()).all()) {
            JsonNode value = record.get(component.name());
            if (value != null && Leaves.mayBeDivided(component) && !isWhole(component)) {
                leaves.putAll(Leaves.of(value, component));
            } else if (value != null) {
                leaves.put(component.name(), value);
            }
        }
        return leaves;
    }

    List<Column> columns() {
        var planned = new ArrayList<Column>();
        for (Component component : RecordFields.of(records.type()).all()) {
            String name = component.name();
            if (!used.contains(name)) {
                continue;
            }
            String label = component.label() == null ? name : component.label();
            if (!Leaves.mayBeDivided(component) || isWhole(component)) {
                planned.add(column(label, name, component));
            } else if (component.isList()) {
                for (int i = 0; i < elements.get(name); i++) {
                    addMembers(component, label + (i + 1), name + "[" + i + "].", planned);
                }
            } else {
                addMembers(component, label, name + ".", planned);
            }
        }
        return named(planned);
    }

    private void addMembers(Component of, String label, String path, List<Column> planned) {
        for (Component member : RecordFields.of(of.valueType()).all()) {
            if (members.get(of.name()).contains(member.name())) {
                planned.add(column(label + member.label(), path + member.name(), member));
            }
        }
    }

    private Column column(String heading, String path, Component component) {
        return new Column(heading, path, component, cells.getOrDefault(path, 1));
    }

    /** Names a column by its path if the import would take its heading for that of another one. */
    private List<Column> named(List<Column> planned) {
        List<Column> columns = planned;
        for (boolean changed = true; changed; ) {
            changed = false;
            var renamed = new ArrayList<Column>();
            var back = new ReadBack(records, headings(columns));
            int at = 0;
            for (Column column : columns) {
                boolean found =
                        column.path().equals(back.path(at)) || column.heading().equals(column.path());
                changed |= !found;
                renamed.add(
                        found ? column : new Column(column.path(), column.path(), column.component(), column.cells()));
                at += column.cells();
            }
            columns = renamed;
        }
        return columns;
    }

    /** Returns the headings of some columns, with those of the columns in which they go on. */
    static List<String> headings(List<Column> columns) {
        var headings = new ArrayList<String>();
        for (Column column : columns) {
            headings.add(column.heading());
            for (int i = 1; i < column.cells(); i++) {
                headings.add(LongCell.heading(column.heading(), i));
            }
        }
        return headings;
    }
}
