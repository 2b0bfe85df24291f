package org.sunwindow.imports.format.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.format.rows.SheetRow;
import org.sunwindow.imports.format.rows.SheetRows;
import org.sunwindow.imports.format.sheet.Concealed;
import org.sunwindow.imports.format.sheet.SheetLines;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.InstalledKinds;

/** A sheet is returned as it was, with what was found in it. */
class SheetReportTest {

    private static final StrictJson STRICT = new StrictJson(
            TestSettings.general(Map.of()),
            Validation.buildDefaultValidatorFactory().getValidator());

    private static final String SHEET = """
            云川市民政局政务服务事项表,,,,
            填报人：王小二,电话13900001111,,,
            序号,事项名称,编码,申请材料,,承诺时限,备注栏
            ,,,材料1名称,材料1原件份数,,
            1,最低生活保障,990100-XZ-901,户口簿,,十天,电话13900002222

            2,临时救助,990100-XZ-902,申请书,,5工作日,
            合计,2,,,,,
            """;

    @TempDir
    Path directory;

    private final SheetSpace space = new SheetSpace(100_000_000, 1_000_000_000);

    private static final SheetRecords RECORDS = InstalledKinds.of(TestSettings.general(Map.of())).all().stream()
            .filter(kind -> kind.name().equals("service"))
            .map(kind -> new SheetRecords(kind.type(), kind.fields().headings(), STRICT))
            .findFirst()
            .orElseThrow();

