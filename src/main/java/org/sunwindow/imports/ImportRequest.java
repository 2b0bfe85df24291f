package org.sunwindow.imports;

import java.util.OptionalInt;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.imports.snapshot.Snapshots;
import org.sunwindow.publisher.Publisher;

/**
 * What a publisher asks for with a file.
 *
 * @param sent       with the file
 * @param maxMissing of a complete file, see {@link Snapshots}; empty for one that contains changes
 * @param async      whether the answer is given before the import
 * @param report     format of the marked sheet to answer with, {@code null} for the result as JSON
 */
record ImportRequest(
        String kind,
        boolean dryRun,
        Sent sent,
        OptionalInt maxMissing,
        boolean async,
        FileFormat format,
        FileFormat report) {

    static final String XLSX = "xlsx";
    static final String CSV = "csv";

    BackgroundImports.Order order(Publisher publisher, boolean gzipped) {
        return new BackgroundImports.Order(kind, publisher, dryRun, sent, format, gzipped);
    }

    /** The same request with a key. */
    ImportRequest with(Sent.Key key) {
        return new ImportRequest(kind, dryRun, new Sent(sent.fileName(), key), maxMissing, async, format, report);
    }
}
