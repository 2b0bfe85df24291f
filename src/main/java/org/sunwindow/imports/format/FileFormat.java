package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of imported files. The media type of the request decides; XLSX and CSV are also told apart by content. */
public enum FileFormat {
    NDJSON(FileFormat.NDJSON_TYPE, "application/ndjson", "application/jsonl"),
    JSON(FileFormat.JSON_TYPE),
    CSV(FileFormat.CSV_TYPE),
    TSV(FileFormat.TSV_TYPE),
    XLSX(FileFormat.XLSX_TYPE);

    public static final String NDJSON_TYPE = "application/x-ndjson";
    public static final String JSON_TYPE = "application/json";
    public static final String CSV_TYPE = "text/csv";
    public static final String TSV_TYPE = "text/tab-separated-values";
    public static final String XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final List<String> mediaTypes;

    FileFormat(String... mediaTypes) {
        this.mediaTypes = List.of(mediaTypes);
    }

    /**
     * Returns the format of a media type, whose parameters are ignored.
     *
     * @throws IllegalArgumentException if it is the type of none
     */
    public static FileFormat of(String mediaType) {
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaTypes.contains(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type));
    }

    /**
     * Opens a file. A sheet is stored in a temporary file until it is closed, because its encoding and its headings must be
     * known before the first record.
     *
     * @param records   what the records are
     * @param maxRecord longest record in bytes
     * @param maxFile   longest sheet in bytes
     * @throws InvalidFileException if the file as a whole cannot be read
     */
    public RecordLines open(InputStream in, SheetRecords records, int maxRecord, long maxFile, ImportMemory memory)
            throws IOException {
        return switch (this) {
            case NDJSON -> new NdjsonLines(in, maxRecord, memory);
            case JSON -> new ArrayElements(in, maxRecord, memory);
            case CSV, TSV, XLSX -> SheetLines.open(this, SpooledFile.of(in, maxFile), records, maxRecord);
        };
    }
}
