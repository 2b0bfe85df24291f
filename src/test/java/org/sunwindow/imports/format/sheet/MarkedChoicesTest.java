package org.sunwindow.imports.format.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;

/** Sheets in which a field has a column for each of its values, as the national standard catalogues are printed. */
class MarkedChoicesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SheetSpace SPACE = new SheetSpace(10_000_000, 100_000_000);
    private static final StrictJson STRICT = new StrictJson(
            TestSettings.general(Map.of()),
            Validation.buildDefaultValidatorFactory().getValidator());
    private static final Kinds KINDS = InstalledKinds.of(TestSettings.general(Map.of()));

    private static final List<String> TITLE = List.of("社会救助领域基层政务公开标准目录");
    private static final List<String> UPPER = List.of(
            "序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "", "公开方式", "", "公开层级", "");
    private static final List<String> LOWER =
            List.of("", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体（请自述）", "主动", "依申请公开", "县级", "乡、村级");

    private record Read(List<Line> lines, List<Problem.Item> warnings) {

        JsonNode record(int index) throws IOException {
            return JSON.readTree(lines.get(index).text());
        }
    }

    private static Read read(String kindName, FileFormat format, List<List<String>> sheet) throws IOException {
        Kind<?> kind = KINDS.get(kindName);
        var records = new SheetRecords(
                kind.type(),
                kind.fields().headings(),
                kind.fields().written(),
                FileColumns.NONE,
                kind.keyFields(),
                List.of(),
                null,
                STRICT);
        byte[] bytes = format == FileFormat.XLSX ? xlsx(sheet) : csv(sheet);
        var file = SpooledFile.of(new ByteArrayInputStream(bytes), SPACE);
        try (SheetLines opened = SheetLines.open(format, file, records, 4_194_304)) {
            var lines = new ArrayList<Line>();
            for (Line line = opened.next(); line != null; line = opened.next()) {
                lines.add(line);
            }
            return new Read(lines, opened.warnings());
        }
    }

    private static byte[] csv(List<List<String>> sheet) throws IOException {
        var text = new StringWriter();
        try (var writer = CsvWriter.builder().build(text)) {
            sheet.forEach(writer::writeRecord);
        }
        return text.toString().replace("✓", "√").getBytes(Charset.forName("GB18030"));
    }

    private static byte[] xlsx(List<List<String>> sheet) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var worksheet = workbook.newWorksheet("目录");
            for (int row = 0; row < sheet.size(); row++) {
                for (int column = 0; column < sheet.get(row).size(); column++) {
                    if (!sheet.get(row).get(column).isEmpty()) {
                        worksheet.inlineString(row, column, sheet.get(row).get(column));
                    }
                }
            }
            worksheet.range(0, 0, 0, 13).merge();
            worksheet.range(1, 1, 1, 2).merge();
            Stream.of(8, 10, 12)
                    .forEach(column -> worksheet.range(1, column, 1, column + 1).merge());
            Stream.of(0, 3, 4, 5, 6, 7)
                    .forEach(column -> worksheet.range(1, column, 2, column).merge());
        }
        return bytes.toByteArray();
    }

    private static List<String> row(String number, String second, String... marks) {
        return Stream.concat(
                        Stream.of(
                                number,
                                "最低生活保障",
                                second,
                                "申请条件；补贴标准",
                                "《社会救助暂行办法》",
                                "自信息形成之日起10个工作日内",
                                "东湖区民政局",
                                "■政府网站 □政府公报\n■两微一端 □发布会/听证会\n■社区/企事业单位/村公示栏（电子屏）"),
                        Stream.of(marks))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "XLSX"})
    void printedCatalogueIsRead(FileFormat format) throws IOException {
        Read read = read(
                "catalogItem",
                format,
                List.of(
                        TITLE,
                        UPPER,
                        LOWER,
                        row("1", "办事指南", "√", "", "√", "", "√", "✓"),
                        UPPER,
                        LOWER,
                        row("2", "审核信息", "", "v", "", "Y", "", "是")));

        assertThat(read.warnings()).isEmpty();
        assertThat(read.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.faults()).isEmpty());
        assertThat(read.record(0)).isEqualTo(JSON.readTree("""
                {"order":1,"level1":"最低生活保障","level2":"办事指南","elements":["申请条件","补贴标准"],"basis":["《社会救助暂行办法》"],
                "timeLimit":"自信息形成之日起10个工作日内","responsibleBody":"东湖区民政局",
                "channels":["WEBSITE","SOCIAL_MEDIA","NOTICE_BOARD"],
                "audience":"全社会","method":"主动","levels":["COUNTY","TOWNSHIP"]}"""));
        assertThat(read.record(1).path("audience").asText()).isEqualTo("特定群众");
        assertThat(read.record(1).path("method").asText()).isEqualTo("依申请");
        assertThat(read.record(1).path("levels")).isEqualTo(JSON.readTree("[\"TOWNSHIP\"]"));
    }

    /** A cell may have the value instead of a mark; two levels of the catalogue may be one value. */
    @Test
    void cellsMayNameTheValue() throws IOException {
        Read read = read(
                "catalogItem",
                FileFormat.CSV,
                List.of(
                        List.of("编号", "公开对象", "", "公开层级", "", ""),
                        List.of("", "全社会", "特定群众", "市级", "乡级", "村级"),
                        List.of("1", "全社会", "否", "市级", "√", "√"),
                        List.of("2", "×", "特定群体", "□", "☑", "—")));

        assertThat(read.record(0)).isEqualTo(JSON.readTree("""
                {"id":"1","audience":"全社会","levels":["CITY","TOWNSHIP"]}"""));
        assertThat(read.record(1)).isEqualTo(JSON.readTree("""
                {"id":"2","audience":"特定群众","levels":["TOWNSHIP"]}"""));
    }

    @Test
    void whatIsNoMarkIsAFault() throws IOException {
        Read read = read(
                "catalogItem",
                FileFormat.CSV,
                List.of(
                        List.of("编号", "公开对象", ""),
                        List.of("", "全社会", "特定群众"),
                        List.of("1", "√", "√"),
                        List.of("2", "", "救助对象")));

        assertThat(read.lines().get(0).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("cell.contradictory");
            assertThat(fault.message()).isEqualTo("只能选一项，另一列“公开对象全社会”也选了；请只留一个√");
        });
        assertThat(read.lines().get(1).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("cell.mark");
            assertThat(fault.name()).isEqualTo("audience");
            assertThat(fault.label()).isEqualTo("公开对象特定群众");
            assertThat(fault.message()).doesNotContain("救助对象");
        });
    }

    static Stream<Arguments> otherKinds() {
        return Stream.of(
                Arguments.of("service", "服务对象", List.of("自然人", "企业法人"), "serviceObjects", "[\"1\",\"2\"]"),
                Arguments.of("service", "行使层级", List.of("市级", "县级"), "level", "\"3\""),
                Arguments.of("disclosure", "公开属性", List.of("主动公开", "依申请公开"), "disclosureAttribute", "\"主动公开\""),
                Arguments.of("answer", "信件类型", List.of("咨询", "投诉"), "type", "\"CONSULTATION\""),
                Arguments.of("notice", "阶段", List.of("结果", "公示中"), "stage", "\"RESULT\""));
    }

    /** It is a matter of sheets, not of one kind. */
    @ParameterizedTest
    @MethodSource("otherKinds")
    void fieldsOfEveryKindMayHaveAColumnForEachValue(
            String kind, String field, List<String> values, String component, String expected) throws IOException {
        var upper = new ArrayList<>(List.of(kind.equals("service") ? "名称" : "标题", field));
        var lower = new ArrayList<>(List.of(""));
        lower.addAll(values);
        values.stream().skip(1).forEach(value -> upper.add(""));
        var row = new ArrayList<>(List.of("甲"));
        values.forEach(value -> row.add(expected.startsWith("[") || value.equals(values.getFirst()) ? "√" : ""));

        Read read = read(kind, FileFormat.CSV, List.of(upper, lower, row));

        assertThat(read.warnings()).isEmpty();
        assertThat(read.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.number()).isEqualTo(3));
        assertThat(read.record(0).path(component)).isEqualTo(JSON.readTree(expected));
    }

    /** One row of headings may have the values, too. */
    @ParameterizedTest
    @ValueSource(strings = {"公开方式-主动", "公开方式（主动）", "公开方式：主动公开"})
    void headingsOfOneRowNameValues(String heading) throws IOException {
        Read read = read("catalogItem", FileFormat.CSV, List.of(List.of("编号", heading), List.of("1", "√")));

        assertThat(read.record(0).path("method").asText()).isEqualTo("主动");
    }
}
