package org.sunwindow.bulk;

import java.util.Arrays;
import java.util.Optional;
import org.sunwindow.kind.RecordSheets;

/** The formats in which all records of a kind can be taken. */
enum ExportFormat {
    NDJSON("ndjson", "application/x-ndjson", null),
    /** NDJSON of changes, as the change feed returns them. Contains the canonical keys, which records do not. */
    CHANGES("changes", "application/x-ndjson", null),
    CSV("csv", "text/csv;charset=UTF-8", RecordSheets.Format.CSV),
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", RecordSheets.Format.XLSX);

    /** Ending of the address. */
    final String extension;

    final String mediaType;

    /** {@code null} if it is no sheet. */
    final RecordSheets.Format sheet;

    ExportFormat(String extension, String mediaType, RecordSheets.Format sheet) {
        this.extension = extension;
        this.mediaType = mediaType;
        this.sheet = sheet;
    }

    /** Returns whether files are compressed by the format itself, so that gzip would only cost time. */
    boolean isCompressed() {
        return this == XLSX;
    }

    static Optional<ExportFormat> of(String extension) {
        return Arrays.stream(values())
                .filter(format -> format.extension.equals(extension))
                .findFirst();
    }
}
