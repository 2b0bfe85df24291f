package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.sheet.HeadingNames.Target;
import org.sunwindow.json.CellText;
import org.sunwindow.json.RecordFields.Component;

/** Tells an export what an import will read in what it is about to write. */
public final class ReadBack {

    private final SheetRecords records;
    private final Headings headings;
    private final TemplateExample example;

    /**
     * @param headings of a sheet, which has nothing above them
     */
    public ReadBack(SheetRecords records, List<String> headings) {
        this.records = records;
        this.headings = Headings.of(List.of(new SheetRow(1, headings)), headings, new HeadingNames(records));
        this.example = new TemplateExample(records, this.headings);
    }

    /** Returns the path that a column fills, {@code null} for none. */
    public String path(int column) {
        return headings.columns().get(column).path();
    }

    /** Returns the value that a cell stands for, empty if it is faulty or stands for none. */
    public Optional<JsonNode> value(int column, String cell) {
        Target target = headings.columns().get(column).target();
        if (target == null || !ExactCell.isKept(cell) || headings.names().contains(cell)) {
            return Optional.empty();
        }
        Optional<JsonNode> exact = ExactCell.value(cell, records.json());
        if (exact.isPresent()) {
            return exact;
        }
        boolean isGuarded = ExactCell.isGuarded(cell);
        String text = ExactCell.unguarded(cell);
        if (!isGuarded
                && (CellFaults.isBlank(text)
                        || CellFaults.of(text, target.path(), "").isPresent())) {
            return Optional.empty();
        }
        CellText words = records.written().get(target.path());
        if (words != null) {
            return words(words, text, target.path());
        }
        return Optional.of(
                isAsWritten(target)
                        ? TextNode.valueOf(text)
                        : records.json().cell(text, target.component(), target.element()));
    }

    /** A valid text is read as it is, which need not be found out for each of them. */
    private static boolean isAsWritten(Target target) {
        Component component = target.component();
        return component.valueType() == String.class
                && component.choices().isEmpty()
                && (!component.isList() || target.element());
    }

    private Optional<JsonNode> words(CellText words, String text, String path) {
        try {
            ObjectNode stated = records.json().toTree(words.read(text));
            return stated.size() == 1 ? Optional.ofNullable(stated.get(path)) : Optional.empty();
        } catch (CellText.Unclear e) {
            return Optional.empty();
        }
    }

    /** Whether a row is a record, and not taken for a remark, the heading, or the example of the template. */
    public boolean isRecord(SheetRow row) {
        return SheetLines.isRecord(row, headings) && !example.is(row);
    }
}
