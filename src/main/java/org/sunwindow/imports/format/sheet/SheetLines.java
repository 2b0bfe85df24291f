package org.sunwindow.imports.format.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.BrokenFileException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.format.rows.CsvRows;
import org.sunwindow.imports.format.rows.OtherFiles;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.rows.SheetRows;
import org.sunwindow.imports.format.rows.XlsxGuard;
import org.sunwindow.imports.format.rows.XlsxRows;
import org.sunwindow.imports.format.sheet.Headings.Column;
import org.sunwindow.json.CellText;

/** The rows of a sheet below its heading. Empty rows, {@link Remarks} and repeated headings are skipped. */
public final class SheetLines implements RecordLines {

    private final SpooledFile file;
    private final SheetRows rows;
    private final SheetRecords records;
    private final int maxRecord;
    private final Headings headings;

    /** {@code null} unless the file is a workbook. */
    private final FurtherSheets further;

    private final MarkedChoices marks;
    private final List<Problem.Item> warnings;
    /** The columns whose cells the last line has taken, by their paths in the record. */
    private final Map<String, Integer> taken = new HashMap<>();

    private int widest;
    private boolean hasRecord;

    /** Number of the row that is skipped because it is the example of the template, 0 for none. */
    private long example;

    /** The record after the first one, {@code null} if it was not read yet. */
    private SheetRow ahead;

    private SheetLines(
            SpooledFile file,
            SheetRows rows,
            SheetRecords records,
            int maxRecord,
            Headings headings,
            FurtherSheets further,
            List<Problem.Item> warnings) {
        this.file = file;
        this.rows = rows;
        this.records = records;
        this.maxRecord = maxRecord;
        this.headings = headings;
        this.further = further;
        this.marks = new MarkedChoices(records);
        this.warnings = warnings;
    }

    /** Opens a sheet, and deletes the file when it is closed or cannot be opened. */
    public static SheetLines open(FileFormat declared, SpooledFile file, SheetRecords records, int maxRecord)
            throws IOException {
        try {
            return read(declared, file, records, maxRecord);
        } catch (IOException | RuntimeException e) {
            file.close();
            if (e instanceof BrokenFileException) {
                throw new InvalidFileException(e.getMessage());
            }
            throw e;
        }
    }

    private static SheetLines read(FileFormat declared, SpooledFile file, SheetRecords records, int maxRecord)
            throws IOException {
        boolean workbook = XlsxGuard.isWorkbook(file.start(4));
        if (file.start(1).length == 0) {
            throw new InvalidFileException("文件是空的，没有内容；请核对是否选错了文件。");
        }
        if (workbook) {
            XlsxGuard.check(file.path());
        } else {
            OtherFiles.refuse(file.start(OtherFiles.START));
            if (declared == FileFormat.XLSX) {
                throw XlsxRows.unreadable();
            }
        }
        var warnings = new ArrayList<Problem.Item>();
        Headings headings;
        FurtherSheets further = null;
        try (SheetRows rows = rows(workbook, declared, file)) {
            var first = new ArrayList<SheetRow>();
            for (SheetRow row = rows.next(); row != null; row = rows.next()) {
                first.add(row);
                if (first.size() == Headings.MAX_ROWS) {
                    break;
                }
            }
            headings = Headings.find(
                    first,
                    new HeadingNames(records),
                    rows instanceof XlsxRows sheet ? sheet.names().getFirst() : null);
            warnings.addAll(headings.warnings());
            checkRest(first, rows, headings);
            if (rows instanceof XlsxRows sheet) {
                warnings.addAll(sheet.warnings());
                further = FurtherSheets.read(file.path(), sheet.names(), records);
                warnings.addAll(further.warnings());
            }
        }
        return new SheetLines(file, rows(workbook, declared, file), records, maxRecord, headings, further, warnings);
    }

    private static SheetRows rows(boolean workbook, FileFormat declared, SpooledFile file) throws IOException {
        return workbook ? new XlsxRows(file.path()) : new CsvRows(file.path(), declared);
    }

    /**
     * Reads to the end, so that a file which cannot be read as a whole is refused before its first record is stored.
     */
    private static void checkRest(List<SheetRow> first, SheetRows rest, Headings headings) throws IOException {
        for (SheetRow row : first) {
            headings.refuseOther(row);
        }
        for (SheetRow row = rest.next(); row != null; row = rest.next()) {
            headings.refuseOther(row);
        }
    }

    /** Opens the rows of a sheet that was opened before, from the first. */
    public static SheetRows rows(FileFormat declared, SpooledFile file) throws IOException {
        return rows(XlsxGuard.isWorkbook(file.start(4)), declared, file);
    }

    /**
     * Opens the rows of a visible sheet of a workbook that was opened before.
     *
     * @param index 0 for the first one
     */
    public static SheetRows furtherRows(SpooledFile file, int index) throws IOException {
        return new XlsxRows(file.path(), index);
    }

    @Override
    public List<Problem.Item> warnings() {
        return warnings;
    }

