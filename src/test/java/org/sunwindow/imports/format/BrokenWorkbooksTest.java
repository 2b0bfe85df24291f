package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sunwindow.imports.format.TestFiles.answer;
import static org.sunwindow.imports.format.TestFiles.row;
import static org.sunwindow.imports.format.TestFiles.utf8;
import static org.sunwindow.imports.format.TestFiles.workbook;
import static org.sunwindow.imports.format.TestFiles.xlsx;
import static org.sunwindow.imports.format.TestFiles.zip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks that are broken, odd or hostile: each has one clear answer, and a file that breaks off leaves nothing. */
@Tag("slow")
class BrokenWorkbooksTest {

    private static final String SOUND = "2 {\"id\":\"A1\",\"name\":\"名\"}";
    private static final String HEAD = row(1, "编号", "名称", "日期", "人数");
    private static final String DATA = row(2, "A1", "名");

    private static byte[] changed(String part, UnaryOperator<String> change) throws IOException {
        Map<String, String> parts = workbook(HEAD + DATA, "", "");
        parts.compute(part, (name, xml) -> change.apply(xml));
        return zip(parts);
    }

    private static byte[] without(String part) throws IOException {
        Map<String, String> parts = workbook(HEAD + DATA, "", "");
        parts.remove(part);
        return zip(parts);
    }

    private static byte[] with(String part, String content) throws IOException {
        Map<String, String> parts = workbook(HEAD + DATA, "", "");
        parts.put(part, content);
        return zip(parts);
    }

    /** Read by a library that takes a backslash for a slash, and not looked at by the other. */
    private static byte[] moved(String part, String to) throws IOException {
        Map<String, String> parts = workbook(HEAD + DATA, "", "");
        parts.put(to, parts.remove(part));
        return zip(parts);
    }

    private static byte[] only(String... parts) throws IOException {
        return zip(Arrays.stream(parts).collect(Collectors.toMap(part -> part, part -> "<x/>", (one, other) -> one)));
    }

    private static byte[] followed(byte[] more) throws IOException {
        byte[] file = sheet(HEAD + DATA);
        byte[] both = Arrays.copyOf(file, file.length + more.length);
        System.arraycopy(more, 0, both, file.length, more.length);
        return both;
    }

