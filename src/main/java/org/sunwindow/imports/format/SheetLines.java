package org.sunwindow.imports.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.HeadingNames.Target;
import org.sunwindow.imports.format.Headings.Column;

/** The rows of a sheet below its heading. Empty rows, totals, notes and repeated headings are skipped. */
final class SheetLines implements RecordLines {

    private static final Pattern SEGMENT = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");
    private static final Pattern TOTAL = Pattern.compile("(?:合|总|小|共)\\s*计[:：]?");
    private static final Pattern NOTE = Pattern.compile("(?:注|备注|说明|填表说明|填报单位|填表人|审核人|制表)[:：].*|以下空白", Pattern.DOTALL);
    private static final Set<String> ERRORS =
            Set.of("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!");
    /** What people type into a cell that they leave empty. */
    private static final Set<String> BLANK = Set.of("-", "—", "——", "/", "\\");

    private final SpooledFile file;
    private final SheetRows rows;
    private final SheetRecords records;
    private final int maxRecord;
    private final Deque<SheetRow> ahead;
    private final Headings headings;
    private final List<Problem.Item> warnings;
    /** The columns whose cells the last line has taken, by their paths in the record. */
    private final Map<String, Integer> taken = new HashMap<>();

    private int widest;

    private SheetLines(
            SpooledFile file,
            SheetRows rows,
            SheetRecords records,
            int maxRecord,
            Deque<SheetRow> ahead,
            Headings headings,
            List<Problem.Item> warnings) {
        this.file = file;
        this.rows = rows;
        this.records = records;
        this.maxRecord = maxRecord;
        this.ahead = ahead;
        this.headings = headings;
        this.warnings = warnings;
    }

    /** Opens a sheet, and deletes the file when it is closed or cannot be opened. */
    static SheetLines open(FileFormat declared, SpooledFile file, SheetRecords records, int maxRecord)
            throws IOException {
        SheetRows rows = null;
        try {
            boolean workbook = XlsxGuard.isWorkbook(file.start(4));
            if (declared == FileFormat.XLSX && !workbook) {
                throw XlsxRows.unreadable();
            }
            var warnings = new ArrayList<Problem.Item>();
            if (workbook) {
                var sheets = new XlsxRows(file.path());
                rows = sheets;
                sheets.others()
                        .forEach(name ->
                                warnings.add(new Problem.Item("", "sheet.skipped", "只导入第一个工作表，这个工作表没有导入", name, null)));
            } else {
                rows = new CsvRows(file.path(), declared);
            }
            var first = new ArrayDeque<SheetRow>();
            for (SheetRow row = rows.next(); row != null; row = rows.next()) {
                first.add(row);
                if (first.size() == Headings.MAX_ROWS) {
                    break;
                }
            }
            var headings = Headings.find(List.copyOf(first), new HeadingNames(records.type(), records.aliases()));
            warnings.addAll(headings.warnings());
            int widest =
                    first.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
            first.removeIf(row -> row.number() <= headings.row());
            var lines = new SheetLines(file, rows, records, maxRecord, first, headings, warnings);
            lines.widest = widest;
            return lines;
        } catch (IOException | RuntimeException e) {
            try (file) {
                if (rows != null) {
                    rows.close();
                }
            }
            if (e instanceof BrokenFileException) {
                throw new InvalidFileException(e.getMessage());
            }
            throw e;
        }
    }

    /** Opens the rows of a sheet that was opened before, from the first. */
    static SheetRows rows(FileFormat declared, SpooledFile file) throws IOException {
        return XlsxGuard.isWorkbook(file.start(4)) ? new XlsxRows(file.path()) : new CsvRows(file.path(), declared);
    }

    @Override
    public List<Problem.Item> warnings() {
        return warnings;
    }

    @Override
    public long headingLine() {
        return headings.row();
    }

    @Override
    public Line next() throws IOException {
        while (true) {
            SheetRow row = ahead.isEmpty() ? rows.next() : ahead.poll();
            if (row == null) {
                return null;
            }
            widest = Math.max(widest, row.cells().size());
            if (isRecord(row)) {
                return line(row);
            }
        }
    }

    /** Whether a row below the heading is a record. */
    boolean isRecord(SheetRow row) {
        return !row.isEmpty() && !isRemark(row) && !isHeading(row);
    }

    Headings headings() {
        return headings;
    }

    @Override
    public int columns() {
        return widest;
    }

    /** Returns the columns whose cells a record takes, by their paths in the record. Valid until the next call. */
    Map<String, Integer> taken(SheetRow row) {
        line(row);
        return taken;
    }

    private static boolean isRemark(SheetRow row) {
        String first =
                row.cells().stream().filter(cell -> !cell.isEmpty()).findFirst().orElseThrow();
        return TOTAL.matcher(first).matches()
                || row.filled() == 1 && NOTE.matcher(first).matches();
    }

    /** Printed sheets repeat the heading on each page. */
    boolean isHeading(SheetRow row) {
        for (int i = 0; i < headings.columns().size(); i++) {
            if (!row.cell(i).equals(headings.columns().get(i).heading())) {
                return false;
            }
        }
        return true;
    }

    private Line line(SheetRow row) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        var filled = new LinkedHashMap<String, String>();
        // elements of a list whose cells are empty leave no gap
        var elements = new HashMap<String, Integer>();
        taken.clear();
        for (int i = 0; i < headings.columns().size(); i++) {
            Column column = headings.columns().get(i);
            String cell = row.cell(i);
            if (cell.isEmpty() || BLANK.contains(cell)) {
                continue;
            }
            if (column.heading().isEmpty()) {
                return surplus(row, i);
            }
            if (column.target() == null) {
                continue;
            }
            if (ERRORS.contains(cell)) {
                return Line.faulty(
                        row.number(),
                        new Problem.Item(
                                column.target().path(),
                                "cell.error",
                                "单元格是公式的错误结果；请改正公式，或改为值",
                                column.heading(),
                                cell));
            }
            if (Concealed.is(cell)) {
                return Line.faulty(row.number(), Concealed.fault(column));
            }
            String path = put(record, column.target(), elements, cell);
            filled.put(path, column.heading());
            taken.put(path, i);
        }
        for (int i = headings.columns().size(); i < row.cells().size(); i++) {
            if (!row.cell(i).isEmpty()) {
                return surplus(row, i);
            }
        }
        String text = record.toString();
        // a character has at most three bytes
        return text.length() > maxRecord / 3
                ? Line.faulty(row.number(), RecordLines.tooLong(maxRecord / 3 + " 个字符"))
                : new Line(row.number(), text, null, filled);
    }

    private static Line surplus(SheetRow row, int column) {
        return Line.faulty(
                row.number(), new Problem.Item("", "cell.surplus", "第 %d 列没有列名，却填有内容；请核对是否错列".formatted(column + 1)));
    }

    /** Puts a cell into a record, and returns its path there. */
    private String put(ObjectNode record, Target target, Map<String, Integer> elements, String cell) {
        JsonNode node = record;
        var path = new StringBuilder();
        String of = "";
        Matcher segment = SEGMENT.matcher(target.path());
        JsonNode value = records.json().cell(cell, target.component(), target.element());
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

    @Override
    public void close() {
        try (file;
                rows) {
            ahead.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
