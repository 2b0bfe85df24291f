package org.sunwindow.imports.format.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dhatim.fastexcel.Worksheet;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.sheet.ReadBack;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.RecordPaths;
import org.sunwindow.kind.RecordSheets.TooManyRowsException;

/**
 * A sheet of records with the columns that they use. What each cell and row will be read as is found out before it is
 * written, because the import understands what clerks write in many ways. Memory does not depend on the number of
 * records.
 */
public final class ExportedSheet {

    private final SheetRecords records;
    private final UnaryOperator<ObjectNode> sent;
    private final Function<JsonNode, Set<String>> references;

    /**
     * @param sent       returns a record as it can be sent, without what answers add to it
     * @param references returns the paths at which a record names others by their keys, which the import would take for
     *     names
     */
    public ExportedSheet(
            SheetRecords records, UnaryOperator<ObjectNode> sent, Function<JsonNode, Set<String>> references) {
        this.records = records;
        this.sent = sent;
        this.references = references;
    }

    /** Performs an operation on each record of a file. */
    private interface Each {
        void read(ObjectNode record, int length) throws IOException;
    }

    /**
     * Writes the records of a file. Nothing is written if they are too many.
     *
     * @param lines  with one stored record each
     * @param format {@code CSV} or {@code XLSX}
     * @param name   of the worksheet
     */
    public void write(Path lines, FileFormat format, String name, OutputStream out) throws IOException {
        var forms = new CellForms(records.json(), format == FileFormat.CSV);
        var plan = new ColumnPlan(records, forms);
        each(lines, plan::add);
        if (format == FileFormat.XLSX && plan.count() >= Worksheet.MAX_ROWS) {
            throw new TooManyRowsException(Worksheet.MAX_ROWS - 1);
        }
        List<Column> columns = plan.columns();
        List<String> headings = ColumnPlan.headings(columns);
        var back = new ReadBack(records, headings);
        try (RowWriter rows = format == FileFormat.CSV ? new CsvRowWriter(out) : new XlsxRowWriter(out, name)) {
            rows.heading(headings);
            each(lines, (record, length) -> rows.row(row(record, plan, columns, forms, back)));
        }
        out.flush();
    }

    private void each(Path lines, Each each) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(lines)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    // what an answer has beside the components of the record is not part of it
                    ObjectNode record = records.json().toTree(records.json().readStored(line, records.type()));
                    each.read(sent.apply(Leaves.withoutDerived(record, records.type())), line.length());
                }
            }
        }
    }

    private List<String> row(ObjectNode record, ColumnPlan plan, List<Column> columns, CellForms forms, ReadBack back) {
        Set<String> keys = references.apply(record);
        Map<String, JsonNode> leaves = plan.leaves(record);
        var row = new ArrayList<String>();
        int first = -1;
        for (Column column : columns) {
            int at = row.size();
            JsonNode value = leaves.get(column.path());
            if (value != null) {
                boolean isKey = keys.stream().anyMatch(path -> RecordPaths.isWithin(path, column.path()));
                row.addAll(isKey ? forms.exact(value) : forms.cells(value, column.component(), at, back));
                first = first < 0 ? at : first;
            }
            while (row.size() < at + column.cells()) {
                row.add("");
            }
        }
        if (first >= 0 && !back.isRecord(new SheetRow(Integer.MAX_VALUE, row))) {
            // no remark, heading or example begins like this
            row.set(first, forms.exact(leaves.get(back.path(first))).getFirst());
        }
        return row;
    }
}
