package org.sunwindow.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** Writes tables as a workbook of Excel. Equal tables have equal bytes, so that all instances give them one ETag. */
public final class XlsxWriter {

    public static final String MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** Digits that a spreadsheet keeps of a number; longer ones are written as texts. */
    private static final int MAX_DIGITS = 15;

    /** Of all parts; a ZIP has no earlier time. */
    private static final LocalDateTime WRITTEN = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final String PROPERTIES = "docProps/core.xml";
    private static final String CREATED = "<dcterms:created[^>]*>[^<]*</dcterms:created>";

    private XlsxWriter() {}

    /**
     * @param rows their cells: texts, which are never formulas, {@link BigDecimal numbers}, or {@code null} for an empty
     *     one
     */
    public record Sheet(String name, List<? extends List<?>> rows) {}

    public static byte[] write(List<Sheet> sheets) {
        var bytes = new ByteArrayOutputStream();
        try {
            try (var workbook = new Workbook(bytes, "Sunwindow", "1.0")) {
                sheets.forEach(sheet -> write(workbook.newWorksheet(sheet.name()), sheet.rows()));
            }
            return withoutTimes(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Worksheet sheet, List<? extends List<?>> rows) {
        for (int i = 0; i < rows.size(); i++) {
            List<?> cells = rows.get(i);
            for (int j = 0; j < cells.size(); j++) {
                if (cells.get(j) instanceof BigDecimal number && number.precision() <= MAX_DIGITS) {
                    sheet.value(i, j, number);
                    if (number.scale() > 0) {
                        sheet.style(i, j)
                                .format("0." + "0".repeat(number.scale()))
                                .set();
                    }
                } else if (cells.get(j) instanceof BigDecimal number) {
                    sheet.inlineString(i, j, number.toPlainString());
                } else if (cells.get(j) != null) {
                    sheet.inlineString(i, j, cells.get(j).toString());
                }
            }
        }
    }

    /** Removes the time of writing from a workbook. */
    private static byte[] withoutTimes(byte[] workbook) throws IOException {
        var bytes = new ByteArrayOutputStream(workbook.length);
        try (ZipFile parts = ZipFile.builder().setByteArray(workbook).get();
                var out = new ZipOutputStream(bytes)) {
            for (ZipArchiveEntry part : Collections.list(parts.getEntries())) {
                byte[] content = parts.getInputStream(part).readAllBytes();
                if (part.getName().equals(PROPERTIES)) {
                    content = new String(content, StandardCharsets.UTF_8)
                            .replaceAll(CREATED, "")
                            .getBytes(StandardCharsets.UTF_8);
                }
                var entry = new ZipEntry(part.getName());
                entry.setTimeLocal(WRITTEN);
                out.putNextEntry(entry);
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }
}
