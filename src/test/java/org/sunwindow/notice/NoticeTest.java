package org.sunwindow.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.read.CsvWriter;
import org.sunwindow.read.XlsxWriter;

/** Notices, the tables in them, and their answers. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class NoticeTest {

    private static final String TABLE = """
            "columns":[{"name":"name","label":"户主","type":"MASKED_NAME"},{"name":"place","label":"村（社区）","type":"PLACE"},\
            {"name":"persons","label":"家庭人口","type":"COUNT","unit":"人"},{"name":"amount","label":"月保障金","type":"AMOUNT","unit":"元"},\
            {"name":"note","label":"备注","type":"TEXT"}],\
            "rows":[{"cells":["宋*华","望湖社区","2","980.50",""]},{"cells":["姚*","长堤社区","10","1200","=1+1"]},\
            {"cells":["魏*香","望湖社区","","460.25","\\"新增\\""]}]""";

    private Sunwindow sunwindow;

    /** A line of a result without an end, with more fields. */
    static String notice(String id, String fields) {
        return """
                {"id":"%s","title":"名单公示","type":"OTHER","stage":"RESULT","publisher":"云川市民政局",\
                "periodBegin":"2026-01-01",%s}""".formatted(id, fields);
    }

    @BeforeEach
    void publish() {
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "organization", "notice");
        assertThat(sunwindow.publish("notice", notice("t-1", TABLE)).getInt("rejected"))
                .isZero();
    }

    private Json get(String path) {
        return sunwindow.get(path).then().statusCode(200).extract().as(Json.class);
    }

    private List<Map<String, Object>> rejects(String fields) {
        Json run = sunwindow.publish("notice", notice("t-wrong", fields));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        return sunwindow.rejects(run).getList("items");
    }

    @ParameterizedTest
    @CsvSource({
        "MASKED_NAME, 宋秀华, cell.unmasked",
        "MASKED_NAME, 宋*华（户主）, cell.unmasked",
        "MASKED_NAME, 周建*国, cell.unmasked",
        "COUNT, 3人, cell.count",
        "COUNT, 1.5, cell.count",
        "COUNT, -1, cell.count",
        "AMOUNT, 1，200, cell.decimal",
        "AMOUNT, 980元, cell.decimal",
        "SCORE, 九十, cell.decimal",
        "PRICE, 1.23456, cell.decimal"
    })
    void cellIsWhatItsColumnSays(String type, String cell, String code) {
        List<Map<String, Object>> rejects = rejects("""
                "columns":[{"name":"a","label":"甲列","type":"PLACE"},{"name":"b","label":"乙列","type":"%s"}],\
                "rows":[{"cells":["望湖社区",""]},{"cells":["长堤社区","%s"]}]""".formatted(type, cell));
        assertThat(rejects).anySatisfy(reject -> {
            assertThat(reject).containsEntry("code", code).containsEntry("field", "rows[1].cells[1]");
            assertThat((String) reject.get("message")).startsWith("应为").doesNotContain(cell);
            assertThat((String) reject.get("label")).isEqualTo("表格行第 2 项的单元格第 2 项");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"宋*华", "宋某某", "张○", "欧阳*峰", "阿依*·***", "王女士", "宋*华、姚*", "李×"})
    void maskedNameIsAccepted(String name) {
        assertThat(MaskedName.isMasked(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"宋秀华", "宋", "宋*秀华", "宋*华 13800138000", "宋*华、姚秀", "*", "王秀女士"})
    void nameThatIsNotMaskedIsRefused(String name) {
        assertThat(MaskedName.isMasked(name)).isEqualTo(name.equals("*"));
    }

    @Test
    void tableAndPeriodAreConsistent() {
        assertThat(rejects("""
                "columns":[{"name":"a","label":"甲","type":"TEXT"},{"name":"a","label":"乙","type":"TEXT"}],"rows":[{"cells":["1"]}],\
                "periodEnd":"2025-12-31","announcement":"T-WRONG\""""))
                .extracting(reject -> reject.get("field") + " " + reject.get("code"))
                .containsExactlyInAnyOrder(
                        "columns[1].name column.repeated",
                        "rows[0].cells cells.number",
                        "periodEnd period.order",
                        "announcement announcement.self");
    }

    @Test
    void publicityHasAnEndAndAWayToObject() {
        Json run = sunwindow.publish(
                "notice", notice("t-open", "\"announcement\":\"t-1\"").replace("RESULT", "OPEN"));
        assertThat(sunwindow.rejects(run).getList("items.code"))
                .containsExactlyInAnyOrder("period.missing", "objection.missing", "announcement.stage");
    }

    @Test
    void rowsAreListedInTheOrderOfThePublisherWithTotals() {
        Json rows = get("/notices/t-1/rows");
        assertThat(rows.getList("rows.cells.flatten()", String.class)).startsWith("宋*华", "望湖社区", "2", "980.50", "");
        assertThat(rows.getInt("total")).isEqualTo(3);
        assertThat(rows.getList("totals.column")).containsExactly("persons", "amount");
        assertThat(rows.getList("totals.unit")).containsExactly("人", "元");
        assertThat(rows.getString("totals[0].sum")).isEqualTo("12");
        assertThat(rows.getString("totals[1].sum")).isEqualTo("2640.75");
    }

    @ParameterizedTest
    @CsvSource({"persons, 2 10 -", "-persons, 10 2 -", "amount, - 2 10", "-amount, 10 2 -", "place, 2 - 10"})
    void rowsAreSorted(String sort, String persons) {
        List<List<String>> rows = get("/notices/t-1/rows?sort=" + sort).getList("rows.cells");
        assertThat(rows.stream().map(row -> row.get(2).isEmpty() ? "-" : row.get(2)))
                .containsExactly(persons.split(" "));
    }

    @Test
    void rowsAreSearchedAndTotalled() {
        Json rows = get("/notices/t-1/rows?size=1&page=2&q=" + Sunwindow.encoded("望湖 社區"));
        assertThat(rows.getInt("total")).isEqualTo(2);
        assertThat(rows.getString("rows[0].cells[0]")).isEqualTo("魏*香");
        assertThat(rows.getString("totals[1].sum")).isEqualTo("1440.75");
        assertThat(rows.getInt("page.number")).isEqualTo(2);
        assertThat(get("/notices/t-1/rows?q=" + Sunwindow.encoded("火星")).getInt("total"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=age", "size=101", "page=0", "place=x", "sort=name&sort=place"})
    void wrongParameterIsToldByName(String query) {
        sunwindow
                .get("/notices/t-1/rows?" + query)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")))
                .body(jsonAt("errors[0].name", equalTo(query.split("=")[0])));
    }

    private Response csv(String path) {
        return sunwindow.request().header("Accept", "text/csv").get(path);
    }

    @Test
    void rowsAreExportedWithoutFormulas() {
        Response csv = csv("/notices/t-1/rows?sort=-amount");
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.contentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(new String(csv.asByteArray(), StandardCharsets.UTF_8)).isEqualTo("""
                \uFEFF"户主","村（社区）","家庭人口（人）","月保障金（元）","备注"
                "姚*","长堤社区","10","1200","'=1+1"
                "宋*华","望湖社区","2","980.50",""
                "魏*香","望湖社区","","460.25",""\"新增""\"
                """.replace("\n", "\r\n"));
        assertThat(csv("/notices/t-1/rows?size=1").asString().lines()).hasSize(2);
        csv("/notices/t-1").then().statusCode(406);
    }

    private Response xlsx(String path) {
        return sunwindow.request().header("Accept", XlsxWriter.MEDIA_TYPE).get(path);
    }

    /** Cells as a reader of workbooks sees them, after their types. */
    private static List<List<String>> cells(byte[] workbook, int sheet) throws IOException {
        try (var opened = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            return opened.getSheet(sheet).orElseThrow().read().stream()
                    .map(row -> row.stream()
                            .map(cell -> cell == null ? "" : cell.getType() + " " + cell.getRawValue())
                            .toList())
                    .toList();
        }
    }

    @Test
    void rowsAreExportedAsAWorkbookWithTheirTotals() throws IOException {
        Response xlsx = xlsx("/notices/t-1/rows?sort=-amount");
        assertThat(xlsx.statusCode()).isEqualTo(200);
        assertThat(xlsx.contentType()).isEqualTo(XlsxWriter.MEDIA_TYPE);
        assertThat(xlsx.header("Vary")).contains("Accept");
        byte[] workbook = xlsx.asByteArray();
        assertThat(cells(workbook, 0))
                .containsExactly(
                        List.of("STRING 户主", "STRING 村（社区）", "STRING 家庭人口（人）", "STRING 月保障金（元）", "STRING 备注"),
                        List.of("STRING 姚*", "STRING 长堤社区", "NUMBER 10", "NUMBER 1200", "STRING =1+1"),
                        List.of("STRING 宋*华", "STRING 望湖社区", "NUMBER 2", "NUMBER 980.50"),
                        List.of("STRING 魏*香", "STRING 望湖社区", "", "NUMBER 460.25", "STRING \"新增\""));
        assertThat(cells(workbook, 1))
                .as("as in the JSON")
                .containsExactly(
                        List.of("STRING 列名", "STRING 单位", "STRING 合计"),
                        List.of("STRING 家庭人口", "STRING 人", "NUMBER 12"),
                        List.of("STRING 月保障金", "STRING 元", "NUMBER 2640.75"));
        byte[] page = xlsx("/notices/t-1/rows?size=1").asByteArray();
        assertThat(cells(page, 0)).hasSize(2);
        assertThat(cells(page, 1).getLast()).as("of all rows").endsWith("NUMBER 2640.75");
        sunwindow
                .request()
                .header("Accept", XlsxWriter.MEDIA_TYPE)
                .header("If-None-Match", xlsx.header("ETag"))
                .get("/notices/t-1/rows?sort=-amount")
                .then()
                .statusCode(304);
    }

    @Test
    void workbookHasTheSameBytesWheneverItIsWritten() throws IOException {
        var amount = new BigDecimal("123456789012.3456");
        var sheets = List.of(new XlsxWriter.Sheet(
                "表",
                List.of(List.of("=1+1", "+1", "a\u0001<b>&"), Arrays.asList(amount, null, new BigDecimal("0.10")))));
        byte[] first = XlsxWriter.write(sheets);
        assertThat(cells(first, 0).getFirst()).startsWith("STRING =1+1", "STRING +1");
        assertThat(cells(first, 0).getLast())
                .as("a spreadsheet keeps fifteen digits of a number")
                .containsExactly("STRING 123456789012.3456", "", "NUMBER 0.10");
        try (var parts = ZipFile.builder().setByteArray(first).get()) {
            for (var part : Collections.list(parts.getEntries())) {
                assertThat(new String(parts.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8))
                        .as(part.getName())
                        .doesNotContain("created", "<f>", "T0", "T1", "T2");
            }
        }
        assertThat(XlsxWriter.write(sheets)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "－1", "\r=1"})
    void formulaBecomesText(String cell) {
        byte[] csv = CsvWriter.write(List.of("列"), List.of(List.of(cell)));
        assertThat(new String(csv, StandardCharsets.UTF_8)).contains("\"'" + cell);
    }

    @Test
    void unchangedRowsAreNotSentAgain() {
        String etag = sunwindow.get("/notices/t-1/rows").header("ETag");
        sunwindow
                .request()
                .header("If-None-Match", etag)
                .get("/notices/t-1/rows")
                .then()
                .statusCode(304);
        assertThat(csv("/notices/t-1/rows").header("ETag")).isNotEqualTo(etag);
        assertThat(csv("/notices/t-1/rows").header("Vary")).contains("Accept");
    }

    @Test
    void cellsAreSearchedAndTheHighlightShowsTheRow() {
        sunwindow.publish("notice", notice("t-2", """
                "columns":[{"name":"unit","label":"机构","type":"TEXT"},{"name":"score","label":"得分","type":"SCORE"}],\
                "rows":[{"cells":["甲养老院","90"]},{"cells":["紫藤花开照护之家","87.5"]}]"""));
        Json found = sunwindow.find("/notices", "紫藤花开", "highlight=true");
        assertThat(found.getList("items.id")).containsExactly("t-2");
        assertThat(found.getList("items[0].highlight.body.text", String.class).toString())
                .contains("紫藤花开")
                .contains("照护之家")
                .contains("87.5");
        assertThat(found.getString("items[0].rows")).isNull();
        assertThat(sunwindow.find("/search", "紫藤花开").getList("items.id")).contains("t-2");
    }

    @Test
    void resultAndAnnouncementShowEachOther() {
        assertThat(get("/notices/gs-yc-azqx-2026").getString("links.announcement.name"))
                .contains("安置计划");
        Json plan = get("/notices/gs-yc-azjh-2026");
        assertThat(plan.getList("links.results.id")).containsExactly("gs-yc-azqx-2026");
        assertThat(plan.getString("links.organization.name")).isEqualTo("云川市民政局");
        assertThat(get("/notices?announcement=GS-YC-AZJH-2026").getList("items.id"))
                .containsExactly("gs-yc-azqx-2026");
    }

    @ParameterizedTest
    @EnumSource(NoticeType.class)
    void everyTypeIsFilteredAndCounted(NoticeType type) {
        Json list = get("/notices?size=100&facets=type,stage&type=" + type);
        assertThat(list.getInt("total.value")).isPositive();
        assertThat(list.getList("items.type")).containsOnly(type.name());
        assertThat(list.getString("facets.type[value=%s].label".formatted(type)))
                .isEqualTo(type.label());
        sunwindow.get("/notices?type=LOTTERY").then().statusCode(400);
    }

    @Test
    void stagesArefilteredAndTypesAreFoundByTheirNames() {
        assertThat(get("/notices?stage=OPEN&size=100").getList("items.stage")).containsOnly("OPEN");
        assertThat(get("/notices?stage=RESULT&organization=org-np-mzj&type=CHARGE")
                        .getList("items.id"))
                .containsExactly("gs-np-sf-fzgm");
        assertThat(sunwindow.find("/notices", "福彩资助", "type=LOTTERY_FUND").getInt("total.value"))
                .isPositive();
    }

    /** What the seed documents ask for, without a search of texts. */
    @Test
    void listsOfTheFieldAreAnswered() {
        assertThat(get("/notices/gs-yc-azfs-2026/rows?sort=-score&size=1").getString("rows[0].cells[0]"))
                .isEqualTo("1");
        assertThat(get("/notices/gs-np-jz-202607-1/rows").getString("totals[column=amount].sum"))
                .isEqualTo("673500");
        assertThat(get("/notices/gs-yc-pg-hf2026/rows?sort=rank&size=1").getString("rows[0].cells[1]"))
                .isEqualTo("东湖区婚姻登记处");
        assertThat(get("/notices/gs-yc-fc-2025/rows").getString("totals[column=amount].sum"))
                .isEqualTo("432.60");
        assertThat(get("/notices/gs-yc-jj-2026").getString("body")).contains("https://ggzy.");
    }

    @Test
    void sampleReadsLikeTheField() {
        assertThat(Sunwindow.sample("notice").lines().map(Json::of))
                .filteredOn(notice -> notice.get("rows[0]") != null)
                .hasSizeGreaterThanOrEqualTo(60);
        assertThat(get("/notices?facets=type").getInt("total.value")).isGreaterThanOrEqualTo(50);
        assertThat(Arrays.stream(NoticeType.values()).map(Enum::name))
                .containsExactlyInAnyOrderElementsOf(get("/notices?facets=type").getList("facets.type.value"));
    }
}