    @Override
    public List<Problem.Item> lastWarnings() {
        var last = new ArrayList<>(further == null ? List.<Problem.Item>of() : further.unused());
        if (example > 0) {
            last.add(new Problem.Item("", "row.example", "第 %d 行是模板的示例，没有导入；请删去".formatted(example)));
        }
        if (!hasRecord) {
            last.add(new Problem.Item("", "row.none", "表头在第 %d 行，其下没有数据行；请核对文件".formatted(headings.row())));
        }
        return last;
    }

    @Override
    public long headingLine() {
        return headings.row();
    }

    @Override
    public Line next() throws IOException {
        SheetRow row = ahead == null ? nextRecord() : ahead;
        ahead = null;
        if (row != null && !hasRecord && new TemplateExample(records, headings).is(row)) {
            // a template that is sent as it is, to try the service, keeps its example
            ahead = nextRecord();
            if (ahead != null) {
                example = row.number();
                row = ahead;
                ahead = null;
            }
        }
        hasRecord |= row != null;
        return row == null ? null : line(row, further);
    }

    private SheetRow nextRecord() throws IOException {
        for (SheetRow row = rows.next(); row != null; row = rows.next()) {
            widest = Math.max(widest, row.cells().size());
            if (isRecord(row)) {
                return row;
            }
        }
        return null;
    }

    /** Whether a row is a record. */
    public boolean isRecord(SheetRow row) {
        return isRecord(row, headings);
    }

    static boolean isRecord(SheetRow row, Headings headings) {
        return row.number() > headings.row()
                && !row.isEmpty()
                && !isRemark(row)
                && !(headings.names().size() > 1 && Remarks.isSection(row))
                && !headings.isOfReport(row)
                && !headings.isRepeated(row);
    }

    public Headings headings() {
        return headings;
    }

    /** Names of the visible sheets behind the first one, none of a file that is no workbook. */
    public List<String> furtherNames() {
        return rows instanceof XlsxRows sheet
                ? sheet.names().subList(1, sheet.names().size())
                : List.of();
    }

    @Override
    public int columns() {
        return widest;
    }

    /** Returns the columns whose cells a record takes, by their paths in the record. Valid until the next call. */
    public Map<String, Integer> taken(SheetRow row) {
        line(row, null);
        return taken;
    }

    static boolean isRemark(SheetRow row) {
        return Remarks.isRemark(row);
    }

    private Line line(SheetRow row, FurtherSheets more) {
        var cells = new RecordCells(records.json());
        ObjectNode record = cells.record();
        var filled = new LinkedHashMap<String, String>();
        var faults = new ArrayList<Problem.Item>();
        var inWords = new WordCells(records.json());
        taken.clear();
        for (int i = 0; i < headings.columns().size(); i++) {
            Column column = headings.columns().get(i);
            boolean isLong = LongCell.isContinued(row, i, headings);
            boolean isExact = isLong || ExactCell.isGuarded(row.cell(i));
            String cell = isLong ? LongCell.whole(row, i, headings) : ExactCell.unguarded(row.cell(i));
            if (cell.isEmpty() || !isExact && CellFaults.isBlank(cell)) {
                continue;
            }
            if (column.heading().isEmpty()) {
                return surplus(row, i);
            }
            if (column.target() == null) {
                continue;
            }
            String path = column.target().path();
            if (column.target().choice() != null && !isExact) {
                Optional<String> marked = marks.put(cell, column, cells, filled, faults);
                if (marked.isPresent()) {
                    taken.put(marked.get(), i);
                }
                continue;
            }
            Optional<JsonNode> value = ExactCell.value(cell, records.json());
            if (value.isPresent()) {
                // without a heading: it is a value as in JSON, not words of a clerk
                taken.put(cells.put(column.target(), value.get()), i);
                continue;
            }
            CellText words = records.written().get(path);
            Optional<Problem.Item> fault = isExact ? Optional.empty() : CellFaults.of(cell, path, column.heading());
            if (fault.isPresent()) {
                faults.add(fault.get());
                taken.put(path, i);
            } else if (words != null) {
                inWords.read(words, cell, column, faults);
                filled.put(path, column.heading());
                taken.put(path, i);
            } else {
                String filledPath = cells.put(column.target(), cell);
                filled.put(filledPath, column.heading());
                taken.put(filledPath, i);
            }
        }
        for (int i = headings.columns().size(); i < row.cells().size(); i++) {
            if (!row.cell(i).isEmpty()) {
                return surplus(row, i);
            }
        }
        inWords.putInto(record, faults);
        if (more != null) {
            more.addTo(record, filled, faults);
        }
        // JsonNode.toString would leave the text in the buffers of the thread
        String text = records.json().write(record);
        // a character has at most three bytes
        return text.length() > maxRecord / 3
                ? Line.faulty(row.number(), RecordLines.tooLong(maxRecord / 3 + " 个字符"))
                : new Line(row.number(), text, faults, filled);
    }

    private static Line surplus(SheetRow row, int column) {
        return Line.faulty(
                row.number(), new Problem.Item("", "cell.surplus", "第 %d 列没有列名，却填有内容；请核对是否错列".formatted(column + 1)));
    }

    @Override
    public void close() {
        try (file;
                rows) {
            // both are closed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
