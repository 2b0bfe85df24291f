package org.sunwindow.imports.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/**
 * Lines with personal data: what is kept of them, who may release them, and until when. The database is its own, because years
 * pass in it.
 */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(value = TestDatabase.class, restrictToAnnotatedClass = true)
class QuarantineTest {

    private static final String MOBILE = "13812345678";
    private static final String OTHER_MOBILE = "13912345679";
    private static final String ID = "3f0c2a52-5a2d-4a53-9d55-1d7a0a6f2b11";
    private static final String REASON = "机构负责人的号码，由其单位对外公布";
    private static final String LINE = """
            {"indexNo":"%s","title":"%s","publisher":"云川市民政局","publishedAt":"2026-03-02 09:00:00",\
            "disclosureAttribute":"主动公开","body":"%s","division":"%s"}""";
    private static final String CITY = "990100";
    private static final String DONGHU = "990102";
    private static final String CLEAN = "请遵照执行。";
    private static final String CONTACT = "联系人电话" + MOBILE;
    private static final String OTHER_CONTACT = "联系人电话" + OTHER_MOBILE;

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    @Inject
    QuarantineRetention retention;

    private Rows rows;

    /** It may release. */
    private Sunwindow bureau;

    /** It may not. */
    private Sunwindow demo;

    private Sunwindow donghu;
    private Sunwindow administrator;

    private static Sunwindow client(String token) {
        return new Sunwindow(RestAssured.baseURI + ":" + RestAssured.port, token);
    }

