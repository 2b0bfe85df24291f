package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;

/**
 * An empty sheet for the records of a kind: a heading for each component, an example row, and as XLSX also lists of the
 * codes to choose from and an explanation of each column.
 */
public final class SheetTemplate {

    /**
     * Columns for each list of records, unless its example has more elements. More are added by the same headings with
     * the next number.
     */
    private static final int ITEMS = 2;

    private static final int MAX_DEPTH = 2;

    /** Rows below the heading that offer the codes to choose from. */
    private static final int ROWS = 1_000;

    /** Column of the explanation from which on the choices are listed. */
    private static final int FIRST_CHOICE = 5;

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> YES_OR_NO = List.of("是", "否");

    private final List<Column> columns = new ArrayList<>();
    private final Map<String, List<String>> aliases;

    /**
     * @param path    in the record
     * @param choices what to choose from, empty if the cell is free
     * @param example as in the contract, {@code null} for none
     */
    private record Column(
            String heading, String path, Component component, List<String> choices, boolean required, String example) {

        String shown() {
            return heading + (required ? "（必填）" : "");
        }

        /** The example as a cell shows it: names for codes, and a list in one cell. */
        String shownExample() {
            if (example == null) {
                return "";
            }
            String plain = example.replaceAll("^\\[|]$", "")
                    .replaceAll("\"\\s*,\\s*\"", "；")
                    .replace("\"", "");
            if (component.valueType() == Boolean.class) {
                return plain.equals("true") ? "是" : "否";
            }
            return plain.startsWith("{") ? "" : component.choices().getOrDefault(plain, plain);
        }
    }

    /**
     * @param type     of the records
     * @param aliases  other headings that are understood, by component
     */
    public SheetTemplate(Class<?> type, Map<String, List<String>> aliases) {
        this.aliases = aliases;
        add(type, "", "", true, 1, null);
    }

    /**
     * @param example of the record, {@code null} for the examples of its components
     */
    private void add(Class<?> type, String heading, String path, boolean required, int depth, JsonNode example) {
        for (Component component : RecordFields.of(type).all()) {
            if (component.readOnly() || component.label() == null) {
                continue;
            }
            String name = heading + component.label();
            String at = path.isEmpty() ? component.name() : path + "." + component.name();
            boolean needed = required && component.required();
            if (!component.valueType().isRecord()) {
                columns.add(new Column(name, at, component, choices(component), needed, example(component, example)));
            } else if (depth < MAX_DEPTH && component.isList()) {
                // elements of an example agree with each other; two elements from the examples of components do not
                JsonNode elements = elements(component);
                for (int item = 0; item < Math.max(ITEMS, elements.size()); item++) {
                    JsonNode element =
                            item == 0 && elements.isEmpty() && !component.isExceptional() ? null : elements.path(item);
                    add(component.valueType(), name + (item + 1), at + "[" + item + "]", false, depth + 1, element);
                }
            } else if (depth < MAX_DEPTH) {
                add(component.valueType(), name, at, false, depth + 1, null);
            }
        }
    }

    private static JsonNode elements(Component component) {
        try {
            String example = component.isExceptional() ? null : component.example();
            return example == null ? MissingNode.getInstance() : JSON.readTree(example);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(component.name(), e);
        }
    }

    private static String example(Component component, JsonNode record) {
        if (component.isExceptional()) {
            return null;
        }
        return record == null
                ? component.example()
                : record.path(component.name()).asText(null);
    }

    private static List<String> choices(Component component) {
        return component.valueType() == Boolean.class
                ? YES_OR_NO
                : List.copyOf(component.choices().values());
    }

    /** Headings with the paths that they fill, for a test of {@link HeadingNames}. */
    List<String[]> headings() {
        return columns.stream()
                .map(column -> new String[] {column.shown(), column.path()})
                .toList();
    }

    /** Returns what the cells of the example row show, by path. Other cells of it are empty. */
    Map<String, String> examples() {
        return columns.stream()
                .filter(column -> !column.shownExample().isEmpty())
                .collect(Collectors.toMap(Column::path, Column::shownExample));
    }

    /** What to choose from, by path, for a test. */
    Map<String, List<String>> choices() {
        return columns.stream()
                .filter(column -> !column.choices().isEmpty())
                .collect(Collectors.toMap(Column::path, Column::choices));
    }

    /** Returns the sheet as CSV in UTF-8, with the byte order mark by which Excel recognizes it. */
    public byte[] csv() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
                CsvWriter csv = CsvWriter.builder().build(out)) {
            out.write('\uFEFF');
            csv.writeRecord(columns.stream().map(Column::shown).toList());
            csv.writeRecord(columns.stream().map(Column::shownExample).toList());
        }
        return bytes.toByteArray();
    }

    /** Returns the sheet as XLSX. */
    public byte[] xlsx() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Sunwindow", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("填报");
            Worksheet notes = workbook.newWorksheet("填写说明");
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                sheet.inlineString(0, i, column.shown());
                sheet.style(0, i).bold().fillColor("D9E2F3").set();
                sheet.inlineString(1, i, column.shownExample());
                explain(notes, i, column);
                if (!column.choices().isEmpty()) {
                    choose(sheet, notes, i, column);
                }
            }
            sheet.freezePane(0, 1);
        }
        return bytes.toByteArray();
    }

    private void explain(Worksheet notes, int row, Column column) {
        if (row == 0) {
            List<String> titles = List.of("列名", "字段", "是否必填", "说明", "也可以写作", "可选的值");
            for (int i = 0; i < titles.size(); i++) {
                notes.inlineString(0, i, titles.get(i));
                notes.style(0, i).bold().set();
            }
        }
        notes.inlineString(row + 1, 0, column.heading());
        notes.inlineString(row + 1, 1, column.path());
        notes.inlineString(row + 1, 2, column.required() ? "必填" : "");
        notes.inlineString(row + 1, 3, column.component().meaning());
        notes.inlineString(row + 1, 4, String.join("、", aliases.getOrDefault(column.path(), List.of())));
    }

    /**
     * The list to choose from refers to cells of the explanation, because Excel limits a list of texts to 255
     * characters.
     */
    private static void choose(Worksheet sheet, Worksheet notes, int column, Column of) {
        int at = FIRST_CHOICE;
        for (String name : of.choices()) {
            notes.inlineString(column + 1, at++, name);
        }
        sheet.range(1, column, ROWS, column)
                .validateWithList(notes.range(column + 1, FIRST_CHOICE, column + 1, at - 1))
                .showErrorMessage(false);
    }
}
