package org.sunwindow.imports.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.archive.ArchiveLines;
import org.sunwindow.imports.format.rows.OtherFiles;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.imports.format.sheet.WholeSheet;

/**
 * The formats of imported files. The media type of the request decides, but a workbook sent as CSV is read as a
 * workbook.
 */
public enum FileFormat {
    NDJSON(FileFormat.NDJSON_TYPE, "application/ndjson", "application/jsonl"),
    JSON(FileFormat.JSON_TYPE),
    CSV(FileFormat.CSV_TYPE),
    TSV(FileFormat.TSV_TYPE),
    XLSX(FileFormat.XLSX_TYPE),
    /** A sheet with the files that its rows name. */
    ZIP(FileFormat.ZIP_TYPE, "application/x-zip-compressed");

    public static final String NDJSON_TYPE = "application/x-ndjson";
    public static final String JSON_TYPE = "application/json";
    public static final String CSV_TYPE = "text/csv";
    public static final String TSV_TYPE = "text/tab-separated-values";
    public static final String XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static final String ZIP_TYPE = "application/zip";

    private static final List<String> TYPES = List.of(NDJSON_TYPE, JSON_TYPE, CSV_TYPE, TSV_TYPE, XLSX_TYPE, ZIP_TYPE);

    private final List<String> mediaTypes;

    FileFormat(String... mediaTypes) {
        this.mediaTypes = List.of(mediaTypes);
    }

    /**
     * Returns the format of a media type, whose parameters are ignored. Lines of JSON, the oldest format, need no type.
     *
     * @param mediaType {@code null} for none
     * @throws ProblemException if no format has this type; also for a range such as {@code text/*}
     */
    public static FileFormat of(String mediaType) {
        if (mediaType == null) {
            return NDJSON;
        }
        return known(mediaType)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.MEDIA_TYPE_UNSUPPORTED, "请写明文件的格式（Content-Type）：" + String.join("、", TYPES) + "。"));
    }

    /** Returns the format of a media type, empty if no format has it. */
    static Optional<FileFormat> known(String mediaType) {
        String type =
                mediaType == null ? "" : mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaTypes.contains(type))
                .findFirst();
    }

    /**
     * Opens a file. A sheet is stored in a temporary file until it is closed, because its encoding and its headings
     * must be known before the first record.
     *
     * @param records   what the records are
     * @param maxRecord longest record in bytes
     * @param memory    for long records that are not in a sheet
     * @param space     for sheets
     * @throws InvalidFileException if the file as a whole cannot be read
     */
    public RecordLines open(InputStream in, SheetRecords records, int maxRecord, ImportMemory memory, SheetSpace space)
            throws IOException {
        RecordLines lines = switch (this) {
            case NDJSON -> new NdjsonLines(OtherFiles.refuse(in), maxRecord, memory);
            case JSON -> new ArrayElements(OtherFiles.refuse(in), maxRecord, memory);
            case CSV, TSV, XLSX -> WholeSheet.open(this, SpooledFile.of(in, space), records, maxRecord);
            case ZIP -> ArchiveLines.open(SpooledFile.of(in, space), records, maxRecord, space);
        };
        return LinkedLines.of(lines, records);
    }

    /**
     * Opens a sheet that is stored already, or a ZIP of one, and does not delete it.
     *
     * @param space for the sheet in a ZIP
     * @throws InvalidFileException if the file as a whole cannot be read
     */
    public RecordLines openStored(SpooledFile file, SheetRecords records, int maxRecord, SheetSpace space)
            throws IOException {
        RecordLines lines = this == ZIP
                ? ArchiveLines.open(file.lent(), records, maxRecord, space)
                : WholeSheet.open(this, file.lent(), records, maxRecord);
        return LinkedLines.of(lines, records);
    }

    /**
     * Refuses a sheet whose rows have no places of their own in a report, because it is one record.
     *
     * @throws ProblemException if it is
     */
    public void requireRows(SpooledFile file, SheetRecords records) throws IOException {
        if (isSheet() && WholeSheet.is(this, file, records, Integer.MAX_VALUE)) {
            throw new ProblemException(
                    ProblemCode.NOT_ACCEPTABLE, "整张的公示没有标注表；请不写 report 报送，退回原因见 /imports/{id}/rejects。");
        }
    }

    /** Whether a report can be written into files of the format. */
    public boolean hasReport() {
        return isSheet() || this == ZIP;
    }

    /** Whether files of the format have rows and columns. */
    public boolean isSheet() {
        return this == CSV || this == TSV || this == XLSX;
    }
}
