package org.sunwindow.imports.format.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.json.RecordFields;
import org.sunwindow.json.RecordFields.Component;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;

/** Sheets of every kind, in every format and encoding, give the records that were put into them. */
@Tag("slow")
class SheetsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SheetSpace SPACE = new SheetSpace(100_000_000, 1_000_000_000);
    private static final StrictJson STRICT = new StrictJson(
            TestSettings.general(Map.of()),
            Validation.buildDefaultValidatorFactory().getValidator());

    /** Fields with declared values, some of each kind that has any. */
    private static final Map<String, List<String>> DECLARED = Map.of(
            "service",
            List.of("type", "list", "level", "serviceObjects", "status", "fee.charged", "materials[0].required"),
            "notice",
            List.of("type", "stage"),
            "disclosure",
            List.of("fiveOpen", "disclosureAttribute"),
            "answer",
            List.of("type", "channel", "satisfaction"),
            "catalogItem",
            List.of("channels", "audience", "method", "levels"),
            "office",
            List.of("crs", "openOnHolidays"),
            "statistic",
            List.of("table"));

    /** Found once: that takes seconds. */
    private static final List<Kind<?>> KINDS = installed();

    static Stream<Kind<?>> kinds() {
        return KINDS.stream();
    }

    private static List<Kind<?>> installed() {
        // those of tests have no sample data
        return InstalledKinds.of(TestSettings.general(Map.of())).all().stream()
                .filter(kind -> SheetsTest.class.getResource("/sample/" + kind.name() + ".ndjson") != null)
                .<Kind<?>>map(kind -> kind)
                .toList();
    }

    private static SheetRecords records(Kind<?> kind) {
        return new SheetRecords(
                kind.type(),
                kind.fields().headings(),
                kind.fields().written(),
                FileColumns.NONE,
                kind.keyFields(),
                Stream.concat(kind.keyFields().stream(), kind.fields().titles().stream())
                        .toList(),
                kind.fields().tableText(),
                STRICT);
    }

    private static SheetTemplate template(Kind<?> kind) {
        return new SheetTemplate(kind.type(), kind.fields().headings());
    }

    private static List<JsonNode> sample(Kind<?> kind) throws IOException {
        try (InputStream in = SheetsTest.class.getResourceAsStream("/sample/" + kind.name() + ".ndjson")) {
            var records = new ArrayList<JsonNode>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                records.add(JSON.readTree(line));
            }
            return records;
        }
    }

    /** The cells of records by headings, which are the Chinese names of their paths. */
    private static List<List<String>> sheet(Kind<?> kind, List<JsonNode> records) {
        var rows = new ArrayList<Map<String, String>>();
        var headings = new LinkedHashSet<String>();
        for (JsonNode record : records) {
            var row = new LinkedHashMap<String, String>();
            flatten(record, kind.type(), "", "", row);
            rows.add(row);
            headings.addAll(row.keySet());
        }
        var sheet = new ArrayList<List<String>>();
        sheet.add(List.copyOf(headings));
        rows.forEach(row -> sheet.add(
                headings.stream().map(heading -> row.getOrDefault(heading, "")).toList()));
        return sheet;
    }

    private static void flatten(JsonNode node, Class<?> type, String heading, String path, Map<String, String> row) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Component component = RecordFields.of(type).get(field.getKey()).orElseThrow();
            if (component.readOnly()) {
                continue;
            }
            String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            String name = heading + component.label();
            JsonNode value = field.getValue();
            if (value instanceof ArrayNode elements) {
                for (int i = 0; i < elements.size(); i++) {
                    // the names of a list within a list would need two numbers
                    boolean nested = path.contains("[");
                    put(
                            elements.get(i),
                            component,
                            nested ? at + "[" + i + "]" : name + (i + 1),
                            at + "[" + i + "]",
                            nested,
                            row);
                }
            } else {
                put(value, component, path.contains("[") && name.isEmpty() ? at : name, at, false, row);
            }
        }
    }

    private static void put(
            JsonNode value, Component component, String heading, String path, boolean byPath, Map<String, String> row) {
        if (value.isObject()) {
            var inner = new LinkedHashMap<String, String>();
            flatten(value, component.valueType(), byPath ? "" : heading, path, inner);
            row.putAll(byPath ? byPath(value, component.valueType(), path) : inner);
        } else {
            row.put(heading, value.isBoolean() ? value.booleanValue() ? "是" : "否" : value.asText());
        }
    }

    private static Map<String, String> byPath(JsonNode value, Class<?> type, String path) {
        var row = new LinkedHashMap<String, String>();
        value.properties().forEach(field -> {
            String at = path + "." + field.getKey();
            if (field.getValue().isObject()) {
                row.putAll(byPath(field.getValue(), type, at));
            } else if (field.getValue() instanceof ArrayNode elements) {
                for (int i = 0; i < elements.size(); i++) {
                    row.put(at + "[" + i + "]", elements.get(i).asText());
                }
            } else {
                row.put(at, field.getValue().asText());
            }
        });
        return row;
    }

    private static byte[] csv(List<List<String>> sheet, Charset charset) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            sheet.forEach(csv::writeRecord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(charset);
    }

    private static byte[] xlsx(List<List<String>> sheet) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var worksheet = workbook.newWorksheet("填报");
            for (int row = 0; row < sheet.size(); row++) {
                for (int column = 0; column < sheet.get(row).size(); column++) {
                    if (!sheet.get(row).get(column).isEmpty()) {
                        worksheet.inlineString(row, column, sheet.get(row).get(column));
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    private static List<Line> lines(FileFormat format, byte[] file, SheetRecords records) throws IOException {
        var lines = new ArrayList<Line>();
        try (RecordLines opened = format.open(
                new ByteArrayInputStream(file), records, 4_194_304, ImportMemory.ofHeap(4_194_304), SPACE)) {
            assertThat(opened.warnings()).isEmpty();
            for (Line line = opened.next(); line != null; line = opened.next()) {
                assertThat(line.faults()).isEmpty();
                lines.add(line);
            }
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sheetOfEveryFormatGivesTheSameRecords(Kind<?> kind) throws Exception {
        List<JsonNode> records = sample(kind);
        // tables of notices have columns of their own, which a sheet of notices has no cells for
        records.forEach(record -> {
            if (kind.name().equals("notice")) {
                ((ObjectNode) record).remove(List.of("columns", "rows"));
            }
        });
        List<List<String>> sheet = sheet(kind, records);
        var expected = new ArrayList<String>();
        for (JsonNode record : records) {
            expected.add(STRICT.write(STRICT.read(record.toString(), kind.type())));
        }
        byte[] lines = records.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(written(FileFormat.JSON, lines, kind)).isEqualTo(expected);
        assertThat(written(FileFormat.CSV, csv(sheet, StandardCharsets.UTF_8), kind))
                .isEqualTo(expected);
        assertThat(written(FileFormat.CSV, csv(sheet, Charset.forName("GB18030")), kind))
                .isEqualTo(expected);
        assertThat(written(FileFormat.XLSX, xlsx(sheet), kind)).isEqualTo(expected);
    }

    private static List<String> written(FileFormat format, byte[] file, Kind<?> kind) throws Exception {
        var written = new ArrayList<String>();
        for (Line line : lines(format, file, records(kind))) {
            written.add(STRICT.write(STRICT.read(line.text(), kind.type())));
        }
        return written;
    }

    /** The heading of a template is understood, whichever kind it is for. */
    @ParameterizedTest
    @MethodSource("kinds")
    void headingsOfTheTemplateNameTheirFields(Kind<?> kind) {
        var names = new HeadingNames(records(kind));
        assertThat(template(kind).headings())
                .isNotEmpty()
                .allSatisfy(heading -> assertThat(names.find(heading[0]).map(HeadingNames.Target::path))
                        .as(heading[0])
                        .contains(heading[1]));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void templateCanBeImported(Kind<?> kind) throws IOException {
        var template = template(kind);
        assertThat(lines(FileFormat.CSV, template.csv(), records(kind))).hasSize(1);
        var file = SpooledFile.of(new ByteArrayInputStream(template.xlsx()), SPACE);
        try (SheetLines opened = SheetLines.open(FileFormat.XLSX, file, records(kind), 4_194_304)) {
            assertThat(opened.warnings()).extracting(warning -> warning.code()).isSubsetOf("sheet.skipped");
            assertThat(opened.next()).isNotNull();
            assertThat(opened.next()).isNull();
        }
    }

    /** Every field with declared values has a list to choose from, and what it offers is understood. */
    @ParameterizedTest
    @MethodSource("kinds")
    void templateOffersValuesThatCanBeImported(Kind<?> kind) throws IOException {
        SheetTemplate template = template(kind);
        Map<String, List<String>> offered = template.choices();
        DECLARED.getOrDefault(kind.name(), List.of())
                .forEach(path -> assertThat(offered).containsKey(path));
        offered.forEach((path, names) -> assertThat(names)
                .as(path)
                .hasSizeGreaterThan(1)
                .allSatisfy(name -> {
                    Component component = RecordFields.at(kind.type(), path).orElseThrow();
                    JsonNode cell = STRICT.cell(name, component, false);
                    JsonNode one = cell.isArray() ? cell.get(0) : cell;
                    if (component.valueType() == Boolean.class) {
                        assertThat(one.isBoolean()).isTrue();
                    } else {
                        assertThat(component.choices()).as(path + " " + name).containsKey(one.asText());
                    }
                }));
        try (SpooledFile file = SpooledFile.of(new ByteArrayInputStream(template.xlsx()), SPACE);
                var zip = new ZipFile(file.path().toFile());
                InputStream in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            String sheet = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(sheet.split("<dataValidation ", -1)).hasSize(offered.size() + 1);
        }
    }

    /** A number with its unit in a description, such as 12 位, is no value to choose. */
    @Test
    void remarksAreNoChoices() {
        kinds().forEach(kind -> RecordFields.of(kind.type())
                .get("division")
                .ifPresent(component -> assertThat(component.choices()).isEmpty()));
    }

    /** A heading that a kind declares belongs to one field. */
    @ParameterizedTest
    @MethodSource("kinds")
    void otherHeadingsNameTheirFields(Kind<?> kind) {
        var names = new HeadingNames(records(kind));
        kind.fields()
                .headings()
                .forEach((component, headings) -> assertThat(headings)
                        .allSatisfy(heading -> assertThat(names.find(heading).map(HeadingNames.Target::path))
                                .as(heading)
                                .contains(component)));
    }

    @Test
    void sheetAsAClerkKeepsIt() throws Exception {
        String csv = """
                ,,云川市民政局政务服务事项表,,,,,,,
                填报单位：基层政权科,,,,,,,,,
                序号,事项名称,编码,事项类型,是否收费,申请材料,,,办结时限,备注栏
                ,,,,,材料1名称,原件份数,材料2名称,,
                一、市本级,,,,,,,,,
                1,最低生活保障对象认定,990100-XZ-901,行政给付,否,户口簿,1,收入证明,,内部
                2,临时救助,990100-XZ-902,05,否,申请书,2,,,
                合计,2,,,,,,,,
                注：以上事项由区县受理,,,,,,,,,
                （共2条）,,,,,,,,,
                制表：张某,,审核：李某,,,日期：2026年11月20日,,,,
                单位（盖章）：云川市民政局,,,日期,,,,,,
                """;
        Kind<?> kind = kinds().filter(each -> each.name().equals("service"))
                .findFirst()
                .orElseThrow();
        var file = SpooledFile.of(new ByteArrayInputStream(csv.getBytes(Charset.forName("GBK"))), SPACE);
        try (SheetLines sheet = SheetLines.open(FileFormat.CSV, file, records(kind), 4_194_304)) {
            Line first = sheet.next();
            assertThat(JSON.readTree(first.text())).isEqualTo(JSON.readTree("""
                            {"name":"最低生活保障对象认定","code":"990100-XZ-901","type":"05","fee":{"charged":false},
                            "materials":[{"name":"户口簿","originals":1},{"name":"收入证明"}]}"""));
            assertThat(first.number()).isEqualTo(6);
            assertThat(sheet.next().number()).isEqualTo(7);
            assertThat(sheet.next()).isNull();
            assertThat(sheet.lastWarnings()).isEmpty();
            assertThat(sheet.headingLine()).isEqualTo(4);
            assertThat(sheet.warnings()).extracting(warning -> warning.label()).contains("备注栏");
        }
    }

    @Test
    void sheetWithoutRecordsIsAWarning() throws Exception {
        byte[] guides = workbook(Map.of("事项", List.of(List.of("名称", "编码"), List.of("填表人：赵某"))));
        assertThat(sheets(kind("service"), guides)).containsExactly("row.none");
    }

    /** A sheet for the items of a list, and one for the table of a record. */
    @Test
    void furtherSheetsBelongToTheRecordsOfTheFirst() throws Exception {
        byte[] guides = workbook(Map.of(
                "事项", List.of(List.of("名称", "编码"), List.of("低保", "990100-XZ-901"), List.of("临时救助", "990100-XZ-902")),
                "申请材料",
                        List.of(
                                List.of("事项编码", "名称", "原件份数"),
                                List.of("990100-XZ-902", "申请书", "2"),
                                List.of("990100-xz-901", "户口簿", "1"),
                                List.of("990100-XZ-902", "收入证明", ""),
                                List.of("990100-XZ-999", "多余", "1")),
                "说明", List.of(List.of("填表说明"))));
        assertThat(sheets(kind("service"), guides))
                .containsExactly(
                        "{\"name\":\"低保\",\"code\":\"990100-XZ-901\",\"materials\":[{\"name\":\"户口簿\",\"originals\":1}]}",
                        "{\"name\":\"临时救助\",\"code\":\"990100-XZ-902\",\"materials\":[{\"name\":\"申请书\",\"originals\":2},{\"name\":\"收入证明\"}]}",
                        "sheet.skipped",
                        "sheet.unmatched");
        byte[] notices = workbook(Map.of(
                "公示", List.of(List.of("编号", "标题"), List.of("gs-1", "低保公示"), List.of("gs-2", "特困公示")),
                "GS-1",
                        List.of(
                                List.of("东湖区低保公示名单"),
                                List.of("序号", "户主（姓名）", "村或社区", "家庭人口（数量）"),
                                List.of("1", "宋*华", "望湖社区", "2"),
                                List.of("合计", "", "", "2")),
                "特困公示", List.of(List.of("对象", "金额"), List.of("张*", "776"))));
        assertThat(sheets(kind("notice"), notices))
                .containsExactly(
                        "{\"id\":\"gs-1\",\"title\":\"低保公示\",\"columns\":[{\"name\":\"c1\",\"label\":\"户主\",\"type\":\"MASKED_NAME\"},"
                                + "{\"name\":\"c2\",\"label\":\"村或社区\",\"type\":\"TEXT\"},{\"name\":\"c3\",\"label\":\"家庭人口\",\"type\":\"COUNT\"}],"
                                + "\"rows\":[{\"cells\":[\"宋*华\",\"望湖社区\",\"2\"]}]}",
                        "{\"id\":\"gs-2\",\"title\":\"特困公示\",\"columns\":[{\"name\":\"c1\",\"label\":\"对象\",\"type\":\"TEXT\"},"
                                + "{\"name\":\"c2\",\"label\":\"金额\",\"type\":\"TEXT\"}],\"rows\":[{\"cells\":[\"张*\",\"776\"]}]}");
    }

    @Test
    void partOfAGroupIsProposedForAHeading() throws Exception {
        String sheet = "编号,网站名称,联系电话\nsite-1,云川市民政局,0500-8310011\n";
        try (RecordLines opened = FileFormat.CSV.open(
                new ByteArrayInputStream(sheet.getBytes(StandardCharsets.UTF_8)),
                records(kind("site")),
                4_194_304,
                ImportMemory.ofHeap(4_194_304),
                SPACE)) {
            assertThat(opened.warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains("“联系方式1电话”"));
        }
    }

    @Test
    void columnsOfFurtherSheetsThatAreNotImportedAreNamed() throws Exception {
        byte[] guides = workbook(Map.of(
                "事项", List.of(List.of("名称", "编码"), List.of("低保", "990100-XZ-901"), List.of("临时救助", "990100-XZ-902")),
                "申请材料清单",
                        List.of(
                                List.of("序号", "事项编码", "材料名称", "名称（必填）", "备忘栏", "事项编码（张三 100%）", "材料原件份数"),
                                List.of("1", "990100-XZ-901", "户口簿", "户口本", "随便", "990100-XZ-902", "1"),
                                List.of("2", "990100-XZ-902", "申请书", "", "", "", "2", "错列"))));
        try (RecordLines opened = FileFormat.XLSX.open(
                new ByteArrayInputStream(guides),
                records(kind("service")),
                4_194_304,
                ImportMemory.ofHeap(4_194_304),
                SPACE)) {
            assertThat(opened.next().text())
                    .isEqualTo(
                            "{\"name\":\"低保\",\"code\":\"990100-XZ-901\",\"materials\":[{\"name\":\"户口簿\",\"originals\":1}]}");
            assertThat(opened.next().faults().getFirst())
                    .extracting(Problem.Item::code, Problem.Item::message)
                    .containsExactly("cell.surplus", "工作表“申请材料清单”第 3 行第 8 列没有列名，却填有内容；请核对是否错列");
            assertThat(opened.warnings())
                    .extracting(warning -> warning.code() + " " + warning.label() + "：" + warning.message())
                    .containsExactly(
                            "column.repeated 申请材料清单：第 4 列填的也是“名称”，前面已有一列，该列未导入；要填别的，请改列名",
                            "column.unknown 申请材料清单：第 5 列的列名不是本种类的字段名，该列未导入",
                            "column.repeated 申请材料清单：第 6 列填的也是“事项编码”，前面已有一列，该列未导入；要填别的，请改列名");
        }
        // a heading of two rows, of which the second was lost
        byte[] notices = workbook(Map.of(
                "公示", List.of(List.of("编号", "标题"), List.of("gs-1", "低保公示")),
                "gs-1", List.of(List.of("户主", "金额"), List.of("", "城市", "农村"), List.of("宋*华", "776", "600"))));
        try (RecordLines opened = FileFormat.XLSX.open(
                new ByteArrayInputStream(notices),
                records(kind("notice")),
                4_194_304,
                ImportMemory.ofHeap(4_194_304),
                SPACE)) {
            assertThat(opened.next().faults().getFirst().code()).isEqualTo("cell.surplus");
        }
        byte[] personal = workbook(Map.of(
                "公示", List.of(List.of("编号", "标题"), List.of("张三13812345678", "低保公示")),
                "张三13812345678", List.of(List.of("户主", "金额"), List.of("宋*华", "776", "600"))));
        try (RecordLines opened = FileFormat.XLSX.open(
                new ByteArrayInputStream(personal),
                records(kind("notice")),
                4_194_304,
                ImportMemory.ofHeap(4_194_304),
                SPACE)) {
            assertThat(opened.next().faults().getFirst().message()).isEqualTo("工作表第 2 行第 3 列没有列名，却填有内容；请核对是否错列");
        }
    }

    private static Kind<?> kind(String name) {
        return InstalledKinds.of(TestSettings.general(Map.of())).all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Records, then codes of warnings. */
    private static List<String> sheets(Kind<?> kind, byte[] file) throws Exception {
        var read = new ArrayList<String>();
        try (RecordLines opened = FileFormat.XLSX.open(
                new ByteArrayInputStream(file), records(kind), 4_194_304, ImportMemory.ofHeap(4_194_304), SPACE)) {
            for (Line line = opened.next(); line != null; line = opened.next()) {
                assertThat(line.faults()).isEmpty();
                JsonNode tree = JSON.readTree(line.text());
                if (tree.has("columns")) {
                    // the members of a column have no order
                    ArrayNode columns = (ArrayNode) tree.get("columns");
                    for (int i = 0; i < columns.size(); i++) {
                        columns.set(i, ordered(columns.get(i)));
                    }
                }
                read.add(tree.toString());
            }
            opened.warnings().forEach(warning -> read.add(warning.code()));
            opened.lastWarnings().forEach(warning -> read.add(warning.code()));
        }
        return read;
    }

    private static JsonNode ordered(JsonNode column) {
        ObjectNode ordered = JSON.createObjectNode();
        List.of("name", "label", "type").forEach(member -> ordered.set(member, column.get(member)));
        return ordered;
    }

    private static byte[] workbook(Map<String, List<List<String>>> sheets) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            sheets.entrySet().stream()
                    .sorted((one, other) -> Boolean.compare(isFirst(other.getKey()), isFirst(one.getKey())))
                    .forEach(sheet -> {
                        var worksheet = workbook.newWorksheet(sheet.getKey());
                        for (int row = 0; row < sheet.getValue().size(); row++) {
                            List<String> cells = sheet.getValue().get(row);
                            for (int column = 0; column < cells.size(); column++) {
                                worksheet.inlineString(row, column, cells.get(column));
                            }
                        }
                    });
        }
        return bytes.toByteArray();
    }

    private static boolean isFirst(String sheet) {
        return sheet.equals("事项") || sheet.equals("公示");
    }
}
