package org.sunwindow.imports.format.sheet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.validation.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.TestSettings;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.format.InvalidFileException;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.kind.Kind;

/** What helps clerks whose sheets are not quite those of the template. */
class SheetHelpTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SheetSpace SPACE = new SheetSpace(10_000_000, 100_000_000);
    private static final List<Kind<?>> KINDS =
            List.copyOf(InstalledKinds.of(TestSettings.general(Map.of())).all());

    private static final String WALL = """
            东湖区2026年第四季度城市低保拟新增对象名单公示,,,
            根据《社会救助暂行办法》，现将有关情况公示如下：,,,
            序号,户主,村或社区,家庭人口（数量）
            1,张*某,望湖社区,2
            2,李*,长堤社区,1
            合计,,,3
            公示期：2026年11月20日至11月27日，如有异议请来电反映。监督电话：0500-8320003,,,
            东湖区民政局,,,
            2026年11月20日,,,
            """;

    private static SheetRecords records(String name) {
        Kind<?> kind = KINDS.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new SheetRecords(
                kind.type(),
                kind.fields().headings(),
                kind.fields().written(),
                FileColumns.NONE,
                kind.keyFields(),
                Stream.concat(kind.keyFields().stream(), kind.fields().titles().stream())
                        .toList(),
                kind.fields().tableText(),
                new StrictJson(
                        TestSettings.general(Map.of()),
                        Validation.buildDefaultValidatorFactory().getValidator()));
    }

    private static RecordLines open(String kind, byte[] sheet) throws IOException {
        return FileFormat.CSV.open(
                new ByteArrayInputStream(sheet), records(kind), 4_194_304, ImportMemory.ofHeap(4_194_304), SPACE);
    }

    private static RecordLines open(String kind, String sheet) throws IOException {
        return open(kind, sheet.getBytes(UTF_8));
    }

    private static List<Line> all(RecordLines lines) throws IOException {
        var all = new ArrayList<Line>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    private static byte[] template(String kind, String... more) throws IOException {
        SheetRecords records = records(kind);
        String text = new String(new SheetTemplate(records.type(), records.aliases()).csv(), UTF_8);
        return (text + String.join("\n", more)).getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "hotline, 热线名字, 名称",
        "hotline, 热线号, 号码",
        "answer, 答复时日, 答复日期",
        "service, 承诺办结时线, 承诺办结时限",
    })
    void anUnknownHeadingIsCompared(String kind, String heading, String meant) throws IOException {
        try (RecordLines lines = open(kind, "编号,名称,标题," + heading + "\n1,甲,乙,丙\n")) {
            assertThat(lines.warnings())
                    .filteredOn(warning -> heading.equals(warning.label()))
                    .extracting(Problem.Item::message)
                    .singleElement()
                    .asString()
                    .contains("您是不是要填写")
                    .contains("“" + meant + "”");
        }
    }

    @Test
    void anotherHeadingIsNotCompared() throws IOException {
        try (RecordLines lines = open("hotline", "编号,名称,天气\n1,甲,晴\n")) {
            assertThat(lines.warnings().getFirst().message()).doesNotContain("您是不是");
        }
    }

    /** 法定 and 承诺 below 办结时限 are 法定办结时限 and 承诺办结时限. */
    @Test
    void aHeadingMayBeReadFromBelow() throws IOException {
        String sheet = "名称,编码,办结时限（工作日）,,联系方式,\n,,法定,承诺,咨询电话,监督投诉电话\n低保,990100-X-1,30,20,0500-8310012,0500-8310013\n";
        try (RecordLines lines = open("service", sheet)) {
            assertThat(lines.warnings()).isEmpty();
            assertThat(lines.next().headings().keySet())
                    .contains("statutoryLimit", "promisedLimit", "consultPhone", "complaintPhone");
        }
    }

    @Test
    void theExampleOfTheTemplateIsNoRecord() throws IOException {
        String row = "hot-x-1,0500-8350119,养老服务热线";
        try (RecordLines lines = open("hotline", template("hotline", row))) {
            assertThat(all(lines)).extracting(Line::number).containsExactly(3L);
            assertThat(lines.lastWarnings())
                    .extracting(Problem.Item::code, Problem.Item::message)
                    .containsExactly(tuple("row.example", "第 2 行是模板的示例，没有导入；请删去"));
        }
    }

    /** Publishers try the service with it. */
    @Test
    void aTemplateAloneKeepsItsExample() throws IOException {
        try (RecordLines lines = open("hotline", template("hotline"))) {
            assertThat(all(lines)).hasSize(1);
        }
    }

    @Test
    void aRecordThatIsLikeTheExampleStays() throws IOException {
        String sheet = "编号,号码,名称\nhot-yc-jz,0500-8350110,云川市流浪乞讨救助热线\nhot-2,12349,热线\n";
        try (RecordLines lines = open("hotline", sheet)) {
            assertThat(all(lines)).hasSize(2);
        }
    }

    @Test
    void aSheetAsItHangsOnTheWallIsANotice() throws IOException {
        try (RecordLines lines = open("notice", WALL)) {
            List<Line> all = all(lines);
            assertThat(all).hasSize(1);
            assertThat(all.getFirst().faults()).isEmpty();
            JsonNode notice = JSON.readTree(all.getFirst().text());
            assertThat(notice.path("title").asText()).isEqualTo("东湖区2026年第四季度城市低保拟新增对象名单公示");
            assertThat(notice.path("type").asText()).isEqualTo("MINIMUM_LIVING");
            assertThat(notice.path("stage").asText()).isEqualTo("PROPOSED");
            assertThat(notice.path("publisher").asText()).isEqualTo("东湖区民政局");
            assertThat(notice.path("periodBegin").asText()).isEqualTo("2026-11-20");
            assertThat(notice.path("periodEnd").asText()).isEqualTo("2026-11-27");
            assertThat(notice.path("objectionPhone").asText()).isEqualTo("0500-8320003");
            assertThat(notice.path("body").asText()).startsWith("根据《社会救助暂行办法》");
            assertThat(notice.path("columns"))
                    .extracting(column -> column.path("label").asText() + " "
                            + column.path("type").asText())
                    .containsExactly("户主 TEXT", "村或社区 TEXT", "家庭人口 COUNT");
            assertThat(notice.path("rows").toString())
                    .isEqualTo("[{\"cells\":[\"张*某\",\"望湖社区\",\"2\"]},{\"cells\":[\"李*\",\"长堤社区\",\"1\"]}]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "公示期：2026年11月20日至11月27日 | 公示期：七天 | 公示期（表下写",
                "监督电话：0500-8320003 | 监督电话：0500-8320003，举报电话：0500-8320004 | 监督电话（表下写",
                "城市低保 | 有关 | 类别（标题写明",
            })
    void whatTheWallDoesNotSayIsAskedFor(String said, String instead, String asked) {
        assertThatThrownBy(() -> open("notice", WALL.replace(said, instead)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("还缺")
                .hasMessageContaining(asked);
    }

    @Test
    void anUnclearWallIsRefused() {
        // the table continues below a section
        String section = WALL.replace("合计,,,3\n", "二、农村,,,\n3,王*,柳桥村,4\n");
        assertThatThrownBy(() -> open("notice", section))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("没有找到表头");
    }

    @Test
    void aSheetWithARowForEachNoticeIsReadAsBefore() throws IOException {
        String sheet = "2026年低保公示,,\n编号,标题,类别\ngs-1,第一批公示,低保\ngs-2,第二批公示,低保\n";
        try (RecordLines lines = open("notice", sheet)) {
            assertThat(all(lines)).hasSize(2);
        }
    }
}
