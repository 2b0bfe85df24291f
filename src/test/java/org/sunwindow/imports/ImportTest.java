package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Imports of publishers over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ImportTest {

    private static final String LINE = """
            {"indexNo":"%s","title":"%s","publisher":"云川市民政局","publishedAt":"2026-03-02 09:00:00",\
            "disclosureAttribute":"主动公开","body":"请遵照执行。"}
            """;

    private Sunwindow sunwindow;

    @BeforeEach
    void connect() {
        sunwindow = Sunwindow.underTest();
    }

    @Test
    void repeatedImportChangesNothingAndUsesNoRevision() {
        String lines = Sunwindow.sample("office");
        sunwindow.publish("office", lines);
        Json before = sunwindow.publish("office", lines);
        Json again = sunwindow.publish("office", lines);
        assertThat(again.getLong("unchanged")).isEqualTo(lines.lines().count());
        assertThat(again.getLong("created") + again.getLong("changed")).isZero();
        assertThat(again.getLong("revision")).isEqualTo(before.getLong("revision"));
    }

    @Test
    void changeIsVisibleAndCounted() {
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-71001", "关于修订救助办法的通知"));
        Json run = sunwindow.publish("disclosure", LINE.formatted("990100001/202603-71001", "关于修改救助办法的通知"));
        assertThat(run.getInt("changed")).isEqualTo(1);
        sunwindow
                .get("/disclosures/990100001%2F202603-71001")
                .then()
                .statusCode(200)
                .body(jsonAt("title", equalTo("关于修改救助办法的通知")));
    }

    @Test
    void dryRunReportsAndStoresNothing() {
        String lines = LINE.formatted("990100001/202603-72001", "试导入的通知") + "{}\n";
        Json run = sunwindow
                .request()
                .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                .contentType("application/x-ndjson")
                .body(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/imports?kind=disclosure&dryRun=true")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        assertThat(run.getInt("created")).isEqualTo(1);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(sunwindow.rejects(run).getList("items")).isNotEmpty();
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-72002", "随后的通知"));
        sunwindow.get("/disclosures/990100001%2F202603-72001").then().statusCode(404);
    }

    /** The record may hold just what the reason says it must not. */
    @ParameterizedTest
    @ValueSource(
            strings = {"\"reason\":\"误公开张三身份证11010519491231002X\"", "\"reason\":5", "\"reason\":\"原因\",\"nosuch\":true"
            })
    void withdrawalTakesEffectAlthoughItsReasonIsRefused(String rest) {
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-73001", "误公开的名单"));
        Json run = sunwindow.publish("disclosure", "{\"withdraw\":\"990100001/202603-73001\",%s}".formatted(rest));
        assertThat(run.getInt("withdrawn")).isEqualTo(1);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        sunwindow.get("/disclosures/990100001%2F202603-73001").then().statusCode(410);
    }

    @Test
    void textThatReadsWithdrawIsNoWithdrawal() {
        Json run = sunwindow.publish("disclosure", LINE.formatted("990100001/202603-73002", "withdraw"));
        assertThat(run.getInt("rejected")).isZero();
        sunwindow.get("/disclosures/990100001%2F202603-73002").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"不予公开。\"",
                "\"【不予公开】\"",
                "\"不予公开（涉密）\"",
                "\"不予公開\"",
                "\"不公开\"",
                "\"非公开\"",
                "\"主动公开(不予公开)\"",
                "[\"不予公开\"]",
                "\"不予公开\",\"disclosureAttribute\":\"主动公开\"",
                "\"主动公开\",\"disclosureAttribute\":\"不予公开\",\"disclosureAttribute\":\"主动公开\""
            })
    void attributeThatSaysNoInOtherWordsClosesTheGate(String attribute) {
        String line = LINE.formatted("990100001/202603-73003", "不宜公开的名单");
        sunwindow.publish("disclosure", line);
        Json run = sunwindow.publish("disclosure", line.replace("\"主动公开\"", attribute));
        assertThat(run.getInt("withdrawn")).isEqualTo(1);
        sunwindow.get("/disclosures/990100001%2F202603-73003").then().statusCode(410);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5000-01-01", "+999999999-01-01"})
    void dayOutOfRangeIsNoFailure(String day) {
        Json run = sunwindow.publish("calendar", "{\"withdraw\":\"%s\"}".formatted(day));
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("withdraw.unknown");
    }

    @Test
    void withdrawnRecordIsGoneAndCanComeBack() {
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-73001", "即将撤下的通知"));
        Json run = sunwindow.publish("disclosure", "{\"withdraw\":\"990100001/202603-73001\",\"reason\":\"内容有误\"}");
        assertThat(run.getInt("withdrawn")).isEqualTo(1);
        sunwindow
                .get("/disclosures/990100001%2F202603-73001")
                .then()
                .statusCode(410)
                .body(jsonAt("code", equalTo("record.withdrawn")));
        assertThat(sunwindow.find("/disclosures", "即将撤下的通知").getInt("total.value"))
                .isZero();
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-73001", "重新发布的通知"));
        sunwindow.get("/disclosures/990100001%2F202603-73001").then().statusCode(200);
    }

    /** One line that is accepted, or withdraws a record, is enough to read on. */
    @Test
    @Tag("slow")
    void importOfFaultsOnlyEnds() {
        String faults = "x\n".repeat(Importer.MAX_REJECTED + 1_000);
        sunwindow
                .send("disclosure", faults)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("import.too-many-faults")));
        Json run = sunwindow.publish("disclosure", LINE.formatted("990100001/202603-73009", "通知") + faults);
        assertThat(run.getInt("rejected")).isEqualTo(Importer.MAX_REJECTED + 1_000);
    }

    /** Whichever key was meant, none is withdrawn. */
    @Test
    void withdrawalOfTwoKeysIsRejected() {
        String line = "{\"withdraw\":\"990100001/202603-73001\",\"withdraw\":\"990100001/202603-73002\"}";
        Json run = sunwindow.publish("disclosure", line);
        assertThat(run.getInt("withdrawn")).isZero();
        Json rejects = sunwindow.rejects(run);
        assertThat(rejects.<String>getList("items.field")).containsExactly("withdraw");
        assertThat(rejects.<String>getList("items.code")).containsExactly("field.repeated");
    }

    @Test
    void withdrawalOfAnUnknownRecordIsRejected() {
        Json run = sunwindow.publish("disclosure", "{\"withdraw\":\"没有的编号\"}");
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("withdraw.unknown");
    }

    @Test
    void lineWithoutADisclosureAttributeIsRejected() {
        Json run = sunwindow.publish(
                "disclosure", "{\"title\":\"未标识公开属性的文件\",\"publisher\":\"云川市民政局\",\"publishedAt\":\"2026-03-02\"}");
        assertThat(run.getInt("rejected")).isEqualTo(1);
        Json rejects = sunwindow.rejects(run);
        assertThat(rejects.getString("items[0].code")).isEqualTo("gate.missing");
        assertThat(rejects.getString("items[0].field")).isEqualTo("disclosureAttribute");
    }

    @Test
    void disclosureThatEndsBeforeItTakesEffectIsRejected() {
        String line = LINE.formatted("990100001/202603-74009", "日期颠倒的通知")
                .replaceFirst("\\{", "{\"effectiveOn\":\"2026-05-01\",\"abolishedOn\":\"%s\",");
        Json run = sunwindow.publish("disclosure", line.formatted("2026-04-30"));
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("period.order");
        assertThat(sunwindow.rejects(run).getString("items[0].field")).isEqualTo("abolishedOn");
        assertThat(sunwindow.publish("disclosure", line.formatted("2026-05-01")).getInt("rejected"))
                .isZero();
    }

    @Test
    void recordThatBecomesClosedIsWithdrawn() {
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-74001", "先公开后收回的通知"));
        String closed = LINE.formatted("990100001/202603-74001", "先公开后收回的通知").replace("主动公开", "不予公开");
        Json run = sunwindow.publish("disclosure", closed);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(run.getInt("withdrawn")).isEqualTo(1);
        assertThat(sunwindow.rejects(run).getString("items[0].value")).isNull();
        assertThat(sunwindow.rejects(run).getString("items[0].key")).isEqualTo("990100001/202603-74001");
        sunwindow.get("/disclosures/990100001%2F202603-74001").then().statusCode(410);
    }

    /** What must be withdrawn is withdrawn, and the sender learns it. */
    @Test
    void recordIsWithdrawnThoughTheReasonIsRefused() {
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-74003", "撤下的通知"));
        Json run = sunwindow.publish(
                "disclosure", "{\"withdraw\":\"990100001/202603-74003\",\"reason\":\"13812345678来电要求\"}");
        assertThat(run.getInt("withdrawn")).isEqualTo(1);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        Json rejects = sunwindow.rejects(run);
        assertThat(rejects.getList("items.field")).containsExactly("reason");
        assertThat(rejects.getString("items[0].message")).startsWith("这条记录仍由本行撤下，不必为此重报");
        sunwindow.get("/disclosures/990100001%2F202603-74003").then().statusCode(410);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"publishedAt\":\"2015129日\"|publishedAt|date.invalid",
                "\"publishedAt\":\"2016810日\"|publishedAt|date.invalid",
                "\"publishedAt\":\"20068月\"|publishedAt|date.invalid",
                "\"publishedAt\":\"2026-02-30\"|publishedAt|date.invalid",
                "\"publishedAt\":\"2026-02-30 09:00:00\"|publishedAt|date.invalid",
                "\"publishedAt\":\"2026-03-02\",\"issuedOn\":\"+999999999-12-31\"|issuedOn|date.invalid",
                "\"publishedAt\":\"2026-03-02\",\"body\":\"甲\\u0000乙\"|body|text.invalid",
                "\"publishedAt\":\"2026-03-02\",\"body\":\"甲\\ud800乙\"|body|text.invalid",
                "\"publishedAt\":20260302|publishedAt|date.invalid",
                "\"publishedAt\":\"2026-03-02\",\"titel\":\"x\"|titel|field.unknown",
                "\"publishedAt\":\"2026-03-02\",\"keywords\":\"低保\"|keywords|type",
                "\"publishedAt\":\"2026-03-02\",\"body\":12|body|type",
                "\"publishedAt\":\"2026-03-02\",\"fiveOpen\":\"公开\"|fiveOpen|format",
                "\"publishedAt\":\"2026-03-02\",\"division\":\"99010\"|division|format",
                "\"publishedAt\":\"2026-03-02\",\"publishedAt\":\"2026-03-03\"|publishedAt|field.repeated",
                "\"publishedAt\":\"2026-03-02\",\"body\":\"身份证号 110105194912310028\"|body|privacy.identity",
                "\"publishedAt\":\"2026-03-02\",\"body\":\"联系人手机１３８ １２３４ ５６７８\"|body|privacy.mobile",
                "\"publishedAt\":\"2026-03-02\",\"attachments\":[{\"name\":\"a\",\"url\":\"x\"}]|attachments[0].url|value"
            })
    void errorNamesFieldAndCode(String fields, String field, String code) {
        Json run = sunwindow.publish(
                "disclosure",
                "{\"title\":\"有误的一行\",\"publisher\":\"云川市民政局\",\"disclosureAttribute\":\"主动公开\"," + fields + "}");
        assertThat(run.getInt("rejected")).isEqualTo(1);
        Json rejects = sunwindow.rejects(run);
        assertThat(rejects.getInt("items[0].lineNo")).isEqualTo(1);
        assertThat(rejects.getString("items[0].field")).isEqualTo(field);
        assertThat(rejects.getString("items[0].code")).isEqualTo(code);
        assertThat(rejects.getString("items[0].message")).matches("(?s).*\\p{IsHan}.*");
    }

    @Test
    void closedRecordIsWithdrawnEvenIfItsLineIsInvalid() {
        sunwindow.publish("disclosure", LINE.formatted("990100001/202603-74002", "又一条收回的通知"));
        Json run = sunwindow.publish(
                "disclosure", "{\"indexNo\":\"990100001/202603-74002\",\"disclosureAttribute\":\"不予公开\"}");
        assertThat(run.getInt("withdrawn")).isEqualTo(1);
        sunwindow.get("/disclosures/990100001%2F202603-74002").then().statusCode(410);
    }

    @Test
    void valuesAreStoredOnlyIfTheyMayBePublic() {
        for (String attribute : List.of(
                "",
                "\"disclosureAttribute\":\"\\u4e0d\\u4e88\\u516c\\u5f00\",",
                "\"disclosureAttribute\":\"依申请公开\",")) {
            Json run = sunwindow.publish("disclosure", "{" + attribute + "\"title\":\"\",\"body\":[\"内部材料\"]}");
            assertThat(sunwindow.rejects(run).getList("items.value"))
                    .as(attribute)
                    .containsOnlyNulls();
        }
    }

    @Test
    void validLinesAreImportedBesideInvalidOnes() {
        String lines = "\uFEFF" + LINE.formatted("990100001/202603-75001", "第一条")
                + "\n   \n不是 JSON\n"
                + LINE.formatted("990100001/202603-75002", "第二条").replace("\n", "\r\n")
                + "[]\nnull\n42\n"
                + LINE.formatted("990100001/202603-75003", "第三条").strip();
        Json run = sunwindow.publish("disclosure", lines);
        assertThat(run.getInt("created")).isEqualTo(3);
        assertThat(run.getInt("rejected")).isEqualTo(4);
        assertThat(run.getInt("lines")).isEqualTo(7);
        assertThat(sunwindow.rejects(run).getList("items.lineNo")).containsExactly(4, 6, 7, 8);
    }

    @Test
    void lineOfAnotherEncodingIsRejected() {
        byte[] gbk = LINE.formatted("990100001/202603-76001", "国标编码").getBytes(Charset.forName("GBK"));
        Json run = sunwindow
                .request()
                .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                .contentType("application/x-ndjson")
                .body(gbk)
                .post("/imports?kind=disclosure")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        assertThat(sunwindow.rejects(run).getString("items[0].code")).isEqualTo("line.encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer wrong",
                "Basic ZGVtbzpkZW1v",
                "Bearer demo-publisher-token-not-for-productio"
            })
    void requestWithoutValidTokenIsRefused(String authorization) {
        sunwindow
                .request()
                .header("Authorization", authorization)
                .contentType("application/x-ndjson")
                .body("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/imports?kind=disclosure")
                .then()
                .statusCode(401)
                .body(jsonAt("code", equalTo("publisher.unauthorized")));
    }

    @Test
    void importOfAnotherPublisherIsNotFound() {
        sunwindow
                .request()
                .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                .get("/imports/3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11")
                .then()
                .statusCode(404)
                .body(jsonAt("code", equalTo("import.not-found")));
    }

    @Test
    @Tag("slow")
    void manyRejectsArePaged() {
        Json run = sunwindow.publish("disclosure", "{}\n".repeat(300));
        Json first = sunwindow.rejects(run);
        assertThat(first.getList("items")).hasSize(500);
        List<Integer> second = sunwindow
                .request()
                .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                .get("/imports/" + run.getString("id") + "/rejects?after=" + first.getString("next"))
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class)
                .getList("items.lineNo");
        assertThat(second).hasSize(500).isSorted();
    }

    private static io.restassured.response.Response sendGzipped(byte[] body) {
        return Sunwindow.underTest()
                .request()
                .header("Authorization", "Bearer " + Sunwindow.TOKEN)
                .contentType("application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .body(body)
                .post("/imports?kind=division&dryRun=true");
    }

    private static byte[] gzipped(String line, int times) throws java.io.IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                gzip.write(line.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void compressedLinesAreImported() throws Exception {
        String lines = Sunwindow.sample("division");
        long count = lines.lines().filter(line -> !line.isBlank()).count();
        var report =
                sendGzipped(gzipped(lines, 1)).then().statusCode(201).extract().as(Json.class);
        assertThat(report.getLong("lines")).isEqualTo(count);
        assertThat(report.getLong("rejected")).isZero();
    }

    @Test
    void bombAndDamagedContentAreRefused() throws Exception {
        sendGzipped(gzipped("\n".repeat(100_000), 1_000)).then().statusCode(400);
        sendGzipped("no gzip".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .then()
                .statusCode(400);
        byte[] whole = gzipped(Sunwindow.sample("division"), 1);
        sendGzipped(java.util.Arrays.copyOf(whole, whole.length / 2)).then().statusCode(400);
    }
}
