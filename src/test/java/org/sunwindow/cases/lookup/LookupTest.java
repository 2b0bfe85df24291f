package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.TestSettings;
import org.sunwindow.calendar.CalendarStore;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.Factor;
import org.sunwindow.cases.FactorHashes;
import org.sunwindow.cases.FactorType;
import org.sunwindow.http.Proxies;

/** Lookups, their budgets and their audit log. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LookupTest {

    private static final String CALLER = "demo-caller-token-not-for-production";

    private static final Requester PORTAL =
            new Requester("portal", null, new Proxies.Client("7f000001", null, "7f0000"));

    @Inject
    MovableClock clock;

    @Inject
    DatabaseTime time;

    @Inject
    DataSource database;

    @Inject
    Audit audit;

    @Inject
    LookupRetention retention;

    @Inject
    CalendarStore calendar;

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
    }

    /** Locks from a later time would still hold after the reset. */
    @AfterEach
    void forgetFailuresAndResetClock() throws SQLException {
        clock.reset();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from lookup_guard");
            statement.execute("delete from known_asker");
        }
    }

    private void importCase(String number, String status, String updatedAt, String more) {
        Json run = sunwindow.publish("application", """
                {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"%s",\
                "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"%s",\
                "history":[{"at":"2026-11-09T10:20:00+08:00","status":"ACCEPTED"}]%s}""".formatted(number, status, updatedAt, more));
        assertThat(run.getInt("rejected")).as(sunwindow.rejects(run).toString()).isZero();
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
    void queriesOfABatchAreEvaluatedIndependently() {
        importCase("SEVERAL-2026-1", "111111");
        importCase("SEVERAL-2026-2", "222222");
        importCase("SEVERAL-2026-3", "333333");
        var batch = new ArrayList<>(List.of(
                query("SEVERAL-2026-1", "111111"),
                query("SEVERAL-2026-9", "111111"),
                query(" several-2026-2", "222222")));
        for (int i = 0; i < 6; i++) {
            batch.add(query("SEVERAL-2026-3", "00000" + i));
        }
        askAll(by(CALLER, "several"), batch)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(jsonAt("items.size()", equalTo(9)))
                .body(jsonAt("items[0].progress.applicationNo", equalTo("SEVERAL-2026-1")))
                .body(jsonAt("items[0].problem", nullValue()))
                .body(jsonAt("items[1].applicationNo", equalTo("SEVERAL-2026-9")))
                .body(jsonAt("items[1].problem.code", equalTo("lookup.no-match")))
                .body(jsonAt("items[1].progress", nullValue()))
                .body(jsonAt("items[2].progress.status", equalTo("IN_REVIEW")))
                .body(jsonAt("items[7].problem.code", equalTo("lookup.no-match")))
                .body(jsonAt("items[8].problem.code", equalTo("lookup.locked")))
                .body(jsonAt("items[8].retryAfter", equalTo(900)));
    }

    @Test
    void batchesOfMoreThanTwentyOrNoneAreRefused() {
        var many = IntStream.range(0, 21)
                .mapToObj(i -> query("MANY-2026-" + i, "111111"))
                .toList();
        askAll(by(CALLER, "many"), many).then().statusCode(400).body(jsonAt("code", equalTo("body.invalid")));
        askAll(by(CALLER, "many"), List.of()).then().statusCode(400).body(jsonAt("code", equalTo("body.invalid")));
        askAll(by(CALLER, "many"), List.of("{")).then().statusCode(400).body(jsonAt("code", equalTo("body.invalid")));
    }

    /** Queries of a batch are independent, and are answered under the numbers that were sent. */
    @Test
    void faultOfAQueryRefusesOnlyIt() {
        importCase("FAULTS-2026-1", "111111");
        List<String> queries = List.of(
                query("FAULTS-2026-1", "111111"),
                query("FAULTS-2026-1", "1"),
                "{\"applicationNo\":\"FAULTS-2026-1\"}",
                "{\"applicationNo\":7,\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"111111\"}}",
                "{\"applicationNo\":\"FAULTS-2026-1\",\"factor\":{\"type\":\"SHOE_SIZE\",\"value\":\"42\"}}",
                "null",
                "[]",
                query("x".repeat(61), "111111"),
                query("FAULTS-2026-1", "111111").replace("}}", "},\"more\":1}"),
                query("ｆａｕｌｔｓ-2026-1 ", "111111"));
        var answers = askAll(by(CALLER, "faults"), queries)
                .then()
                .statusCode(200)
                .body(jsonAt("items.size()", equalTo(queries.size())))
                .body(jsonAt("items[0].progress.status", equalTo("IN_REVIEW")))
                .body(jsonAt("items[0].applicationNo", equalTo("FAULTS-2026-1")))
                .body(jsonAt("items[0].normalizedNo", nullValue()))
                .body(jsonAt("items[1].applicationNo", equalTo("FAULTS-2026-1")))
                .body(jsonAt("items[1].problem.errors[0].name", equalTo("factor.value")))
                .body(jsonAt("items[3].applicationNo", nullValue()))
                .body(jsonAt("items[7].applicationNo", equalTo("x".repeat(61))))
                .body(jsonAt("items[7].normalizedNo", nullValue()))
                .body(jsonAt("items[9].applicationNo", equalTo("ｆａｕｌｔｓ-2026-1 ")))
                .body(jsonAt("items[9].normalizedNo", equalTo("FAULTS-2026-1")))
                .body(jsonAt("items[9].progress.applicationNo", equalTo("FAULTS-2026-1")))
                .extract()
                .as(Json.class);
        assertThat(answers.getList("items[*problem.code=body.invalid]")).hasSize(8);
    }

    /** The others are found and counted, so they are answered. */
    @Test
    void failureOfAQueryFailsOnlyIt() throws SQLException {
        importCase("FAILING-2026-1", "111111");
        importCase("FAILING-2026-2", "222222");
        new Rows(database).execute("update application_case set timing = '{' where application_no = 'FAILING-2026-1'");
        askAll(
                        by(CALLER, "failing"),
                        List.of(
                                query("FAILING-2026-1", "111111"),
                                query("FAILING-2026-2", "222222"),
                                query("FAILING-2026-2", "000000")))
                .then()
                .statusCode(200)
                .body(jsonAt("items[0].applicationNo", equalTo("FAILING-2026-1")))
                .body(jsonAt("items[0].problem.code", equalTo("internal")))
                .body(jsonAt("items[1].progress.applicationNo", equalTo("FAILING-2026-2")))
                .body(jsonAt("items[2].problem.code", equalTo("lookup.no-match")));
    }

    @Test
    void onlyTheUserTryingManyNumbersIsThrottled() {
        importCase("HONEST-2026-1", "333333");
        for (int i = 0; i < 10; i++) {
            ask(by(CALLER, "guesser"), "TRIED-2026-" + i, "000000").then().statusCode(404);
        }
        for (String number : List.of("TRIED-2026-99", "HONEST-2026-1")) {
            Response refused = ask(by(CALLER, "guesser"), number, "333333");
            refused.then().statusCode(429).body(jsonAt("code", equalTo("lookup.throttled")));
            assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 900L);
        }
        ask(by(CALLER, "somebody-else"), "HONEST-2026-1", "333333").then().statusCode(200);
        ask(by(CALLER, null), "HONEST-2026-1", "333333").then().statusCode(200);
        ask(by(null, null), "HONEST-2026-1", "333333").then().statusCode(200);
        clock.forward(Duration.ofMinutes(16));
        ask(by(CALLER, "guesser"), "HONEST-2026-1", "333333").then().statusCode(200);
    }

    /** Owners of a case cannot use it to continue guessing. */
    @Test
    void successesDoNotRefillTheBudgetOfAUser() {
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
        ask(by(CALLER, "known"), "CALLER-2026-1", "555555").then().statusCode(200);
        int evaluated = 0;
        for (int call = 0; call < 55; call++) {
            int first = call * 20;
            var answers = askAll(
                            by(CALLER, "user-" + call),
                            IntStream.range(first, first + 10)
                                    .mapToObj(i -> query("SPRAYED-2026-" + i, "000000"))
                                    .toList())
                    .as(Json.class);
            evaluated += answers.getList("items[*problem.code=lookup.no-match]").size();
        }
        assertThat(evaluated).isEqualTo(550);
        for (int call = 55; call < 110; call++) {
            int first = call * 20;
            evaluated += askAll(
                            by(CALLER, "user-" + call),
                            IntStream.range(first, first + 10)
                                    .mapToObj(i -> query("SPRAYED-2026-" + i, "000000"))
                                    .toList())
                    .as(Json.class)
                    .getList("items[*problem.code=lookup.no-match]")
                    .size();
        }
        assertThat(evaluated).isEqualTo(1000);
        ask(by(CALLER, "user-999"), "CALLER-2026-1", "555555")
                .then()
                .statusCode(403)
                .body(jsonAt("code", equalTo("challenge.required")));
        // of a known user, too: otherwise the right code could be distinguished from wrong ones
        for (String code : List.of("555555", "000000")) {
            ask(by(CALLER, "known"), "CALLER-2026-1", code).then().statusCode(403);
        }
        clock.forward(Duration.ofMinutes(6));
        ask(by(CALLER, "user-999"), "CALLER-2026-1", "555555").then().statusCode(200);
    }

    @Test
    void invalidTokenOrUserIsRefused() {
        ask(by("no-such-key", null), "KEY-2026-1", "111111")
                .then()
                .statusCode(401)
                .body(jsonAt("code", equalTo("caller.unauthorized")));
        ask(by(null, "somebody"), "KEY-2026-1", "111111")
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].name", equalTo("End-User")));
        ask(by(CALLER, "x".repeat(129)), "KEY-2026-1", "111111").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID_TAIL", "PHONE_TAIL"})
    void disallowedFactorNeverMatches(String type) {
        importCase(
                "ALLOWED-2026-1",
                "IN_REVIEW",
                "2026-11-10T09:00:00+08:00",
                ",\"factors\":[{\"type\":\"ID_TAIL\",\"value\":\"1234\"},{\"type\":\"PHONE_TAIL\",\"value\":\"1234\"}]");
        var attempt = new StatusQuery("ALLOWED-2026-1", new Factor(FactorType.valueOf(type), "1234"), null);
        assertThat(find(Map.of(), attempt)).isInstanceOf(LookupResult.Found.class);
        assertThat(find(Map.of("sunwindow.progress.factors.service", "QUERY_CODE"), attempt))
                .isInstanceOf(LookupResult.NoMatch.class);
    }

    /** A lookup with settings that differ from those of the service. */
    private LookupResult find(Map<String, String> changed, StatusQuery query) {
        var all = new java.util.HashMap<>(
                Map.of("sunwindow.progress.secret", "demo-secret-not-for-production-0123456789"));
        all.putAll(changed);
        CaseSettings settings = TestSettings.cases(all);
        var hashes = new FactorHashes(TestSettings.keyedHashes(all));
        try {
            return new Lookup(database, hashes, time, settings)
                    .find(List.of(Attempt.of(hashes, query, PORTAL, null)))
                    .results()
                    .getFirst();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Instances share only the table. All of them read before any has counted, and still only five guesses are evaluated. */
    @Test
    void severalInstancesEvaluateNoMoreGuessesThanOne() throws Exception {
        importCase("PODS-2026-1", "131313");
        var secret = Map.of("sunwindow.progress.secret", "demo-secret-not-for-production-0123456789");
        CaseSettings settings = TestSettings.cases(secret);
        int instances = 7;
        var allHaveRead = new CyclicBarrier(instances);
        // factors are compared between reading and counting
        var hashes = new FactorHashes(TestSettings.keyedHashes(secret)) {

            @Override
            public Match match(byte[] sealed, Factor factor) {
                try {
                    allHaveRead.await(10, TimeUnit.MINUTES);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                return super.match(sealed, factor);
            }
        };
        var answers = new ConcurrentLinkedQueue<LookupResult>();
        try (var threads = Executors.newFixedThreadPool(instances)) {
            var running = new ArrayList<Callable<Void>>();
            for (int instance = 0; instance < instances; instance++) {
                var guess = new StatusQuery("PODS-2026-1", new Factor(FactorType.QUERY_CODE, "00000" + instance), null);
                var lookup = new Lookup(database, hashes, time, settings);
                running.add(() -> {
                    answers.addAll(lookup.find(List.of(Attempt.of(hashes, guess, PORTAL, null)))
                            .results());
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
    void keyIsRotatedWithoutLosingFactors() throws SQLException {
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
        assertThat(find(forgotten, right)).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(find(rotated, wrong)).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(find(rotated, right)).isInstanceOf(LookupResult.Found.class);
        // the successful lookup has hashed the factor with the new key
        assertThat(find(forgotten, right)).isInstanceOf(LookupResult.Found.class);
        assertThat(find(forgotten, wrong)).isInstanceOf(LookupResult.NoMatch.class);
        assertThat(find(Map.of(), right)).isInstanceOf(LookupResult.NoMatch.class);
    }

    @Test
    void issuedCodeIsReturnedOnceAndSurvivesImports() {
        importCase("MINT-2026-1", "IN_REVIEW", "2026-11-10T09:00:00+08:00", "");
        ask(by(null, null), "MINT-2026-1", "11111111").then().statusCode(404);
        String first = issue("MINT-2026-1")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class)
                .get("queryCode");
        assertThat(first).matches("\\d{8}");
        ask(by(null, null), "MINT-2026-1", first).then().statusCode(200);
        importCase(
                "MINT-2026-1",
                "CLOSED_GRANTED",
                "2026-11-12T09:00:00+08:00",
                ",\"factors\":[{\"type\":\"QUERY_CODE\",\"value\":\"777777\"}]");
        ask(by(null, null), "MINT-2026-1", first).then().statusCode(200);
        ask(by(null, null), "MINT-2026-1", "777777").then().statusCode(200);
        String second = issue("MINT-2026-1").then().extract().as(Json.class).get("queryCode");
        ask(by(null, null), "MINT-2026-1", second).then().statusCode(200);
        ask(by(null, null), "MINT-2026-1", first).then().statusCode(404);
    }

    @Test
    void codesAreIssuedToPublishersForExistingCasesOnly() {
        issue("MINT-UNKNOWN-1").then().statusCode(404).body(jsonAt("code", equalTo("case.not-found")));
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

    private Response issue(String number) {
        return sunwindow.postAsPublisher("/receipts", "{\"applicationNo\":\"%s\"}".formatted(number));
    }

    @Test
    void endedCaseIsDeletedAfterItsRetention() throws SQLException {
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
        // expired cases are not found even if they are not deleted yet
        ask(by(null, null), "RETAIN-2026-1", "888888").then().statusCode(404);
        retention.purge();
        assertThat(count("application_case where application_no = 'RETAIN-2026-1'"))
                .isZero();
        assertThat(count("application_case where application_no = 'RETAIN-2026-2'"))
                .isEqualTo(1);
        ask(by(null, null), "RETAIN-2026-2", "888888").then().statusCode(200);
    }

    @Test
    void auditLogContainsNoNumbersAndIsKeptForHalfAYear() throws SQLException {
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
    void expiredCountersAreDeleted() throws SQLException {
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
    void clockFollowsTheImportedCalendar() {
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
                .body(jsonAt("clock.statutory.deadline", equalTo("2026-12-07")))
                .body(jsonAt("clock.statutory.limit", equalTo("20个工作日")))
                .body(jsonAt("clock.promised.deadline", equalTo("2026-11-25")))
                .body(jsonAt("clock.promised.daysLeft", equalTo(3)))
                .body(jsonAt("clock.light", equalTo("DUE_SOON")))
                .body(jsonAt("clock.suspended", equalTo(false)))
                .body(jsonAt("clock.provisional", equalTo(false)));
        sunwindow.publish(
                "calendar", "{\"date\":\"2026-11-23\",\"working\":false,\"name\":\"停电\",\"notice\":\"云政办〔2026〕1号\"}");
        calendar.refresh();
        ask(by(null, null), "CLOCK-2026-1", "121212")
                .then()
                .statusCode(200)
                .body(jsonAt("clock.promised.deadline", equalTo("2026-11-26")));
        Json withdrawn = sunwindow.publish("calendar", "{\"withdraw\":\"2026-11-23\"}");
        assertThat(withdrawn.getInt("withdrawn")).isEqualTo(1);
        calendar.refresh();
        ask(by(null, null), "CLOCK-2026-1", "121212")
                .then()
                .body(jsonAt("clock.promised.deadline", equalTo("2026-11-25")));
    }

    @Test
    void calendarAcceptsValidDaysOnly() {
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
