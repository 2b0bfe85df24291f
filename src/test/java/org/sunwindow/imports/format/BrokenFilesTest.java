package org.sunwindow.imports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sunwindow.imports.format.TestFiles.MAX_RECORD;
import static org.sunwindow.imports.format.TestFiles.RECORDS;
import static org.sunwindow.imports.format.TestFiles.SPACE;
import static org.sunwindow.imports.format.TestFiles.assertInvalid;
import static org.sunwindow.imports.format.TestFiles.lines;
import static org.sunwindow.imports.format.TestFiles.row;
import static org.sunwindow.imports.format.TestFiles.texts;
import static org.sunwindow.imports.format.TestFiles.utf8;
import static org.sunwindow.imports.format.TestFiles.workbook;
import static org.sunwindow.imports.format.TestFiles.xlsx;
import static org.sunwindow.imports.format.TestFiles.zip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.RecordLines.Line;

/** Files that bureaus send by mistake, or attackers on purpose. */
class BrokenFilesTest {

    @ParameterizedTest
    @CsvSource({"1, 2026-03-05", "2, 2026-03-05", "3, 2026-03-05", "4, 2026-03-05"})
    void datesOfSheetsAreNumbersWithAFormat(int style, String day) throws IOException {
        byte[] file = xlsx(row(2, "A1", "名", "<c s=\"%d\"><v>46086</v></c>".formatted(style), "<c><v>12</v></c>"));
        assertThat(texts(FileFormat.XLSX, file))
                .containsExactly("{\"id\":\"A1\",\"name\":\"名\",\"day\":\"%s\",\"people\":12}".formatted(day));
    }