    @BeforeEach
    void connect() {
        rows = new Rows(database);
        bureau = client("bureau-publisher-token-not-for-production");
        demo = Sunwindow.underTest();
        donghu = client("donghu-publisher-token-not-for-production");
        administrator = client("administrator-token-not-for-production");
        Sunwindow.await("ready", () -> demo.ready().statusCode() == 200);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    // ---- what is kept ----

    @Test
    void lineLeavesAnEntryAndARejectWithoutItsContents() throws SQLException {
        Json run = bureau.publish("disclosure", line("Q-1", "通知", CONTACT));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        Json reject = bureau.rejects(run);
        assertThat(reject.getList("items")).hasSize(1);
        assertThat(reject.getString("items[0].field")).isEqualTo("body");
        assertThat(reject.getString("items[0].code")).isEqualTo("privacy.mobile");
        assertThat(reject.getString("items[0].message")).contains("个人手机号码", "删去号码");
        assertThat(reject.getString("items[0].excerpt")).contains("*").doesNotContain(MOBILE);
        assertThat(reject.getString("items[0].value")).isNull();
        Json entry = entry(bureau, id(reject));
        assertThat(entry.getString("kind")).isEqualTo("disclosure");
        assertThat(entry.getString("key")).isEqualTo("Q-1");
        assertThat(entry.getString("publisher")).isEqualTo("bureau");
        assertThat(entry.getString("importId")).isEqualTo(run.getString("id"));
        assertThat(entry.getString("field")).isEqualTo("body");
        assertThat(entry.getString("code")).isEqualTo("privacy.mobile");
        assertThat(entry.getString("label")).isEqualTo("个人手机号码");
        assertThat(entry.getString("suggestion")).contains("删去号码");
        assertThat(entry.getString("excerpt")).isEqualTo(reject.getString("items[0].excerpt"));
        assertThat(entry.getString("state")).isEqualTo("HELD");
        assertThat(entry.getString("hint")).contains("放行");
        assertThat(rows.count("quarantine_entry q where q::text like '%" + MOBILE + "%'"))
                .isZero();
        assertThat(rows.count("publication where key = 'Q-1'")).isZero();
    }

    @Test
    void everyFieldAndKindLeavesAnEntry() {
        Json run = bureau.publish("disclosure", line("Q-2", "名单 " + MOBILE, CONTACT + "，身份证号11010519491231002X"));
        Json rejects = bureau.rejects(run);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(rejects.<String>getList("items.field")).contains("title", "body");
        assertThat(rejects.<String>getList("items.code")).contains("privacy.identity", "privacy.mobile");
        assertThat(rejects.<String>getList("items.quarantineId"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    /** The version that was public stays as it is. */
    @Test
    void publishedRecordStaysWhileALineIsHeld() {
        bureau.publish("disclosure", line("Q-3", "原来的通知", CLEAN));
        held(bureau, line("Q-3", "新的通知", CONTACT));
        bureau.get("/disclosures/Q-3").then().statusCode(200).body(jsonAt("title", equalTo("原来的通知")));
    }

    @Test
    void sameLineAgainIsTheSameEntry() {
        String id = held(bureau, line("Q-4", "通知", CONTACT));
        clock.forward(Duration.ofDays(20));
        Json run = bureau.publish("disclosure", line("Q-4", "通知", CONTACT));
        assertThat(id(bureau.rejects(run))).isEqualTo(id);
        clock.forward(Duration.ofDays(20));
        assertThat(entry(bureau, id).getString("importId")).isEqualTo(run.getString("id"));
    }

    /** Nobody releases unseen what a later line brought. */
    @Test
    void otherValueReplacesTheEntry() {
        String id = held(bureau, line("Q-5", "通知", CONTACT));
        String next = held(bureau, line("Q-5", "通知", OTHER_CONTACT));
        assertThat(next).isNotEqualTo(id);
        assertRefused(release(bureau, id, REASON), 404, "quarantine.not-found");
        assertThat(release(bureau, next, REASON).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "Q-13812345678"})
    void keyThatIsPersonalDataLeavesNoEntry(String key) throws SQLException {
        long before = rows.count("quarantine_entry");
        Json run = bureau.publish("disclosure", line(key, "通知", CONTACT));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(bureau.rejects(run).<String>getList("items.quarantineId")).containsOnlyNulls();
        assertThat(rows.count("quarantine_entry")).isEqualTo(before);
    }

    /** Nothing about a person's case is listed. */
    @ParameterizedTest
    @CsvSource({"来电13812345678, privacy.mobile", "核对990102480503211, privacy.identity"})
    void caseLeavesNoEntry(String text, String code) throws SQLException {
        long before = rows.count("quarantine_entry");
        Json run = bureau.publish("application", """
                {"applicationNo":"QUAR-2026-1","caseType":"SERVICE","itemName":"临时救助","status":"IN_REVIEW",\
                "submittedAt":"2026-11-09T10:00:00+08:00","updatedAt":"2026-11-12T09:00:00+08:00",\
                "history":[{"at":"2026-11-09T10:20:00+08:00","status":"SUBMITTED","text":"%s"}],\
                "factors":[{"type":"QUERY_CODE","value":"482913"}]}""".formatted(text));
        Json rejects = bureau.rejects(run);
        assertThat(rejects.<String>getList("items.code")).containsExactly(code);
        assertThat(rejects.<String>getList("items.quarantineId")).containsOnlyNulls();
        assertThat(rejects.<String>getList("items.excerpt")).containsOnlyNulls();
        assertThat(rejects.getString("items[0].message")).doesNotContain(text.substring(0, 2), text.substring(2));
        assertThat(rows.count("quarantine_entry")).isEqualTo(before);
    }

    /** What is refused for privacy is not kept, whatever else is wrong with the line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"indexNo\":\"Q-6\",\"body\":\"电话13812345678\",\"disclosureAttribute\":\"主动公开\"}",
                "{\"13812345678\":\"通知\",\"disclosureAttribute\":\"主动公开\"}",
                "{\"withdraw\":\"Q-6\",\"reason\":\"13812345678来电\"}"
            })
    void rejectedLineWithPersonalDataIsNotKept(String line) {
        Response answer = bureau.send("disclosure", line);
        Json rejects = bureau.rejects(answer.as(Json.class));
        assertThat(rejects.<String>getList("items.value")).isNotEmpty().containsOnlyNulls();
        assertThat(rejects.toString()).doesNotContain(MOBILE);
    }

    /** The text is searched for as it was typed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "138－1234－5678",
                "138\u00a01234\u00a05678",
                "138\u20031234\u20035678",
                "138\u200b1234\u200b5678",
                "138\u00ad1234\u00ad5678",
                "①③⑧①②③④⑤⑥⑦⑧",
                "１３８１２３４５６７８",
                "一三八一二三四五六七八"
            })
    void noTypingOfAMobileNumberIsKept(String typing) throws SQLException {
        String line = "{\"indexNo\":\"Q-7\",\"body\":\"电话%s\",\"disclosureAttribute\":\"主动公开\"}".formatted(typing);
        Json rejects = bureau.rejects(bureau.send("disclosure", line).as(Json.class));
        assertThat(rejects.<String>getList("items.code")).contains("privacy.mobile");
        assertThat(rejects.toString()).doesNotContain(typing);
        for (String table : List.of("import_reject", "quarantine_entry")) {
            assertThat(rows.select("select t::text from %s t".formatted(table))).noneMatch(row -> row.contains(typing));
        }
    }

    // ---- releasing ----

    @Test
    void releasedLineIsAcceptedAndNothingElse() throws SQLException {
        String id = held(bureau, line("Q-10", "通知", CONTACT));
        Response released = release(bureau, id, REASON);
        released.then()
                .statusCode(200)
                .body(jsonAt("state", equalTo("RELEASED")))
                .body(jsonAt("reason", equalTo(REASON)))
                .body(jsonAt("decidedBy", equalTo("bureau")));
        assertThat(released.as(Json.class).<String>get("hint")).contains("重新报送");
        assertThat(bureau.publish("disclosure", line("Q-10", "通知", CONTACT)).getInt("created"))
                .isEqualTo(1);
        assertThat(bureau.publish("disclosure", line("Q-10", "更改的通知", CONTACT)).getInt("changed"))
                .isEqualTo(1);
        bureau.get("/disclosures/Q-10").then().statusCode(200).body(jsonAt("body", equalTo(CONTACT)));
        // another value, another record, another field
        held(bureau, line("Q-10", "通知", OTHER_CONTACT));
        held(bureau, line("Q-11", "通知", CONTACT));
        held(bureau, line("Q-10", CONTACT, CLEAN));
        assertThat(rows.audit("Q-10").getFirst()).startsWith("bureau RELEASED");
        assertThat(rows.audit("Q-10", "origin || ' ' || reason").getFirst()).isEqualTo(id + " " + REASON);
    }

    /** A released value is no longer reported; the others of the same field are. */
    @Test
    void onlyWhatIsNotReleasedIsHeld() {
        release(bureau, held(bureau, line("Q-12", "通知", CONTACT)), REASON)
                .then()
                .statusCode(200);
        Json run = bureau.publish("disclosure", line("Q-12", OTHER_CONTACT, CONTACT));
        assertThat(bureau.rejects(run).<String>getList("items.field")).containsExactly("title");
        release(bureau, id(bureau.rejects(run)), REASON).then().statusCode(200);
        assertThat(bureau.publish("disclosure", line("Q-12", OTHER_CONTACT, CONTACT))
                        .getInt("created"))
                .isEqualTo(1);
    }

    @Test
    void foreignPublisherSeesAndReleasesNothing() {
        Json run = bureau.publish("disclosure", line("Q-13", "通知", CONTACT));
        String id = id(bureau.rejects(run));
        for (Sunwindow foreign : List.of(demo, donghu)) {
            assertThat(list(foreign, "?run=" + run.getString("id")).getList("items"))
                    .isEmpty();
            assertRefused(foreign.getAsPublisher("/quarantine/" + id), 404, "quarantine.not-found");
            assertRefused(release(foreign, id, REASON), 404, "quarantine.not-found");
            assertRefused(revoke(foreign, id), 404, "quarantine.not-found");
        }
        assertRefused(client("nobody").getAsPublisher("/quarantine"), 401, "publisher.unauthorized");
        assertThat(list(administrator, "?run=" + run.getString("id")).<String>getList("items.id"))
                .containsExactly(id);
    }

    @Test
    void publisherWithoutTheRightReleasesNothing() {
        String id = held(demo, line("Q-14", "通知", CONTACT));
        assertRefused(release(demo, id, REASON), 403, "publisher.release");
        release(administrator, id, REASON).then().statusCode(200);
        assertRefused(revoke(demo, id), 403, "publisher.release");
        assertThat(demo.publish("disclosure", line("Q-14", "通知", CONTACT)).getInt("created"))
                .isEqualTo(1);
    }

    /** The line of a publisher that may not write the record is refused for what it contains, and leaves no entry. */
    @Test
    void lineForARecordOfAnotherLeavesNoEntry() throws SQLException {
        demo.publish("disclosure", line("Q-15", "通知", CLEAN));
        Json run = bureau.publish("disclosure", line("Q-15", "通知", CONTACT));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(bureau.rejects(run).<String>getList("items.quarantineId")).containsOnlyNulls();
        assertThat(rows.count("quarantine_entry where key = 'Q-15'")).isZero();
    }

    @Test
    void recordThatWasHandedOverIsNotReleasedByItsFormerOwner() {
        bureau.publish("disclosure", line("Q-16", "通知", CLEAN));
        String id = held(bureau, line("Q-16", "通知", CONTACT));
        administrator
                .postAsPublisher(
                        "/handovers",
                        "{\"from\":\"bureau\",\"to\":\"donghu\",\"kind\":\"disclosure\",\"keys\":[\"Q-16\"]}")
                .then()
                .statusCode(200);
        assertRefused(release(bureau, id, REASON), 403, "publisher.foreign");
    }

    /** A key that is not stored belongs to nobody, so it gives no right to what others sent under it. */
    @Test
    void entriesBelongToTheirSender() throws SQLException {
        String line = line("Q-50", "通知", CONTACT);
        String id = held(demo, line);
        String own = held(bureau, line);
        assertThat(own).isNotEqualTo(id);
        assertThat(entry(demo, id).getString("publisher")).isEqualTo("demo");
        // a release of one is none of the other
        release(bureau, own, REASON).then().statusCode(200);
        assertThat(held(demo, line)).isEqualTo(id);
        // nor does a replacement touch it
        held(bureau, line("Q-50", "通知", OTHER_CONTACT));
        assertThat(entry(demo, id).getString("state")).isEqualTo("HELD");
        // nor the line that creates the record, alone or after one that was held
        held(demo, line("Q-51", "通知", CONTACT));
        bureau.publish("disclosure", line("Q-51", "通知", OTHER_CONTACT) + "\n" + line("Q-51", "通知", CLEAN));
        assertThat(bureau.publish("disclosure", line("Q-50", "通知", CLEAN)).getInt("created"))
                .isEqualTo(1);
        assertThat(rows.select(
                        "select state from quarantine_entry where publisher = 'demo' and key in ('Q-50', 'Q-51')"))
                .containsExactly("HELD", "HELD");
    }

    @Test
    void lineForAStoredRecordClosesTheEntriesOfAll() {
        demo.publish("disclosure", line("Q-52", "通知", CLEAN, DONGHU));
        String id = held(donghu, line("Q-52", "通知", CONTACT, DONGHU));
        demo.publish("disclosure", line("Q-52", "更正", CLEAN, DONGHU));
        assertThat(entry(donghu, id).getString("state")).isEqualTo("MENDED");
        id = held(donghu, line("Q-52", "通知", CONTACT, DONGHU));
        Json run = demo.publish(
                "disclosure", line("Q-52", "通知", OTHER_CONTACT, DONGHU) + "\n" + line("Q-52", "再次更正", CLEAN, DONGHU));
        assertThat(entry(donghu, id).getString("state")).isEqualTo("MENDED");
        assertThat(entry(demo, id(demo.rejects(run))).getString("state")).isEqualTo("MENDED");
    }

    /** Whoever may write the records of a publisher may use its releases. */
    @Test
    void releaseHoldsForWhoeverMayWriteTheRecords() {
        String line = line("Q-53", "通知", CONTACT);
        release(administrator, held(demo, line), REASON).then().statusCode(200);
        held(bureau, line);
        assertThat(administrator.publish("disclosure", line).getInt("created")).isEqualTo(1);
    }

    @Test
    void recordsOfADivisionAreHeldForTheirSender() {
        demo.publish("disclosure", line("Q-17", "通知", CLEAN, DONGHU));
        String id = held(donghu, line("Q-17", "通知", CONTACT, DONGHU));
        assertRefused(release(donghu, id, REASON), 403, "publisher.release");
        release(administrator, id, REASON).then().statusCode(200);
        assertThat(donghu.publish("disclosure", line("Q-17", "通知", CONTACT, DONGHU))
                        .getInt("changed"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\":\"机主13812345678同意\"}",
                "{\"reason\":\"身份证号11010519491231002X核实\"}",
                "{\"reason\":\" \"}",
                "{\"reason\":\"\u200b\u3164\"}",
                "{\"reason\":\"编号8310012\"}",
                "{\"reason\":\"编号８３１ ・ ００１２\"}",
                "{\"reason\":\"编号831+0、0#1&2\"}",
                "{\"reason\":\"编号八三一零零一二\"}",
                "{}",
                "{\"reason\":\"可以\",\"by\":\"我\"}"
            })
    void reasonIsRequiredAndFreeOfPersonalData(String body) {
        String id = held(bureau, line("Q-18", "通知", CONTACT));
        Response refused = bureau.postAsPublisher("/quarantine/" + id + "/release", body);
        assertRefused(refused, 400, "body.invalid");
        assertThat(refused.asString()).doesNotContain(MOBILE, "11010519491231002X");
        assertThat(entry(bureau, id).getString("state")).isEqualTo("HELD");
    }

    @Test
    void releaseIsRevoked() throws SQLException {
        String id = held(bureau, line("Q-20", "通知", CONTACT));
        assertRefused(revoke(bureau, id), 409, "quarantine.decided");
        release(bureau, id, REASON).then().statusCode(200);
        bureau.publish("disclosure", line("Q-20", "通知", CONTACT));
        Response revoked = revoke(bureau, id);
        revoked.then().statusCode(200).body(jsonAt("state", equalTo("HELD")));
        assertThat(revoked.as(Json.class).<String>get("hint")).contains("已公开的记录不变");
        bureau.get("/disclosures/Q-20").then().statusCode(200);
        assertThat(held(bureau, line("Q-20", "更改的通知", CONTACT))).isEqualTo(id);
        assertThat(rows.audit("Q-20", "action")).containsExactly("RELEASED", "CREATED", "RELEASE_REVOKED");
        release(bureau, id, REASON).then().statusCode(200);
        assertThat(bureau.publish("disclosure", line("Q-20", "更改的通知", CONTACT)).getInt("changed"))
                .isEqualTo(1);
    }

    /** Both wait for the row, so they cannot both find it held. */
    @Test
    void oneOfTwoConcurrentReleasesIsRefused() throws Exception {
        String id = held(bureau, line("Q-21", "通知", CONTACT));
        var answers = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var pending = new ArrayList<Future<Response>>();
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try (var lock = connection.createStatement()) {
                    lock.execute("select 1 from quarantine_entry where id = '" + id + "' for update");
                    for (Sunwindow by : List.of(bureau, administrator)) {
                        pending.add(threads.submit(() -> release(by, id, REASON)));
                    }
                    Sunwindow.await(
                            "two waiting releases",
                            () -> rows.count("pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and query like '%quarantine_entry%'")
                                    == 2);
                }
                connection.rollback();
            }
            for (var answer : pending) {
                answers.add(answer.get().statusCode());
            }
        }
        assertThat(answers).containsExactlyInAnyOrder(200, 409);
        assertThat(rows.audit("Q-21", "action")).containsExactly("RELEASED");
    }

    // ---- mending, dry runs, time ----

    @Test
    void mendedLineClosesItsEntries() {
        String id = held(bureau, line("Q-30", "通知", CONTACT));
        bureau.publish("disclosure", line("Q-30", "通知", CLEAN));
        Json mended = entry(bureau, id);
        assertThat(mended.getString("state")).isEqualTo("MENDED");
        assertThat(mended.getString("decidedBy")).isEqualTo("bureau");
        assertRefused(release(bureau, id, REASON), 409, "quarantine.decided");
        // in one file, where the last line decides
        Json run = bureau.publish("disclosure", line("Q-31", "通知", CONTACT) + "\n" + line("Q-31", "通知", CLEAN));
        assertThat(entry(bureau, id(bureau.rejects(run))).getString("state")).isEqualTo("MENDED");
        run = bureau.publish("disclosure", line("Q-31", "通知", CLEAN) + "\n" + line("Q-31", "通知", CONTACT));
        assertThat(entry(bureau, id(bureau.rejects(run))).getString("state")).isEqualTo("HELD");
        bureau.publish("disclosure", "{\"withdraw\":\"Q-31\"}");
        assertThat(entry(bureau, id(bureau.rejects(run))).getString("state")).isEqualTo("MENDED");
    }

    @Test
    void dryRunTellsTheSameAndLeavesNoEntry() throws SQLException {
        Json dry = bureau.send("disclosure&dryRun=true", line("Q-32", "通知", CONTACT))
                .as(Json.class);
        assertThat(dry.getInt("rejected")).isEqualTo(1);
        assertThat(rows.count("quarantine_entry where key = 'Q-32'")).isZero();
        Json told = bureau.rejects(dry);
        Json rejects = bureau.rejects(bureau.publish("disclosure", line("Q-32", "通知", CONTACT)));
        for (String part : List.of("field", "code", "message", "excerpt")) {
            assertThat(told.getList("items." + part)).isEqualTo(rejects.getList("items." + part));
        }
        assertThat(told.<String>getList("items.quarantineId")).containsOnlyNulls();
        release(bureau, id(rejects), REASON).then().statusCode(200);
        dry = bureau.send("disclosure&dryRun=true", line("Q-32", "通知", CONTACT)).as(Json.class);
        assertThat(dry.getInt("created")).isEqualTo(1);
        held(bureau, line("Q-33", "通知", CONTACT));
        bureau.send("disclosure&dryRun=true", line("Q-33", "通知", CLEAN));
        assertThat(rows.select("select state from quarantine_entry where key = 'Q-33'"))
                .containsExactly("HELD");
    }

    @Test
    void entryIsGoneAfterItsTime() throws SQLException {
        Json run = bureau.publish("disclosure", line("Q-34", "通知", CONTACT));
        String id = id(bureau.rejects(run));
        clock.forward(Duration.ofDays(30).minusMillis(1));
        retention.purge();
        assertThat(entry(bureau, id).getString("state")).isEqualTo("HELD");
        clock.forward(Duration.ofMillis(1));
        assertRefused(bureau.getAsPublisher("/quarantine/" + id), 404, "quarantine.not-found");
        assertRefused(release(bureau, id, REASON), 404, "quarantine.not-found");
        assertThat(list(bureau, "?run=" + run.getString("id")).getList("items")).isEmpty();
        retention.purge();
        assertThat(rows.count("quarantine_entry where key = 'Q-34'")).isZero();
        Json rejects = bureau.rejects(run);
        assertThat(rejects.<String>getList("items.code")).containsExactly("privacy.mobile");
        assertThat(rejects.<String>getList("items.excerpt")).containsOnlyNulls();
    }

    /** A release is valid for 400 days after an import used it last. */
    @Test
    void releaseExpiresUnlessItIsUsed() throws SQLException {
        String id = held(bureau, line("Q-35", "通知", CONTACT));
        release(bureau, id, REASON).then().statusCode(200);
        clock.forward(Duration.ofDays(399));
        retention.purge();
        assertThat(bureau.publish("disclosure", line("Q-35", "通知", CONTACT)).getInt("created"))
                .isEqualTo(1);
        clock.forward(Duration.ofDays(399));
        retention.purge();
        assertThat(bureau.publish("disclosure", line("Q-35", "更改", CONTACT)).getInt("changed"))
                .isEqualTo(1);
        clock.forward(Duration.ofDays(400));
        String next = held(bureau, line("Q-35", "再次更改", CONTACT));
        assertThat(next).isNotEqualTo(id);
        bureau.get("/disclosures/Q-35").then().statusCode(200).body(jsonAt("title", equalTo("更改")));
        retention.purge();
        assertThat(rows.select("select id from quarantine_entry where key = 'Q-35'"))
                .containsExactly(next);
    }

    /** A publisher cannot fill the table. Its lines are refused all the same. */
    @Test
    void openEntriesOfAPublisherAreBounded() throws SQLException {
        rows.execute("""
                insert into quarantine_entry (id, kind, key, publisher, run_id, field, code, excerpt, hashes, state,
                    held_at, expires_at)
                select gen_random_uuid(), 'disclosure', 'FULL-' || i, 'donghu', gen_random_uuid(), 'body', 'privacy.mobile',
                    '***', ''::bytea, 'HELD', '2026-11-22T01:00:00Z', '2026-12-22T01:00:00Z'
                from generate_series(1, 10000) i""");
        try {
            Json run = donghu.publish("disclosure", line("Q-36", "通知", CONTACT, DONGHU));
            assertThat(run.getInt("rejected")).isEqualTo(1);
            assertThat(donghu.rejects(run).<String>getList("items.code")).containsExactly("privacy.mobile");
            assertThat(donghu.rejects(run).<String>getList("items.quarantineId"))
                    .containsOnlyNulls();
            held(bureau, line("Q-37", "通知", CONTACT));
        } finally {
            rows.execute("delete from quarantine_entry where key like 'FULL-%'");
        }
    }

    // ---- listing ----

    @Test
    void entriesAreListedInPages() {
        String lines = IntStream.range(0, 201)
                .mapToObj(i -> line("Q-40-" + i, "通知", CONTACT))
                .collect(Collectors.joining("\n"));
        Json run = bureau.publish("disclosure", lines);
        var ids = new ArrayList<String>();
        String after = "";
        int pages = 0;
        do {
            Json page = list(bureau, "?kind=disclosure&state=HELD&run=" + run.getString("id") + after);
            ids.addAll(page.getList("items.id"));
            after = page.getString("next") == null ? null : "&after=" + page.getString("next");
            pages++;
        } while (after != null);
        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(201).doesNotHaveDuplicates();
        assertThat(list(bureau, "?state=RELEASED&run=" + run.getString("id")).getList("items"))
                .isEmpty();
        assertThat(list(bureau, "?kind=office&run=" + run.getString("id")).getList("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=application",
                "state=held",
                "run=1",
                "after=1",
                "after=1_1",
                "size=5",
                "after=-1_" + ID,
                "after=9999999999999999_" + ID
            })
    void wrongParameterIsRefused(String parameter) {
        assertRefused(bureau.getAsPublisher("/quarantine?" + parameter), 400, "parameter.invalid");
    }

    // ---- requests ----

    private static String line(String key, String title, String body) {
        return line(key, title, body, CITY);
    }

    private static String line(String key, String title, String body, String division) {
        return LINE.formatted(key, title, body, division);
    }

    /** Sends a line that is held, and returns its only entry. */
    private static String held(Sunwindow by, String line) {
        Json run = by.publish("disclosure", line);
        assertThat(run.getInt("rejected")).isEqualTo(1);
        Json rejects = by.rejects(run);
        assertThat(rejects.getList("items")).hasSize(1);
        return id(rejects);
    }

    private static String id(Json rejects) {
        String id = rejects.getString("items[0].quarantineId");
        assertThat(id).isNotNull();
        return id;
    }

    private static Json entry(Sunwindow by, String id) {
        return by.getAsPublisher("/quarantine/" + id)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    private static Json list(Sunwindow by, String query) {
        return by.getAsPublisher("/quarantine" + query)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    private static Response release(Sunwindow by, String id, String reason) {
        return by.postAsPublisher("/quarantine/" + id + "/release", "{\"reason\":\"" + reason + "\"}");
    }

    private static Response revoke(Sunwindow by, String id) {
        return by.request().header("Authorization", "Bearer " + by.token()).delete("/quarantine/" + id + "/release");
    }

    private static void assertRefused(Response response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.as(Json.class).<String>get("code")).isEqualTo(code);
    }
}
