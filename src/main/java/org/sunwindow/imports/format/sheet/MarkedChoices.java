package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.sheet.HeadingNames.Target;
import org.sunwindow.imports.format.sheet.Headings.Column;
import org.sunwindow.json.CellText;
import org.sunwindow.json.RecordFields.Component;

/**
 * Reads columns that stand for one value of a field each, such as 全社会 and 特定群体 below 公开对象, whose cells are marked.
 * Thread-safe.
 */
final class MarkedChoices {

    private static final Set<String> MARKS =
            Set.of("√", "✓", "✔", "☑", "■", "●", "V", "Y", "YES", "TRUE", "1", "是", "有", "对");
    private static final Set<String> NO_MARKS =
            Set.of("×", "✗", "✘", "☐", "□", "○", "N", "NO", "FALSE", "0", "否", "无", "不");

    /** What surrounds a value in a heading, as in 公开方式（主动） and 公开方式-主动. */
    private static final Pattern AROUND = Pattern.compile("^[\\s(\\[【:、/_-]+|[\\s)\\]】]+$");

    /** What explains a value, as in 特定群体（请自述）. */
    private static final Pattern REMARK = Pattern.compile("\\([^()]*\\)");

    private final SheetRecords records;

    MarkedChoices(SheetRecords records) {
        this.records = records;
    }

    /** Whether a field has values with names, which columns may have. */
    static boolean isPossible(Component component) {
        return !component.choices().isEmpty() || component.valueType().isEnum();
    }

    /** Returns the value of a field that a heading or a cell names, empty if it names none. */
    Optional<JsonNode> named(Target field, String written) {
        String whole = AROUND.matcher(written).replaceAll("");
        return value(field, whole)
                .or(() -> value(field, REMARK.matcher(written).replaceAll("").strip()));
    }

    private Optional<JsonNode> value(Target field, String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        Component component = field.component();
        CellText words = component.owner() == records.type() ? records.written().get(component.name()) : null;
        JsonNode read = words == null ? records.json().cell(name, component, true) : inWords(words, name, component);
        return isValue(read, component) ? Optional.of(read) : Optional.empty();
    }

    private JsonNode inWords(CellText words, String name, Component component) {
        try {
            JsonNode stated = records.json().toTree(words.read(name)).path(component.name());
            return stated.isArray() && stated.size() == 1 ? stated.get(0) : stated;
        } catch (CellText.Unclear e) {
            return TextNode.valueOf(name);
        }
    }

    private static boolean isIn(JsonNode list, JsonNode value) {
        return list.isArray() && StreamSupport.stream(list.spliterator(), false).anyMatch(value::equals);
    }

    private static boolean isValue(JsonNode value, Component component) {
        return component.choices().containsKey(value.asText())
                || component.valueType().isEnum()
                        && Arrays.stream(component.valueType().getEnumConstants())
                                .anyMatch(
                                        constant -> ((Enum<?>) constant).name().equals(value.asText()));
    }

    /**
     * Puts the value of a column into a record if its cell is marked, and returns its path there. A cell may name a
     * value instead.
     *
     * @param filled headings by the paths that are filled, to which the path is added
     */
    Optional<String> put(
            String cell, Column column, RecordCells cells, Map<String, String> filled, List<Problem.Item> faults) {
        Target target = column.target();
        String mark = cell.toUpperCase(Locale.ROOT);
        if (NO_MARKS.contains(mark)) {
            return Optional.empty();
        }
        Optional<JsonNode> value = MARKS.contains(mark) ? Optional.of(target.choice()) : named(target, cell);
        String other = target.component().isList() ? null : filled.get(target.path());
        if (value.isEmpty()) {
            faults.add(new Problem.Item(target.path(), "cell.mark", "这一列只表示选或不选：选的打√，不选的空着", column.heading(), null));
        } else if (other != null) {
            faults.add(new Problem.Item(
                    target.path(),
                    "cell.contradictory",
                    "只能选一项，另一列“%s”也选了；请只留一个√".formatted(other),
                    column.heading(),
                    null));
        } else if (isIn(cells.record().path(target.component().name()), value.get())) {
            // 乡级 and 村级 are one value
            return Optional.empty();
        } else {
            String path = cells.put(target, value.get());
            filled.put(path, column.heading());
            return Optional.of(path);
        }
        return Optional.of(target.path());
    }
}
