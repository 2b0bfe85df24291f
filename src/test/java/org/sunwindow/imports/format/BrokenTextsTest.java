package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sunwindow.imports.format.TestFiles.answer;
import static org.sunwindow.imports.format.TestFiles.utf8;
import static org.sunwindow.imports.format.TestFiles.xlsx;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV, TSV, lines and arrays that are broken, odd or hostile. */
class BrokenTextsTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final String SOUND = "2 {\"id\":\"A1\",\"name\":\"名\"}";

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int end = all.length;
            all = Arrays.copyOf(all, end + part.length);
            System.arraycopy(part, 0, all, end, part.length);
        }
        return all;
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                // line ends and marks
                arguments("mixed line ends", "编号,名称\r\nA1,名\nA2,名\rA3,名\r\n", "4 {\"id\":\"A3\""),
                arguments("no last line end", "编号,名称\nA1,名", SOUND),
                arguments("line ends only", "\n\n\r\n\r", "refused: 没有找到表头"),
                arguments(
                        "two files joined",
                        "\uFEFF编号,名称\nA1,名\n\uFEFF编号,名称\nA2,名",
                        SOUND + " | 4 {\"id\":\"A2\",\"name\":\"名\"}"),
                arguments("mark within a cell", "编号,名称\nA\uFEFF1,名", SOUND),
                arguments("two marks", "\uFEFF\uFEFF编号,名称\nA1,名", SOUND),
                arguments("separator declared", "sep=;\n编号;名称\nA1;名", "3 {\"id\":\"A1\",\"name\":\"名\"}"),
                // quotes
                arguments("quote never closed", "编号,名称\nA1,\"名\nA2,名\nA3,名\n", "refused: 第 2 行无法读出"),
                arguments("quote closed too late", "编号,名称\nA1,\"名\nA2,\"名\"\n", "refused: 第 2 行无法读出"),
                arguments("text behind a quote", "编号,名称\nA1,\"名\"称\n", "refused: 第 2 行无法读出"),
                arguments("quote never closed in the heading", "\"编号,名称\nA1,名", "refused: 第 1 行无法读出"),
                arguments("quote within a text", "编号,名称\nA1,名\"称\"\n", "2 {\"id\":\"A1\",\"name\":\"名\\\"称\\\"\"}"),
                arguments("space around quotes", "编号,名称\n\"A1\" , \"名\"\n", SOUND),
                arguments("lines within a cell", "编号,名称\nA1,\"名\n称\"\nA2,名", "3 {\"id\":\"A2\""),
                arguments("Chinese quotes", "编号,名称\nA1,“名”\n", "2 {\"id\":\"A1\",\"name\":\"“名”\"}"),
                // headings
                arguments("empty", "", "refused: 文件是空的"),
                arguments("mark only", "\uFEFF", "refused: 没有找到表头"),
                arguments("no heading", "A1,名\nA2,名", "refused: 没有找到表头"),
                arguments("heading of another kind", "车牌,司机\n1,2", "refused: 没有找到表头"),
                arguments("heading too far below", "说明\n".repeat(31) + "编号,名称\nA1,名", "refused: 没有找到表头"),
                arguments("heading only", "编号,名称", ""),
                arguments("heading twice", "编号,名称,名称\nA1,名,乙", SOUND + " | column.repeated"),
                arguments("other heading", "编号,名称,备忘\nA1,名,乙", SOUND + " | column.unknown"),
                arguments("two tables", "编号,名称\nA1,名\n\n编号,名称,地址\nB1,名,路", "refused: 第 4 行又是一个表头"),
                arguments("heading again", "编号,名称\nA1,名\n编号,名称\nA2,名", SOUND + " | 4 {\"id\":\"A2\""),
                arguments("names of a heading as data", "编号,名称\nA1,名称", "2 {\"id\":\"A1\",\"name\":\"名称\"}"),
                arguments("title, note and total", "名录,\n编号,名称\nA1,名\n合计,1\n注：略,", "3 {\"id\":\"A1\",\"name\":\"名\"}"),
                // cells
                arguments("cell too many", "编号,名称\nA1,名,乙", "2 cell.surplus"),
                arguments("cell too few", "编号,名称\nA1", "2 {\"id\":\"A1\"}"),
                arguments("separators only", "编号,名称\n,,,,\nA1,名", "3 {\"id\":\"A1\""),
                arguments("another separator in a row", "编号,名称\nA1;名", "2 {\"id\":\"A1;名\"}"),
                arguments("narrow column", "编号,名称,日期\nA1,名,########", "2 cell.narrow"),
                arguments("shortened number", "编号,名称\n9.90E+17,名", "2 cell.digits"),
                arguments("kept number", "编号,名称\n=\"0571\",名", "2 {\"id\":\"0571\",\"name\":\"名\"}"),
                arguments("formula", "编号,名称\nA1,=B1+1", "2 cell.formula"),
                arguments("call of a program", "编号,名称\nA1,=cmd|'/c calc'!A1", "2 cell.formula"),
                arguments("reference", "编号,名称\nA1,#REF!", "2 cell.error"),
                arguments("date of another order", "编号,日期\nA1,3/5/2026", "\"day\":\"3/5/2026\""),
                arguments("day that is not there", "编号,日期\nA1,2026-02-30", "\"day\":\"2026-02-30\""),
                arguments("word for a number", "编号,人数\nA1,若干", "\"people\":\"若干\""),
                arguments("number beyond", "编号,人数\nA1,99999999999", "\"people\":\"99999999999\""),
                arguments("dashes", "编号,名称,人数\nA1,名,——", SOUND));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void answerToATableIsClear(String name, String text, String answer) throws IOException {
        assertThat(answer(FileFormat.CSV, utf8(text))).contains(answer).doesNotContain("breaks");
        if (!text.contains("\uFEFF")) {
            assertThat(answer(FileFormat.CSV, text.getBytes(GBK))).contains(answer);
        }
    }

    static Stream<Arguments> bytes() throws IOException {
        byte[] head = utf8("编号,名称\n");
        return Stream.of(
                arguments("PDF", utf8("%PDF-1.7\n1 0 obj"), "而是PDF"),
                arguments("PNG", joined(new byte[] {(byte) 0x89}, utf8("PNG\r\n")), "而是图片"),
                arguments("page", utf8("<!DOCTYPE html><html><body>503</body></html>"), "而是网页"),
                arguments("gzip", new byte[] {0x1F, (byte) 0x8B, 8, 0}, "而是压缩包"),
                arguments("workbook", xlsx(), ""),
                arguments("broken workbook", utf8("PK\u0003\u0004编号,名称"), "refused: 文件损坏"),
                arguments("two encodings", joined(head, "A1,民政\n".getBytes(GBK)), "refused: 没有找到表头"),
                arguments("two encodings with a mark", joined(utf8("\uFEFF"), head, "A1,民政\n".getBytes(GBK)), "编码无法识别"),
                arguments("half a character", joined(head, Arrays.copyOf(utf8("A1,名"), 5)), "末尾不完整"),
                arguments(
                        "half a character of English headings",
                        Arrays.copyOf(utf8("id,name\nA1,名\nA2,名"), 20),
                        "末尾不完整"),
                arguments("half a character in GBK", Arrays.copyOf("编号,名称\nA1,名".getBytes(GBK), 14), "编码无法识别"),
                arguments("NUL", utf8("编号,名称\nA1,\0"), "空字符"),
                arguments("UTF-16 without a mark", "编号,名称\nA1,名".getBytes(StandardCharsets.UTF_16LE), "refused:"),
                arguments(
                        "UTF-32",
                        joined(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}, "编号".getBytes(Charset.forName("UTF-32LE"))),
                        "refused:"),
                arguments(
                        "half of UTF-16",
                        joined("\uFEFF编号,名称\nA1,名".getBytes(StandardCharsets.UTF_16LE), new byte[] {1}),
                        "编码无法识别"),
                arguments("Big5", "編號,名稱\nA1,名".getBytes(Charset.forName("Big5")), "refused:"),
                arguments("9 MB without a line end", joined(head, utf8("x".repeat(9_000_000))), "2 line.too-long"),
                arguments("line of separators", joined(head, utf8(",".repeat(3_000_000))), "refused: 第 2 行无法读出"),
                arguments(
                        "a million empty lines", joined(head, utf8("\n".repeat(1_000_000)), utf8("A1,名")), "1000002 {"),
                arguments(
                        "a million empty rows",
                        joined(head, utf8(",\n".repeat(1_000_000)), utf8("A1,名")),
                        "1000002 {"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytes")
    @Tag("slow")
    void answerToOtherBytesIsClear(String name, byte[] file, String answer) throws IOException {
        assertThat(answer(FileFormat.CSV, file)).contains(answer).doesNotContain("breaks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"编号,名称\nA1,名", "编号;名称\nA1;名", "编号\t名称\nA1\t名"})
    void declaredSeparatorOfTsvIsATab(String text) throws IOException {
        assertThat(answer(FileFormat.TSV, utf8(text))).contains(text.contains("\t") ? SOUND : "refused: 没有找到表头");
    }

    static Stream<Arguments> lines() throws IOException {
        String record = "{\"id\":\"A1\"}";
        return Stream.of(
                arguments(
                        "two files joined",
                        utf8("\uFEFF" + record + "\n\uFEFF" + record),
                        "1 " + record + " | 2 " + record),
                arguments("Windows", utf8(record + "\r\n\r\n" + record), "1 " + record + " | 3 " + record),
                arguments(
                        "encoding",
                        joined(utf8(record + "\n"), "{\"name\":\"名\"}".getBytes(GBK)),
                        "1 " + record + " | 2 line.encoding"),
                arguments("UTF-16", ("\uFEFF" + record).getBytes(StandardCharsets.UTF_16LE), "refused: 文件是 UTF-16"),
                arguments(
                        "UTF-16, the other order",
                        ("\uFEFF" + record).getBytes(StandardCharsets.UTF_16BE),
                        "refused: 文件是 UTF-16"),
                arguments("workbook", xlsx(), "refused: 文件是工作簿或压缩包，不是 JSON"),
                arguments(
                        "old workbook", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1}, "refused: 文件是工作簿"),
                arguments("PDF", utf8("%PDF-1.7"), "而是PDF"),
                arguments("page", utf8("<html></html>\n"), "refused: 文件不是 JSON，而是网页（HTML）。"),
                arguments(
                        "page of a server",
                        utf8("\r\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html><html>"),
                        "refused: 文件不是 JSON，而是网页"),
                arguments("a workbook in a text", utf8("{\"id\":\"<Workbook>\"}"), "1 {"),
                arguments(
                        "long line",
                        utf8("{\"id\":\"" + "x".repeat(200_000) + "\"}\n" + record),
                        "1 line.too-long | 2 " + record),
                arguments("10 MB line", utf8("x".repeat(10_000_000)), "1 line.too-long"),
                arguments("nothing", new byte[0], ""),
                arguments("blank lines", utf8(" \n\t\n\r\n"), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void answerToLinesIsClear(String name, byte[] file, String answer) throws IOException {
        assertThat(answer(FileFormat.NDJSON, file))
                .startsWith(answer.startsWith("而") ? "refused" : answer)
                .contains(answer);
    }

    static Stream<Arguments> arrays() throws IOException {
        return Stream.of(
                arguments("workbook", xlsx(), "refused: 文件是工作簿"),
                arguments("UTF-16", "\uFEFF[]".getBytes(StandardCharsets.UTF_16LE), "refused: 文件是 UTF-16"),
                arguments(
                        "encoding",
                        joined(utf8("[{\"id\":\"A\"},"), "{\"id\":\"名\"}]".getBytes(GBK)),
                        "2 line.encoding"),
                arguments("lines", utf8("{\"id\":\"A\"}\n{\"id\":\"B\"}"), "1 {\"id\":\"A\"} | breaks: JSON 数组不完整"),
                arguments("comma behind the last", utf8("[{\"id\":\"A\"},]"), "1 {\"id\":\"A\"}"),
                arguments("no comma", utf8("[{}{}]"), "1 {} | breaks: JSON 数组不完整"),
                arguments("cut off in a text", utf8("[{\"id\":\"A"), "breaks: JSON 数组不完整"),
                arguments("cut off behind an escape", utf8("[{\"id\":\"\\"), "breaks: JSON 数组不完整"),
                arguments("closed too often", utf8("[{}]]"), "1 {} | breaks: JSON 数组不完整"),
                arguments("arrays in arrays", utf8("[" + "[".repeat(50_000) + "]".repeat(50_000) + "]"), "1 ["),
                arguments("long element", utf8("[{\"id\":\"" + "x".repeat(300_000) + "\"}]"), "1 line.too-long"),
                arguments("HTML", utf8("<html>"), "refused: 文件不是 JSON，而是网页"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("arrays")
    void answerToAnArrayIsClear(String name, byte[] file, String answer) throws IOException {
        assertThat(answer(FileFormat.JSON, file)).contains(answer);
    }
}
