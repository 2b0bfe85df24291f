package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** What publishers may do beyond their own records, how their tokens are rotated and guarded, and handovers. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PublisherRightsTest {

    private static final String NEXT_TOKEN = "bureau-next-publisher-token-not-for-production";
    private static final String LINE = """
            {"indexNo":"%s","title":"%s","publisher":"云川市民政联合办公室","publishedAt":"2026-03-02 09:00:00",\
            "disclosureAttribute":"主动公开","body":"请遵照执行。","division":"%s"}""";
    private static final String CASE = """
            {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW",\
            "submittedAt":"2026-11-09T10:00:00+08:00","updatedAt":"2026-11-12T09:00:00+08:00","history":[],\
            "factors":[{"type":"QUERY_CODE","value":"482913"}]}""";

    private static final String CITY = "990100";
    private static final String DONGHU = "990102";
    private static final String STREET_OF_DONGHU = "990102001";
    private static final String ELSEWHERE = "990103";

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    private Rows rows;
    private Sunwindow demo;
    private Sunwindow bureau;
    private Sunwindow donghu;
    private Sunwindow calendars;
    private Sunwindow administrator;

    private static Sunwindow client(String token) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, token);
    }

    @BeforeEach
    void connect() {
        rows = new Rows(database);
        demo = client("demo-publisher-token-not-for-production");
        bureau = client("bureau-publisher-token-not-for-production");
        donghu = client("donghu-publisher-token-not-for-production");
        calendars = client("calendars-publisher-token-not-for-production");
        administrator = client("administrator-token-not-for-production");
        Sunwindow.await("ready", () -> demo.ready().statusCode() == 200);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    // ---- rights ----

    @Test
    void publisherOfADivisionMaintainsWhatLiesUnderIt() throws SQLException {
        demo.publish("disclosure", line("D1", "东湖区的通知", DONGHU));
        assertThat(donghu.publish("disclosure", line("D1", "东湖区的新通知", DONGHU)).getInt("changed"))
                .isEqualTo(1);
        assertThat(donghu.publish("disclosure", line("D1", "学府街道的通知", STREET_OF_DONGHU))
                        .getInt("changed"))
                .isEqualTo(1);
        assertThat(donghu.publish("disclosure", withdrawal("D1")).getInt("withdrawn"))
                .isEqualTo(1);
        assertThat(donghu.publish("disclosure", line("D1", "重新公开的通知", DONGHU)).getInt("changed"))
                .isEqualTo(1);
        assertThat(rows.audit("D1")).first().isEqualTo("demo CREATED - demo");
        assertThat(rows.audit("D1").subList(1, 5))
                .allMatch(row -> row.startsWith("donghu") && row.endsWith("demo demo"));
        assertThat(demo.publish("disclosure", line("D1", "仍由首发方更改", DONGHU)).getInt("changed"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {CITY, ELSEWHERE})
    void recordIsNotMovedOutOfADivisionOrIntoIt(String division) {
        demo.publish("disclosure", line("D2-" + division, "别处的通知", division));
        assertForeign(donghu, donghu.publish("disclosure", line("D2-" + division, "移入", DONGHU)));
        demo.publish("disclosure", line("D3-" + division, "东湖区的通知", DONGHU));
        assertForeign(donghu, donghu.publish("disclosure", line("D3-" + division, "移出", division)));
        // in one batch, where the first line is allowed
        Json both = donghu.publish(
                "disclosure",
                line("D3-" + division, "东湖区的通知（可以更改）", DONGHU) + "\n" + line("D3-" + division, "东湖区的通知（移出）", division));
        assertThat(both.getInt("changed")).isEqualTo(1);
        assertForeign(donghu, both);
    }

    @Test
    void kindThatIsNotGrantedIsRefusedBeforeTheBodyIsRead() throws SQLException {
        long runs = rows.count("import_run");
        for (String kind : List.of("office", "disclosure", "application", "office&dryRun=true")) {
            assertRefused(calendars.send(kind, "不会读到"), 403, "publisher.kind");
        }
        assertRefused(calendars.postAsPublisher("/receipts", "不会读到"), 403, "publisher.kind");
        assertRefused(handOver(calendars, "calendars", "demo", "office", ""), 403, "publisher.kind");
        assertThat(rows.count("import_run")).isEqualTo(runs);
        // days of the calendar are shared by all publishers that may import them
        String day = "{\"date\":\"2031-05-0%d\",\"working\":false,\"name\":\"劳动节\"}";
        assertThat(demo.publish("calendar", day.formatted(1)).getInt("created")).isEqualTo(1);
        assertThat(calendars.publish("calendar", withdrawal("2031-05-01")).getInt("withdrawn"))
                .isEqualTo(1);
        assertThat(rows.audit("2031-05-01")).containsExactly("demo CREATED - -", "calendars WITHDRAWN - -");
    }

    @Test
    void administratorWritesAndReadsEverything() throws SQLException {
        Json run = bureau.publish("disclosure", line("A1", "通知", CITY));
        String id = run.getString("id");
        assertRefused(demo.getAsPublisher("/imports/" + id), 404, "import.not-found");
        assertThat(administrator.getAsPublisher("/imports/" + id).statusCode()).isEqualTo(200);
        assertThat(administrator.getAsPublisher("/imports/" + id + "/rejects").statusCode())
                .isEqualTo(200);
        administrator.publish("disclosure", line("A1", "更正", CITY));
        assertThat(rows.audit("A1")).containsExactly("bureau CREATED - bureau", "administrator CHANGED bureau bureau");
        // the record still belongs to its owner
        assertThat(bureau.publish("disclosure", withdrawal("A1")).getInt("withdrawn"))
                .isEqualTo(1);
    }

    /** The demonstration's publisher maintains the sample data. */
    @Test
    void recordsOfNamedPublishersAreMaintained() throws SQLException {
        demo.publish("disclosure", line("S1", "样例", CITY));
        demo.publish("application", CASE.formatted("SAMPLE-2026-1"));
        rows.execute("update publication set owner = 'sample-data' where key = 'S1'");
        rows.execute("update application_case set owner = 'sample-data' where application_no = 'SAMPLE-2026-1'");
        assertForeign(bureau, bureau.publish("disclosure", line("S1", "更改", CITY)));
        assertForeign(bureau, bureau.publish("application", CASE.formatted("SAMPLE-2026-1")));
        assertThat(demo.publish("disclosure", line("S1", "更改", CITY)).getInt("changed"))
                .isEqualTo(1);
        assertThat(receipt(demo, "SAMPLE-2026-1").statusCode()).isEqualTo(201);
        assertThat(demo.publish("application", withdrawal("SAMPLE-2026-1")).getInt("withdrawn"))
                .isEqualTo(1);
        assertThat(rows.audit("S1").subList(1, 3))
                .containsExactly("bureau REFUSED sample-data sample-data", "demo CHANGED sample-data sample-data");
    }

    @Test
    void recordOfNobodyIsLeftToAdministrators() throws SQLException {
        demo.publish("disclosure", line("N1", "旧版本收下的通知", DONGHU));
        rows.execute("update publication set owner = null where key = 'N1'");
        assertForeign(demo, demo.publish("disclosure", line("N1", "更改", DONGHU)));
        assertForeign(donghu, donghu.publish("disclosure", withdrawal("N1")));
        assertRefused(
                demo.postAsPublisher("/handovers", "{\"to\":\"bureau\",\"kind\":\"disclosure\"}"),
                403,
                "publisher.foreign");
        Response handed = administrator.postAsPublisher(
                "/handovers", "{\"to\":\"demo\",\"kind\":\"disclosure\",\"keys\":[\"N1\",\"A1\"]}");
        assertThat(handed.statusCode()).isEqualTo(200);
        assertThat(handed.as(Json.class).<Integer>get("count")).isEqualTo(1);
        assertThat(demo.publish("disclosure", line("N1", "更改", DONGHU)).getInt("changed"))
                .isEqualTo(1);
    }

    // ---- tokens ----

    @Test
    void bothTokensOfAPublisherAreValidDuringRotation() {
        bureau.publish("disclosure", line("R1", "以原凭据报送", CITY));
        Json run = client(NEXT_TOKEN).publish("disclosure", line("R1", "以新凭据报送", CITY));
        assertThat(run.getInt("changed")).isEqualTo(1);
        assertThat(run.getString("publisher")).isEqualTo("bureau");
    }

    @Test
    void addressThatGuessesTokensIsRefused() {
        for (int i = 0; i < 200; i++) {
            assertThat(withToken("guess-" + i, "203.0.113.7").statusCode()).isEqualTo(401);
        }
        Response refused = withToken(demo.token(), "203.0.113.7");
        assertRefused(refused, 429, "token.throttled");
        assertThat(refused.header("Retry-After")).isEqualTo("600");
        assertThat(refused.as(Json.class).<String>get("detail")).contains("稍后");
        // the failures of callers are counted apart
        assertRefused(
                demo.request()
                        .header("Authorization", "Bearer guess")
                        .header("X-Forwarded-For", "203.0.113.7")
                        .contentType("application/json")
                        .body("{\"applicationNo\":\"ANY-1\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"123456\"}}")
                        .post("/status-queries"),
                401,
                "caller.unauthorized");
        assertThat(withToken(demo.token(), "203.0.113.8").statusCode()).isEqualTo(404);
        clock.forward(Duration.ofMinutes(10));
        assertThat(withToken(demo.token(), "203.0.113.7").statusCode()).isEqualTo(404);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneClient() {
        for (int i = 0; i < 200; i++) {
            withToken("guess", "2001:db8:0:1::" + Integer.toHexString(i));
        }
        assertThat(withToken(demo.token(), "2001:db8:0:1:ffff::1").statusCode()).isEqualTo(429);
        assertThat(withToken(demo.token(), "2001:db8:0:2::1").statusCode()).isEqualTo(404);
    }

    private Response withToken(String token, String address) {
        return demo.request()
                .header("Authorization", "Bearer " + token)
                .header("X-Forwarded-For", address)
                .get("/imports/3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11");
    }

    // ---- handovers ----

    @Test
    void recordsAreHandedOver() throws SQLException {
        bureau.publish("disclosure", line("H1", "移交的通知", CITY) + "\n" + line("H2", "留下的通知", CITY));
        bureau.publish("disclosure", withdrawal("H1"));
        Response handed = handOver(administrator, "bureau", "donghu", "disclosure", ",\"keys\":[\" H1 \",\"没有的编号\"]");
        assertThat(handed.statusCode()).isEqualTo(200);
        assertThat(handed.as(Json.class).<Integer>get("count")).isEqualTo(1);
        assertForeign(bureau, bureau.publish("disclosure", line("H1", "不再归本方", CITY)));
        assertThat(donghu.publish("disclosure", line("H1", "由接收方重新公开", CITY)).getInt("changed"))
                .isEqualTo(1);
        assertThat(rows.audit("H1"))
                .containsExactly(
                        "bureau CREATED - bureau",
                        "bureau WITHDRAWN bureau bureau",
                        "administrator HANDED_OVER bureau donghu",
                        "bureau REFUSED donghu donghu",
                        "donghu CHANGED donghu donghu");
        assertThat(rows.audit("H1", "origin")).element(2).isEqualTo(handed.path("id"));
        // all at once
        bureau.publish("disclosure", line("H3", "一并移交", CITY));
        assertThat(handOver(administrator, "bureau", "donghu", "disclosure", "")
                        .as(Json.class)
                        .<Integer>get("count"))
                .isPositive();
        assertThat(rows.count("publication where kind = 'disclosure' and owner = 'bureau'"))
                .isZero();
        assertForeign(bureau, bureau.publish("disclosure", withdrawal("H3")));
    }

    @Test
    void asManyKeysAsTheContractSaysAreHandedOver() {
        List<String> keys = IntStream.range(0, 201)
                .mapToObj(i -> "\"" + "民".repeat(197) + "%03d\"".formatted(i))
                .toList();
        String field = ",\"keys\":%s";
        assertThat(handOver(administrator, "bureau", "donghu", "disclosure", field.formatted(keys.subList(0, 200)))
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                handOver(administrator, "bureau", "donghu", "disclosure", field.formatted(keys)), 400, "body.invalid");
    }

    @Test
    void casesAreHandedOverByAnAdministrator() throws SQLException {
        bureau.publish("application", CASE.formatted("HAND-2026-1"));
        Response handed = handOver(administrator, "bureau", "donghu", "application", ",\"keys\":[\"hand-2026-1\"]");
        assertThat(handed.as(Json.class).<Integer>get("count")).isEqualTo(1);
        assertRefused(receipt(bureau, "HAND-2026-1"), 404, "case.not-found");
        assertThat(receipt(donghu, "HAND-2026-1").statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"from\":\"bureau\",\"to\":\"nobody\",\"kind\":\"office\"",
                "\"from\":\"bureau\",\"to\":\"bureau\",\"kind\":\"office\"",
                "\"from\":\"bureau\",\"to\":\"calendars\",\"kind\":\"office\"",
                "\"from\":\"bureau\",\"to\":\"demo\",\"kind\":\"calendar\"",
                "\"from\":\"bureau\",\"to\":\"demo\",\"kind\":\"office\",\"keys\":[]",
                "\"from\":\"bureau\",\"to\":\"demo\",\"kind\":\"office\",\"keys\":null",
                "\"from\":\"bureau\",\"kind\":\"office\""
            })
    void wrongHandoverIsRefused(String fields) {
        assertRefused(bureau.postAsPublisher("/handovers", "{" + fields + "}"), 400, "body.invalid");
    }

    // ---- requests ----

    private static String line(String key, String title, String division) {
        return LINE.formatted(key, title, division);
    }

    private static String withdrawal(String key) {
        return "{\"withdraw\":\"%s\"}".formatted(key);
    }

    private static Response receipt(Sunwindow by, String number) {
        return by.postAsPublisher("/receipts", "{\"applicationNo\":\"%s\"}".formatted(number));
    }

    private static Response handOver(Sunwindow by, String from, String to, String kind, String keys) {
        return by.postAsPublisher(
                "/handovers", "{\"from\":\"%s\",\"to\":\"%s\",\"kind\":\"%s\"%s}".formatted(from, to, kind, keys));
    }

    private static void assertForeign(Sunwindow by, Json run) {
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(by.rejects(run).getList("items.code")).containsExactly("publisher.foreign");
    }

    private static void assertRefused(Response response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.as(Json.class).<String>get("code")).isEqualTo(code);
    }
}
