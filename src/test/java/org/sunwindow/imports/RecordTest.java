package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Single records: create, replace, patch, withdraw, look at the history, and two who write at the same time. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RecordTest {

    private static final String HOTLINE = """
            {"id":"%s","name":"%s","number":"0500-8310060","summary":"各类业务咨询","topics":["综合咨询"]}""";
    private static final String DISCLOSURE = """
            {"indexNo":"%s","title":"单条报送的通知","publisher":"云川市民政联合办公室",\
            "publishedAt":"2026-03-02 09:00:00","disclosureAttribute":"%s","body":"请遵照执行。"}""";

    /** A number that must not stay anywhere. */
    private static final String MOBILE = "13812345678";

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    private Rows rows;
    private Sunwindow demo;
    private Sunwindow bureau;

    private static Sunwindow client(String token) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, token);
    }

    @BeforeEach
    void connect() {
        rows = new Rows(database);
        demo = Sunwindow.underTest();
        bureau = client("bureau-publisher-token-not-for-production");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void recordIsCreatedReplacedPatchedAndWithdrawn() throws SQLException {
        Response created = put(demo, "hotline/rec-1", null, HOTLINE.formatted("rec-1", "一号热线"));
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(created.as(Json.class).<String>get("outcome")).isEqualTo("CREATED");
        assertThat(created.header("ETag"))
                .isEqualTo("\"" + created.as(Json.class).get("revision") + "\"");
        assertThat(demo.read("/hotlines/rec-1").as(Json.class).<String>get("name"))
                .isEqualTo("一号热线");

        String changed = HOTLINE.formatted("rec-1", "一号新热线");
        assertProblem(put(demo, "hotline/rec-1", null, changed), 428, "precondition.required");
        assertProblem(put(demo, "hotline/rec-1", "\"999999\"", changed), 412, "precondition.failed");
        assertProblem(
                as(demo).contentType("application/json")
                        .header("If-None-Match", "*")
                        .body(changed.getBytes(StandardCharsets.UTF_8))
                        .put("/records/hotline/rec-1"),
                412,
                "precondition.failed");
        clock.forward(Duration.ofMinutes(1));
        Response replaced = put(demo, "hotline/rec-1", created.header("ETag"), changed);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.as(Json.class).<String>get("outcome")).isEqualTo("CHANGED");
        Response same = put(demo, "hotline/REC-1", replaced.header("ETag"), changed);
        assertThat(same.as(Json.class).<String>get("outcome")).isEqualTo("UNCHANGED");
        assertThat(same.header("ETag")).isEqualTo(replaced.header("ETag"));

        clock.forward(Duration.ofMinutes(1));
        assertProblem(patch(demo, "hotline/rec-1", null, "{\"summary\":null}"), 428, "precondition.required");
        assertProblem(
                patch(demo, "hotline/rec-1", created.header("ETag"), "{\"summary\":null}"), 412, "precondition.failed");
        Response patched =
                patch(demo, "hotline/rec-1", same.header("ETag"), "{\"summary\":null,\"number\":\"0500-8310061\"}");
        assertThat(patched.statusCode()).as(patched.asString()).isEqualTo(200);
        // what a patch removes is meant to be removed
        assertThat(patched.as(Json.class).<List<String>>get("warnings.code")).doesNotContain("fields.dropped");
        Json record = get(demo, "hotline/rec-1").as(Json.class);
        assertThat(record.getMap("record"))
                .containsEntry("number", "0500-8310061")
                .containsEntry("name", "一号新热线")
                .containsEntry("topics", List.of("综合咨询"))
                .doesNotContainKeys("summary", "dial");
        assertThat(record.getString("owner")).isEqualTo("demo");
        assertThat(record.getLong("revision"))
                .isEqualTo(patched.as(Json.class).<Integer>get("revision").longValue());
        assertThat(record.getList("history.action")).containsExactly("CHANGED", "CHANGED", "CREATED");
        assertThat(record.getList("history.run", String.class))
                .containsExactly(
                        patched.as(Json.class).get("id"),
                        replaced.as(Json.class).get("id"),
                        created.as(Json.class).get("id"));
        assertThat(record.getList("history.toRevision"))
                .containsExactly(
                        patched.as(Json.class).get("revision"),
                        replaced.as(Json.class).get("revision"),
                        created.as(Json.class).get("revision"));
        assertThat(record.getList("states.record.name")).containsExactly("一号新热线", "一号热线");
        assertThat(record.getString("states[0].since")).isEqualTo("2026-11-22T10:01:00+08:00");
        assertThat(record.getString("states[0].until")).isEqualTo("2026-11-22T10:02:00+08:00");
        Json older = get(demo, "hotline/rec-1?before=" + record.getLong("states[0].revision"))
                .as(Json.class);
        assertThat(older.getList("states.record.name")).containsExactly("一号热线");

        assertProblem(delete(demo, "hotline/rec-1", null, ""), 428, "precondition.required");
        Response withdrawn =
                delete(demo, "hotline/rec-1", patched.header("ETag"), "?reason=" + Sunwindow.encoded("内容有误"));
        assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isEqualTo(200);
        assertThat(withdrawn.as(Json.class).<String>get("outcome")).isEqualTo("WITHDRAWN");
        assertThat(rows.select("select withdrawn_reason from publication where kind = 'hotline' and key = 'REC-1'"))
                .containsExactly("内容有误");
        assertThat(demo.get("/hotlines/rec-1").statusCode()).isEqualTo(410);
        Response gone = get(demo, "hotline/rec-1");
        assertProblem(gone, 410, "record.withdrawn");
        assertThat(gone.as(Json.class).<String>get("detail"))
                .contains("2026-11-22 10:02", "demo")
                .doesNotContain("热线");
        assertProblem(patch(demo, "hotline/rec-1", withdrawn.header("ETag"), "{}"), 410, "record.withdrawn");
        assertProblem(delete(demo, "hotline/rec-1", withdrawn.header("ETag"), ""), 410, "record.withdrawn");

        // it is created once more, and nothing from before comes back
        assertProblem(put(demo, "hotline/rec-1", withdrawn.header("ETag"), changed), 412, "precondition.failed");
        assertThat(put(demo, "hotline/rec-1", null, changed).statusCode()).isEqualTo(201);
        assertThat(get(demo, "hotline/rec-1").as(Json.class).<List<Object>>get("states"))
                .isEmpty();
        assertThat(demo.read("/hotlines/rec-1").as(Json.class).<String>get("name"))
                .isEqualTo("一号新热线");
    }

    @Test
    void slashesOfKeysMayBeWrittenBothWays() {
        String line = DISCLOSURE.formatted("990100001/202603-00777", "主动公开");
        Response created = put(demo, "disclosure/990100001%2F202603-00777", null, line);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        Response record = get(demo, "disclosure/990100001/202603-00777");
        assertThat(record.as(Json.class).<String>get("key")).isEqualTo("990100001/202603-00777");
        assertThat(get(demo, "disclosure/990100001%2F202603-00777").header("ETag"))
                .isEqualTo(record.header("ETag"));
    }

    static Stream<String> kinds() {
        return Stream.of(
                        "division",
                        "organization",
                        "office",
                        "hotline",
                        "column",
                        "catalogItem",
                        "service",
                        "disclosure",
                        "notice",
                        "answer",
                        "statistic",
                        "site")
                .filter(Sunwindow::hasSample);
    }

    /** What is shown of a record is what its publisher could have sent: sending it back changes nothing. */
    @ParameterizedTest
    @MethodSource("kinds")
    void shownRecordCanBeSentBack(String kind) throws SQLException {
        demo.publish(kind, Sunwindow.sample(kind));
        List<String> keys = rows.select("select key from publication where kind = '" + kind
                + "' and withdrawn_at is null and owner = 'demo' order by md5(key) limit 8");
        assertThat(keys).isNotEmpty();
        for (String key : keys) {
            Response shown = get(demo, kind + "/" + Sunwindow.encoded(key).replace("+", "%20"));
            assertThat(shown.statusCode()).as(key + shown.asString()).isEqualTo(200);
            String record = shown.asString();
            String sent = record.substring(record.indexOf("\"record\":") + 9, record.indexOf(",\"history\":"));
            Response sentBack =
                    put(demo, kind + "/" + Sunwindow.encoded(key).replace("+", "%20"), shown.header("ETag"), sent);
            assertThat(sentBack.as(Json.class).<String>get("outcome"))
                    .as(key + sentBack.asString())
                    .isEqualTo("UNCHANGED");
        }
    }

    /** Both read the same revision, and both writes wait for the lock before either is checked. */
    @Test
    void ofTwoWhoReplaceTheSameRevisionOneSucceeds() throws Exception {
        String tag = put(demo, "hotline/rec-race", null, HOTLINE.formatted("rec-race", "原来的"))
                .header("ETag");
        List<CompletableFuture<Response>> writers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2);
                var connection = database.getConnection();
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("select 1 from revision_counter for update");
            for (String name : List.of("第一人的", "第二人的")) {
                writers.add(CompletableFuture.supplyAsync(
                        () -> put(demo, "hotline/rec-race", tag, HOTLINE.formatted("rec-race", name)), threads));
            }
            Sunwindow.await(
                    "both wait",
                    () -> rows.count(
                                    "pg_stat_activity where wait_event_type = 'Lock' and query like '%revision_counter%'")
                            >= 2);
            connection.rollback();
        }
        List<Response> answers = writers.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().map(Response::statusCode)).containsExactlyInAnyOrder(200, 412);
        Json record = get(demo, "hotline/rec-race").as(Json.class);
        String winner = answers.get(0).statusCode() == 200 ? "第一人的" : "第二人的";
        assertThat(record.getString("record.name")).isEqualTo(winner);
        assertThat(record.getList("history.action")).containsExactly("CHANGED", "CREATED");
    }

    @Test
    void otherPublisherIsRefusedAndLearnsNothing() throws SQLException {
        String tag = put(bureau, "hotline/rec-own", null, HOTLINE.formatted("rec-own", "别人的热线"))
                .header("ETag");
        String audit = "write_audit where key = 'REC-OWN' and publisher = 'demo' and action = 'REFUSED'";
        Response unknown = get(demo, "hotline/rec-nobody");
        Response foreign = get(demo, "hotline/rec-own");
        assertProblem(foreign, 404, "record.not-found");
        assertThat(foreign.asString()).isEqualTo(unknown.asString());
        for (String match : new String[] {tag, "\"1\"", "*", null}) {
            assertProblem(
                    put(demo, "hotline/rec-own", match, HOTLINE.formatted("rec-own", "抢来的")), 403, "publisher.foreign");
            assertProblem(patch(demo, "hotline/rec-own", match, "{\"name\":\"抢来的\"}"), 403, "publisher.foreign");
            assertProblem(delete(demo, "hotline/rec-own", match, ""), 403, "publisher.foreign");
        }
        assertThat(rows.count(audit)).isEqualTo(12);
        Json record = get(bureau, "hotline/rec-own").as(Json.class);
        assertThat(record.getString("record.name")).isEqualTo("别人的热线");
        assertThat(record.getList("history")).hasSize(1);
        Sunwindow administrator = client("administrator-token-not-for-production");
        assertThat(get(administrator, "hotline/rec-own").header("ETag")).isEqualTo(tag);
        Sunwindow calendars = client("calendars-publisher-token-not-for-production");
        assertProblem(get(calendars, "hotline/rec-own"), 403, "publisher.kind");
        assertProblem(demo.get("/records/hotline/rec-own"), 401, "publisher.unauthorized");
    }

    @Test
    void personalDataIsRefusedAndAbsentAfterwards() throws SQLException {
        String tag = put(demo, "hotline/rec-priv", null, HOTLINE.formatted("rec-priv", "原来的热线"))
                .header("ETag");
        Response patched = patch(demo, "hotline/rec-priv", tag, "{\"summary\":\"请打李主任手机 %s\"}".formatted(MOBILE));
        assertProblem(patched, 422, "record.refused");
        assertThat(patched.as(Json.class).<List<String>>get("errors.code")).contains("privacy.mobile");
        assertThat(patched.as(Json.class).<List<String>>get("errors.label")).contains("用途");
        assertThat(patched.asString()).doesNotContain(MOBILE);
        Response sent = put(
                demo,
                "hotline/rec-priv",
                tag,
                HOTLINE.formatted("rec-priv", "热线").replace("各类业务咨询", "手机 " + MOBILE));
        assertProblem(sent, 422, "record.refused");
        assertThat(sent.asString()).doesNotContain(MOBILE);
        assertThat(get(demo, "hotline/rec-priv").header("ETag")).isEqualTo(tag);
        // the entry of the quarantine names the field, not the number
        assertThat(rows.count("quarantine_entry where key = 'REC-PRIV' and state = 'HELD'"))
                .isPositive();
        // a reason with personal data is not stored, but the record is withdrawn
        Response withdrawn =
                delete(demo, "hotline/rec-priv", tag, "?reason=" + Sunwindow.encoded("来电 " + MOBILE + " 投诉"));
        assertThat(withdrawn.as(Json.class).<String>get("outcome")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.as(Json.class).<List<String>>get("warnings.code")).contains("privacy.mobile");
        assertThat(withdrawn.asString()).doesNotContain(MOBILE);
        assertAbsent(MOBILE);
    }

    private void assertAbsent(String text) throws SQLException {
        for (String table :
                rows.select("select table_name from information_schema.tables where table_schema = 'public'")) {
            assertThat(rows.count("\"%s\" t where t::text like '%%%s%%'".formatted(table, text)))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void allFaultsAreAnsweredAsInRejects() {
        String line = "{\"id\":\"rec-faults\",\"number\":12345,\"lastVerified\":\"2026/3/5\",\"nosuch\":1}";
        Response refused = put(demo, "hotline/rec-faults", null, line);
        assertProblem(refused, 422, "record.refused");
        Json rejects = demo.rejects(demo.publish("hotline", line));
        assertThat(refused.as(Json.class).<List<String>>get("errors.code"))
                .isEqualTo(rejects.getList("items.code"))
                .contains("type", "date.invalid", "field.unknown");
        assertThat(refused.as(Json.class).<List<String>>get("errors.message"))
                .isEqualTo(rejects.getList("items.message"));
        assertThat(refused.as(Json.class).<List<String>>get("errors.label")).isEqualTo(rejects.getList("items.label"));
        assertThat(get(demo, "hotline/rec-faults").statusCode()).isEqualTo(404);
    }

    @Test
    void closedRecordIsRefusedAndWithdrawn() {
        String path = "disclosure/990100001/202603-00778";
        String tag = put(demo, path, null, DISCLOSURE.formatted("990100001/202603-00778", "主动公开"))
                .header("ETag");
        Response closed = patch(demo, path, tag, "{\"disclosureAttribute\":\"不予公开\"}");
        assertProblem(closed, 422, "record.refused");
        assertThat(closed.as(Json.class).<List<String>>get("errors.code")).containsExactly("gate.closed");
        assertThat(closed.as(Json.class).<String>get("detail")).contains("仍由本行撤下");
        assertProblem(get(demo, path), 410, "record.withdrawn");
    }

    @Test
    void keyOfTheRecordMustBeThatOfTheAddress() {
        Response refused = put(demo, "hotline/rec-here", null, HOTLINE.formatted("rec-there", "热线"));
        assertProblem(refused, 422, "record.refused");
        assertThat(refused.as(Json.class).<List<String>>get("errors.code")).containsExactly("id.mismatch");
        String tag = put(demo, "hotline/rec-here", null, HOTLINE.formatted("rec-here", "热线"))
                .header("ETag");
        assertProblem(patch(demo, "hotline/rec-here", tag, "{\"id\":\"rec-there\"}"), 422, "record.refused");
        assertThat(get(demo, "hotline/rec-there").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "calendar", "nosuch"})
    void otherKindsHaveNoSingleRecords(String kind) {
        for (Response response : List.of(
                get(demo, kind + "/x"), put(demo, kind + "/x", null, "{}"), delete(demo, kind + "/x", "*", ""))) {
            assertProblem(response, 404, "record.not-found");
            assertThat(response.as(Json.class).<String>get("detail")).contains("hotline", "/imports");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "", "{\"name\":", "{\"name\":\"a\"} {}", "[{\"name\":\"a\"}]"})
    void bodyMustBeOneObject(String body) {
        String tag = get(demo, "hotline/rec-body").header("ETag");
        if (tag == null) {
            tag = put(demo, "hotline/rec-body", null, HOTLINE.formatted("rec-body", "热线"))
                    .header("ETag");
        }
        assertThat(put(demo, "hotline/rec-body", tag, body).statusCode()).isIn(400, 422);
        assertThat(patch(demo, "hotline/rec-body", tag, body).statusCode()).isIn(400, 422);
        assertThat(get(demo, "hotline/rec-body").header("ETag")).isEqualTo(tag);
    }

    /** Longer than the bodies of other endpoints may be. */
    @Test
    void recordIsAsLongAsALineMayBe() {
        String key = "990100001/202603-00779";
        String line = DISCLOSURE.formatted(key, "主动公开").replace("请遵照执行。", "请遵照执行。\\n".repeat(20_000));
        Response created = put(demo, "disclosure/" + key, null, line);
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(demo.read("/disclosures/" + key).as(Json.class).<String>get("body"))
                .hasSizeGreaterThan(100_000);
        String tooLong = line.replace("请遵照执行", "请各区民政局认真遵照执行".repeat(8));
        assertProblem(put(demo, "disclosure/" + key, created.header("ETag"), tooLong), 400, "body.invalid");
    }

    @Test
    void unknownRecordCannotBePatchedOrWithdrawn() {
        assertProblem(patch(demo, "hotline/rec-none", "\"1\"", "{}"), 404, "record.not-found");
        assertProblem(delete(demo, "hotline/rec-none", "\"1\"", ""), 404, "record.not-found");
        assertProblem(
                put(demo, "hotline/rec-none", "\"1\"", HOTLINE.formatted("rec-none", "热线")),
                412,
                "precondition.failed");
        assertProblem(
                as(demo).contentType("application/json").body("{}").patch("/records/hotline/rec-none"),
                415,
                "media-type.unsupported");
        assertProblem(get(demo, "hotline/rec-none?before=x"), 400, "parameter.invalid");
    }

    // ---- requests ----

    private static RequestSpecification as(Sunwindow publisher) {
        return publisher.request().header("Authorization", "Bearer " + publisher.token());
    }

    private static RequestSpecification as(Sunwindow publisher, String ifMatch) {
        return ifMatch == null ? as(publisher) : as(publisher).header("If-Match", ifMatch);
    }

    private static Response get(Sunwindow by, String record) {
        return as(by).get("/records/" + record);
    }

    private static Response put(Sunwindow by, String record, String ifMatch, String body) {
        return as(by, ifMatch)
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .put("/records/" + record);
    }

    private static Response patch(Sunwindow by, String record, String ifMatch, String body) {
        return as(by, ifMatch)
                .contentType("application/merge-patch+json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch("/records/" + record);
    }

    private static Response delete(Sunwindow by, String record, String ifMatch, String query) {
        return as(by, ifMatch).delete("/records/" + record + query);
    }

    private static void assertProblem(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.as(Json.class).<String>get("code")).isEqualTo(code);
    }
}
