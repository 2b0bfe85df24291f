package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.rows.SheetRows;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.TableText;
import org.sunwindow.json.TableText.Whole;

/**
 * A sheet that is one record as it hangs on the wall: a title, a table, and below it what else there is to say. Only kinds
 * whose records have a table read such sheets, see {@link TableText.ColumnText#whole}.
 */
public final class WholeSheet implements RecordLines {

    private static final Pattern TITLE = Pattern.compile(".*(?:公示|公告|名单|名册|一览表|公布).*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[-+0-9.,%￥¥]*");

    /** Rows of the longest such sheet. */
    private static final int MAX_ROWS = 6_000;

    private static final int MIN_COLUMNS = 2;

    private Line line;

    private WholeSheet(Line line) {
        this.line = line;
    }

    /**
     * The parts of a sheet.
     *
     * @param heading the row above the table
     * @param texts   what stands around the table, without the title
     */
    private record Parts(String title, SheetRow heading, List<SheetRow> rows, List<String> texts) {}

    /**
     * Opens a sheet of rows, or one that is a record. Deletes the file when it is closed or cannot be opened.
     *
     * @throws InvalidFileException if it is neither, or lacks something
     */
    public static RecordLines open(FileFormat declared, SpooledFile file, SheetRecords records, int maxRecord)
            throws IOException {
        if (records.table() == null) {
            return SheetLines.open(declared, file, records, maxRecord);
        }
        boolean isRows = false;
        try {
            Optional<Line> whole = read(declared, file, records, maxRecord);
            isRows = whole.isEmpty();
            if (!isRows) {
                return new WholeSheet(whole.get());
            }
        } finally {
            if (!isRows) {
                file.close();
            }
        }
        return SheetLines.open(declared, file, records, maxRecord);
    }

    /** Whether a sheet that can be opened is one record. Does not delete the file. */
    public static boolean is(FileFormat declared, SpooledFile file, SheetRecords records, int maxRecord)
            throws IOException {
        return records.table() != null
                && read(declared, file, records, maxRecord).isPresent();
    }

    private static Optional<Line> read(FileFormat declared, SpooledFile file, SheetRecords records, int maxRecord)
            throws IOException {
        try (SheetLines rows = SheetLines.open(declared, file.lent(), records, maxRecord)) {
            if (rows.headings().columns().stream()
                    .anyMatch(column -> records.calledBy().contains(column.path()))) {
                return Optional.empty();
            }
        } catch (NoHeadingException e) {
            // not a sheet of rows
        }
        Optional<Parts> parts = parts(declared, file);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Whole whole =
                records.table().column().whole(parts.get().title(), parts.get().texts());
        if (whole == null) {
            return Optional.empty();
        }
        if (!whole.missing().isEmpty()) {
            throw new InvalidFileException("这张表没有列名是字段名的表头，像是直接张贴的整张公示；按整张公示导入还缺：" + String.join("；", whole.missing())
                    + "。补上后重新报送，或者按模板（/imports/template）每行写一份公示。");
        }
        return Optional.of(line(parts.get(), whole, records));
    }

    private static Optional<Parts> parts(FileFormat declared, SpooledFile file) throws IOException {
        String title = null;
        SheetRow heading = null;
        boolean ended = false;
        var table = new ArrayList<SheetRow>();
        var texts = new ArrayList<String>();
        try (SheetRows rows = SheetLines.rows(declared, file)) {
            for (SheetRow row = rows.next(); row != null; row = rows.next()) {
                if (row.isEmpty()) {
                    continue;
                }
                if (row.number() > MAX_ROWS) {
                    return Optional.empty();
                }
                boolean isText = row.filled() == 1 || SheetLines.isRemark(row);
                if (title == null) {
                    title = isText ? text(row) : "";
                } else if (heading == null && isText) {
                    if (!TITLE.matcher(title).matches()) {
                        title += text(row);
                    } else {
                        texts.add(text(row));
                    }
                } else if (heading == null) {
                    heading = row;
                } else if (isText) {
                    ended |= !Remarks.isTotal(row);
                    texts.add(text(row));
                } else if (ended) {
                    if (row.filled() * 2 >= heading.filled()) {
                        // the table continues below a section, or there is another one
                        return Optional.empty();
                    }
                    texts.add(text(row));
                } else {
                    table.add(row);
                }
            }
        }
        return title == null
                        || heading == null
                        || table.isEmpty()
                        || !TITLE.matcher(title).matches()
                        || !isHeading(heading)
                ? Optional.empty()
                : Optional.of(new Parts(title, heading, table, texts));
    }

    private static boolean isHeading(SheetRow row) {
        List<String> cells =
                row.cells().stream().filter(cell -> !cell.isEmpty()).toList();
        return cells.size() >= MIN_COLUMNS
                && cells.stream().distinct().count() == cells.size()
                && cells.stream().noneMatch(cell -> NUMBER.matcher(cell).matches());
    }

    private static String text(SheetRow row) {
        return String.join(
                " ", row.cells().stream().filter(cell -> !cell.isEmpty()).toList());
    }

    private static Line line(Parts parts, Whole whole, SheetRecords records) {
        TableText table = records.table();
        ObjectNode record = records.json().toTree(whole.members());
        var faults = new ArrayList<Problem.Item>();
        var columns = new LinkedHashMap<Integer, String>();
        for (int i = 0; i < parts.heading().cells().size(); i++) {
            String heading = parts.heading().cell(i);
            if (!heading.isEmpty() && !Headings.NUMBERING.contains(heading)) {
                columns.put(i, heading);
            }
        }
        ArrayNode declared = record.putArray(table.columns());
        columns.values()
                .forEach(heading ->
                        declared.add(records.json().toTree(table.column().of(heading, declared.size() + 1))));
        ArrayNode rows = record.putArray(table.rows());
        for (SheetRow row : parts.rows()) {
            String at = "%s[%d]".formatted(table.rows(), rows.size());
            ArrayNode cells = rows.addObject().putArray(table.cells());
            for (Map.Entry<Integer, String> column : columns.entrySet()) {
                String cell = row.cell(column.getKey());
                CellFaults.of(cell, at, column.getValue()).ifPresent(faults::add);
                cells.add(cell);
            }
            for (int i = 0; i < row.cells().size(); i++) {
                if (parts.heading().cell(i).isEmpty() && !CellFaults.isBlank(row.cell(i))) {
                    faults.add(new Problem.Item(
                            at, "cell.surplus", "第 %d 行第 %d 列没有列名，却填有内容；请核对是否错列".formatted(row.number(), i + 1)));
                }
            }
        }
        // a record of a sheet has headings
        var headings = new HashMap<String, String>();
        whole.members().keySet().forEach(member -> headings.put(member, RecordFields.label(records.type(), member)));
        headings.put(table.rows(), parts.heading().cell(0));
        return new Line(parts.heading().number(), records.json().write(record), faults, headings);
    }

    @Override
    public Line next() {
        Line only = line;
        line = null;
        return only;
    }

    @Override
    public void close() {
        line = null;
    }
}
