package org.sunwindow.attachment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes small files as offices write them. */
public final class OfficeFiles {

    private OfficeFiles() {}

    /** A picture of one pixel. */
    public static byte[] png() {
        return HexFormat.of()
                .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
                        + "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082");
    }

    /** The parts of a picture, without its tables. */
    public static byte[] jpeg() {
        return HexFormat.of().parseHex("ffd8ffe000104a46494600010100000100010000ffda0008010100003f00d2cfffd9");
    }

    /** A PDF document of one line of Chinese text. */
    public static byte[] pdf(String text) {
        return pdf(text, "");
    }

    /**
     * @param catalog more entries of the catalog
     */
    public static byte[] pdf(String text, String catalog, String... more) {
        String shown = "BT /F1 12 Tf 50 700 Td <%s> Tj ET"
                .formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE)));
        var objects = new ArrayList<>(List.of(
                "<</Type/Catalog/Pages 2 0 R%s>>".formatted(catalog),
                "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 6 0 R>>",
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
                        + "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
                "<</Length %d>>\nstream\n%s\nendstream".formatted(shown.length(), shown)));
        objects.addAll(List.of(more));
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            offsets.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i)));
        }
        int xref = pdf.length();
        int size = objects.size() + 1;
        pdf.append("xref\n0 %d\n%strailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
                .formatted(size, offsets, size, xref));
        return pdf.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A Word document with these paragraphs. */
    public static byte[] docx(String... paragraphs) {
        return zip(docxEntries(paragraphs));
    }

    public static Map<String, byte[]> docxEntries(String... paragraphs) {
        var body = new StringBuilder();
        for (String paragraph : paragraphs) {
            body.append("<w:p><w:r><w:t>%s</w:t></w:r></w:p>".formatted(paragraph));
        }
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(
                "[Content_Types].xml",
                utf8("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"));
        entries.put(
                "word/document.xml",
                utf8("<?xml version=\"1.0\"?><w:document"
                        + " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + body
                        + "</w:body></w:document>"));
        return entries;
    }

    /** A workbook of one sheet. */
    public static byte[] xlsx(List<List<String>> rows) {
        var sheet = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            sheet.append("<row r=\"%d\">".formatted(i + 1));
            for (int j = 0; j < rows.get(i).size(); j++) {
                sheet.append("<c r=\"%c%d\" t=\"inlineStr\"><is><t>%s</t></is></c>"
                        .formatted('A' + j, i + 1, rows.get(i).get(j)));
            }
            sheet.append("</row>");
        }
        String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        String relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        String packages = "http://schemas.openxmlformats.org/package/2006/";
        String type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put(
                "[Content_Types].xml",
                utf8(
                        "<Types xmlns=\"%scontent-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"%ssheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"%sworksheet+xml\"/></Types>"
                                .formatted(packages, type, type)));
        entries.put(
                "_rels/.rels",
                utf8(
                        "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"rId1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                                .formatted(packages, relation)));
        entries.put(
                "xl/workbook.xml",
                utf8(
                        "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                                .formatted(main, relation)));
        entries.put(
                "xl/_rels/workbook.xml.rels",
                utf8(
                        "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"rId1\" Type=\"%s/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                                .formatted(packages, relation)));
        entries.put(
                "xl/worksheets/sheet1.xml",
                utf8("<worksheet xmlns=\"%s\"><sheetData>%s</sheetData></worksheet>".formatted(main, sheet)));
        return zip(entries);
    }

    public static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * A compound file whose first stream has a content.
     *
     * @param streams names, the one with the content first
     */
    public static byte[] compound(byte[] content, String... streams) {
        int directory = 512 + (content.length + 511) / 512 * 512;
        var file = ByteBuffer.allocate(directory + 128 * streams.length + 512).order(ByteOrder.LITTLE_ENDIAN);
        file.put(HexFormat.of().parseHex("d0cf11e0a1b11ae1"));
        file.putShort(30, (short) 9);
        file.position(512).put(content);
        for (int i = 0; i < streams.length; i++) {
            int entry = directory + 128 * i;
            byte[] name = streams[i].getBytes(StandardCharsets.UTF_16LE);
            file.position(entry).put(name);
            file.putShort(entry + 64, (short) (name.length + 2));
            file.put(entry + 66, (byte) 2);
        }
        return file.array();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
