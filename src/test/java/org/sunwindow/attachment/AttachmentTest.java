package org.sunwindow.attachment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.crypto.Sha256;

/** A bureau uploads files and publishes records that list them; the public finds and downloads them. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AttachmentTest {

    private static final String BUREAU = "bureau-publisher-token-not-for-production";
    private static final String CALENDARS = "calendars-publisher-token-not-for-production";

    @Inject
    MovableClock clock;

    @Inject
    DataSource database;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private Response upload(byte[] bytes, String name) {
        return upload(bytes, name, sunwindow.token());
    }

    private Response upload(byte[] bytes, String name, String token) {
        return sunwindow
                .request()
                .header("Authorization", "Bearer " + token)
                .contentType("application/octet-stream")
                .body(bytes)
                .post("/attachments?name=" + Sunwindow.encoded(name).replace("+", "%20"));
    }

    private Json uploaded(byte[] bytes, String name) {
        return upload(bytes, name).then().statusCode(201).extract().as(Json.class);
    }

    /** Not validated: the contract does not describe the bytes of a file. */
    private Response download(String url, String... headers) {
        var request = given().config(Sunwindow.AS_GIVEN)
                .baseUri(sunwindow.base())
                .urlEncodingEnabled(false)
                .header("Accept-Encoding", "identity");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.get(url);
    }

    /** Found as a phrase only: other tests have published records about the same subjects. */
    private static String quoted(String phrase) {
        return '“' + phrase + '”';
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }

    private static String record(String id, String attachments, String more) {
        return "{\"id\":\"%s\",\"title\":\"关于公布办理材料的通知 %s\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2026-11-20 09:00:00\","
                        .formatted(id, id)
                + "\"disclosureAttribute\":\"主动公开\",\"body\":\"详见附件。\",\"attachments\":[%s]%s}\n"
                        .formatted(attachments, more);
    }

    private static String attachment(String hash) {
        return "{\"name\":\"附件\",\"hash\":\"%s\"}".formatted(hash);
    }

    private Json attachmentOf(String id) {
        return sunwindow
                .get("/disclosures/" + id)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    private void withdraw(String id) {
        sunwindow.publish("disclosure", "{\"withdraw\":\"%s\"}\n".formatted(id));
    }

    @ParameterizedTest
    @CsvSource({"pdf", "docx", "xlsx", "html", "txt"})
    void fileIsUploadedListedFoundAndDownloaded(String extension) {
        // a phrase for each, so that one file is not found by another
        String phrase = "流浪乞讨人员救助管理站接领"
                + extension
                        .chars()
                        .mapToObj(c -> "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄".substring(c - 'a', c - 'a' + 1))
                        .reduce("", String::concat);
        byte[] bytes = switch (extension) {
            case "pdf" -> OfficeFiles.pdf(phrase);
            case "docx" -> OfficeFiles.docx("说明", phrase);
            case "xlsx" -> OfficeFiles.xlsx(List.of(List.of("事项"), List.of(phrase)));
            case "html" -> OfficeFiles.utf8("<html><body><p>" + phrase + "</p></body></html>");
            default -> OfficeFiles.utf8(phrase);
        };
        String name = "救助 申请表（样式）." + extension;
        Json file = uploaded(bytes, name);
        assertThat(file.getString("hash")).isEqualTo(hash(bytes));
        assertThat(file.getString("name")).isEqualTo(name);
        assertThat(file.getInt("size")).isEqualTo(bytes.length);
        String url = file.getString("url");
        assertThat(download(url).statusCode()).as("no record lists it").isEqualTo(404);

        Json run = sunwindow.publish("disclosure", record("A-" + extension, attachment(hash(bytes)), ""));
        assertThat(run.getInt("created")).isEqualTo(1);
        assertThat(run.<Integer>get("warnings")).isIn(null, 0);
        Json record = attachmentOf("A-" + extension);
        String listed = record.getString("attachments[0].url");
        assertThat(listed).isEqualTo(url.substring(0, url.lastIndexOf('/') + 1) + "%E9%99%84%E4%BB%B6." + extension);
        assertThat(download(url).statusCode())
                .as("under the name of the upload")
                .isEqualTo(200);
        assertThat(record.getInt("attachments[0].size")).isEqualTo(bytes.length);
        assertThat(record.getString("attachments[0].mediaType")).isEqualTo(file.getString("mediaType"));

        Json found = sunwindow.find("/disclosures", quoted(phrase), "highlight=true");
        assertThat(found.getString("items[0].id")).isEqualTo("A-" + extension);
        assertThat(found.getList("items[0].highlight.body.hit")).contains(true);

        Response part = download(url, "Range", "bytes=2-5");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 2-5/" + bytes.length);
        assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 2, 6));
        Response whole = download(listed);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.asByteArray()).isEqualTo(bytes);
        assertThat(whole.contentType()).isEqualToIgnoringWhitespace(file.getString("mediaType"));
        assertThat(whole.header("Content-Disposition"))
                .startsWith("attachment; filename=")
                .endsWith("filename*=UTF-8''%E9%99%84%E4%BB%B6." + extension);
        withdraw("A-" + extension);
        assertThat(download(url).statusCode()).isEqualTo(404);
    }

    @Test
    void downloadIsConditionalPartialAndOnlyEverAFile() {
        byte[] bytes = OfficeFiles.utf8("0123456789 条件和分段下载");
        String url = uploaded(bytes, "分段.txt").getString("url");
        sunwindow.publish("disclosure", record("A-RANGE", attachment(hash(bytes)), ""));
        Response whole = download(url);
        String etag = whole.header("ETag");
        assertThat(etag).isEqualTo('"' + hash(bytes) + '"');
        assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(whole.header("Content-Security-Policy")).contains("sandbox");
        assertThat(whole.header("Cache-Control")).matches("public, max-age=(?:[0-9]|[1-5][0-9]|60)(?:,.*)?");
        assertThat(download(url, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(download(url, "Range", "bytes=-3").asByteArray())
                .isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 3, bytes.length));
        assertThat(download(url, "Range", "bytes=5-").asByteArray())
                .isEqualTo(Arrays.copyOfRange(bytes, 5, bytes.length));
        assertThat(download(url, "Range", "bytes=0-1", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(download(url, "Range", "bytes=0-1", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(download(url, "Range", "bytes=0-1,3-4").statusCode()).isEqualTo(200);
        assertThat(download(url, "Range", "lines=0-1").statusCode()).isEqualTo(200);
        Response beyond = download(url, "Range", "bytes=" + bytes.length + "-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.as(Json.class).getString("code")).isEqualTo("range.not-satisfiable");
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */" + bytes.length);
        Response head =
                given().baseUri(sunwindow.base()).urlEncodingEnabled(false).head(url);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(bytes.length));
        assertThat(head.header("ETag")).isEqualTo(etag);
        // nobody but a record can give it another name
        String base = url.substring(0, url.lastIndexOf('/'));
        for (String other : List.of("/x.exe", "/..%2F..%2Fetc%2Fpasswd", "/%E5%88%86%E6%AE%B5.html")) {
            assertThat(download(base + other).statusCode()).as(other).isEqualTo(404);
        }
        assertThat(download(url + "?x=1").statusCode()).isEqualTo(400);
        withdraw("A-RANGE");
    }

    @Test
    void fileMayArriveAfterTheRecord() {
        byte[] bytes = OfficeFiles.docx("殡葬服务收费减免申请须知");
        Json run = sunwindow.publish(
                "disclosure", record("A-LATE", attachment(hash(bytes).toUpperCase()), ""));
        assertThat(sunwindow.rejects(run).getString("items")).contains("file.unknown");
        Json before = attachmentOf("A-LATE");
        assertThat(before.getString("attachments[0].name")).isEqualTo("附件");
        assertThat(before.<String>get("attachments[0].url")).as("no dead link").isNull();
        String url = uploaded(bytes, "须知.docx").getString("url");
        Sunwindow.await("the address", () -> attachmentOf("A-LATE").getString("attachments[0].url") != null);
        assertThat(sunwindow.find("/search", quoted("收费减免申请须知")).getString("items[0].id"))
                .isEqualTo("A-LATE");
        assertThat(download(url).statusCode()).isEqualTo(200);
        withdraw("A-LATE");
    }

    @Test
    void fileIsPublicWhileARecordWithItIs() {
        byte[] bytes = OfficeFiles.utf8("定时公开、到期撤下的文件");
        String url = uploaded(bytes, "定时.txt").getString("url");
        sunwindow.publish(
                "disclosure",
                record("A-TIMED", attachment(hash(bytes)), ",\"visibleUntil\":\"2026-12-22T10:00:00+08:00\"")
                        .replace("2026-11-20 09:00:00", "2026-11-23 09:00:00"));
        assertThat(download(url).statusCode()).as("before").isEqualTo(404);
        clock.forward(Duration.ofDays(1));
        assertThat(download(url).statusCode()).as("while").isEqualTo(200);
        clock.forward(Duration.ofDays(29).minusSeconds(1));
        Response last = download(url);
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(last.header("Cache-Control")).startsWith("public, max-age=1").doesNotContain("stale");
        clock.forward(Duration.ofSeconds(1));
        assertThat(download(url).statusCode()).as("after").isEqualTo(404);
        // another record that lists it keeps it public
        sunwindow.publish("disclosure", record("A-TIMED-2", attachment(hash(bytes)), ""));
        assertThat(download(url).statusCode()).isEqualTo(200);
        sunwindow.publish("disclosure", record("A-TIMED-2", "", ""));
        assertThat(download(url).statusCode()).as("no longer listed").isEqualTo(404);
        withdraw("A-TIMED-2");
        withdraw("A-TIMED");
    }

    @Test
    void formAndFlowchartOfAServiceAreFiles() throws IOException {
        byte[] bytes = OfficeFiles.docx("收养登记申请书填写说明");
        uploaded(bytes, "收养登记申请书.docx");
        var form = (ObjectNode) new ObjectMapper()
                .readTree(Sunwindow.sample("service").lines().findFirst().orElseThrow());
        form.put("code", "A-FORM");
        form.withArray("forms").addObject().put("name", "申请书").put("hash", hash(bytes));
        byte[] chart = OfficeFiles.docx("收养登记申请人持材料到窗口");
        String chartUrl = uploaded(chart, "收养登记流程图.docx").getString("url");
        form.putObject("flowchart").put("name", "收养登记流程图").put("hash", hash(chart));
        sunwindow.publish("service", form.toString());
        Json item = sunwindow
                .get("/services/A-FORM")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
        String url = item.getString("forms[-1].url");
        assertThat(url).endsWith(Sunwindow.encoded("申请书.docx"));
        assertThat(item.getString("flowchart.url")).isEqualTo(chartUrl);
        assertThat(item.getInt("flowchart.size")).isEqualTo(chart.length);
        assertThat(sunwindow.find("/services", quoted("收养登记申请人持材料到窗口")).getString("items[0].id"))
                .isEqualTo("A-FORM");
        assertThat(sunwindow.find("/services", quoted("收养登记申请书填写说明")).getString("items[0].id"))
                .isEqualTo("A-FORM");
        assertThat(download(url).statusCode()).isEqualTo(200);
        sunwindow.publish("service", "{\"withdraw\":\"A-FORM\"}\n");
        assertThat(download(url).statusCode()).isEqualTo(404);
    }

    @Test
    void sameContentIsOneFile() {
        byte[] bytes = OfficeFiles.utf8("同一内容");
        Json first = uploaded(bytes, "一.txt");
        Json second =
                upload(bytes, "二.txt", BUREAU).then().statusCode(200).extract().as(Json.class);
        assertThat(second.getString("url")).isEqualTo(first.getString("url"));
    }

    private static String named(String hash, String name) {
        return "{\"name\":\"%s\",\"hash\":\"%s\"}".formatted(name, hash);
    }

    private List<String> urls(String id) {
        return attachmentOf(id).getList("attachments.url");
    }

    private String downloadedName(String url) {
        Response file = download(url);
        assertThat(file.statusCode()).as(url).isEqualTo(200);
        String sent = file.header("Content-Disposition");
        return URLDecoder.decode(sent.substring(sent.indexOf("''") + 2), StandardCharsets.UTF_8);
    }

    @Test
    void eachRecordOffersTheFileUnderItsOwnName() {
        byte[] bytes = OfficeFiles.docx("低保申请书样式一式两份");
        String hash = hash(bytes);
        uploaded(bytes, "低保申请书.docx");
        sunwindow.publish("disclosure", record("A-NAME-1", named(hash, "附件1 城市低保申请书.docx"), ""));
        sunwindow.publish(
                "disclosure", record("A-NAME-2", named(hash, "农村低保申请书.doc") + ',' + named(hash, "附件1.2 分户申请书"), ""));
        String one = urls("A-NAME-1").getFirst();
        List<String> two = urls("A-NAME-2");
        assertThat(downloadedName(one)).isEqualTo("附件1 城市低保申请书.docx");
        assertThat(two).extracting(this::downloadedName).containsExactly("农村低保申请书.docx", "附件1.2 分户申请书.docx");
        assertThat(download(one).header("ETag"))
                .isEqualTo(download(two.getFirst()).header("ETag"));
        // a name is public as long as a record gives it
        sunwindow.publish("disclosure", record("A-NAME-1", named(hash, "改名.docx"), ""));
        assertThat(download(one).statusCode()).isEqualTo(404);
        assertThat(downloadedName(urls("A-NAME-1").getFirst())).isEqualTo("改名.docx");
        withdraw("A-NAME-1");
        assertThat(download(two.getFirst()).statusCode()).isEqualTo(200);
        withdraw("A-NAME-2");
        assertThat(download(two.getFirst()).statusCode()).isEqualTo(404);
    }

    @Test
    void personalDataIsToldAndNothingIsKept() throws Exception {
        byte[] bytes = OfficeFiles.docx("救助对象张三丰，身份证号11010519491231002X");
        Response refused = upload(bytes, "名单.docx");
        refused.then().statusCode(422);
        assertThat(refused.as(Json.class).getString("code")).isEqualTo("attachment.refused");
        assertThat(refused.as(Json.class).getList("errors.code")).contains("privacy.identity");
        assertThat(refused.asString()).contains("***").doesNotContain("19491231", "三丰");
        assertThat(stored(hash(bytes))).isZero();
        assertThat(upload(bytes, "名单.docx").statusCode()).isEqualTo(422);
    }

    @Test
    void nameWithPersonalDataIsRefused() throws Exception {
        byte[] bytes = OfficeFiles.docx("名称中的个人信息");
        Response refused = upload(bytes, "张三13812345678.docx");
        refused.then().statusCode(422);
        assertThat(refused.as(Json.class).getString("code")).isEqualTo("attachment.refused");
        assertThat(refused.as(Json.class).getString("errors[0].name")).isEqualTo("name");
        assertThat(refused.as(Json.class).getString("errors[0].code")).startsWith("privacy.");
        assertThat(refused.asString()).doesNotContain("13812345678");
        assertThat(stored(hash(bytes))).isZero();
    }

    /** Whoever lists the file: its uploader decides. */
    @Test
    void withdrawnFileIsGoneFromAllRecords() {
        byte[] bytes = "须撤下的名单\n".getBytes(StandardCharsets.UTF_8);
        String url = uploaded(bytes, "须撤下.txt").getString("url");
        String hash = hash(bytes);
        sunwindow.publish("disclosure", record("ATT-GONE-1", attachment(hash), ""));
        new Sunwindow(sunwindow.base(), BUREAU)
                .publish(
                        "disclosure", record("ATT-GONE-2", attachment(hash), "").replace("云川市民政局", "云川市附件测试办公室"));
        assertThat(download(url).statusCode()).isEqualTo(200);
        assertThat(withdrawal(hash, BUREAU).as(Json.class).getString("code")).isEqualTo("publisher.foreign");
        assertThat(download(url).statusCode()).isEqualTo(200);
        assertThat(withdrawal(hash, sunwindow.token()).statusCode()).isEqualTo(204);
        Sunwindow.await("withdrawn", () -> download(url).statusCode() == 404);
        for (String id : List.of("ATT-GONE-1", "ATT-GONE-2")) {
            Sunwindow.await(
                    "shown again", () -> sunwindow.get("/disclosures/" + id).statusCode() == 200);
            assertThat(attachmentOf(id).getString("attachments[0].url")).isNull();
        }
        assertThat(withdrawal(hash, sunwindow.token()).statusCode()).isEqualTo(404);
        assertThat(upload(bytes, "须撤下.txt").statusCode()).isEqualTo(201);
        Sunwindow.await("uploaded again", () -> download(url).statusCode() == 200);
    }

    private Response withdrawal(String hash, String token) {
        return sunwindow.request().header("Authorization", "Bearer " + token).delete("/attachments/" + hash);
    }

    @Test
    void formIsNoFile() throws Exception {
        var form = HttpRequest.newBuilder(URI.create(sunwindow.base() + "/api/v1/attachments?name=form.txt"))
                .header("Authorization", "Bearer " + sunwindow.token())
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofString("--x\r\n\r\ntext\r\n--x--\r\n"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(form, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(response.body()).contains("--data-binary");
        }
    }

    private int stored(String hash) throws Exception {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("select count(*) from stored_file where hash = ?")) {
            select.setString(1, hash);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void textOfAScanIsSuppliedAndJudged() {
        byte[] bytes = OfficeFiles.png();
        Json file = uploaded(bytes, "扫描件.png");
        assertThat(file.getList("warnings.code")).containsExactly("file.no-text");
        sunwindow.publish("disclosure", record("A-SCAN", attachment(hash(bytes)), ""));
        assertThat(describe(hash(bytes), "联系人手机13812345678", sunwindow.token()).statusCode())
                .isEqualTo(422);
        Response foreign = describe(hash(bytes), "养老机构备案回执样式", BUREAU);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(describe(hash(bytes), "养老机构备案回执样式", sunwindow.token()).statusCode())
                .isEqualTo(204);
        Sunwindow.await(
                "the text",
                () -> sunwindow
                        .find("/disclosures", "养老机构备案回执样式")
                        .getList("items.id")
                        .contains("A-SCAN"));
        assertThat(describe("0".repeat(64), "文字", sunwindow.token()).statusCode())
                .isEqualTo(404);
        withdraw("A-SCAN");
    }

    private Response describe(String hash, String text, String token) {
        return sunwindow
                .request()
                .header("Authorization", "Bearer " + token)
                .contentType("text/plain")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .put("/attachments/" + hash + "/text");
    }

    @Test
    void onlyPublishersOfRecordsWithFilesUpload() {
        byte[] bytes = OfficeFiles.utf8("谁可以上传");
        assertThat(upload(bytes, "一.txt", "unknown").statusCode()).isEqualTo(401);
        Response calendars = upload(bytes, "一.txt", CALENDARS);
        assertThat(calendars.statusCode()).isEqualTo(403);
        assertThat(calendars.as(Json.class).getString("code")).isEqualTo("publisher.kind");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../a.txt", "a/b.txt", "a\\b.txt", "a.txt\u0000", "\u202etxt.exe", "无扩展名", ""})
    void unsafeNameIsRefused(String name) {
        Response refused = upload(OfficeFiles.utf8("文字"), name);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.as(Json.class).getString("errors[0].name")).isEqualTo("name");
    }

    @Test
    void fileIsNeitherEmptyNorTooLarge() {
        assertThat(upload(new byte[0], "空.txt").as(Json.class).getString("code"))
                .isEqualTo("body.invalid");
        Response tooLarge = upload(OfficeFiles.utf8("民".repeat(400_000)), "大.txt");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
    }

    @Test
    void attachmentNeedsAnAddressOrAFile() {
        Json run = sunwindow
                .send("disclosure", record("A-NONE", "{\"name\":\"附件\"}", ""))
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        assertThat(sunwindow.rejects(run).getString("items")).contains("attachments[0].url", "required");
    }
}
