package org.sunwindow.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.imports.format.FileFormat;

/** Sheets and arrays, sent as their clerks and systems send them. */
@Tag("slow")
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SheetImportTest {

    private static final Charset GBK = Charset.forName("GBK");

    @Inject
    ImportTargets targets;

    private Sunwindow service;

    @BeforeEach
    void connect() {
        service = Sunwindow.underTest();
    }

    private Response send(String kind, String type, byte[] file) {
        return given().config(Sunwindow.AS_GIVEN)
                .baseUri(service.base())
                .header("Authorization", "Bearer " + service.token())
                .contentType(type)
                .body(file)
                .post("/api/v1/imports?kind=" + kind);
    }

    private Json imported(String kind, String type, byte[] file) {
        Response response = send(kind, type, file);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response.as(Json.class);
    }

    private List<Map<String, Object>> rejects(Json run) {
        return given().baseUri(service.base())
                .header("Authorization", "Bearer " + service.token())
                .get("/api/v1/imports/" + run.getString("id") + "/rejects")
                .as(Json.class)
                .getList("items");
    }

    @Test
    void casesAsABureauListsThemAreImported() {
        String csv = """
                办件编号,办件种类,事项名称,申请人姓名,手机号,证件号码,查询码,状态,当前环节,申请时间,受理时间,办结时间,承诺办结日期,更新时间
                990102261109090001,SERVICE,临时救助对象认定,张某某,13800005678,,,办理中,部门审核,2026-11-09,2026-11-10,,2026-12-07,2026-11-12
                990102261109090002,SERVICE,临时救助对象认定,李某某,,,482913,准予办结,,2026-11-02,2026-11-03,2026-11-13,,
                990102261109090003,SERVICE,临时救助对象认定,王某某,,,,已办结,,2026-11-02,2026-11-03,2026-11-13,,
                """;
        Json run = imported("application", FileFormat.CSV_TYPE, csv.getBytes(StandardCharsets.UTF_8));
        assertThat(rejects(run)).singleElement().satisfies(fault -> {
            assertThat(fault).containsEntry("lineNo", 4);
            assertThat(fault.get("message").toString()).contains("准予办结、不予批准");
        });
        assertThat(run.getInt("created")).isEqualTo(2);
    }

    /** The key is made of name and division, so that the row changes the record that it has created. */
    @Test
    void rowsWithoutAKeyGetOne() {
        String csv = "名称,号码,所属区划\n无编号热线,0500-8350990,990100\n";
        Json run = imported("hotline", FileFormat.CSV_TYPE, csv.getBytes(GBK));
        assertThat(run.getInt("created")).isEqualTo(1);
        assertThat(rejects(run)).extracting(warning -> warning.get("code")).contains("key.made");
        Json again = imported(
                "hotline",
                FileFormat.CSV_TYPE,
                csv.replace("8350990", "8350991").getBytes(GBK));
        assertThat(again.getInt("changed")).isEqualTo(1);
        Json other = imported("hotline", FileFormat.CSV_TYPE, "名称,号码\n无编号热线,0500-8350992\n".getBytes(GBK));
        assertThat(rejects(other).getFirst().get("message").toString()).contains("编号为 无编号热线-990100000000");
    }

    @Test
    void aNoticeAsItHangsOnTheWallIsImported() {
        String csv = """
                东湖区整张报送临时救助对象公示,,,
                序号,户主,村或社区,救助金额（金额）
                1,张*某,望湖社区,1500
                公示期：2026年11月20日至2027年11月27日。监督电话：0500-8320003,,,
                东湖区民政整张办公室,,,
                公示单位：东湖区民政整张办公室,,,
                """;
        Json run = imported("notice", FileFormat.CSV_TYPE, csv.getBytes(GBK));
        assertThat(rejects(run)).extracting(warning -> warning.get("code")).containsOnly("key.made");
        assertThat(run.getInt("created")).isEqualTo(1);
        Response marked = send("notice&report=csv", FileFormat.CSV_TYPE, csv.getBytes(GBK));
        assertThat(marked.statusCode()).isEqualTo(406);
    }

    @Test
    void theSheetInAZipIsReturnedMarked() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("热线.csv"));
            zip.write("编号,名称,号码\nhot-zip-1,压缩包热线,无\n".getBytes(GBK));
        }
        Response marked = send("hotline&dryRun=true&report=csv", FileFormat.ZIP_TYPE, bytes.toByteArray());
        assertThat(marked.statusCode()).as(marked.asString()).isEqualTo(201);
        assertThat(new String(marked.asByteArray(), StandardCharsets.UTF_8))
                .contains("错误,建议,提醒", "hot-zip-1,压缩包热线,无,号码：");
    }

    @Test
    void sheetInTheEncodingOfABureauIsImported() {
        String csv = """
                云川市民政局信息公开目录,,,,,
                索引号,标题,发文机关,发布日期,公开方式,正文
                990100001/202611-90001,关于表格导入的通知,云川市民政表格办公室,2026/11/20,主动公开,请遵照执行。
                990100001/202611-90002,关于表格导入的公告,云川市民政表格办公室,2026年11月20日,主动公开,现予公告。
                合计,2,,,,
                """;
        Json run = imported("disclosure", FileFormat.CSV_TYPE, csv.getBytes(GBK));
        assertThat(run.getInt("created")).isEqualTo(2);
        assertThat(service.get("/disclosures/990100001%2F202611-90001")
                        .as(Json.class)
                        .getString("publishedAt"))
                .startsWith("2026-11-20");
        // a line with the same record changes nothing
        assertThat(imported("disclosure", FileFormat.JSON_TYPE, """
            [{"indexNo":"990100001/202611-90001","title":"关于表格导入的通知","publisher":"云川市民政表格办公室",
            "publishedAt":"2026-11-20","disclosureAttribute":"主动公开","body":"请遵照执行。"}]\
            """.getBytes(StandardCharsets.UTF_8))
                        .getInt("unchanged"))
                .isEqualTo(1);
    }

    @Test
    void faultsNameTheRowAndTheHeading() {
        String csv = """
                序号,名称,编码,事项类型,到现场次数,备注栏
                1,表格测试事项一,990100-BG-001,行政给付,一次,
                2,表格测试事项二,990100-BG-002,05,1,内部
                """;
        Json run = imported("service", FileFormat.CSV_TYPE, csv.getBytes(StandardCharsets.UTF_8));
        assertThat(run.getInt("created")).isEqualTo(1);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        List<Map<String, Object>> rejects = rejects(run);
        assertThat(rejects)
                .anySatisfy(reject -> assertThat(reject)
                        .containsEntry("lineNo", 1)
                        .containsEntry("code", "column.unknown")
                        .containsEntry("label", "备注栏")
                        .containsEntry("severity", "WARNING"));
        assertThat(rejects)
                .anySatisfy(reject -> assertThat(reject)
                        .containsEntry("lineNo", 2)
                        .containsEntry("field", "visits")
                        .containsEntry("label", "到现场次数")
                        .containsEntry("value", "一次")
                        .containsEntry("key", "990100-BG-001"));
        assertThat(service.get("/services/990100-BG-002").as(Json.class).getString("typeName"))
                .isEqualTo("行政给付");
    }

    /** What is stored is worded as the marked sheet is. */
    @Test
    void faultsOfARowAreWordedForCells() {
        String csv = """
                名称,编码,事项类型,服务对象
                表格测试事项四,990100-BG-004,行政给付,谁都可以
                9.90E+17,990100-BG-005,行政给付,
                """;
        List<Map<String, Object>> rejects =
                rejects(imported("service", FileFormat.CSV_TYPE, csv.getBytes(StandardCharsets.UTF_8)));
        assertThat(rejects)
                .filteredOn(reject -> reject.get("lineNo").equals(2))
                .isNotEmpty()
                .allSatisfy(reject -> assertThat((String) reject.get("message"))
                        .doesNotContain("[ ]")
                        .doesNotContain("{ }")
                        .doesNotContain("\""));
        // a cell that was spoilt is not missing
        assertThat(rejects)
                .filteredOn(reject -> reject.get("lineNo").equals(3))
                .extracting(reject -> reject.get("code"))
                .containsExactly("cell.digits");
    }

    @Test
    void recordThatReplacesAnotherThingIsAWarning() {
        String head = "编号,名称\n";
        imported("organization", FileFormat.CSV_TYPE, (head + "org-bg-1,云川市表格福利院").getBytes(StandardCharsets.UTF_8));
        Json run = imported(
                "organization", FileFormat.CSV_TYPE, (head + "org-bg-1,完全不同的机构").getBytes(StandardCharsets.UTF_8));
        assertThat(rejects(run)).singleElement().satisfies(warning -> {
            assertThat(warning).containsEntry("code", "title.changed").containsEntry("severity", "WARNING");
            assertThat((String) warning.get("message")).contains("云川市表格福利院");
        });
    }

    @Test
    void dryRunThatBreaksOffHasStoredNothing() {
        Response broken = send(
                "organization&dryRun=true",
                FileFormat.JSON_TYPE,
                "[{\"id\":\"org-bg-2\",\"name\":\"云川市表格测试局\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.as(Json.class).getString("detail"))
                .contains("试导入不保存任何内容")
                .doesNotContain("已经保存");
    }

    /** The template is filled in by replacing its example. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    void templateCanBeSentBack(String format) {
        Response template = service.request()
                .header("Authorization", "Bearer " + service.token())
                .get("/imports/template?kind=hotline&format=" + format);
        assertThat(template.statusCode()).isEqualTo(200);
        assertThat(template.header("Content-Disposition")).contains("hotline." + format);
        String type = format.equals("csv") ? FileFormat.CSV_TYPE : FileFormat.XLSX_TYPE;
        Json run = imported("hotline&dryRun=true", type, template.asByteArray());
        assertThat(run.getInt("lines")).isEqualTo(1);
    }

    /** Publishers try the service with the template as it is. Warnings depend on what is published, and on the day. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    void templateOfEachKindImportsWithoutAFault(String format) {
        var faults = new TreeMap<String, List<Map<String, Object>>>();
        for (String kind : targets.kinds()) {
            Response template = service.request()
                    .header("Authorization", "Bearer " + service.token())
                    .get("/imports/template?kind=" + kind + "&format=" + format);
            String type = format.equals("csv") ? FileFormat.CSV_TYPE : FileFormat.XLSX_TYPE;
            Response answer = send(kind + "&dryRun=true", type, template.asByteArray());
            assertThat(answer.statusCode()).as(kind + answer.asString()).isEqualTo(201);
            Json run = answer.as(Json.class);
            List<Map<String, Object>> found = rejects(run).stream()
                    .filter(item -> "FAULT".equals(item.get("severity")))
                    .toList();
            if (!found.isEmpty() || run.getInt("rejected") > 0 || run.getInt("lines") != 1) {
                faults.put(kind, found);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void templateNeedsATokenAndAKind() {
        assertThat(service.get("/imports/template?kind=hotline").statusCode()).isEqualTo(401);
        Response wrong = service.request()
                .header("Authorization", "Bearer " + service.token())
                .get("/imports/template?kind=nothing&format=pdf");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.as(Json.class).getList("errors.name", String.class))
                .containsExactlyInAnyOrder("kind", "format");
    }

    /** Nothing of the file is imported, and nothing remains of it. */
    @ParameterizedTest
    @ValueSource(strings = {"甲,乙\n1,2", "", "PK\u0003\u0004broken"})
    void unreadableFileIsRefusedAsAWhole(String content) throws IOException {
        long before = temporaryFiles();
        Response response = send("disclosure", FileFormat.CSV_TYPE, content.getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.as(Json.class).getString("code")).isEqualTo("import.file");
        assertThat(response.as(Json.class).getString("detail")).contains("未导入任何内容");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static long temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("sunwindow-import"))
                    .count();
        }
    }

    @Test
    void brokenArrayKeepsWhatWasReadBefore() {
        Response response = send("hotline", FileFormat.JSON_TYPE, """
            [{"id":"hot-array","name":"数组热线","number":"0500-8319990"} x\
            """.getBytes(StandardCharsets.UTF_8));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.as(Json.class).getString("detail")).contains("JSON 数组不完整");
    }

    @ParameterizedTest
    @CsvSource({", 201", "application/x-ndjson, 201", "text/*, 415", "*/*, 415", "application/*, 415"})
    void formatIsNamedExactly(String type, int status) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(service.base() + "/api/v1/imports?kind=hotline&dryRun=true"))
                .header("Authorization", "Bearer " + service.token())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\":\"hot-type\",\"name\":\"类型热线\",\"number\":\"0500-8319991\"}\n"));
        if (type != null) {
            request.header("Content-Type", type);
        }
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            assertThat(response.body()).doesNotContain("internal");
        }
    }

    /** Personal data in a sheet is treated as in a line. */
    @Test
    void personalDataInACellIsRejected() {
        String csv = "索引号,标题,发文机关,发布日期,公开方式,正文\n990100001/202611-90009,通知,云川市民政表格办公室,2026-11-20,主动公开,"
                + "申请人身份证号99010219480503001X，电话13900001111\n";
        Json run = imported("disclosure", FileFormat.CSV_TYPE, csv.getBytes(GBK));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(rejects(run))
                .noneSatisfy(reject ->
                        assertThat(String.valueOf(reject.get("value"))).contains("13900001111"));
        assertThat(rejects(run)).extracting(reject -> reject.get("lineNo")).containsOnly(2);
    }
}
