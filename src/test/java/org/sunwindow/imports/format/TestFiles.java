package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.TestSettings;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.EndOfDay;
import org.sunwindow.json.StrictJson;

/** Makes files of a small kind of record, and reads them. */
final class TestFiles {

    private TestFiles() {}

    record Entry(
            @Schema(description = "编号") String id,
            @Schema(description = "名称") String name,
            @Schema(description = "日期") LocalDate day,
            @Schema(description = "人数") Integer people,
            @Schema(description = "收费") Fee fee,
            @Schema(description = "关键词") List<String> words,
            @EndOfDay @Schema(description = "截止") OffsetDateTime end) {}

    record Fee(@Schema(description = "标准") String standard) {}

    static final SheetRecords RECORDS = new SheetRecords(
            Entry.class,
            Map.of(),
            new StrictJson(
                    TestSettings.general(Map.of()),
                    Validation.buildDefaultValidatorFactory().getValidator()));

    static final int MAX_RECORD = 100_000;
    static final SheetSpace SPACE = new SheetSpace(10_000_000, 100_000_000);

    static List<Line> lines(FileFormat format, byte[] file) throws IOException {
        var lines = new ArrayList<Line>();
        try (RecordLines opened = format.open(
                new ByteArrayInputStream(file), RECORDS, MAX_RECORD, ImportMemory.ofHeap(MAX_RECORD), SPACE)) {
            for (Line line = opened.next(); line != null; line = opened.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    static List<String> texts(FileFormat format, byte[] file) throws IOException {
        return lines(format, file).stream().map(Line::text).toList();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void assertInvalid(FileFormat format, byte[] file, String message) {
        assertThatThrownBy(() -> lines(format, file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message);
    }

    /** Parts of a workbook with one sheet. */
    static Map<String, String> workbook(String sheet, String shared, String styles) {
        var parts = new LinkedHashMap<String, String>();
        parts.put("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>\
                <Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>\
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
                </Types>""");
        parts.put("_rels/.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>\
                </Relationships>""");
        parts.put("xl/workbook.xml", """
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">%s\
                <sheets><sheet name="表" sheetId="1" r:id="s1"/></sheets></workbook>""".formatted(styles));
        parts.put("xl/_rels/workbook.xml.rels", """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="s1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>\
                <Relationship Id="s2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
                <Relationship Id="s3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>\
                </Relationships>""");
        parts.put("xl/styles.xml", """
                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
                <numFmts count="2"><numFmt numFmtId="171" formatCode="[HH]:MM:SS"/><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>\
                <cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="57"/><xf numFmtId="170"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="171"/></cellXfs>\
                </styleSheet>""");
        parts.put("xl/sharedStrings.xml", """
                <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>""".formatted(shared));
        parts.put("xl/worksheets/sheet1.xml", """
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>""".formatted(sheet));
        return parts;
    }

    static byte[] zip(Map<String, String> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(utf8(part.getValue()));
            }
        }
        return bytes.toByteArray();
    }

    static String row(int number, String... cells) {
        return IntStream.range(0, cells.length)
                .mapToObj(i -> cells[i].startsWith("<")
                        ? cells[i].replace("<c", "<c r=\"" + (char) ('A' + i) + number + "\"")
                        : "<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is></c>"
                                .formatted((char) ('A' + i), number, cells[i]))
                .collect(Collectors.joining("", "<row r=\"" + number + "\">", "</row>"));
    }

    static byte[] xlsx(String... rows) throws IOException {
        return zip(workbook(row(1, "编号", "名称", "日期", "人数") + String.join("", rows), "", ""));
    }

    /**
     * What becomes of a file, in one line: that it is refused, or its records and faults by their numbers, then its warnings,
     * and at last that it breaks off.
     */
    static String answer(FileFormat format, byte[] file) throws IOException {
        var answer = new ArrayList<String>();
        try (RecordLines opened = format.open(
                new ByteArrayInputStream(file), RECORDS, MAX_RECORD, ImportMemory.ofHeap(MAX_RECORD), SPACE)) {
            try {
                for (Line line = opened.next(); line != null; line = opened.next()) {
                    answer.add(line.number() + " "
                            + (line.fault() == null
                                    ? line.text().strip()
                                    : line.fault().code()));
                }
            } catch (BrokenFileException e) {
                answer.add("breaks: " + e.getMessage());
            }
            opened.warnings().stream().map(Problem.Item::code).forEach(answer::add);
        } catch (InvalidFileException e) {
            return "refused: " + e.getMessage();
        }
        return String.join(" | ", answer);
    }
}
