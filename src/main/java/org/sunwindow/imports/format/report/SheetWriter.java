package org.sunwindow.imports.format.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.format.sheet.Concealed;

/** Writes marked rows to a stream, one by one. Not thread-safe. */
interface SheetWriter extends AutoCloseable {

    /** How a cell is shown. */
    enum Look {
        PLAIN,
        HEADING,
        FAULTY,
        WARNED,
        NOTE
    }

    record Mark(String text, Look look) {

        static Mark plain(String text) {
            return new Mark(text, Look.PLAIN);
        }

        static Mark heading(String text) {
            return new Mark(text, Look.HEADING);
        }

        static Mark faulty(String text) {
            return new Mark(text, Look.FAULTY);
        }

        static Mark warned(String text) {
            return new Mark(text, Look.WARNED);
        }

        static Mark note(String text) {
            return new Mark(text, Look.NOTE);
        }
    }

    static SheetWriter of(FileFormat format, OutputStream out) throws IOException {
        return format == FileFormat.XLSX ? new Xlsx(out) : new Csv(out);
    }

    /**
     * Must be called before the first row.
     *
     * @param heading number of the row with the heading
     * @param notes   positions of the columns with notes
     */
    void begin(long heading, List<Integer> notes) throws IOException;

    /**
     * @param number of the row; that of the row before is lower, and rows between are empty
     */
    void row(long number, List<Mark> cells) throws IOException;

    @Override
    void close() throws IOException;

    /** CSV in UTF-8, with the byte order mark by which Excel recognizes it. Looks are lost. */
    final class Csv implements SheetWriter {

        private static final Pattern FORMULA = Pattern.compile("[=+@\\t\\r].*|-(?![\\d.]+$).+|0\\d+", Pattern.DOTALL);

        private final CsvWriter csv;
        private long written;

        Csv(OutputStream out) throws IOException {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write('\uFEFF');
            csv = CsvWriter.builder().build(writer);
        }

        @Override
        public void begin(long heading, List<Integer> notes) {
            // nothing depends on it
        }

        @Override
        public void row(long number, List<Mark> cells) throws IOException {
            while (++written < number) {
                csv.writeRecord("");
            }
            csv.writeRecord(cells.stream().map(cell -> inert(cell.text())).toList());
        }

        /** Prevents a spreadsheet from reading a text as a formula, or a code as a number. */
        private static String inert(String text) {
            return FORMULA.matcher(text).matches() ? "=\"" + text.replace("\"", "\"\"") + "\"" : text;
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }
    }

    /** XLSX with texts in their cells, so that memory does not depend on the number of rows. */
    final class Xlsx implements SheetWriter {

        /** Rows, and characters, that are written at once. */
        private static final int ROWS = 200;

        private static final int CHARACTERS = 1024 * 1024;

        /** Longest cell that Excel opens, in characters. */
        private static final int MAX_CELL = 32_767;

        private static final double NOTE_WIDTH = 48;

        private final Workbook workbook;
        private Worksheet sheet;
        private int rows;
        private int characters;

        Xlsx(OutputStream out) {
            workbook = new Workbook(out, "Sunwindow", "1.0");
            sheet = workbook.newWorksheet("填报");
        }

        @Override
        public void begin(long heading, List<Integer> notes) {
            sheet.freezePane(0, (int) heading);
            notes.forEach(position -> sheet.width(position, NOTE_WIDTH));
        }

        @Override
        public void row(long number, List<Mark> cells) throws IOException {
            if (number > Worksheet.MAX_ROWS) {
                throw new InvalidFileException("表格超过 %d 行，放不进 .xlsx。".formatted(Worksheet.MAX_ROWS));
            }
            int row = (int) number - 1;
            for (int i = 0; i < cells.size(); i++) {
                Mark cell = cells.get(i);
                if (!cell.text().isEmpty()) {
                    sheet.inlineString(row, i, fitting(cell));
                    characters += cell.text().length();
                }
                if (cell.look() != Look.PLAIN
                        && !(cell.look() == Look.NOTE && cell.text().isEmpty())) {
                    look(sheet.style(row, i), cell.look());
                }
            }
            if (++rows >= ROWS || characters >= CHARACTERS) {
                sheet.flush();
                rows = 0;
                characters = 0;
            }
        }

        private static String fitting(Mark cell) {
            if (cell.text().length() <= MAX_CELL) {
                return cell.text();
            }
            return cell.look() == Look.NOTE ? cell.text().substring(0, MAX_CELL - 1) + "…" : Concealed.tooLong();
        }

        private static void look(StyleSetter style, Look look) {
            switch (look) {
                case HEADING -> style.bold();
                case FAULTY -> style.fillColor("FFC7CE");
                case WARNED -> style.fillColor("FFEB9C");
                case NOTE -> style.wrapText(true);
                case PLAIN -> {}
            }
            style.set();
        }

        /** Begins another sheet, of which no heading is marked. */
        void sheet(String name) throws IOException {
            sheet.finish();
            sheet = workbook.newWorksheet(name);
            rows = 0;
            characters = 0;
        }

        @Override
        public void close() throws IOException {
            workbook.close();
        }
    }
}