    /** The end of an empty ZIP. */
    private static byte[] end() {
        byte[] end = new byte[22];
        System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, end, 0, 4);
        return end;
    }

    private static byte[] sheet(String rows) throws IOException {
        return zip(workbook(rows, "", ""));
    }

    private static UnaryOperator<String> replacing(String text, String by) {
        return xml -> {
            assertThat(xml).contains(text);
            return xml.replace(text, by);
        };
    }

    /** A compound file whose directory names an entry. */
    private static byte[] compound(String entry) {
        byte[] file = new byte[1024];
        System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, file, 0, 4);
        file[30] = 9;
        byte[] name = entry.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, file, 512 + 128, name.length);
        return file;
    }

    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String BOOK = "xl/workbook.xml";

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                // what is no workbook
                arguments("text", utf8("编号,名称\nA1,名"), "refused: 文件损坏，或不是 .xlsx"),
                arguments("nothing", new byte[0], "refused: 文件是空的"),
                arguments("PDF", utf8("%PDF-1.7\n%…"), "refused: 文件不是 CSV 或 .xlsx，而是PDF"),
                arguments("PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, "而是图片"),
                arguments("JPEG", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0}, "而是图片"),
                arguments("RAR", utf8("Rar!\u001a\u0007"), "而是压缩包"),
                arguments("page", utf8("<html><table><tr><td>编号</td></tr></table></html>"), "而是网页（HTML）"),
                arguments("page of a CMS", utf8("\uFEFF\r\n<!DOCTYPE html>\n<html>"), "而是网页（HTML）"),
                arguments("fragment of a page", utf8("<table border=1><tr>"), "而是网页（HTML）"),
                arguments(
                        "XML of 2003",
                        utf8(
                                "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn\">"),
                        "而是旧的 XML 表格"),
                arguments("RTF", utf8("{\\rtf1\\ansi"), "而是RTF"),
                arguments("document", only("[Content_Types].xml", "word/document.xml"), "Word 文档"),
                arguments("presentation", only("[Content_Types].xml", "ppt/presentation.xml"), "演示文稿"),
                arguments("binary workbook", only("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"),
                arguments("OpenDocument", only("mimetype", "content.xml"), "OpenDocument"),
                arguments("ZIP of files", only("表格.csv"), "refused: 文件是压缩包"),
                arguments("encrypted", compound("EncryptedPackage"), "refused: 文件设有密码；"),
                arguments("old workbook", compound("Workbook"), "旧的 .xls"),
                arguments("older workbook", compound("Book"), "旧的 .xls"),
                arguments("old document", compound("WordDocument"), "Word"),
                arguments("other compound file", compound("Contents"), "文件设有密码，或是旧的 .xls"),
                arguments("compound file, cut off", Arrays.copyOf(compound("Workbook"), 40), "文件设有密码，或是旧的 .xls"),
                arguments("compound file with a wild directory", wild(), "文件设有密码，或是旧的 .xls"),
                // two readers of a ZIP must see the same
                arguments("something behind the end", followed(new byte[22]), "refused: 文件损坏"),
                arguments("two ends", followed(end()), "refused: 文件损坏"),
                arguments("sheet with a backslash", moved(SHEET, "xl\\worksheets\\sheet1.xml"), "refused: 文件损坏"),
                arguments(
                        "shared texts under another name",
                        with(
                                "[Content_Types].xml",
                                "<Types><Override PartName=\"/xl/other.xml\" ContentType=\"application/"
                                        + "vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>"),
                        "refused: 文件损坏"),
                // parts that are missing, broken or forbidden
                arguments("no workbook", without(BOOK), "refused: 文件损坏"),
                arguments("no sheet", without(SHEET), "refused:"),
                arguments("no content types", without("[Content_Types].xml"), "refused:"),
                arguments("no relationships", without("xl/_rels/workbook.xml.rels"), "refused:"),
                arguments("no styles", without("xl/styles.xml"), ""),
                arguments("no shared texts", without("xl/sharedStrings.xml"), ""),
                arguments("broken workbook", changed(BOOK, replacing("</sheets>", "")), "refused:"),
                arguments("broken styles", changed("xl/styles.xml", replacing("</cellXfs>", "")), "refused:"),
                arguments("broken content types", changed("[Content_Types].xml", xml -> "<Types"), "refused:"),
                arguments("broken sheet", changed(SHEET, replacing("</sheetData>", "")), "refused:"),
                arguments(
                        "wrong encoding in XML",
                        changed(SHEET, xml -> "<?xml version=\"1.0\" encoding=\"no\"?>" + xml),
                        "refused:"),
                arguments("NUL in XML", changed(SHEET, replacing("A1<", "A\0<")), "refused:"),
                arguments("reference to NUL", changed(SHEET, replacing("A1<", "A&#0;<")), "refused:"),
                arguments("undeclared entity", changed(SHEET, replacing("A1<", "&secret;<")), "refused:"),
                arguments(
                        "entities",
                        changed(
                                SHEET,
                                xml -> "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                                        + xml.replace("A1<", "&b;<")),
                        "refused:"),
                arguments(
                        "file of the server",
                        changed(
                                SHEET,
                                xml -> "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
                                        + xml.replace("A1<", "&a;<")),
                        "refused:"),
                arguments(
                        "entities in the relationships",
                        changed("_rels/.rels", xml -> "<!DOCTYPE x [<!ENTITY a \"b\">]>" + xml.replace("r1", "&a;")),
                        "refused:"),
                arguments("macros", with("xl/vbaProject.bin", "x"), "refused: 文件含有宏"),
                arguments("old macros", with("xl/macrosheets/sheet1.xml", "<x/>"), "refused: 文件含有宏"),
                arguments("signature of macros", with("xl/vbaProjectSignature.bin", "x"), "refused: 文件含有宏"),
                arguments("part of another case", with("xl/Workbook.xml", "<x/>"), "refused: 文件损坏"),
                arguments("external link", with("xl/externalLinks/externalLink1.xml", "<externalLink/>"), SOUND),
                arguments("embedded file", with("xl/embeddings/oleObject1.bin", "MZ"), SOUND),
                arguments("pictures", with("xl/media/image1.png", "x".repeat(2_000_000)), SOUND),
                arguments("many comments", with("xl/comments1.xml", comments()), SOUND),
                // sheets
                arguments("no sheets", changed(BOOK, xml -> xml.replaceFirst("<sheet .*?/>", "")), "refused:"),
                arguments("hidden sheet", changed(BOOK, replacing("sheetId", "state=\"hidden\" sheetId")), "没有可见的工作表"),
                arguments(
                        "very hidden sheet",
                        changed(BOOK, replacing("sheetId", "state=\"veryHidden\" sheetId")),
                        "没有可见的工作表"),
                arguments("sheet elsewhere", changed(BOOK, replacing("r:id=\"s1\"", "r:id=\"s9\"")), "refused:"),
                arguments("empty sheet", sheet(""), "refused: 没有找到表头"),
                arguments("heading only", sheet(HEAD), ""),
                arguments("no heading", sheet(DATA), "refused: 没有找到表头：第一个工作表“"),
                arguments("two rows of one number", sheet(HEAD + DATA + DATA), "refused: 工作表中有重复的行号（第 2 行）"),
                arguments(
                        "row with the number of the heading",
                        sheet(HEAD + DATA.replace("r=\"2\"", "r=\"1\"")),
                        "refused: 工作表中有重复的行号（第 1 行）"),
                arguments(
                        "merged heading",
                        changed(
                                SHEET,
                                replacing(
                                        "</sheetData>",
                                        "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>")),
                        SOUND),
                arguments(
                        "hidden row", sheet(HEAD + DATA.replace("<row", "<row hidden=\"1\"")), SOUND + " | row.hidden"),
                arguments(
                        "two tables",
                        sheet(HEAD + DATA + row(4, "编号", "名称", "地址") + row(5, "B1", "名", "路")),
                        "refused: 第 4 行又是一个表头"),
                arguments("heading repeated on a page", sheet(HEAD + DATA + HEAD.replace("1\"", "3\"")), SOUND),
                arguments(
                        "two columns of one heading",
                        sheet(row(1, "编号", "名称", "名称") + row(2, "A1", "名", "乙")),
                        SOUND + " | column.repeated"),
                arguments(
                        "tables side by side",
                        sheet(row(1, "编号", "名称", "编号", "名称") + row(2, "A1", "名", "B1", "乙")),
                        SOUND + " | column.repeated | column.repeated"),
                arguments("cell beyond the heading", sheet(row(1, "编号") + DATA), "2 cell.surplus"),
                // rows and cells
                arguments("rows without numbers", changed(SHEET, xml -> xml.replaceAll(" r=\"\\w+\"", "")), ""),
                arguments(
                        "rows in wrong order",
                        sheet(HEAD + row(9, "A9", "名") + DATA),
                        "9 {\"id\":\"A9\",\"name\":\"名\"}"),
                arguments("row zero", sheet(HEAD + DATA.replace("r=\"2\"", "r=\"0\"")), ""),
                arguments("row beyond the end", sheet(HEAD + DATA.replace("r=\"2\"", "r=\"99999999999\"")), ""),
                arguments("cell of another row", sheet(HEAD + DATA.replace("\"A2\"", "\"A7\"")), ""),
                arguments("one cell twice", sheet(HEAD + DATA.replace("\"B2\"", "\"A2\"")), ""),
                arguments(
                        "cells in wrong order",
                        sheet(HEAD + "<row r=\"2\"><c r=\"B2\"><v>2</v></c><c r=\"A2\"><v>1</v></c></row>"),
                        ""),
                arguments(
                        "row of a million cells",
                        sheet(HEAD + "<row r=\"2\">" + "<c/>".repeat(1_000_000) + "</row>"),
                        "refused: 文件损坏"),
                arguments(
                        "100,000 columns",
                        sheet("<row r=\"1\">" + "<c><v>1</v></c>".repeat(100_000) + "</row>"),
                        "refused:"),
                arguments("5,000 columns", sheet(wide(5_000)), "refused: 第 1 行有 5000 列"),
                arguments("a million empty rows", xlsx(emptyRows(1_000_000), row(1_000_002, "A1", "名")), "1000002 {"),
                arguments("long text", xlsx(row(2, "A1", "长".repeat(40_000))), "2 line.too-long"),
                arguments("10 MB in a cell", xlsx(row(2, "A1", "x".repeat(10_000_000))), "refused: 有单元格超过"),
                arguments(
                        "long text in runs",
                        xlsx(row(
                                2,
                                "A1",
                                "</t></is></c>".repeat(0) + "x".repeat(99_999) + "</t><t>" + "x".repeat(99_999))),
                        "refused: 有单元格超过"),
                arguments(
                        "long attribute",
                        changed(SHEET, replacing("<sheetData>", "<sheetData x=\"" + "x".repeat(3_000_000) + "\">")),
                        "refused:"),
                arguments(
                        "long comment in XML",
                        changed(SHEET, replacing("<sheetData>", "<!--" + "x".repeat(3_000_000) + "--><sheetData>")),
                        "refused:"),
                arguments(
                        "deep elements",
                        changed(
                                SHEET,
                                replacing(
                                        "<sheetData>", "<a>".repeat(100_000) + "</a>".repeat(100_000) + "<sheetData>")),
                        "refused:"),
                arguments(
                        "ratio of a bomb",
                        changed(SHEET, replacing("</sheetData>", "</sheetData>" + "<x/>".repeat(12_000_000))),
                        "倍，不予导入"),
                arguments("ratio of a bomb beside", with("xl/media/image1.png", "x".repeat(40_000_000)), "倍，不予导入"),
                arguments("formula", cell("<c><f>1+1</f><v>2</v></c>"), "\"people\":2}"),
                arguments("formula with a text", cell("<c t=\"str\"><f>A1</f><v>7</v></c>"), "\"people\":7}"),
                arguments("formula without a value", cell("<c><f>SUM(A1:A9)</f></c>"), "refused: 单元格 D2 是公式"),
                arguments(
                        "formula with an empty value", cell("<c><f>SUM(A1:A9)</f><v></v></c>"), "refused: 单元格 D2 是公式"),
                arguments("formula whose result is empty", cell("<c t=\"str\"><f>A9</f><v></v></c>"), SOUND),
                arguments("formula to another workbook", cell("<c><f>[1]Sheet1!A1</f><v>3</v></c>"), "\"people\":3}"),
                arguments("error of a formula", cell("<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"), "2 cell.error"),
                arguments("error N/A", cell("<c t=\"e\"><v>#N/A</v></c>"), "2 cell.error"),
                arguments("error of a newer program", cell("<c t=\"e\"><v>#SPILL!</v></c>"), "2 cell.error"),
                arguments("error of LibreOffice", cell("<c t=\"str\"><v>Err:502</v></c>"), "2 cell.error"),
                arguments("true", cell("<c t=\"b\"><v>1</v></c>"), "\"people\":\"TRUE\"}"),
                arguments("false", cell("<c t=\"b\"><v>0</v></c>"), "\"people\":\"FALSE\"}"),
                arguments("number as a text", cell("<c t=\"str\"><v>12</v></c>"), "\"people\":12}"),
                arguments("fraction", cell("<c><v>0.30000000000000004</v></c>"), "\"people\":\"0.3\"}"),
                arguments("eighteen digits", cell("<c><v>990102194805030010</v></c>"), "2 cell.digits"),
                arguments(
                        "eighteen digits as Excel saves them",
                        cell("<c><v>9.9010219480503E+17</v></c>"),
                        "2 cell.digits"),
                arguments("negative number of that length", cell("<c><v>-9.9E+17</v></c>"), "2 cell.digits"),
                arguments("fifteen digits", cell("<c><v>990102194805030</v></c>"), "\"people\":\"990102194805030\"}"),
                arguments("date before the calendar", day("<c s=\"1\"><v>-5</v></c>"), "\"day\":\"-5\"}"),
                arguments("day that never was", day("<c s=\"1\"><v>60</v></c>"), "\"day\":\"60\"}"),
                arguments("time", day("<c s=\"5\"><v>0.375</v></c>"), "\"day\":\"09:00\"}"),
                arguments("midnight", day("<c s=\"5\"><v>0</v></c>"), "\"day\":\"00:00\"}"),
                arguments("end of a day", day("<c s=\"7\"><v>1</v></c>"), "\"day\":\"24:00\"}"),
                arguments("midnight of a day", end("<c s=\"6\"><v>46086</v></c>"), "\"end\":\"2026-03-05 00:00:00\"}"),
                arguments("day that ends", end("<c s=\"1\"><v>46086</v></c>"), "\"end\":\"2026-03-05\"}"),
                arguments("first day", day("<c s=\"1\"><v>1</v></c>"), "\"day\":\"1900-01-01\"}"),
                arguments("last day", day("<c s=\"1\"><v>2958465</v></c>"), "\"day\":\"9999-12-31\"}"),
                arguments("day beyond", day("<c s=\"1\"><v>2958466</v></c>"), "\"day\":\"2958466\"}"),
                arguments("endless number", day("<c s=\"1\"><v>1e308</v></c>"), "2 cell.digits"),
                arguments("number without a format", day("<c><v>46086</v></c>"), "\"day\":\"46086\"}"),
                arguments("number of nothing", cell("<c><v>abc</v></c>"), "refused: 文件自某一行起无法读出"),
                arguments("shared text that is missing", cell("<c t=\"s\"><v>999</v></c>"), "refused: 文件损坏"),
                arguments("style that is missing", cell("<c s=\"99\"><v>1</v></c>"), ""),
                arguments("unknown type", cell("<c t=\"zz\"><v>1</v></c>"), ""));
    }

    private static byte[] cell(String people) throws IOException {
        return xlsx(row(2, "A1", "名", "<c/>", people));
    }

    private static byte[] end(String end) throws IOException {
        return sheet(row(1, "编号", "截止") + row(2, "A1", end));
    }

    private static byte[] day(String day) throws IOException {
        return xlsx(row(2, "A1", "名", day));
    }

    private static byte[] wild() {
        byte[] file = compound("Workbook");
        Arrays.fill(file, 48, 52, (byte) 0x7F);
        return file;
    }

    private static String wide(int columns) {
        return "<row r=\"1\">" + "<c t=\"inlineStr\"><is><t>编号</t></is></c>".repeat(columns) + "</row>";
    }

    private static String comments() {
        return "<comments>" + ("<comment><text><t>" + "说明".repeat(500) + "</t></text></comment>").repeat(300)
                + "</comments>";
    }

    private static String emptyRows(int rows) {
        return IntStream.range(2, rows + 2)
                .mapToObj(i -> "<row r=\"" + i + "\"/>")
                .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void answerIsClear(String name, byte[] file, String answer) throws IOException {
        String given = answer(FileFormat.XLSX, file);
        assertThat(given).contains(answer);
        assertThat(given).doesNotContain("breaks").doesNotContain("hostname");
    }

    /** At whatever place a workbook is cut off, nothing of it is read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 30, 64, 200, 500, 900, 1_200, 1_500})
    void workbookThatIsCutOffIsRefused(int length) throws IOException {
        byte[] sound = xlsx(DATA);
        assertThat(answer(FileFormat.XLSX, sound)).isEqualTo(SOUND);
        assertThat(answer(FileFormat.XLSX, Arrays.copyOf(sound, length))).startsWith("refused:");
        assertThat(answer(FileFormat.XLSX, Arrays.copyOf(sound, sound.length - length)))
                .startsWith("refused:");
    }

    /** A byte that was changed on the way is found by the check sums of the ZIP, or changes no content. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 26, 40, 100, 300, 600, 900, 1_100, 1_400})
    void changedByteIsFound(int at) throws IOException {
        byte[] file = xlsx(DATA);
        file[at] ^= 0x55;
        assertThat(answer(FileFormat.XLSX, file)).matches("refused: .*|" + java.util.regex.Pattern.quote(SOUND));
    }
}