    private SpooledFile report(String csv, FileFormat format, List<SheetMessages.Message> found) throws IOException {
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), space);
                var messages = new SheetMessages(space)) {
            try (RecordLines lines = FileFormat.CSV.openStored(file, RECORDS, 100_000, space)) {
                while (lines.next() != null) {
                    // to know how wide the sheet is
                }
                messages.columns(lines.columns());
            }
            found.forEach(message -> messages.add(
                    message.row(),
                    message.isWarning(),
                    message.item(),
                    message.item().label(),
                    message.excerpt()));
            return SheetReport.write(FileFormat.CSV, file, RECORDS, messages, format, space);
        }
    }

    private static SheetMessages.Message fault(long row, String path, String code, String message, String label) {
        return new SheetMessages.Message(row, false, new Problem.Item(path, code, message, label, null), null);
    }

    private static List<List<String>> rows(FileFormat format, SpooledFile report) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (SheetRows read = SheetLines.rows(format, report)) {
            for (SheetRow row = read.next(); row != null; row = read.next()) {
                while (rows.size() < row.number() - 1) {
                    rows.add(List.of());
                }
                var cells = new ArrayList<>(row.cells());
                while (!cells.isEmpty() && cells.getLast().isEmpty()) {
                    cells.removeLast();
                }
                rows.add(cells);
            }
        }
        return rows;
    }

    private List<SheetMessages.Message> found() {
        return List.of(
                new SheetMessages.Message(
                        4, true, new Problem.Item("", "column.unknown", "第 7 列的列名不是本种类的字段名，该列未导入", "备注栏", null), null),
                fault(
                        5,
                        "promisedLimit",
                        "type",
                        "应为一组字段，写在 { } 之中：value（数值，必填）、unit（单位，必填），应写作 {\"value\":10,\"unit\":\"工作日\"}",
                        "承诺时限"),
                new SheetMessages.Message(
                        7, true, new Problem.Item("name", "key.repeated", "与第 5 行的编号相同", "事项名称", null), null));
    }

    @Test
    void messageAboutTheWholeSheetStandsBesideTheFirstRecord() throws IOException {
        var whole = new SheetMessages.Message(0, true, new Problem.Item("", "snapshot.refused", "没有撤下任何记录：请核对"), null);
        var all = new ArrayList<>(found());
        all.add(whole);
        try (SpooledFile report = report(SHEET, FileFormat.CSV, all)) {
            assertThat(rows(FileFormat.CSV, report).get(4).getLast()).endsWith("该列未导入\n全表：没有撤下任何记录：请核对");
        }
        // without a record, a row is added that is none when the sheet is sent back
        try (SpooledFile report = report("事项名称,实施编码\n", FileFormat.XLSX, List.of(whole))) {
            assertThat(rows(FileFormat.XLSX, report).get(1)).containsExactly("", "", "", "", "全表：没有撤下任何记录：请核对");
            try (RecordLines lines = FileFormat.XLSX.openStored(report, RECORDS, 100_000, space)) {
                assertThat(lines.next()).isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XLSX", "CSV"})
    void rowsAreAsTheyWereAndMessagesBesideThem(FileFormat format) throws IOException {
        try (SpooledFile report = report(SHEET, format, found())) {
            List<List<String>> rows = rows(format, report);
            assertThat(rows).hasSize(8);
            assertThat(rows.get(0)).containsExactly("云川市民政局政务服务事项表");
            assertThat(rows.get(3)).endsWith("错误", "建议", "提醒").hasSize(10);
            assertThat(rows.get(4).subList(0, 6)).containsExactly("1", "最低生活保障", "990100-XZ-901", "户口簿", "", "十天");
            assertThat(rows.get(4).subList(7, 10))
                    .containsExactly(
                            "承诺时限：填写不合要求",
                            "承诺时限：应写明数值和单位，例如 10工作日；单位可写 工作日、自然日、小时；没有的请留空",
                            "全表：备注栏：第 7 列的列名不是本种类的字段名，该列未导入");
            assertThat(rows.get(5)).isEmpty();
            assertThat(rows.get(6))
                    .containsExactly("2", "临时救助", "990100-XZ-902", "申请书", "", "5工作日", "", "", "", "事项名称：与第 5 行的编号相同");
            assertThat(rows.get(7)).containsExactly("合计", "2");
        }
    }

    /** Neither a title nor a column that is not imported was searched before. */
    @ParameterizedTest
    @EnumSource(names = {"XLSX", "CSV"})
    void personalDataIsNotRepeated(FileFormat format) throws IOException {
        var hit = new SheetMessages.Message(
                7, false, new Problem.Item("name", "privacy.mobile", "含有个人手机号码，不能公开。删去号码", "事项名称", null), "第1字起：***");
        try (SpooledFile report = report(
                SHEET.replace("临时救助", "临时救助13900003333").replace("申请书", "由13900004444提供"), format, List.of(hit))) {
            List<List<String>> rows = rows(format, report);
            assertThat(rows.toString()).doesNotContain("13900001111", "13900002222", "13900003333");
            assertThat(rows.get(1).get(1)).isEqualTo("【含个人信息，原文不退回】");
            assertThat(rows.get(6).get(1)).isEqualTo("【含个人信息，原文不退回】第1字起：***");
        }
    }

    @Test
    void recordThatMustNotBePublicIsNotRepeated() throws IOException {
        try (SpooledFile report =
                report(SHEET, FileFormat.CSV, List.of(fault(5, "name", "gate.closed", "公开属性为不予公开，不能导入", "事项名称")))) {
            assertThat(rows(FileFormat.CSV, report).get(4))
                    .startsWith("【不予公开，原文不退回】", "【不予公开，原文不退回】")
                    .doesNotContain("最低生活保障");
        }
    }

    @Test
    void cellsAreColoured() throws IOException {
        try (SpooledFile report = report(SHEET, FileFormat.XLSX, found())) {
            String sheet = part(report, "xl/worksheets/sheet1.xml");
            assertThat(part(report, "xl/styles.xml")).contains("FFC7CE", "FFEB9C");
            // the cells of a row differ in their styles only where something is wrong
            assertThat(cell(sheet, "F5")).containsPattern("s=\"[1-9]");
            assertThat(cell(sheet, "C5")).doesNotContainPattern("s=\"[1-9]");
        }
    }

    private static String cell(String sheet, String reference) {
        int at = sheet.indexOf("<c r=\"" + reference + "\"");
        return sheet.substring(at, sheet.indexOf('>', at));
    }

    private String part(SpooledFile workbook, String name) throws IOException {
        Path copy = directory.resolve("report.xlsx");
        try (InputStream in = workbook.input()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        try (var zip = new ZipFile(copy.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> names(SpooledFile report) throws IOException {
        try (var workbook = new ReadableWorkbook(report.input())) {
            return workbook.getSheets().map(Sheet::getName).toList();
        }
    }

    /** Whether a file of this length has space. */
    private static boolean isFree(SheetSpace space, int length) throws IOException {
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(new byte[length]), space)) {
            return file.length() == length;
        } catch (ProblemException e) {
            return false;
        }
    }

    /** What was sent and what is sent back are the same records, and nothing is said about the new columns. */
    @ParameterizedTest
    @EnumSource(names = {"XLSX", "CSV"})
    void reportCanBeSentBack(FileFormat format) throws IOException {
        List<Line> before;
        try (SpooledFile file =
                SpooledFile.of(new ByteArrayInputStream(SHEET.getBytes(StandardCharsets.UTF_8)), space)) {
            before = lines(FileFormat.CSV, file);
        }
        try (SpooledFile report = report(SHEET, format, found())) {
            assertThat(lines(format, report)).isEqualTo(before).hasSize(2);
        }
    }

    private static List<Line> lines(FileFormat format, SpooledFile file) throws IOException {
        var all = new ArrayList<Line>();
        try (RecordLines lines =
                format.openStored(file, RECORDS, 100_000, new SheetSpace(100_000_000, 1_000_000_000))) {
            assertThat(lines.warnings()).extracting(Problem.Item::label).containsExactly("备注栏");
            for (Line line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** The report of a report has the same columns, and nothing of the former one. */
    @Test
    void notesAreReplacedWhenAReportIsSentBack() throws IOException {
        String csv = "事项名称,错误,建议,提醒,编码\n甲,旧的,旧的,旧的,\n乙,旧的,,,990100-XZ-901\n";
        try (SpooledFile report =
                report(csv, FileFormat.CSV, List.of(fault(2, "code", "required", "必填，例如 \"1\"", "编码")))) {
            assertThat(rows(FileFormat.CSV, report))
                    .containsExactly(
                            List.of("事项名称", "错误", "建议", "提醒", "编码"),
                            List.of("甲", "编码：必填", "编码：例如 1"),
                            List.of("乙", "", "", "", "990100-XZ-901"));
        }
    }

    /** A clerk does not know which columns a kind needs. */
    @Test
    void missingColumnIsNamed() throws IOException {
        var missing = fault(5, "code", "required", "必填，例如 \"990100-XZ-01\"", "事项编码");
        try (SpooledFile report = report("事项名称,序号\n甲,1\n乙,2\n丙,3\n丁,4\n", FileFormat.CSV, List.of(missing))) {
            assertThat(rows(FileFormat.CSV, report).get(4))
                    .containsExactly("丁", "4", "表中没有“事项编码”这一列，必填", "加上“事项编码”列，例如 990100-XZ-01");
        }
    }

    @Test
    void concealedCellIsNotImported() throws IOException {
        String csv = "事项名称,编码\n【含个人信息，原文不退回】第1字起：***,990100-XZ-903\n";
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), space);
                RecordLines lines = FileFormat.CSV.openStored(file, RECORDS, 100_000, space)) {
            assertThat(lines.next().faults()).extracting(Problem.Item::code).containsExactly("cell.concealed");
        }
    }

    /** Excel does not open a workbook with such a cell. */
    @Test
    void cellThatIsTooLongForAWorkbookIsNotCut() throws IOException {
        String csv = SHEET.replace("户口簿", "长".repeat(40_000));
        try (SpooledFile report = report(csv, FileFormat.XLSX, List.of())) {
            assertThat(rows(FileFormat.XLSX, report).get(4).get(3)).isEqualTo("【单元格过长，原文不退回】");
        }
        try (SpooledFile report = report(csv, FileFormat.CSV, List.of())) {
            assertThat(rows(FileFormat.CSV, report).get(4).get(3)).hasSize(40_000);
        }
    }

    @Test
    void spaceIsGivenBack() throws IOException {
        var little = new SheetSpace(2_000_000, 2_000_000);
        for (int i = 0; i < 3; i++) {
            try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(new byte[1_500_000]), little)) {
                assertThat(file.length()).isEqualTo(1_500_000);
            }
        }
        try (InputStream once = SpooledFile.of(new ByteArrayInputStream(new byte[1_500_000]), little)
                .contentOnce()) {
            assertThat(isFree(little, 1_000_000)).isFalse();
            assertThat(once.readAllBytes()).hasSize(1_500_000);
        }
        assertThat(isFree(little, 2_000_000)).isTrue();
    }

    /** Sent back without them, a report would empty the lists of its records. */
    @Test
    void worksheetsBehindTheFirstOneAreCopied() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet first = workbook.newWorksheet("事项");
            List.of("编码", "事项名称").forEach(heading -> first.inlineString(0, heading.equals("编码") ? 0 : 1, heading));
            first.inlineString(1, 0, "990100-XZ-903");
            first.inlineString(1, 1, "临时救助");
            Worksheet materials = workbook.newWorksheet("申请材料");
            materials.inlineString(0, 0, "编码");
            materials.inlineString(0, 1, "材料名称");
            materials.inlineString(1, 0, "990100-XZ-903");
            materials.inlineString(1, 1, "申请书，电话13900003333");
        }
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(bytes.toByteArray()), space);
                var messages = new SheetMessages(space)) {
            try (SpooledFile report =
                            SheetReport.write(FileFormat.XLSX, file, RECORDS, messages, FileFormat.XLSX, space);
                    var copied = SheetLines.furtherRows(report, 1)) {
                assertThat(names(report)).containsExactly("填报", "申请材料");
                assertThat(copied.next().cells()).containsExactly("编码", "材料名称");
                assertThat(copied.next().cells())
                        .contains("990100-XZ-903")
                        .anyMatch(Concealed::is)
                        .noneMatch(cell -> cell.contains("13900003333"));
            }
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(
                            () -> SheetReport.write(FileFormat.XLSX, file, RECORDS, messages, FileFormat.CSV, space))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_ACCEPTABLE));
        }
    }

    /** The findings of a table in another worksheet have no cell in the first one. */
    @Test
    void worksheetsAreConcealedOnceARowIsPersonal() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet first = workbook.newWorksheet("事项");
            first.inlineString(0, 0, "编码");
            first.inlineString(0, 1, "事项名称");
            first.inlineString(1, 0, "990100-XZ-904");
            first.inlineString(1, 1, "临时救助");
            workbook.newWorksheet("申请材料").inlineString(0, 0, "王小二");
        }
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(bytes.toByteArray()), space);
                var messages = new SheetMessages(space)) {
            messages.add(2, false, new Problem.Item("materials[0].name", "privacy.name", "含有姓名", "", null), "", null);
            try (SpooledFile report =
                            SheetReport.write(FileFormat.XLSX, file, RECORDS, messages, FileFormat.XLSX, space);
                    var copied = SheetLines.furtherRows(report, 1)) {
                assertThat(copied.next().cells()).allMatch(Concealed::is);
            }
        }
    }

    /** Only an open file can be written to once it is deleted. */
    @Test
    void fileOfTheMessagesIsClosedAlsoIfItWasFull() throws IOException {
        var item = new Problem.Item("name", "required", "必填".repeat(500), null, null);
        var small = new SheetSpace(100_000, 100_000);
        var messages = new SheetMessages(small);
        assertThatExceptionOfType(InvalidFileException.class).isThrownBy(() -> fill(messages, item));
        messages.close();
        assertThat(isFree(small, 100_000)).isTrue();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> fill(messages, item));
        var unused = new SheetMessages(space);
        unused.close();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> fill(unused, item));
    }

    private static void fill(SheetMessages messages, Problem.Item item) {
        for (int row = 1; row <= 100; row++) {
            messages.add(row, false, item, null, null);
        }
    }

    /** A spreadsheet would compute what looks like a formula, and shorten what looks like a number. */
    @Test
    void csvHasNoFormulas() throws IOException {
        List<String> cells = List.of("=1+1", "+86", "-x", "-5.2", "@a", "0571", "a\"b", "=\"x\"", "正常");
        var bytes = new ByteArrayOutputStream();
        try (SheetWriter csv = SheetWriter.of(FileFormat.CSV, bytes)) {
            csv.row(1, cells.stream().map(SheetWriter.Mark::plain).toList());
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("=\"\"0571\"\"", "-5.2")
                .doesNotContain(",+86");
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(bytes.toByteArray()), space)) {
            assertThat(rows(FileFormat.CSV, file)).containsExactly(cells);
        }
    }
}
