package org.sunwindow.imports.format.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.format.report.SheetMessages.Message;
import org.sunwindow.imports.format.report.SheetWriter.Mark;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.rows.SheetRows;
import org.sunwindow.imports.format.sheet.Concealed;
import org.sunwindow.imports.format.sheet.Headings;
import org.sunwindow.imports.format.sheet.Headings.Column;
import org.sunwindow.imports.format.sheet.SheetLines;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordPaths;

/**
 * The sheet of a sender with what was found in it: three more columns, and a mark on the cells. All rows keep their
 * numbers. Personal data is not repeated, nor are records that are declared not to be public. Reads and writes row by
 * row.
 */
public final class SheetReport {

    private static final String PERSONAL = "privacy.";

    /** Faults that end the check of a record before all of its cells were searched for personal data. */
    private static final List<String> UNSEARCHED = List.of("gate.", "cell.", "line.", "json.");

    /** The record is declared not to be public, so its row must leave the sheet. */
    private static final String CLOSED = "gate.closed";

    /** In the heading of a column, a list has a number: 联系方式1用途. */
    private static final Pattern NUMBERED = Pattern.compile("第 (\\d+) 项的?");

    private final SheetLines sheet;
    private final SheetRecords records;
    private final Headings headings;
    private final SheetMessages messages;

    /** Positions of {@link Headings#OF_REPORTS}: those that they have in a report that was sent back, otherwise behind all columns. */
    private final List<Integer> notes;

    /** Columns of the report. */
    private final int width;

    /** Whether a row written so far has personal data or is not public. */
    private boolean isSensitive;

    /**
     * Warnings about the heading and about the whole sheet, which are shown beside the first record: the row of the
     * heading holds nothing but headings.
     */
    private final List<Message> ofSheet;

    private SheetReport(SheetLines sheet, SheetRecords records, SheetMessages messages) {
        this.sheet = sheet;
        this.records = records;
        this.headings = sheet.headings();
        this.messages = messages;
        this.ofSheet = new ArrayList<>(messages.ofSheet());
        List<String> names = headings.columns().stream().map(Column::heading).toList();
        var positions = new ArrayList<Integer>();
        int free = Math.max(names.size(), messages.columns());
        for (String heading : Headings.OF_REPORTS) {
            positions.add(names.contains(heading) ? names.indexOf(heading) : free++);
        }
        this.notes = List.copyOf(positions);
        this.width = free;
    }

    /**
     * Writes a report.
     *
     * @param declared format of the sheet
     * @param format   of the report, {@link FileFormat#XLSX} or {@link FileFormat#CSV}
     * @param messages all that were found in the sheet
     * @param space    for the report
     * @throws ProblemException if there is no space for it now, or the format cannot hold all sheets
     */
    public static SpooledFile write(
            FileFormat declared,
            SpooledFile file,
            SheetRecords records,
            SheetMessages messages,
            FileFormat format,
            SheetSpace space)
            throws IOException {
        SheetLines sheet = SheetLines.open(declared, file.lent(), records, Integer.MAX_VALUE);
        // only its heading is needed: the rows above it belong to the report, too
        sheet.close();
        if (format != FileFormat.XLSX && !sheet.furtherNames().isEmpty()) {
            throw new ProblemException(ProblemCode.NOT_ACCEPTABLE, "工作簿有其他工作表，标注表请用 report=xlsx。");
        }
        SpooledFile report = SpooledFile.create(space);
        try (SheetRows rows = SheetLines.rows(declared, file);
                OutputStream out = report.output();
                SheetWriter writer = SheetWriter.of(format, out)) {
            var written = new SheetReport(sheet, records, messages);
            written.write(rows, writer);
            if (writer instanceof SheetWriter.Xlsx workbook) {
                written.copyFurther(sheet.furtherNames(), file, workbook);
            }
        } catch (IOException | RuntimeException e) {
            report.close();
            throw e;
        }
        return report;
    }

