package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.calendar.CalendarStore;

/** Who is told, who is not, and what is kept of it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LookupTest {

    private static final String CALLER = "demo-caller-token-not-for-production";

    @Inject
    MovableClock clock;

    @Inject
    DataSource database;

    @Inject
    CaseMapping intake;

    @Inject
    Audit audit;

    @Inject
    Retention retention;

    @Inject
    CalendarStore calendar;

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
    }

    /** Locks of a later time would hold in an earlier one too. */
    @AfterEach
    void forgetFailuresAndResetClock() throws SQLException {
        clock.reset();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from lookup_guard");
        }
    }

    private void importCase(String number, String status, String updatedAt, String more) {
        JsonPath run = sunwindow.publish("application", """
                {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"%s",\
                "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"%s",\
                "history":[{"at":"2026-11-09T10:20:00+08:00","status":"ACCEPTED"}]%s}""".formatted(number, status, updatedAt, more));
        assertThat(run.getInt("rejected")).as(sunwindow.rejects(run).prettify()).isZero();
    }

    private void importCase(String number, String code) {
        importCase(
                number,
                "IN_REVIEW",
                "2026-11-10T09:00:00+08:00",
                ",\"factors\":[{\"type\":\"QUERY_CODE\",\"value\":\"%s\"}]".formatted(code));
    }

    private static String query(String number, String code) {
        return "{\"applicationNo\":\"%s\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"%s\"}}"
                .formatted(number, code);
    }

    private static String queries(List<String> queries) {
        return queries.stream().collect(Collectors.joining(",", "{\"queries\":[", "]}"));
    }

    private RequestSpecification by(String caller, String user) {
        var request = sunwindow.request().contentType("application/json");
        if (caller != null) {
            request.header("Authorization", "Bearer " + caller);
        }
        return user == null ? request : request.header("End-User", user);
    }

    private static Response ask(RequestSpecification request, String number, String code) {
        return request.body(query(number, code).getBytes(StandardCharsets.UTF_8))
                .post("/status-queries");
    }

    private static Response askAll(RequestSpecification request, List<String> queries) {
        return request.body(queries(queries).getBytes(StandardCharsets.UTF_8)).post("/status-queries/batch");
    }

    @Test
    void severalAreAnsweredEachOnItsOwnAndCounted() {
        importCase("SEVERAL-2026-1", "111111");
        importCase("SEVERAL-2026-2", "222222");
        var asked = new ArrayList<>(List.of(
                query("SEVERAL-2026-1", "111111"),
                query("SEVERAL-2026-9", "111111"),
                query(" several-2026-2", "222222")));
        for (int i = 0; i < 6; i++) {
            asked.add(query("SEVERAL-2026-2", "00000" + i));
        }
        askAll(by(CALLER, "several"), asked)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("items.size()", equalTo(9))
                .body("items[0].progress.applicationNo", equalTo("SEVERAL-2026-1"))
                .body("items[0].problem", nullValue())
                .body("items[1].applicationNo", equalTo("SEVERAL-2026-9"))
                .body("items[1].problem.code", equalTo("lookup.no-match"))
                .body("items[1].progress", nullValue())
                .body("items[2].progress.status", equalTo("IN_REVIEW"))
                .body("items[7].problem.code", equalTo("lookup.no-match"))
                .body("items[8].problem.code", equalTo("lookup.locked"))
                .body("items[8].retryAfter", equalTo(900));
    }

    @Test
    void moreThanTwentyOrNoneAreRefused() {
        var many = IntStream.range(0, 21)
                .mapToObj(i -> query("MANY-2026-" + i, "111111"))
                .toList();
        askAll(by(CALLER, "many"), many).then().statusCode(400).body("code", equalTo("body.invalid"));
        askAll(by(CALLER, "many"), List.of()).then().statusCode(400).body("code", equalTo("body.invalid"));
        askAll(by(CALLER, "many"), List.of(query("MANY-2026-1", "111111"), query("MANY-2026-2", "1")))
                .then()
                .statusCode(400)
                .body("errors[0].name", equalTo("queries[1].factor.value"));
    }

    @Test
    void whoTriesNumberAfterNumberIsThrottledAndNobodyElse() {
        importCase("HONEST-2026-1", "333333");
        for (int i = 0; i < 10; i++) {
            ask(by(CALLER, "guesser"), "TRIED-2026-" + i, "000000").then().statusCode(404);
        }
        for (String number : List.of("TRIED-2026-99", "HONEST-2026-1")) {
            Response refused = ask(by(CALLER, "guesser"), number, "333333");
            refused.then().statusCode(429).body("code", equalTo("lookup.throttled"));
            assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 900L);
        }
        ask(by(CALLER, "somebody-else"), "HONEST-2026-1", "333333").then().statusCode(200);
        ask(by(CALLER, null), "HONEST-2026-1", "333333").then().statusCode(200);
        ask(by(null, null), "HONEST-2026-1", "333333").then().statusCode(200);
        clock.forward(Duration.ofMinutes(16));
        ask(by(CALLER, "guesser"), "HONEST-2026-1", "333333").then().statusCode(200);
    }

    /** One who has a case of his own cannot use it to go on guessing. */
    @Test
    void rightAnswersDoNotRefillTheBudgetOfAUser() {
        importCase("OWN-2026-1", "444444");
        for (int i = 0; i < 10; i++) {
            ask(by(CALLER, "owner"), "OTHERS-2026-" + i, "000000").then().statusCode(404);
            if (i < 9) {
                ask(by(CALLER, "owner"), "OWN-2026-1", "444444").then().statusCode(200);
            }
        }
        ask(by(CALLER, "owner"), "OWN-2026-1", "444444").then().statusCode(429);
    }

    @Test
    void callerHasABudgetForAllItsUsers() {
        importCase("CALLER-2026-1", "555555");
        int judged = 0;
        for (int call = 0; call < 55; call++) {
            int first = call * 20;
            var answers = askAll(
                            by(CALLER, "user-" + call),
                            IntStream.range(first, first + 10)
                                    .mapToObj(i -> query("SPRAYED-2026-" + i, "000000"))
                                    .toList())
                    .jsonPath();
            judged += answers.getList("items.findAll { it.problem.code == 'lookup.no-match' }")
                    .size();
        }
        assertThat(judged).isEqualTo(550);
        for (int call = 55; call < 110; call++) {
            int first = call * 20;
            judged += askAll(
                            by(CALLER, "user-" + call),
                            IntStream.range(first, first + 10)
                                    .mapToObj(i -> query("SPRAYED-2026-" + i, "000000"))
                                    .toList())
                    .jsonPath()
                    .getList("items.findAll { it.problem.code == 'lookup.no-match' }")
                    .size();
        }
        assertThat(judged).isEqualTo(1000);
        ask(by(CALLER, "user-999"), "CALLER-2026-1", "555555").then().statusCode(429);
        clock.forward(Duration.ofMinutes(6));
        ask(by(CALLER, "user-999"), "CALLER-2026-1", "555555").then().statusCode(200);
    }

    @Test
    void callersAreKnownByTheirKeyOrNotAtAll() {
        ask(by("no-such-key", null), "KEY-2026-1", "111111")
                .then()
                .statusCode(401)
                .body("code", equalTo("caller.unauthorized"));
        ask(by(null, "somebody"), "KEY-2026-1", "111111")
                .then()
                .statusCode(400)
                .body("errors[0].name", equalTo("End-User"));
        ask(by(CALLER, "x".repeat(129)), "KEY-2026-1", "111111").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID_TAIL", "PHONE_TAIL"})
    void factorThatTheTypeDoesNotAllowMatchesNothing(String type) {
        importCase(
                "ALLOWED-2026-1",
                "IN_REVIEW",
                "2026-11-10T09:00:00+08:00",
                ",\"factors\":[{\"type\":\"ID_TAIL\",\"value\":\"1234\"},{\"type\":\"PHONE_TAIL\",\"value\":\"1234\"}]");
        var attempt = new StatusQuery("ALLOWED-2026-1", new Factor(FactorType.valueOf(type), "1234"), null);
        assertThat(lookup(Map.of(), attempt)).isInstanceOf(LookupResult.Found.class);
        assertThat(lookup(Map.of("sunwindow.progress.factors.service", "QUERY_CODE"), attempt))
                .isInstanceOf(LookupResult.NoMatch.class);
    }

    /** A lookup with other settings than those of the service. */
    private LookupResult lookup(Map<String, String> changed, StatusQuery query) {
        var all = new java.util.HashMap<>(
                Map.of("sunwindow.progress.secret", "demo-secret-not-for-production-0123456789"));
        all.putAll(changed);
        CaseSettings settings = TestSettings.progress(all);
        var hashes = new Hashes(settings);
        var reading = new CaseMapping(
                new UpstreamCodes(settings), new Pipelines(settings, TestSettings.general(all)), settings, clock);
        try {
            return new Lookup(database, reading, hashes, clock, settings)
                    .find(List.of(Attempt.of(hashes, query, new Requester("portal", null, null))))
                    .getFirst();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Instances share nothing but the table: all read before any has counted, and still just five are judged wrong. */
    @Test
    void severalInstancesJudgeNoMoreGuessesThanOne() throws Exception {
        importCase("PODS-2026-1", "131313");
        CaseSettings settings =
                TestSettings.progress(Map.of("sunwindow.progress.secret", "demo-secret-not-for-production-0123456789"));
        int instances = 7;
        var allHaveRead = new CyclicBarrier(instances);
        // factors are compared after reading and before counting
        var hashes = new Hashes(settings) {

            @Override
            Fit fit(byte[] sealed, Factor factor) {
                try {
                    allHaveRead.await(10, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                return super.fit(sealed, factor);
            }
        };
        var answers = new ConcurrentLinkedQueue<LookupResult>();
        try (var threads = Executors.newFixedThreadPool(instances)) {
            var running = new ArrayList<Callable<Void>>();
            for (int instance = 0; instance < instances; instance++) {
                var guess = new StatusQuery("PODS-2026-1", new Factor(FactorType.QUERY_CODE, "00000" + instance), null);
                var lookup = new Lookup(database, intake, hashes, clock, settings);
                running.add(() -> {
                    answers.addAll(
                            lookup.find(List.of(Attempt.of(hashes, guess, new Requester("portal", null, null)))));
                    return null;
                });
            }
            for (var each : threads.invokeAll(running)) {
                each.get();
            }
        }
        assertThat(answers)
                .filteredOn(answer -> answer instanceof LookupResult.NoMatch)
                .hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> answer instanceof LookupResult.Locked)
                .hasSize(2);
    }

    @Test
    void secretIsChangedWithoutLosingWhatIsStored() throws SQLException {
        importCase("ROTATE-2026-1", "666666");
        var right = new StatusQuery("ROTATE-2026-1", new Factor(FactorType.QUERY_CODE, "666666"), null);
        var wrong = new StatusQuery("ROTATE-2026-1", new Factor(FactorType.QUERY_CODE, "666667"), null);
        String fresh = "another-secret-of-the-bureau-0123456789";
        var rotated = Map.of(
                "sunwindow.progress.secret",
                fresh,
                "sunwindow.progress.previous-secrets",
                "older-still-0123456789-0123456789-0,demo-secret-not-for-production-0123456789");
        var forgotten = Map.of("sunwindow.progress.secret", fresh);
        assertThat(lookup(forgotten, right)).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(lookup(rotated, wrong)).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(lookup(rotated, right)).isInstanceOf(LookupResult.Found.class);
        // being asked for rightly has brought it under the new secret
        assertThat(lookup(forgotten, right)).isInstanceOf(LookupResult.Found.class);
        assertThat(lookup(forgotten, wrong)).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(lookup(Map.of(), right)).isInstanceOf(LookupResult.NoMatch.class);
    }

    @Test
    void mintedCodeIsShownOnceAndStaysThroughImports() {
        importCase("MINT-2026-1", "IN_REVIEW", "2026-11-10T09:00:00+08:00", "");
        ask(by(null, null), "MINT-2026-1", "11111111").then().statusCode(404);
        String first = mint("MINT-2026-1").then().statusCode(201).extract().path("queryCode");
        assertThat(first).matches("\\d{8}");
        ask(by(null, null), "MINT-2026-1", first).then().statusCode(200);
        importCase(
                "MINT-2026-1",
                "CLOSED_GRANTED",
                "2026-11-12T09:00:00+08:00",
                ",\"factors\":[{\"type\":\"QUERY_CODE\",\"value\":\"777777\"}]");
        ask(by(null, null), "MINT-2026-1", first).then().statusCode(200);
        ask(by(null, null), "MINT-2026-1", "777777").then().statusCode(200);
        String second = mint("MINT-2026-1").then().extract().path("queryCode");
        ask(by(null, null), "MINT-2026-1", second).then().statusCode(200);
        ask(by(null, null), "MINT-2026-1", first).then().statusCode(404);
    }

    @Test
    void codesAreMintedForPublishersAndForCasesThatThereAre() {
        mint("MINT-UNKNOWN-1").then().statusCode(404).body("code", equalTo("case.not-found"));
        sunwindow
                .request()
                .contentType("application/json")
                .body("{\"applicationNo\":\"MINT-2026-1\"}")
                .post("/receipts")
                .then()
                .statusCode(401);
        sunwindow
                .request()
                .contentType("application/json")
                .header("Authorization", "Bearer " + sunwindow.token())
                .body("{}")
                .post("/receipts")
                .then()
                .statusCode(400);
    }

    private Response mint(String number) {
        return sunwindow
                .request()
                .contentType("application/json")
                .header("Authorization", "Bearer " + sunwindow.token())
                .body("{\"applicationNo\":\"%s\"}".formatted(number))
                .post("/receipts");
    }

    @Test
    void caseDisappearsSomeTimeAfterItsEndAndLeavesNothing() throws SQLException {
        importCase(
                "RETAIN-2026-1",
                "CLOSED_GRANTED",
                "2026-11-20T09:00:00+08:00",
                ",\"factors\":[{\"type\":\"QUERY_CODE\",\"value\":\"888888\"}]");
        importCase("RETAIN-2026-2", "888888");
        ask(by(null, null), "RETAIN-2026-1", "888888").then().statusCode(200);
        clock.forward(Duration.ofDays(177));
        retention.purge();
        assertThat(count("application_case where application_no = 'RETAIN-2026-1'"))
                .isEqualTo(1);
        clock.forward(Duration.ofDays(1));
        // due is as good as removed
        ask(by(null, null), "RETAIN-2026-1", "888888").then().statusCode(404);
        retention.purge();
        assertThat(count("application_case where application_no = 'RETAIN-2026-1'"))
                .isZero();
        assertThat(count("application_case where application_no = 'RETAIN-2026-2'"))
                .isEqualTo(1);
        ask(by(null, null), "RETAIN-2026-2", "888888").then().statusCode(200);
    }

    @Test
    void everyLookupLeavesATrailWithoutTheNumberForHalfAYear() throws SQLException {
        importCase("TRAIL-2026-1", "999999");
        clock.forward(Duration.ofHours(1));
        String since = "lookup_audit where asked_at = timestamptz '%s'".formatted(clock.instant());
        ask(by(CALLER, "trail"), "TRAIL-2026-1", "999999").then().statusCode(200);
        for (int i = 0; i < 6; i++) {
            ask(by(null, null), "TRAIL-2026-1", "00000" + i);
        }
        audit.write();
        assertThat(count(since)).isEqualTo(7);
        assertThat(count(since + " and outcome = 'FOUND' and caller = 'demo'")).isEqualTo(1);
        assertThat(count(since + " and outcome = 'NO_MATCH' and caller is null"))
                .isEqualTo(5);
        assertThat(count(since + " and outcome = 'LOCKED'")).isEqualTo(1);
        clock.forward(Duration.ofDays(184));
        retention.purge();
        assertThat(count(since)).isEqualTo(7);
        clock.forward(Duration.ofDays(1));
        retention.purge();
        assertThat(count(since)).isZero();
    }

    @Test
    void failuresThatCountNoMoreAreRemoved() throws SQLException {
        ask(by(CALLER, "forgetful"), "FORGOTTEN-2026-1", "000000").then().statusCode(404);
        assertThat(count("lookup_guard")).isPositive();
        clock.forward(Duration.ofDays(3000));
        retention.purge();
        assertThat(count("lookup_guard")).isZero();
    }

    private long count(String from) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void clockIsToldAndFollowsTheImportedCalendar() {
        importCase(
                "CLOCK-2026-1",
                "IN_REVIEW",
                "2026-11-10T09:00:00+08:00",
                ",\"statutoryLimit\":{\"value\":20,\"unit\":\"工作日\"},"
                        + "\"promisedLimit\":{\"value\":12,\"unit\":\"工作日\"},"
                        + "\"factors\":[{\"type\":\"QUERY_CODE\",\"value\":\"121212\"}]");
        ask(by(null, null), "CLOCK-2026-1", "121212")
                .then()
                .statusCode(200)
                .body("clock.statutory.deadline", equalTo("2026-12-07"))
                .body("clock.statutory.limit", equalTo("20个工作日"))
                .body("clock.promised.deadline", equalTo("2026-11-25"))
                .body("clock.promised.daysLeft", equalTo(3))
                .body("clock.light", equalTo("DUE_SOON"))
                .body("clock.suspended", equalTo(false))
                .body("clock.provisional", equalTo(false));
        sunwindow.publish(
                "calendar", "{\"date\":\"2026-11-23\",\"working\":false,\"name\":\"停电\",\"notice\":\"云政办〔2026〕1号\"}");
        calendar.refresh();
        ask(by(null, null), "CLOCK-2026-1", "121212")
                .then()
                .statusCode(200)
                .body("clock.promised.deadline", equalTo("2026-11-26"));
        JsonPath withdrawn = sunwindow.publish("calendar", "{\"withdraw\":\"2026-11-23\"}");
        assertThat(withdrawn.getInt("withdrawn")).isEqualTo(1);
        calendar.refresh();
        ask(by(null, null), "CLOCK-2026-1", "121212").then().body("clock.promised.deadline", equalTo("2026-11-25"));
    }

    @Test
    void calendarTakesDaysOnly() {
        assertThat(sunwindow
                        .publish("calendar", "{\"date\":\"2026-2-30\",\"working\":false,\"name\":\"春节\"}")
                        .getInt("rejected"))
                .isEqualTo(1);
        assertThat(sunwindow.publish("calendar", "{\"withdraw\":\"春节\"}").getInt("rejected"))
                .isEqualTo(1);
        assertThat(sunwindow
                        .publish("calendar", "{\"date\":\"2026-03-01\",\"working\":false,\"name\":\"张三 13812345678\"}")
                        .getInt("rejected"))
                .isEqualTo(1);
    }
}
