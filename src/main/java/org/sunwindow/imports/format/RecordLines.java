package org.sunwindow.imports.format;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.sunwindow.http.Problem;
import org.sunwindow.publisher.Origin;

/** The records of a file as texts of JSON, one at a time. Not thread-safe. */
public interface RecordLines extends AutoCloseable {

    /**
     * One record.
     *
     * @param number   1-based number of its line, of its row in a sheet, or of its element in an array
     * @param text     {@code null} if it cannot be read
     * @param faults   faults that are not visible in the text
     * @param headings headings of the columns by the paths that they fill; empty unless the file is a sheet
     * @param files    files that it names and that arrive with it: paths in a ZIP, and addresses
     */
    record Line(long number, String text, List<Problem.Item> faults, Map<String, String> headings, List<String> files) {

        public Line(long number, String text, List<Problem.Item> faults, Map<String, String> headings) {
            this(number, text, faults, headings, List.of());
        }

        /** The first fault, {@code null} if there is none. */
        Problem.Item fault() {
            return faults.isEmpty() ? null : faults.getFirst();
        }

        static Line of(long number, String text) {
            return new Line(number, text, List.of(), Map.of());
        }

        public static Line faulty(long number, Problem.Item fault) {
            return new Line(number, null, List.of(fault), Map.of());
        }
    }

    /**
     * Returns the next record, {@code null} at the end of the file.
     *
     * @throws IOException if the file ends in the middle or cannot be read further
     */
    Line next() throws IOException;

    /** What may be wrong with the whole file, such as a column that names no field. Known once the file is open. */
    default List<Problem.Item> warnings() {
        return List.of();
    }

    /** Number of the line to which {@link #warnings} refer. */
    default long headingLine() {
        return 1;
    }

    /** Stores the files that a record names, once it is accepted. A file that cannot be stored ends the import. */
    default void keepFiles(Line line, Origin origin) throws IOException {}

    /** Says how many of the first records are read again, so that their files need not be fetched. */
    default void skipFiles(long count) {}

    /** Like {@link #warnings}, known after the last record. */
    default List<Problem.Item> lastWarnings() {
        return List.of();
    }

    /** Columns of the widest row of a sheet that was read so far, 0 for other files. */
    default int columns() {
        return 0;
    }

    @Override
    void close();

    /**
     * @param most longest record, with its unit
     */
    static Problem.Item tooLong(String most) {
        return new Problem.Item("", "line.too-long", "一条记录最多 " + most);
    }
}