    @Test
    void workbookOf1904CountsFromThere() throws IOException {
        String cells = row(1, "编号", "日期") + row(2, "A1", "<c s=\"1\"><v>44624</v></c>");
        byte[] file = zip(workbook(cells, "", "<workbookPr date1904=\"1\"/>"));
        assertThat(texts(FileFormat.XLSX, file)).containsExactly("{\"id\":\"A1\",\"day\":\"2026-03-05\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015129日", "2016810日", "2026-13-01", "三月五日", "46086"})
    void dateThatIsNotClearIsLeftToTheChecks(String written) throws IOException {
        assertThat(texts(FileFormat.CSV, utf8("编号,日期\nA1," + written)))
                .containsExactly("{\"id\":\"A1\",\"day\":\"%s\"}".formatted(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#N/A", "#REF!", "#DIV/0!", "#VALUE!"})
    void errorOfAFormulaIsAFaultOfItsRow(String error) throws IOException {
        List<Line> lines = lines(FileFormat.CSV, utf8("编号,人数\nA1," + error + "\nA2,3"));
        assertThat(lines.get(0).fault().code()).isEqualTo("cell.error");
        assertThat(lines.get(1).text()).isEqualTo("{\"id\":\"A2\",\"people\":3}");
    }

    @Test
    void cellBeyondTheHeadingIsAFaultOfItsRow() throws IOException {
        List<Line> lines = lines(FileFormat.CSV, utf8("编号,名称\nA1,名,错列\nA2,名"));
        assertThat(lines.get(0).fault().code()).isEqualTo("cell.surplus");
        assertThat(lines.get(1).fault()).isNull();
    }

    @Test
    void cellWithoutAHeadingIsAFaultOfItsRow() throws IOException {
        List<Line> lines = lines(FileFormat.CSV, utf8("编号,,名称\nA1,错列,名\nA2,,名"));
        assertThat(lines.get(0).fault().code()).isEqualTo("cell.surplus");
        assertThat(lines.get(1).fault()).isNull();
    }

    /** A field and a part of it cannot both be filled. */
    @ParameterizedTest
    @ValueSource(strings = {"收费,收费标准", "收费标准,收费", "关键词,关键词1", "关键词2,关键词", "名称,名称"})
    void columnOfAFieldThatIsFilledIsLeftOut(String headings) throws IOException {
        byte[] file = utf8("编号," + headings + "\nA1,甲,乙");
        try (RecordLines sheet = FileFormat.CSV.open(
                new ByteArrayInputStream(file), RECORDS, MAX_RECORD, ImportMemory.ofHeap(MAX_RECORD), SPACE)) {
            assertThat(sheet.warnings()).extracting(Problem.Item::code).containsExactly("column.repeated");
            assertThat(sheet.next().text()).contains("甲").doesNotContain("乙");
        }
    }

    /** Whatever the library makes of them, the answer is a row, or that the file cannot be read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c t=\"d\"><v>2026-03-05</v></c>",
                "<c t=\"n\"><v>abc</v></c>",
                "<c s=\"99\"><v>46086</v></c>",
                "<c s=\"x\"><v>46086</v></c>",
                "<c t=\"s\"><v>999</v></c>",
                "<c t=\"s\"><v>x</v></c>",
                "<c t=\"b\"><v>x</v></c>",
                "<c t=\"zz\"><v>1</v></c>",
                "<c><f>1/0</f><v></v></c>",
                "<c t=\"e\"><v>#N/A</v></c>",
                "<c s=\"1\"><v>1e308</v></c>",
                "<c s=\"1\"><v>99999999999</v></c>",
                "<c s=\"1\"><v>-5</v></c>"
            })
    void oddCellNeverFailsOtherwise(String cell) throws IOException {
        byte[] file = xlsx(row(2, "A1", "名", cell), row(3, "A2", "名"));
        try {
            assertThat(lines(FileFormat.XLSX, file)).isNotEmpty();
        } catch (InvalidFileException | BrokenFileException e) {
            assertThat(e.getMessage()).containsAnyOf("xlsx", "公式");
        }
    }

    @Test
    void openSheetsShareTheirSpace() throws IOException {
        var space = new SheetSpace(1_000, 1_500);
        byte[] file = utf8("编号,名称\n" + "A1,名\n".repeat(120));
        var first = SpooledFile.of(new ByteArrayInputStream(file), space);
        assertThatThrownBy(() -> SpooledFile.of(new ByteArrayInputStream(file), space))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("临时空间");
        first.close();
        first.close();
        SpooledFile.of(new ByteArrayInputStream(file), space).close();
    }

    @Test
    void publisherLeavesHalfOfTheSpaceToOthers() throws IOException {
        var space = new SheetSpace(1_000, 1_500);
        byte[] file = new byte[400];
        try (var second = SpooledFile.of(new ByteArrayInputStream(file), space.of("b"));
                var third = SpooledFile.of(new ByteArrayInputStream(file), space.of("c"))) {
            try (var first = SpooledFile.of(new ByteArrayInputStream(file), space.of("a"))) {
                assertThatThrownBy(() -> SpooledFile.of(new ByteArrayInputStream(file), space.of("a")))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("临时空间");
                assertThatThrownBy(() -> SpooledFile.of(new ByteArrayInputStream(file), space.of("d")))
                        .isInstanceOf(ProblemException.class);
                assertThat(List.of(first, second, third))
                        .extracting(SpooledFile::length)
                        .containsOnly(400L);
            }
            SpooledFile.of(new ByteArrayInputStream(file), space.of("a")).close();
        }
        // one that never has room is told so
        assertThatThrownBy(() -> SpooledFile.of(new ByteArrayInputStream(new byte[751]), space.of("e")))
                .isInstanceOf(InvalidFileException.class);
    }

    /** Files of processes that run are left. */
    @Test
    void filesOfKilledProcessesAreDeleted() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Path own = Files.createFile(directory.resolve(
                "sunwindow-import-%d-own.tmp".formatted(ProcessHandle.current().pid())));
        Path dead = Files.createFile(directory.resolve("sunwindow-import-%d-dead.tmp".formatted(Integer.MAX_VALUE)));
        Path running = Files.createFile(directory.resolve("sunwindow-import-%d-running.tmp".formatted(parent)));
        try {
            SheetSpace.deleteLeftovers();
            assertThat(own).doesNotExist();
            assertThat(dead).doesNotExist();
            assertThat(running).exists();
        } finally {
            Files.deleteIfExists(running);
        }
    }

    /** Of 文字, GB18030 is no valid UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16", "UTF-16LE-BOM", "UTF-8-BOM"})
    void encodingIsFound(String encoding) throws IOException {
        String text = "编号,名称\r\nA1,云川市民政局\r\n";
        byte[] file = switch (encoding) {
            case "UTF-8-BOM" -> utf8("\uFEFF" + text);
            case "UTF-16LE-BOM" -> ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
            default -> text.getBytes(Charset.forName(encoding));
        };
        assertThat(texts(FileFormat.CSV, file)).containsExactly("{\"id\":\"A1\",\"name\":\"云川市民政局\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"编号;名称\nA1;名", "编号\t名称\nA1\t名", "编号，名称\nA1，名", "\"编号\",\"名称\"\r\"A1\",\"名\"\r\n"})
    void separatorAndLineEndsAreFound(String text) throws IOException {
        assertThat(texts(FileFormat.CSV, utf8(text))).containsExactly("{\"id\":\"A1\",\"name\":\"名\"}");
    }

    @Test
    void fileThatIsNoTextIsRefused() {
        assertInvalid(FileFormat.CSV, utf8("编号,名称\nA1,\0名"), "空字符");
        assertInvalid(FileFormat.CSV, new byte[] {(byte) 0xFF, 1, 2, (byte) 0xC3, (byte) 0xFF}, "编码无法识别");
        assertInvalid(FileFormat.CSV, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) 0xDC, 1}, "编码无法识别");
        assertInvalid(FileFormat.CSV, new byte[0], "文件是空的");
        assertInvalid(FileFormat.CSV, utf8("甲,乙\n1,2"), "没有找到表头");
        assertInvalid(FileFormat.CSV, utf8("编号,名称\n" + "x".repeat(11_000_000)), "文件最大");
        assertInvalid(FileFormat.CSV, utf8("编号" + ",列".repeat(3_000)), "列，至多");
        assertInvalid(FileFormat.CSV, utf8("编号" + ",列".repeat(100_000)), "列过多");
    }

    @Test
    @Tag("slow")
    void longCellIsAFaultOfItsRow() throws IOException {
        List<Line> lines = lines(FileFormat.CSV, utf8("编号,名称\nA1,\"" + "x".repeat(9_000_000) + "\"\nA2,名"));
        assertThat(lines.get(0).fault().code()).isEqualTo("line.too-long");
        assertThat(lines.get(1).fault()).isNull();
    }

    @Test
    void whatIsNoPlainWorkbookIsRefused() throws IOException {
        assertInvalid(FileFormat.XLSX, utf8("编号,名称"), ".xlsx");
        assertInvalid(FileFormat.XLSX, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}, "密码");
        assertInvalid(FileFormat.CSV, new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0, 0}, "密码");
        byte[] sound = xlsx(row(2, "A1", "名"));
        assertThat(texts(FileFormat.CSV, sound)).hasSize(1);
        for (int length : new int[] {4, 100, sound.length / 2, sound.length - 30}) {
            assertInvalid(FileFormat.XLSX, Arrays.copyOf(sound, length), "");
        }
        Map<String, String> macros = workbook(row(1, "编号"), "", "");
        macros.put("xl/vbaProject.bin", "x");
        assertInvalid(FileFormat.XLSX, zip(macros), "宏");
        Map<String, String> none = workbook(row(1, "编号"), "", "");
        none.remove("xl/workbook.xml");
        assertInvalid(FileFormat.XLSX, zip(none), ".xlsx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZZZZZ5", "XFE1", "A99999999", "5A", ""})
    void cellOutsideOfAnySheetIsRefused(String cell) throws IOException {
        String bomb = "<row r=\"2\"><c r=\"%s\" t=\"inlineStr\"><is><t>x</t></is></c></row>".formatted(cell);
        assertInvalid(FileFormat.XLSX, xlsx(bomb), "");
    }

    @Test
    void bombsAreRefused() throws IOException {
        assertInvalid(FileFormat.XLSX, xlsx(row(2, "A1", "x".repeat(200_000))), "单元格超过");
        assertInvalid(
                FileFormat.XLSX,
                zip(workbook(
                        row(1, "编号"),
                        "<si><t>" + "x".repeat(1000) + "</t></si>".repeat(1),
                        "" + "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]>")),
                "");
        String many = ("<si><t>" + "x".repeat(90_000) + "</t></si>").repeat(800);
        assertInvalid(FileFormat.XLSX, zip(workbook(row(1, "编号"), many, "")), "文字过多");
    }

    @Test
    void sheetThatBreaksOffIsAnError() throws IOException {
        Map<String, String> parts = workbook(row(1, "编号", "名称") + row(2, "A1", "名"), "", "");
        parts.compute("xl/worksheets/sheet1.xml", (name, xml) -> xml.substring(0, xml.length() - 60));
        assertInvalid(FileFormat.XLSX, zip(parts), "");
    }

    @Test
    void emptyRowsAreSkipped() throws IOException {
        String empty = IntStream.range(2, 20_000)
                .mapToObj(i -> "<row r=\"" + i + "\"/>")
                .collect(Collectors.joining());
        List<Line> lines = lines(FileFormat.XLSX, xlsx(empty, row(20_001, "A1", "名")));
        assertThat(lines).extracting(Line::number).containsExactly(20_001L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"A\"},{\"id\":\"B\"}]",
                " [ {\"id\":\"A\"} ,\n{\"id\":\"B\"} ] ",
                "\uFEFF[{\"id\":\"A\"},{\"id\":\"B\"}]"
            })
    void elementsOfAnArrayAreRecords(String array) throws IOException {
        assertThat(texts(FileFormat.JSON, utf8(array)))
                .extracting(String::strip)
                .containsExactly("{\"id\":\"A\"}", "{\"id\":\"B\"}");
    }

    @Test
    void bracketsInTextsAreText() throws IOException {
        assertThat(texts(FileFormat.JSON, utf8("[{\"id\":\"]}\\\"],\"},{\"id\":\"\\\\\"}]")))
                .containsExactly("{\"id\":\"]}\\\"],\"}", "{\"id\":\"\\\\\"}");
        assertThat(texts(FileFormat.JSON, utf8("[]"))).isEmpty();
        assertThat(texts(FileFormat.JSON, utf8("{\"id\":\"A\"}"))).containsExactly("{\"id\":\"A\"}");
        assertThat(texts(FileFormat.JSON, utf8("[1,\"x\",{}]"))).containsExactly("1", "\"x\"", "{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"A\"}",
                "[{\"id\":\"A\"} {\"id\":\"B\"}]",
                "[{\"id\":\"A\"}] x",
                "[{\"id\":\"A",
                "{\"id\":\"A\"} {",
                "[{},]x"
            })
    void brokenArrayIsAnError(String array) {
        assertThatThrownBy(() -> lines(FileFormat.JSON, utf8(array))).isInstanceOf(BrokenFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "编号,名称", "null", "\"[]\""})
    void whatIsNoArrayIsRefused(String text) {
        assertInvalid(FileFormat.JSON, utf8(text), "JSON 数组");
    }

    @Test
    void longElementIsAFault() throws IOException {
        List<Line> lines = lines(FileFormat.JSON, utf8("[{\"id\":\"" + "x".repeat(MAX_RECORD) + "\"},{\"id\":\"B\"}]"));
        assertThat(lines.get(0).fault().code()).isEqualTo("line.too-long");
        assertThat(lines.get(1).text()).isEqualTo("{\"id\":\"B\"}");
    }
}