    /** The sheets behind the first one belong to the records: without them, a report that is sent back would empty lists. */
    private void copyFurther(List<String> names, SpooledFile file, SheetWriter.Xlsx writer) throws IOException {
        for (int i = 0; i < names.size(); i++) {
            writer.sheet(Concealed.isPersonal("", names.get(i)) ? "工作表" + (i + 2) : names.get(i));
            try (var rows = SheetLines.furtherRows(file, i + 1)) {
                for (SheetRow row = rows.next(); row != null; row = rows.next()) {
                    writer.row(
                            row.number(), row.cells().stream().map(this::copied).toList());
                }
            }
        }
    }

    /** A row of another worksheet may belong to a record of the first one that has personal data or is not public. */
    private Mark copied(String cell) {
        return !cell.isEmpty() && (isSensitive || Concealed.isPersonal("", cell))
                ? Mark.faulty(Concealed.personal(null))
                : Mark.plain(cell);
    }

    private void write(SheetRows rows, SheetWriter writer) throws IOException {
        writer.begin(headings.row(), notes);
        try (SheetMessages.Reader reader = messages.reader()) {
            long last = 0;
            for (SheetRow row = rows.next(); row != null; row = rows.next()) {
                last = row.number();
                var about = new ArrayList<Message>();
                for (Message m = reader.next(row.number()); m != null; m = reader.next(row.number())) {
                    about.add(m);
                    isSensitive |= m.item().code().startsWith(PERSONAL)
                            || m.item().code().equals(CLOSED);
                }
                writer.row(row.number(), marked(row, about));
            }
            if (!ofSheet.isEmpty()) {
                // no record has shown them
                writer.row(last + 1, notes(texts(List.of())));
            }
        }
    }

    private List<Mark> marked(SheetRow row, List<Message> about) {
        boolean isHeading = row.number() == headings.row() || row.number() > headings.row() && headings.isRepeated(row);
        boolean isRecord = sheet.isRecord(row);
        Map<String, Integer> taken = isRecord ? new HashMap<>(sheet.taken(row)) : Map.of();
        List<String> texts = isRecord ? texts(about) : List.of("", "", "");
        var cells = new ArrayList<Mark>();
        for (int i = 0; i < Math.max(width, row.cells().size()); i++) {
            int note = notes.indexOf(i);
            if (note >= 0) {
                cells.add(isHeading ? Mark.heading(Headings.OF_REPORTS.get(note)) : Mark.note(texts.get(note)));
            } else {
                cells.add(isHeading ? Mark.heading(row.cell(i)) : cell(row, i, isRecord, taken, about));
            }
        }
        if (isHeading) {
            ofSheet.addAll(0, about);
            about.forEach(message -> mark(cells, message));
        }
        return cells;
    }

    private List<Mark> notes(List<String> texts) {
        var cells = new ArrayList<Mark>();
        for (int i = 0; i < width; i++) {
            int note = notes.indexOf(i);
            cells.add(note < 0 ? Mark.plain("") : Mark.note(texts.get(note)));
        }
        return cells;
    }

    private void mark(List<Mark> heading, Message message) {
        for (int i = 0; i < headings.columns().size(); i++) {
            if (heading.get(i).text().equals(message.item().label())) {
                heading.set(i, Mark.warned(heading.get(i).text()));
            }
        }
    }

