package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** A run is taken back, as far as nobody has changed its records since; and a complete file withdraws what it lacks. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UndoAndSnapshotTest {

    private static final String CASE = """
            {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW",\
            "submittedAt":"2026-11-09T10:00:00+08:00","updatedAt":"2026-11-12T09:00:00+08:00","history":[],\
            "factors":[{"type":"QUERY_CODE","value":"482913"}]}""";

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    private Rows rows;
    private Sunwindow demo;
    private Sunwindow donghu;
    private Sunwindow administrator;

    private static Sunwindow client(String token) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, token);
    }

    @BeforeEach
    void connect() {
        rows = new Rows(database);
        demo = Sunwindow.underTest();
        donghu = client("donghu-publisher-token-not-for-production");
        administrator = client("administrator-token-not-for-production");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    // ---- undo ----

    @Test
    void runIsUndoneExceptWhereOthersWroteSince() throws SQLException {
        demo.publish("hotline", lines("甲", "u-a", "u-b", "u-d", "u-e", "u-w"));
        demo.publish("hotline", withdrawal("u-w"));
        clock.forward(Duration.ofHours(1));
        Json run = demo.publish(
                "hotline",
                Stream.of(
                                // twice in one run: the state before the first write comes back
                                line("u-a", "乙"),
                                line("u-a", "丙"),
                                line("u-b", "乙"),
                                line("u-c", "乙"),
                                withdrawal("u-d"),
                                // withdrawn and sent again, as one does with personal data
                                withdrawal("u-e"),
                                line("u-e", "乙"),
                                line("u-w", "乙"))
                        .collect(Collectors.joining("\n")));
        Instant between = clock.instant();
        assertThat(name("u-a?asOf=" + between)).isEqualTo("丙");
        clock.forward(Duration.ofHours(1));
        demo.publish("hotline", line("u-b", "丁"));

        Response undone;
        try (var logged = new LoggedRuns()) {
            undone = undo(demo, run);
            assertThat(undone.statusCode()).as(undone.asString()).isEqualTo(201);
            assertThat(logged.of(undone.path("id"))).hasSize(1);
        }
        Json report = undone.as(Json.class);
        assertThat(report.getString("undoes")).isEqualTo(run.getString("id"));
        assertThat(report.getString("state")).isEqualTo("COMPLETED");
        assertThat(List.of(
                        report.getInt("lines"),
                        report.getInt("changed"),
                        report.getInt("withdrawn"),
                        report.getInt("rejected"),
                        report.getInt("created")))
                .containsExactly(6, 1, 2, 3, 0);
        Json rejects = demo.rejects(report);
        assertThat(rejects.getList("items.key")).containsExactly("U-B", "U-D", "U-E");
        assertThat(rejects.getList("items.code")).containsExactly("undo.changed", "undo.lost", "undo.lost");
        demo.awaitRevision(report.getLong("revision"));
        assertThat(name("u-a")).isEqualTo("甲");
        assertThat(name("u-a?asOf=" + between)).as("the mistake is not public").isEqualTo("甲");
        assertThat(name("u-a?asOf=" + between.minusSeconds(60)))
                .as("what was right before stays")
                .isEqualTo("甲");
        assertThat(demo.find("/hotlines", "热线", "size=100", "asOf=" + between).getList("items.name"))
                .doesNotContain("丙");
        assertThat(rows.count("superseded_state where kind = 'hotline' and key = 'U-A'"))
                .isZero();
        assertThat(name("u-b")).isEqualTo("丁");
        assertThat(name("u-e")).isEqualTo("乙");
        for (String gone : List.of("u-c", "u-d", "u-w")) {
            assertThat(demo.get("/hotlines/" + gone).statusCode()).as(gone).isEqualTo(410);
        }
        assertThat(rows.select("select withdrawn_reason from publication where kind = 'hotline' and key = 'U-C'"))
                .containsExactly("撤销导入");
        assertThat(rows.count("write_audit where origin = '%s'".formatted(report.getString("id"))))
                .isEqualTo(3);

        // it is in the history, and a second undo changes nothing
        assertThat(undone.header("Location")).isEqualTo("/api/v1/imports/" + report.getString("id"));
        Json read = demo.getAsPublisher("/imports/" + report.getString("id")).as(Json.class);
        assertThat(read.getInt("changed")).isEqualTo(1);
        assertThat(demo.getAsPublisher("/imports/" + run.getString("id"))
                        .as(Json.class)
                        .<String>get("undoneBy"))
                .isEqualTo(report.getString("id"));
        long revision = rows.count("revision_mark");
        Response again = undo(administrator, run);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.as(Json.class).<String>get("id")).isEqualTo(report.getString("id"));
        assertThat(rows.count("revision_mark")).isEqualTo(revision);
        assertRefused(undo(demo, report), 409, "import.not-undoable");
    }

    @Test
    void interruptedUndoIsContinued() throws SQLException {
        demo.publish("hotline", lines("甲", "u-i1", "u-i2"));
        clock.forward(Duration.ofHours(1));
        Json run = demo.publish("hotline", lines("乙", "u-i1", "u-i2", "u-i3", "u-i4"));
        clock.forward(Duration.ofHours(1));
        Instant between = clock.instant().minusSeconds(60);
        demo.publish("hotline", line("u-i4", "丙"));
        Json first = undo(demo, run).as(Json.class);
        assertThat(first.getInt("rejected")).isEqualTo(1);
        rows.execute("update import_run set state = 'INTERRUPTED' where id = '%s'".formatted(first.getString("id")));
        demo.publish("hotline", line("u-i2", "丁"));
        Response again = undo(demo, run);
        assertThat(again.statusCode()).isEqualTo(201);
        Json report = again.as(Json.class);
        assertThat(List.of(
                        report.getInt("lines"),
                        report.getInt("unchanged"),
                        report.getInt("rejected"),
                        report.getInt("changed"),
                        report.getInt("withdrawn")))
                .containsExactly(4, 2, 2, 0, 0);
        assertThat(demo.rejects(report).getList("items.key")).containsExactly("U-I2", "U-I4");
        assertThat(demo.rejects(report).getList("items.code")).containsOnly("undo.changed");
        assertThat(name("u-i1")).isEqualTo("甲");
        assertThat(name("u-i1?asOf=" + between)).isEqualTo("甲");
        assertThat(demo.get("/hotlines/u-i3").statusCode()).isEqualTo(410);
        assertThat(rows.count("write_audit where origin = '%s'".formatted(report.getString("id"))))
                .isZero();
    }

    /** A state whose content came back within the run leaves something to erase, too; and so does a reading count. */
    @Test
    void mistakeIsErasedAlsoWhereNothingElseChanges() throws SQLException {
        String record = """
            {"indexNo":"UNDO/2026-7","title":"%s","publisher":"云川市民政局","publishedAt":"2026-11-20 09:00:00",\
            "disclosureAttribute":"主动公开","body":"内容","readCount":%d,"readCountOn":"2026-11-20"}
            """;
        demo.publish("disclosure", record.formatted("没有错的", 7));
        clock.forward(Duration.ofHours(1));
        Json wrong = demo.publish("disclosure", record.formatted("没有错的", 700));
        Json report = undo(demo, wrong).as(Json.class);
        assertThat(report.getInt("changed")).isEqualTo(1);
        demo.awaitRevision(report.getLong("revision"));
        String path = "/disclosures/UNDO%2F2026-7";
        assertThat(demo.read(path).as(Json.class).getInt("readCount")).isEqualTo(7);
        clock.forward(Duration.ofHours(1));
        Json there = demo.publish("disclosure", record.formatted("误发的", 7));
        Instant between = clock.instant();
        clock.forward(Duration.ofHours(1));
        assertThat(demo.read(path + "?asOf=" + between).asString()).contains("误发的");
        report = undo(demo, there).as(Json.class);
        demo.awaitRevision(report.getLong("revision"));
        assertThat(demo.read(path + "?asOf=" + between).as(Json.class).getString("title"))
                .isEqualTo("没有错的");
        assertThat(rows.count("superseded_state where record::text like '%误发的%'"))
                .isZero();
    }

    @Test
    void runIsUndoneWithinADay() {
        demo.publish("hotline", line("u-day", "甲"));
        clock.forward(Duration.ofHours(1));
        Json run = demo.publish("hotline", line("u-day", "乙"));
        clock.forward(Duration.ofHours(24).plusSeconds(1));
        assertRefused(undo(demo, run), 409, "import.not-undoable");
        assertThat(name("u-day")).isEqualTo("乙");
        Json next = demo.publish("hotline", line("u-day", "丙"));
        clock.forward(Duration.ofHours(24));
        assertThat(undo(demo, next).statusCode()).isEqualTo(201);
        assertThat(name("u-day")).isEqualTo("乙");
    }

    @Test
    void publisherOfTheRunOrAnAdministratorUndoesIt() {
        Json run = donghu.publish("hotline", line("u-own", "甲"));
        assertRefused(undo(demo, run), 404, "import.not-found");
        assertThat(demo.get("/hotlines/u-own").statusCode()).isEqualTo(200);
        Response undone = undo(administrator, run);
        assertThat(undone.statusCode()).isEqualTo(201);
        assertThat(undone.as(Json.class).<String>get("publisher")).isEqualTo("administrator");
        assertThat(demo.get("/hotlines/u-own").statusCode()).isEqualTo(410);
        // its publisher learns who undid it
        assertThat(undo(donghu, run).as(Json.class).<String>get("id"))
                .isEqualTo(undone.as(Json.class).get("id"));
    }

    @Test
    void recordsAreNotRestoredThatNoLongerPassTheChecks() throws SQLException {
        demo.publish("hotline", line("u-gate", "甲"));
        clock.forward(Duration.ofHours(1));
        Json run = demo.publish("hotline", line("u-gate", "乙"));
        // as if the check of today did not know the number then
        rows.execute("update superseded_state set record = jsonb_set(record, '{summary}', '\"手机 13912345678\"')"
                + " where kind = 'hotline' and key = 'U-GATE'");
        Json report = undo(demo, run).as(Json.class);
        assertThat(report.getInt("changed")).isZero();
        assertThat(demo.rejects(report).getList("items.code")).contains("privacy.mobile");
        assertThat(name("u-gate")).isEqualTo("乙");
        rows.execute("delete from superseded_state where kind = 'hotline' and key = 'U-GATE'");
    }

    @Test
    void whatStoredNothingOrKeepsNoPastCannotBeUndone() {
        assertRefused(undo(demo, send(demo, "hotline", "dryRun=true", line("u-dry", "甲"))), 409, "import.not-undoable");
        assertRefused(
                undo(demo, demo.publish("application", CASE.formatted("UNDO-2026-1"))), 409, "import.not-undoable");
        assertRefused(demo.postAsPublisher("/imports/nosuch/undo", ""), 404, "import.not-found");
    }

    @Test
    void manyRecordsAreUndoneInBatches() {
        String[] keys =
                IntStream.range(0, 1_200).mapToObj("u-many-%04d"::formatted).toArray(String[]::new);
        demo.publish("hotline", lines("甲", keys));
        clock.forward(Duration.ofHours(1));
        Json run = demo.publish("hotline", lines("乙", keys));
        Json report = undo(demo, run).as(Json.class);
        assertThat(report.getInt("changed")).isEqualTo(1_200);
        assertThat(report.getInt("rejected")).isZero();
        demo.awaitRevision(report.getLong("revision"));
        assertThat(name("u-many-1199")).isEqualTo("甲");
        // other tests read all hotlines
        demo.publish(
                "hotline",
                Stream.of(keys).map("{\"withdraw\":\"%s\"}\n"::formatted).collect(Collectors.joining()));
    }

    /** The record under its former key is gone: what has taken its place stays. */
    @Test
    void recordThatTookANumberStays() {
        String record = """
            {%s"title":"编号之前的信息","publisher":"云川市民政局","publishedAt":"2026-11-20 09:00:00",\
            "disclosureAttribute":"主动公开","body":"内容"}""";
        demo.publish("disclosure", record.formatted(""));
        Json run = demo.publish("disclosure", record.formatted("\"indexNo\":\"UNDO/2026-1\","));
        assertThat(run.getInt("changed")).isEqualTo(1);
        Json report = undo(demo, run).as(Json.class);
        assertThat(report.getInt("withdrawn")).isZero();
        assertThat(demo.rejects(report).getList("items.code")).contains("undo.lost");
        demo.get("/disclosures/UNDO%2F2026-1").then().statusCode(200);
    }

    // ---- snapshot ----

    /** A rejected line may mean a record that was stored before it had a number. */
    @Test
    void recordWithoutANumberStaysIfALineIsRejected() throws SQLException {
        String record = """
            {%s"title":"%s","publisher":"东湖区民政局","publishedAt":"2026-11-20 09:00:00",\
            "disclosureAttribute":"主动公开","body":"%s"}
            """;
        donghu.publish(
                "disclosure",
                record.formatted("", "全量之前没有编号的信息", "内容")
                        + record.formatted("\"indexNo\":\"SNAP/2026-3\",", "全量里没有的信息", "内容"));
        String file = record.formatted("\"indexNo\":\"SNAP/2026-1\",", "全量之前没有编号的信息", "联系13900001111")
                + record.formatted("\"indexNo\":\"SNAP/2026-2\",", "全量里的信息", "内容");
        Json run = send(donghu, "disclosure", "mode=snapshot&maxMissing=100", file);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        // the file lacks the records of other tests, too
        assertThat(rows.select("select title from publication where kind = 'disclosure' and owner = 'donghu'"
                        + " and title like '全量%' and withdrawn_at is null order by title"))
                .containsExactlyInAnyOrder("全量之前没有编号的信息", "全量里的信息");
        assertThat(demo.get("/disclosures/SNAP%2F2026-2").statusCode()).isEqualTo(200);
        assertThat(demo.get("/disclosures/SNAP%2F2026-3").statusCode()).isEqualTo(410);
    }

    /** Begins with ten records of the publisher: s-0 to s-9. */
    private void tenRecords() {
        Json begin = send(donghu, "hotline", "mode=snapshot&maxMissing=100", lines("全", keys(0, 10)));
        assertThat(begin.getInt("rejected")).isZero();
        assertThat(present()).hasSize(10);
    }

    private static String[] keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "s-" + i).toArray(String[]::new);
    }

    private List<String> present() {
        try {
            return rows.select("select key from publication where kind = 'hotline' and owner = 'donghu'"
                    + " and withdrawn_at is null order by key");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void completeFileWithdrawsWhatItLacks() throws SQLException {
        demo.publish("hotline", line("s-of-demo", "别人的"));
        tenRecords();
        Json dry = send(donghu, "hotline", "mode=snapshot&dryRun=true", lines("全", keys(1, 10)));
        assertThat(dry.getInt("missing")).isEqualTo(1);
        assertThat(dry.getInt("withdrawn")).isZero();
        Json warned = donghu.rejects(dry);
        assertThat(warned.getList("items.code")).containsExactly("snapshot.missing");
        assertThat(warned.getList("items.key")).containsExactly("S-0");
        assertThat(warned.getList("items.severity")).containsExactly("WARNING");
        assertThat(present()).hasSize(10);

        // a tenth is not more than ten percent; a new record does not change the share
        Json run = send(donghu, "hotline", "mode=snapshot", lines("全", keys(1, 11)));
        assertThat(List.of(run.getInt("missing"), run.getInt("withdrawn"), run.getInt("created")))
                .containsExactly(1, 1, 1);
        assertThat(present()).hasSize(10).doesNotContain("S-0");
        assertThat(demo.get("/hotlines/s-0").statusCode()).isEqualTo(410);
        assertThat(demo.get("/hotlines/s-of-demo").statusCode()).isEqualTo(200);
        assertThat(rows.select("select origin from write_audit where key = 'S-0' and action = 'WITHDRAWN'"
                        + " order by written_at desc, to_revision desc limit 1"))
                .containsExactly(run.getString("id"));
        assertThat(donghu.rejects(run).getString("items[0].message")).contains("已撤下");
        // nothing is missing now
        Json again = send(donghu, "hotline", "mode=snapshot&maxMissing=0", lines("全", keys(1, 11)));
        assertThat(List.of(again.getInt("missing"), again.getInt("warnings"))).containsExactly(0, 0);
        // without the mode, a file says nothing about others
        Json delta = send(donghu, "hotline", "mode=delta", lines("全", "s-1"));
        assertThat(delta.<Integer>get("missing")).isNull();
        assertThat(present()).hasSize(10);
    }

    @Test
    void nothingIsWithdrawnIfTooManyAreMissing() {
        tenRecords();
        Json refused = send(donghu, "hotline", "mode=snapshot", lines("改", keys(0, 8)));
        assertRefused(refused, 2, "10%");
        assertThat(refused.getInt("changed")).isEqualTo(8);
        assertRefused(send(donghu, "hotline", "mode=snapshot&maxMissing=19", lines("改", keys(0, 8))), 2, "20%");
        assertRefused(send(donghu, "hotline", "mode=snapshot&maxMissing=0", lines("改", keys(0, 9))), 1, "10%");
        // another file of the same kind: all of ours are missing, however many it adds
        assertRefused(send(donghu, "hotline", "mode=snapshot&maxMissing=99", line("s-other", "新")), 10, "100%");
        assertThat(present()).hasSize(11);
        Json run = send(donghu, "hotline", "mode=snapshot&maxMissing=28", lines("改", keys(0, 8)));
        assertThat(run.getInt("withdrawn")).isEqualTo(3);
        assertThat(present()).hasSize(8);
    }

    @Test
    void markedSheetSaysWhyNothingIsWithdrawn() {
        tenRecords();
        String sheet = "编号,名称,电话\ns-0,测试热线全,0500-8310012\n";
        Response marked = RestAssured.given()
                .config(Sunwindow.AS_GIVEN)
                .baseUri(donghu.base())
                .header("Authorization", "Bearer " + donghu.token())
                .contentType("text/csv")
                .body(sheet.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/imports?kind=hotline&mode=snapshot&report=csv");
        assertThat(marked.statusCode()).as(marked.asString()).isEqualTo(201);
        assertThat(marked.asString()).contains("全表：没有撤下任何记录", "全量文件中没有这条记录，未撤下：共 9 条，S-1、S-2");
        assertThat(present()).hasSize(10);
    }

    @Test
    void nothingIsWithdrawnIfTheFileIsNotUnderstood() {
        tenRecords();
        String all = "mode=snapshot&maxMissing=100";
        assertRefused(send(donghu, "hotline", all, ""), 10, "没有收下一条记录");
        assertRefused(send(donghu, "hotline", all, "{\"id\":\"s-0\"}"), 9, "没有收下一条记录");
        assertRefused(send(donghu, "hotline", all, lines("改", keys(0, 9)) + "\n{\"id\":\"s-9\",\"na"), 1, "第 10 行");
        assertRefused(send(donghu, "hotline", all, lines("改", keys(0, 8)) + "\n{\"name\":\"没有编号\"}"), 2, "第 9 行");
        assertThat(present()).hasSize(10);
        // a rejected line whose key can be read contains its record
        Json run = send(donghu, "hotline", "mode=snapshot", lines("改", keys(0, 8)) + "\n{\"id\":\"s-8\",\"nosuch\":1}");
        assertThat(List.of(run.getInt("rejected"), run.getInt("withdrawn"))).containsExactly(1, 1);
        assertThat(present()).hasSize(9).contains("S-8");
    }

    @Test
    void wrongModeIsRefused() {
        for (String query : List.of(
                "kind=application&mode=snapshot",
                "kind=calendar&mode=snapshot",
                "kind=hotline&mode=full",
                "kind=hotline&maxMissing=5",
                "kind=hotline&mode=snapshot&maxMissing=101")) {
            assertRefused(post(donghu, query, ""), 400, "parameter.invalid");
        }
    }

    // ---- requests ----

    private void assertRefused(Json run, int missing, String why) {
        assertThat(run.getInt("missing")).isEqualTo(missing);
        assertThat(run.getInt("withdrawn")).isZero();
        Json rejects = donghu.rejects(run);
        assertThat(rejects.getString("items[code=snapshot.refused].message")).contains(why);
        assertThat(rejects.getList("items[*code=snapshot.missing]")).hasSize(missing);
    }

    private static void assertRefused(Response response, int status, String code) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.as(Json.class).<String>get("code")).isEqualTo(code);
    }

    private String name(String key) {
        return demo.read("/hotlines/" + key).as(Json.class).get("name");
    }

    private static String lines(String name, String... keys) {
        return Stream.of(keys).map(key -> line(key, name)).collect(Collectors.joining("\n"));
    }

    private static String line(String key, String name) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"number\":\"0500-8310060\"}".formatted(key, name);
    }

    private static String withdrawal(String key) {
        return "{\"withdraw\":\"%s\"}".formatted(key);
    }

    private static Response undo(Sunwindow by, Json run) {
        return by.postAsPublisher("/imports/" + run.getString("id") + "/undo", "");
    }

    private static Json send(Sunwindow by, String kind, String query, String lines) {
        Json run = post(by, "kind=" + kind + "&" + query, lines)
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class);
        if (run.get("revision") != null) {
            by.awaitRevision(run.getLong("revision"));
        }
        return run;
    }

    private static Response post(Sunwindow by, String query, String lines) {
        return by.request()
                .header("Authorization", "Bearer " + by.token())
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/imports?" + query);
    }
}
