package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Receipts that are requested again. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReceiptTest {

    @Inject
    MovableClock clock;

    @Inject
    DataSource database;

    @Inject
    LookupRetention retention;

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void forgetFailuresAndResetClock() throws SQLException {
        clock.reset();
        var rows = new Rows(database);
        rows.execute("delete from lookup_guard");
        rows.execute("delete from issued_receipt");
    }

    private void importCase(String number) {
        sunwindow.publish("application", """
                {"applicationNo":"%s","caseType":"SERVICE","itemName":"临时救助对象认定","status":"IN_REVIEW","history":[],\
                "submittedAt":"2026-11-09T10:20:00+08:00","updatedAt":"2026-11-10T10:20:00+08:00"}""".formatted(number));
    }

    private Response ask(String number, String code) {
        return sunwindow.ask(number, "QUERY_CODE", code);
    }

    private long count(String from) throws SQLException {
        return new Rows(database).count(from);
    }

    @Test
    void responseTellsWhetherAnEarlierCodeEnded() {
        importCase("MINT-2026-2");
        issue("MINT-2026-2").then().statusCode(201).body(jsonAt("replaced", equalTo(false)));
        issue("MINT-2026-2").then().statusCode(201).body(jsonAt("replaced", equalTo(true)));
    }

    /** A publisher whose connection breaks before the response sends the request again. */
    @Test
    void retryWithTheSameKeyReturnsTheSameCode() throws SQLException {
        importCase("MINT-2026-3");
        String old = issue("MINT-2026-3").as(Json.class).get("queryCode");
        Response first = issue("MINT-2026-3", "\"8e03978e-40d5\"");
        first.then().statusCode(201).body(jsonAt("replaced", equalTo(true)));
        String code = first.as(Json.class).get("queryCode");
        // without quotes it is the same key, and other typing the same case
        assertThat(issue(" mint-2026-３", "8e03978e-40d5").asString())
                .isEqualTo(first.asString().replace("MINT-2026-3", "mint-2026-３"));
        clock.forward(Duration.ofHours(23));
        assertThat(issue("MINT-2026-3", "8e03978e-40d5").asString()).isEqualTo(first.asString());
        ask("MINT-2026-3", code).then().statusCode(200);
        ask("MINT-2026-3", old).then().statusCode(404);
        assertThat(count("issued_receipt where encode(salt, 'escape') like '%" + code + "%'"))
                .isZero();
        assertThat(count("issued_receipt")).isPositive();
        clock.forward(Duration.ofHours(1));
        retention.purge();
        assertThat(count("issued_receipt")).isZero();
        Response next = issue("MINT-2026-3", "8e03978e-40d5");
        assertThat(next.as(Json.class).<String>get("queryCode")).isNotEqualTo(code);
        next.then().body(jsonAt("replaced", equalTo(true)));
    }

    @Test
    void expiredKeyIsNewBeforeItIsDeleted() {
        importCase("MINT-2026-4");
        String code = issue("MINT-2026-4", "expiring").as(Json.class).get("queryCode");
        clock.forward(Duration.ofDays(1));
        Response next = issue("MINT-2026-4", "expiring");
        next.then().statusCode(201).body(jsonAt("replaced", equalTo(true)));
        assertThat(next.as(Json.class).<String>get("queryCode")).isNotEqualTo(code);
    }

    @Test
    void keyOfAnotherRequestIsRefused() {
        importCase("MINT-2026-5");
        importCase("MINT-2026-6");
        String code = issue("MINT-2026-5", "reused").as(Json.class).get("queryCode");
        issue("MINT-2026-6", "reused").then().statusCode(422).body(jsonAt("code", equalTo("idempotency-key.reused")));
        ask("MINT-2026-5", code).then().statusCode(200);
        issue("MINT-2026-5").then().statusCode(201).body(jsonAt("replaced", equalTo(true)));
        // not the ended code as if it were valid
        issue("MINT-2026-5", "reused").then().statusCode(409).body(jsonAt("code", equalTo("receipt.replaced")));
    }

    @Test
    void failedRequestMayBeRepeatedWithItsKey() {
        issue("MINT-2026-7", "too-early").then().statusCode(404);
        importCase("MINT-2026-7");
        issue("MINT-2026-7", "too-early").then().statusCode(201).body(jsonAt("replaced", equalTo(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"open", "a b", "密钥", "a\"b\"", "a,b"})
    void malformedKeyIsRefused(String key) {
        issue("MINT-2026-1", key)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")))
                .body(jsonAt("errors[0].name", equalTo("Idempotency-Key")));
    }

    @Test
    void tooLongKeyIsRefused() {
        issue("MINT-2026-1", "k".repeat(101)).then().statusCode(400);
    }

    /** Both requests are on their way at once. */
    @Test
    void concurrentRetriesReturnTheSameCode() throws Exception {
        importCase("MINT-2026-8");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var requests = Collections.nCopies(4, (Callable<String>)
                    () -> issue("MINT-2026-8", "concurrent").asString());
            var answers = new HashSet<String>();
            for (var answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(1).allMatch(answer -> answer.contains("\"replaced\":false"));
        }
    }

    private Response issue(String number, String key) {
        return publisherRequest(number).header("Idempotency-Key", key).post("/receipts");
    }

    private Response issue(String number) {
        return publisherRequest(number).post("/receipts");
    }

    private RequestSpecification publisherRequest(String number) {
        return sunwindow
                .request()
                .contentType("application/json")
                .header("Authorization", "Bearer " + sunwindow.token())
                .body("{\"applicationNo\":\"%s\"}".formatted(number).getBytes(StandardCharsets.UTF_8));
    }
}
