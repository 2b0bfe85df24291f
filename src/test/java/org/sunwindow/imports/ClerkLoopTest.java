package org.sunwindow.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.imports.format.FileFormat;

/** A clerk sends a sheet, gets it back marked, mends it and sends it again; or uploads it from a form. */
@Tag("slow")
@QuarkusTest
@WithTestResource(TestDatabase.class)
class ClerkLoopTest {

    private static final String SHEET = """
            云川市民政局信息公开目录
            索引号,标题,发文机关,发布日期,公开方式,正文,经办
            990100001/202611-93001,关于标注表的通知,云川市民政标注办公室,2026/11/20,主动公开,请遵照执行。,电话13900005551
            990100001/202611-93002,关于标注表的公告,云川市民政标注办公室,2015129日,主动公开,现予公告。,
            990100001/202611-93003,关于标注表的通报,云川市民政标注办公室,2026/11/20,主动公开,申请人身份证号99010219480503001X。,
            """;

    private Sunwindow service;

    @BeforeEach
    void connect() {
        service = Sunwindow.underTest();
    }

    private RequestSpecification request() {
        return service.request().header("Authorization", "Bearer " + service.token());
    }

    private static List<CsvRecord> rows(Response response) {
        String text = new String(response.asByteArray(), StandardCharsets.UTF_8);
        return CsvReader.builder()
                .skipEmptyLines(false)
                .ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)
                .stream()
                .toList();
    }

    private Response sent(String query, String sheet) {
        return request()
                .contentType(FileFormat.CSV_TYPE)
                .body(sheet.getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=disclosure" + query);
    }

    @Test
    void markedSheetIsMendedAndSentBack() throws IOException {
        Response report = sent("&report=csv", SHEET);
        assertThat(report.statusCode()).as(report.asString()).isEqualTo(201);
        assertThat(report.contentType()).startsWith(FileFormat.CSV_TYPE);
        assertThat(report.header("Content-Disposition")).contains("disclosure-report.csv");
        assertThat(report.header("Import-Summary"))
                .isEqualTo("lines=3, created=1, changed=0, unchanged=0, withdrawn=0, rejected=2, warnings=1");
        assertThat(request()
                        .get(report.header("Location").replace("/api/v1", ""))
                        .as(Json.class)
                        .getInt("rejected"))
                .isEqualTo(2);
        List<CsvRecord> rows = rows(report);
        assertThat(rows.get(1).getFields()).endsWith("错误", "建议", "提醒");
        assertThat(rows.get(3).getField(7)).startsWith("发布日期：不是完整的日期");
        assertThat(rows.get(3).getField(8)).startsWith("发布日期：");
        assertThat(rows.get(4).getField(7)).isEqualTo("正文：含有居民身份证号码，不能公开");
        assertThat(rows.get(4).getField(5)).startsWith("【含个人信息，原文不退回】").contains("***");
        assertThat(report.asString()).doesNotContain("99010219480503001X", "13900005551");
        // what is mended in the report: the date, and the text that is not repeated
        var mended = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(mended)) {
            for (CsvRecord row : rows) {
                csv.writeRecord(row.getFields().stream()
                        .map(cell -> cell.equals("2015129日") ? "2015-12-09" : cell)
                        .map(cell -> cell.startsWith("【") ? "现予通报。" : cell)
                        .toList());
            }
        }
        Response again = sent("", mended.toString());
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.as(Json.class).getInt("created")).isEqualTo(2);
        assertThat(again.as(Json.class).getInt("unchanged")).isEqualTo(1);
        assertThat(again.as(Json.class).getInt("rejected")).isZero();
        // 经办 only, not the three columns
        assertThat(again.as(Json.class).getInt("warnings")).isEqualTo(1);
    }

    @Test
    void concealedCellIsRejected() {
        Response report = sent("&dryRun=true&report=csv", SHEET.replace("93003", "93013"));
        Response again = sent("&dryRun=true", report.asString());
        assertThat(again.as(Json.class).getInt("rejected")).isEqualTo(2);
        assertThat(service.rejects(again.as(Json.class)).getList("items.code", String.class))
                .contains("cell.concealed");
    }

    /** All are in the sheet, although only some of them are stored. */
    @ParameterizedTest
    @CsvSource({"report=xlsx, ", ", application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    void workbookIsAnsweredOnRequest(String parameter, String accept) {
        var request = request().contentType(FileFormat.CSV_TYPE).body(SHEET.getBytes(StandardCharsets.UTF_8));
        if (accept != null) {
            request.accept(accept);
        }
        Response report =
                request.post("/imports?kind=disclosure&dryRun=true" + (parameter == null ? "" : "&" + parameter));
        assertThat(report.statusCode()).isEqualTo(201);
        assertThat(report.contentType()).isEqualTo(FileFormat.XLSX_TYPE);
        Response again = request()
                .contentType(FileFormat.XLSX_TYPE)
                .body(report.asByteArray())
                .post("/imports?kind=disclosure&dryRun=true");
        assertThat(again.as(Json.class).getInt("lines")).isEqualTo(3);
        assertThat(again.as(Json.class).getInt("rejected")).isEqualTo(2);
    }

    /** It is the result of the import, however it is asked for. */
    @ParameterizedTest
    @CsvSource({
        "&report=xlsx, application/json",
        "'', application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "'', text/csv"
    })
    void markedSheetIsNotMadeInTheBackground(String parameter, String accept) {
        Response refused = request()
                .contentType(FileFormat.CSV_TYPE)
                .body(SHEET.getBytes(StandardCharsets.UTF_8))
                .accept(accept)
                .post("/imports?kind=disclosure&dryRun=true&async=true" + parameter);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.as(Json.class).getList("errors.name", String.class)).containsExactly("async");
        assertThat(refused.as(Json.class).getList("errors.code", String.class)).containsExactly("conflict");
    }

    @Test
    void onlySheetsWithoutPersonsAreReturned() throws IOException {
        long before = temporaryFiles();
        String line = "{\"id\":\"hot-loop\",\"name\":\"热线\",\"number\":\"0500-8319995\"}";
        var lines = request().contentType(FileFormat.NDJSON_TYPE).body(line.getBytes(StandardCharsets.UTF_8));
        Response byAccept = lines.accept(FileFormat.XLSX_TYPE).post("/imports?kind=hotline&dryRun=true");
        assertThat(byAccept.statusCode()).isEqualTo(406);
        assertThat(byAccept.as(Json.class).getString("detail")).contains("只有报送表格");
        Response byParameter = request()
                .contentType(FileFormat.NDJSON_TYPE)
                .body(line.getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=hotline&dryRun=true&report=csv");
        assertThat(byParameter.statusCode()).isEqualTo(400);
        assertThat(byParameter.as(Json.class).getList("errors.name", String.class))
                .containsExactly("report");
        Response cases = request()
                .contentType(FileFormat.CSV_TYPE)
                .body("申请编号\n990102261109088993".getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=application&dryRun=true&report=xlsx");
        assertThat(cases.statusCode()).isEqualTo(400);
        assertThat(cases.asString()).contains("涉及个人");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static long temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String own = "sunwindow-import-" + ProcessHandle.current().pid() + "-";
            return files.filter(file -> file.getFileName().toString().startsWith(own))
                    .count();
        }
    }

    private RequestSpecification form() {
        return given().config(Sunwindow.AS_GIVEN)
                .baseUri(service.base())
                .basePath("/api/v1")
                .header("Authorization", "Bearer " + service.token());
    }

    /** The file of a form is what a body would be, whatever its fields and whichever type a browser declares. */
    @ParameterizedTest
    @CsvSource({
        "热线.csv, application/vnd.ms-excel",
        "热线.CSV, text/csv",
        "热线, text/csv",
        "热线.txt, text/plain",
        "热线.ndjson, application/octet-stream",
        "热线, application/octet-stream"
    })
    void fileIsUploadedFromAForm(String name, String type) throws IOException {
        long before = temporaryFiles();
        boolean isLines = type.equals("application/octet-stream");
        String file = isLines
                ? "{\"id\":\"hot-form\",\"name\":\"表单热线\",\"number\":\"0500-8319996\"}\n"
                : "编号,名称,号码\nhot-form,表单热线,0500-8319996\n";
        Response first = form().multiPart("kind", "hotline")
                .multiPart("file", name, file.getBytes(StandardCharsets.UTF_8), type)
                .multiPart("dryRun", "true")
                .post("/imports");
        assertThat(first.statusCode()).as(first.asString()).isEqualTo(201);
        assertThat(first.as(Json.class).getInt("lines")).isEqualTo(1);
        assertThat(first.as(Json.class).getInt("rejected")).isZero();
        assertThat(first.as(Json.class).getBoolean("dryRun")).isTrue();
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void formTakesAllParameters() {
        Response answer = form().multiPart("kind", "hotline")
                .multiPart("dryRun", "true")
                .multiPart("async", "false")
                .multiPart("mode", "snapshot")
                .multiPart("maxMissing", "100")
                .multiPart("fileName", "hotline.csv")
                .multiPart(
                        "file",
                        "a.csv",
                        "编号,名称,号码\nhot-all,表单热线,0500-8319996\n".getBytes(StandardCharsets.UTF_8),
                        "text/csv")
                .post("/imports");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.as(Json.class).getString("fileName")).isEqualTo("hotline.csv");
        assertThat(answer.as(Json.class).<Integer>get("missing")).isNotNull();
    }

    @Test
    void formIsAnsweredWithAMarkedSheet() {
        Response report = form().multiPart("file", "目录.csv", SHEET.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/imports?kind=disclosure&dryRun=true&report=csv");
        assertThat(report.statusCode()).as(report.asString()).isEqualTo(201);
        assertThat(rows(report).get(3).getField(7)).startsWith("发布日期：不是完整的日期");
    }

    @Test
    void wrongFormIsRefused() throws Exception {
        var refused = new ArrayList<String>();
        for (RequestSpecification form : List.of(
                form().multiPart("kind", "hotline"),
                form().multiPart("kind", "hotline").multiPart("file", "a.csv", new byte[0], "text/csv"),
                form().multiPart("upload", "a.csv", "编号".getBytes(StandardCharsets.UTF_8), "text/csv"),
                form().multiPart("kind", "x".repeat(2_000)).multiPart("file", "a.csv", new byte[] {'a'}, "text/csv"))) {
            Response response = form.post("/imports?dryRun=true");
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
            assertThat(response.as(Json.class).getString("code")).isEqualTo("body.invalid");
            refused.add(response.as(Json.class).getString("detail"));
        }
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=b")) {
            var request = HttpRequest.newBuilder(URI.create(service.base() + "/api/v1/imports?kind=hotline"))
                    .header("Authorization", "Bearer " + service.token())
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n编号"));
            try (var client = HttpClient.newHttpClient()) {
                var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
                assertThat(response.body()).contains("body.invalid");
                refused.add(response.body());
            }
        }
        assertThat(refused).allSatisfy(detail -> assertThat(detail).contains("未导入任何内容"));
        Response unknown = form().multiPart("colour", "red")
                .multiPart("kind", "hotline")
                .multiPart("file", "a.csv", "编号".getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/imports?kind=hotline");
        assertThat(unknown.as(Json.class).getList("errors.name", String.class)).contains("colour", "kind");
    }

    private record Ended(int code, String out) {}

    private Ended script(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("bash", "script/import", "--url", service.base()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("SUNWINDOW_TOKEN", service.token());
        Process started = process.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String out = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(started.waitFor(), out);
    }

    /** The kind is found by the headings, the faults are named in words, and what is mended comes in. */
    @Test
    void scriptImportsAndWritesTheMarkedSheet(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("目录.csv");
        Files.writeString(file, SHEET.replace("202611-930", "202611-931"), Charset.forName("GBK"));
        Ended first = script(file.toString());
        assertThat(first.out())
                .contains("目录.csv（disclosure，试导入）：读到 3 行，新增 1，变更 0，未变 0，撤下 0，退回 2，提醒 1 条。")
                .contains("第 4 行 发布日期：不是完整的日期")
                .contains("（所填：2015129日）")
                .contains("提醒：第 2 行 经办：")
                .contains("没有保存")
                .doesNotContain("99010219480503001X");
        assertThat(first.code()).isEqualTo(1);
        Path marked = directory.resolve("目录-退回.xlsx");
        byte[] written = Files.readAllBytes(marked);
        // the marked sheet as it is: what was accepted is, what was rejected is rejected again
        Ended second = script("--yes", "--kind", "disclosure", marked.toString());
        assertThat(second.out()).contains("目录-退回.xlsx（disclosure）：读到 3 行，新增 1", "退回 2");
        assertThat(second.code()).isEqualTo(1);
        Ended third = script("--yes", marked.toString());
        assertThat(third.out()).contains("新增 0，变更 0，未变 1");
        // a sheet that a clerk may have mended is not replaced
        assertThat(marked).hasBinaryContent(written);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("目录.csv", "目录-退回.xlsx", "目录-退回2.xlsx", "目录-退回3.xlsx");
        }
    }

    @Test
    void scriptTellsWhatItCannotDo(@TempDir Path directory) throws Exception {
        Path unclear = directory.resolve("表.csv");
        Files.writeString(unclear, "甲,乙\n1,2\n");
        Ended ambiguous = script(unclear.toString());
        assertThat(ambiguous.code()).isEqualTo(2);
        assertThat(ambiguous.out()).contains("--kind", "disclosure");
        Ended refused = script("--kind", "hotline", unclear.toString());
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.out()).contains("422", "没有找到表头");
        Path lines = directory.resolve("hotline.ndjson");
        Files.writeString(lines, "{\"id\":\"hot-script\",\"name\":\"脚本热线\",\"number\":\"0500-8319997\"}\n");
        Ended accepted = script("--yes", "--kind", "hotline", lines.toString());
        assertThat(accepted.code()).as(accepted.out()).isZero();
        assertThat(accepted.out()).contains("退回 0");
        assertThat(script("--wrong").code()).isEqualTo(2);
    }
}