    private Mark cell(SheetRow row, int position, boolean isRecord, Map<String, Integer> taken, List<Message> about) {
        String cell = row.cell(position);
        Column column =
                position < headings.columns().size() ? headings.columns().get(position) : null;
        List<Message> here = about.stream()
                .filter(message -> isAbout(message, position, column, taken))
                .toList();
        List<Message> personal = about.stream()
                .filter(message -> message.item().code().startsWith(PERSONAL))
                .toList();
        if (!cell.isEmpty()) {
            if (about.stream().anyMatch(message -> message.item().code().equals(CLOSED))) {
                return Mark.faulty(Concealed.closed());
            }
            Message hit = personal.stream().filter(here::contains).findFirst().orElse(null);
            if (hit == null && personal.stream().anyMatch(message -> isNowhere(message, taken))) {
                hit = personal.getFirst();
            }
            if (hit != null) {
                return Mark.faulty(Concealed.personal(hit.excerpt()));
            }
            boolean isSearched = isRecord
                    && column != null
                    && column.path() != null
                    // of a cell in words that is not understood, no check has seen the text
                    && !records.written().containsKey(column.path())
                    && about.stream()
                            .noneMatch(message ->
                                    UNSEARCHED.stream().anyMatch(message.item().code()::startsWith));
            if (!isSearched && Concealed.isPersonal(column == null ? "" : column.heading(), cell)) {
                return Mark.faulty(Concealed.personal(null));
            }
        }
        if (here.stream().anyMatch(message -> !message.isWarning())) {
            return Mark.faulty(cell);
        }
        return here.isEmpty() ? Mark.plain(cell) : Mark.warned(cell);
    }

    private static boolean isAbout(Message message, int position, Column column, Map<String, Integer> taken) {
        String path = message.item().name();
        if (path.isEmpty()) {
            return false;
        }
        if (taken.containsValue(position)) {
            return taken.entrySet().stream()
                    .anyMatch(cell -> cell.getValue() == position && overlap(cell.getKey(), path));
        }
        // an empty cell of a field that is missing
        return column != null && column.path() != null && column.path().equals(path);
    }

    /** Whether no cell of the row fills the field of a message, so that the message may be about any of them. */
    private static boolean isNowhere(Message message, Map<String, Integer> taken) {
        return taken.keySet().stream()
                .noneMatch(path -> overlap(path, message.item().name()));
    }

    private static boolean overlap(String path, String other) {
        return RecordPaths.isWithin(path, other) || RecordPaths.isWithin(other, path);
    }

    /** What is wrong, what would be right, and what may be wrong. */
    private List<String> texts(List<Message> about) {
        var faults = new ArrayList<String>();
        var rights = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        ofSheet.forEach(
                message -> warnings.add("全表：" + field(message) + message.item().message()));
        ofSheet.clear();
        for (Message message : about) {
            String field = field(message);
            if (message.isWarning()) {
                warnings.add(field
                        + CellAdvice.reworded(message.item(), records.type()).message());
                continue;
            }
            if (message.item().code().equals("required")
                    && !hasColumn(message.item().name())) {
                String label = RecordFields.label(records.type(), message.item().name());
                String missing = label == null
                        ? message.item().name()
                        : NUMBERED.matcher(label).replaceAll("$1");
                String example = CellAdvice.of(message.item(), records.type()).right();
                faults.add("表中没有“%s”这一列，必填".formatted(missing));
                rights.add("加上“%s”列".formatted(missing) + (example.isEmpty() ? "" : "，" + example));
                continue;
            }
            var advice = CellAdvice.of(message.item(), records.type());
            // 公开属性应为… names the field itself
            boolean isNamed =
                    advice.fault().startsWith(String.valueOf(message.item().label()));
            faults.add(isNamed ? advice.fault() : field + advice.fault());
            if (!advice.right().isEmpty()) {
                rights.add(field + advice.right());
            }
        }
        return List.of(faults, rights, warnings).stream()
                .map(texts -> texts.stream().distinct().collect(Collectors.joining("\n")))
                .toList();
    }

    /** Whether a column fills a field, a part of it, or a field that contains it. */
    private boolean hasColumn(String path) {
        return headings.columns().stream().anyMatch(column -> column.path() != null && overlap(column.path(), path));
    }

    private static String field(Message message) {
        return message.item().label() == null ? "" : message.item().label() + "：";
    }
}
