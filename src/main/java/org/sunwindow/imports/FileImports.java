package org.sunwindow.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.publisher.Publisher;

/**
 * Imports files that do not arrive in a request, but from a folder or a source. The checks, and the rights of the
 * publisher, are the same as for a request. Thread-safe.
 */
public interface FileImports {

    /** A file, opened once for an import and closed by it. */
    interface Content {
        InputStream open() throws IOException;
    }

    /** How the import of a file ended. */
    enum Ending {
        /** All lines were read; some may be rejected. */
        COMPLETED,
        /** The file is at fault, or its publisher may not send it. Importing the same file again would not help. */
        REFUSED,
        /** The store or the memory is not available now; the file should be imported again later, as a whole. */
        POSTPONED
    }

    /**
     * The outcome of an import.
     *
     * @param run      {@code null} if there was none
     * @param counts   of the run, up to its end
     * @param problem  what is wrong with the file as a whole, in Chinese; {@code null} if the import was completed
     */
    record Outcome(Ending ending, UUID run, Counts counts, String problem) {}

    /** Lines of a run. */
    record Counts(
            long lines, long created, long changed, long unchanged, long withdrawn, long rejected, long warnings) {

        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * A fault or warning. It has no personal data.
     *
     * @param line    number of the line
     * @param isFault whether the line is rejected
     * @param key     of the record, may be {@code null}
     * @param label   Chinese name of the field, may be {@code null}
     * @param value   may be {@code null}
     * @param message in Chinese
     */
    record Remark(long line, boolean isFault, String key, String label, String value, String message) {}

    /** Returns what can be imported: the names of the kinds in Chinese, by the names that requests use. */
    Map<String, String> kinds();

    /** Whether the store can be reached. */
    boolean isReady();

    /** Imports a file that contains changes. */
    default Outcome run(String kind, Publisher publisher, FileFormat format, boolean gzipped, Content content) {
        return run(kind, publisher, OptionalInt.empty(), format, gzipped, content);
    }

    /**
     * Imports a file.
     *
     * @param maxMissing most records, in percent, that a file with all records of the publisher may lack; empty if the file
     *     contains changes
     * @param gzipped    whether it is compressed
     */
    Outcome run(
            String kind,
            Publisher publisher,
            OptionalInt maxMissing,
            FileFormat format,
            boolean gzipped,
            Content content);

    /** Returns the first faults and warnings of a run, in the order of its lines. */
    List<Remark> remarks(UUID run, int most);

    /**
     * Returns the format that the extension of a name stands for, such as {@code guide.xlsx} or {@code guide.csv.gz}.
     */
    static Optional<FileFormat> format(String name) {
        String plain = isGzipped(name) ? name.substring(0, name.length() - ".gz".length()) : name;
        return Optional.ofNullable(
                switch (plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
                    case "ndjson", "jsonl" -> FileFormat.NDJSON;
                    case "json" -> FileFormat.JSON;
                    case "csv" -> FileFormat.CSV;
                    case "tsv" -> FileFormat.TSV;
                    // an old workbook is refused with the advice to save it as a new one
                    case "xlsx", "xls" -> FileFormat.XLSX;
                    case "zip" -> FileFormat.ZIP;
                    default -> null;
                });
    }

    static boolean isGzipped(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
