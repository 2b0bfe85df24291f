package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
import org.sunwindow.cases.CaseStatus;

/** Lookups over HTTP. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StatusQueryTest {

    private static final String NUMBER = "990102261109000017";
    private static final String CODE = "408215";

    private static final String LINE = """
            {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","applicantName":"%s",\
            "status":"%s","submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"%s",\
            "history":[{"at":"2026-11-09T10:20:00+08:00","status":"SUBMITTED"}],\
            "factors":[{"type":"QUERY_CODE","value":"%s"},{"type":"ID_TAIL","value":"003x"}]}""";

    @Inject
    MovableClock clock;

    @Inject
    DataSource database;

    private Sunwindow sunwindow;

    @BeforeEach
    void importSample() {
        sunwindow = Sunwindow.underTest();
        assertThat(sunwindow
                        .publish("application", Sunwindow.sample("application"))
                        .getInt("rejected"))
                .isZero();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, " 9901 0226 1109 000017 ", "９９０１０２２６１１０９００００１７"})
    void numberAndCodeReturnTheCase(String typed) {
        Response response = sunwindow.ask(typed, "QUERY_CODE", CODE);
        response.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(jsonAt("applicationNo", equalTo(NUMBER)))
                .body(jsonAt("status", equalTo("NEED_SUPPLEMENT")))
                .body(jsonAt("plain", equalTo(CaseStatus.NEED_SUPPLEMENT.plain())));
        assertThat(response.as(Json.class).getList("history")).isNotEmpty();
        assertThat(response.as(Json.class).getString("applicantName")).contains("*");
    }

    @Test
    void unknownNumberAndWrongFactorAreIndistinguishable() {
        String wrong = sunwindow
                .ask(NUMBER, "QUERY_CODE", "000000")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        String otherFactor = sunwindow
                .ask(NUMBER, "PHONE_TAIL", "0000")
                .then()
                .statusCode(404)
                .extract()
                .asString();
        Response unknown = sunwindow.ask("990102261109999999", "QUERY_CODE", CODE);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.asString()).isEqualTo(wrong).isEqualTo(otherFactor);
        assertThat(unknown.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void prefixOfANumberIsAnotherNumber() {
        sunwindow.ask(NUMBER.substring(0, 12), "QUERY_CODE", CODE).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCK-2026-1", "LOCK-UNKNOWN-1"})
    void numberIsLockedAfterRepeatedFailuresWhetherItExistsOrNot(String number) {
        importCase("LOCK-2026-1", "王*", "IN_REVIEW", "2026-11-10T09:00:00+08:00", "111111");
        for (int i = 0; i < 5; i++) {
            sunwindow.ask(number, "QUERY_CODE", "99999" + i).then().statusCode(404);
        }
        Response locked = sunwindow.ask(number, "QUERY_CODE", "111111");
        locked.then().statusCode(429).body(jsonAt("code", equalTo("lookup.locked")));
        assertThat(Long.parseLong(locked.header("Retry-After"))).isBetween(1L, 900L);
        sunwindow.ask(NUMBER, "QUERY_CODE", CODE).then().statusCode(200);

        clock.forward(Duration.ofMinutes(16));
        int after = sunwindow.ask(number, "QUERY_CODE", "111111").statusCode();
        assertThat(after).isEqualTo(number.equals("LOCK-2026-1") ? 200 : 404);
    }

    /** A success gives the number no guesses back, and tells nobody at the same address the right code. */
    @Test
    void addressOfAnOwnerIsRefusedWhileTheNumberIsLocked() {
        importCase("FORGET-2026-1", "王*", "IN_REVIEW", "2026-11-10T09:00:00+08:00", "111111");
        for (int i = 0; i < 4; i++) {
            sunwindow.ask("FORGET-2026-1", "QUERY_CODE", "99999" + i).then().statusCode(404);
        }
        sunwindow.ask("FORGET-2026-1", "QUERY_CODE", "111111").then().statusCode(200);
        sunwindow.ask("FORGET-2026-1", "QUERY_CODE", "999994").then().statusCode(404);
        sunwindow.ask("FORGET-2026-1", "QUERY_CODE", "999995").then().statusCode(429);
        sunwindow.ask("FORGET-2026-1", "QUERY_CODE", "111111").then().statusCode(429);
        sunwindow.ask("FORGET-2026-1", "ID_TAIL", "003X").then().statusCode(429);
    }

    @Test
    void concurrentGuessesAreNotEvaluatedMoreOftenThanSequentialOnes() throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            var guesses = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 40; i++) {
                String guess = "%06d".formatted(i);
                guesses.add(
                        () -> sunwindow.ask("BURST-2026-1", "QUERY_CODE", guess).statusCode());
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(guesses)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).filteredOn(status -> status == 404).hasSize(5);
            assertThat(statuses).filteredOn(status -> status == 429).hasSize(35);
        }
    }

    @Test
    void hangingDatabaseIsReportedAndBlocksNoPublicReads() throws Exception {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table application_case in access exclusive mode");
            Response response = sunwindow.ask(NUMBER, "QUERY_CODE", CODE);
            response.then().statusCode(503).body(jsonAt("code", equalTo("busy")));
            assertThat(response.header("Retry-After")).isNotNull();
            sunwindow.get("/search?q=%E4%BD%8E%E4%BF%9D").then().statusCode(200);
            connection.rollback();
        }
        sunwindow.ask(NUMBER, "QUERY_CODE", CODE).then().statusCode(200);
    }

    @Test
    void tooLongBodyIsRefused() {
        sunwindow
                .request()
                .contentType("application/json")
                .body(" ".repeat(1_000_000))
                .post("/status-queries")
                .then()
                .statusCode(413)
                .body(jsonAt("code", equalTo("body.too-large")));
    }

    @ParameterizedTest
    @CsvSource({"欧阳娜, 欧*娜", "李华, 李*", "张*某, 张*某", "买买提·吐尔逊江, 买***江", "云川市阳光养老服务有限公司, 云***司", "某, *"})
    void nameIsMaskedBeforeStorage(String sent, String kept) {
        importCase("MASK-2026-" + sent.hashCode(), sent, "ACCEPTED", "2026-11-10T09:00:00+08:00", "222222");
        sunwindow
                .ask("MASK-2026-" + sent.hashCode(), "QUERY_CODE", "222222")
                .then()
                .statusCode(200)
                .body(jsonAt("applicantName", equalTo(kept)));
    }

    @Test
    void nameIsMaskedInTextsToo() {
        String line = LINE.formatted("TEXT-2026-1", "欧阳娜", "ACCEPTED", "2026-11-10T09:00:00+08:00", "222222")
                .replace("\"status\":\"SUBMITTED\"}", "\"status\":\"SUBMITTED\",\"text\":\"欧阳娜提交材料\"}");
        sunwindow.publish("application", line);
        sunwindow
                .ask("TEXT-2026-1", "QUERY_CODE", "222222")
                .then()
                .statusCode(200)
                .body(jsonAt("history[0].text", equalTo("欧*娜提交材料")));
    }

    @Test
    void tailOfTheIdentityDocumentTakesEitherCaseOfX() {
        importCase("TAIL-2026-1", "李华", "ACCEPTED", "2026-11-10T09:00:00+08:00", "333333");
        sunwindow.ask("TAIL-2026-1", "ID_TAIL", "003X").then().statusCode(200);
        sunwindow.ask("TAIL-2026-1", "ID_TAIL", "００３x").then().statusCode(200);
    }

    @Test
    void updatesMayArriveLateAndRepeatedly() {
        importCase("LATE-2026-1", "李华", "ACCEPTED", "2026-11-10T09:00:00+08:00", "444444");
        Json newer = importCase("LATE-2026-1", "李华", "CLOSED_GRANTED", "2026-11-12T09:00:00+08:00", "444444");
        assertThat(newer.getInt("changed")).isEqualTo(1);
        Json twice = importCase("LATE-2026-1", "李华", "CLOSED_GRANTED", "2026-11-12T09:00:00+08:00", "444444");
        assertThat(twice.getInt("unchanged")).isEqualTo(1);
        Json older = importCase("LATE-2026-1", "李华", "IN_REVIEW", "2026-11-11T09:00:00+08:00", "444444");
        assertThat(older.getInt("unchanged")).isEqualTo(1);
        sunwindow
                .ask("LATE-2026-1", "QUERY_CODE", "444444")
                .then()
                .statusCode(200)
                .body(jsonAt("status", equalTo("CLOSED_GRANTED")));
    }

    @Test
    void newCodeReplacesTheOldOne() {
        importCase("ROLL-2026-1", "李华", "ACCEPTED", "2026-11-10T09:00:00+08:00", "555555");
        importCase("ROLL-2026-1", "李华", "ACCEPTED", "2026-11-10T09:00:01+08:00", "666666");
        sunwindow.ask("ROLL-2026-1", "QUERY_CODE", "555555").then().statusCode(404);
        sunwindow.ask("ROLL-2026-1", "QUERY_CODE", "666666").then().statusCode(200);
    }

    @Test
    void withdrawnCaseIsDeleted() {
        importCase("AWAY-2026-1", "李华", "ACCEPTED", "2026-11-10T09:00:00+08:00", "777777");
        assertThat(sunwindow
                        .publish("application", "{\"withdraw\":\"AWAY-2026-1\"}")
                        .getInt("withdrawn"))
                .isEqualTo(1);
        sunwindow.ask("AWAY-2026-1", "QUERY_CODE", "777777").then().statusCode(404);
    }

    @Test
    void wholeIdentityNumberIsNoFactor() {
        Json run = sunwindow.publish(
                "application",
                LINE.formatted("FULL-2026-1", "李华", "ACCEPTED", "2026-11-10T09:00:00+08:00", "888888")
                        .replace("003x", "11010519491231002X"));
        assertThat(run.getInt("rejected")).isEqualTo(1);
        assertThat(sunwindow.rejects(run).getString("items[0].value")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"x\"",
                "{\"applicationNo\":\"AB\\u0000CD\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"123456\"}}",
                "{\"applicationNo\":\"1\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"1\"}}",
                "{\"applicationNo\":1,\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"123456\"}}",
                "{\"applicationNo\":\"1\",\"factor\":{\"type\":\"SHOE_SIZE\",\"value\":\"42\"}}",
                "{\"applicationNo\":\"1\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"123456\"},\"more\":1}",
                "{\"applicationNo\":\"1\",\"factor\":{\"type\":\"ID_TAIL\",\"value\":\"'; drop table publication; --\"}}"
            })
    void invalidBodyIsExplained(String body) {
        sunwindow
                .request()
                .contentType("application/json")
                .body(body)
                .post("/status-queries")
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("body.invalid")));
    }

    private Json importCase(String number, String name, String status, String updatedAt, String code) {
        Json run = sunwindow.publish("application", LINE.formatted(number, name, status, updatedAt, code));
        assertThat(run.getInt("rejected")).isZero();
        return run;
    }

    @Test
    void sampleCoversEveryStatus() {
        List<String> statuses = Sunwindow.sample("application")
                .lines()
                .map(line -> Json.of(line).getString("status"))
                .distinct()
                .toList();
        assertThat(statuses).hasSize(CaseStatus.values().length);
    }
}
