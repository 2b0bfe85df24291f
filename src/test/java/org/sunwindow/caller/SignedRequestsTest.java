package org.sunwindow.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.caller.signing.Algorithm;
import org.sunwindow.caller.signing.TestSigner;

/** Signed requests over HTTP. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SignedRequestsTest {

    private static final String READ = "/api/v1/calendar?from=2026-10-01&to=2026-10-02";
    /** Needs the scope of lookups, but counts no failures. */
    private static final String CHALLENGES = "/api/v1/challenges";

    private static final String BODY = "{\"applicationNo\":\"SIGNED-1\"}";
    private static final TestSigner DEMO = TestSigner.demo();

    @Inject
    MovableClock clock;

    @Inject
    DataSource database;

    @BeforeEach
    void awaitReadiness() {
        Sunwindow.underTest();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    /** Names of schemes, and how they sign a lookup. */
    private Map<String, String> signed(String scheme, TestSigner signer, Instant time) {
        return switch (scheme) {
            case "gateway" -> signer.gateway(time);
            case "exchange" -> signer.sidRid("gjgxjhpt", "a-service", time);
            case "paas" -> signer.paas(time);
            case "sunwindow" -> signer.request(Algorithm.HMAC_SHA256, "POST", CHALLENGES, BODY, time);
            default -> signer.request(Algorithm.HMAC_SM3, "POST", CHALLENGES, BODY, time);
        };
    }

    static Stream<String> schemes() {
        return Stream.of("gateway", "exchange", "paas", "sunwindow", "sunwindow-sm3");
    }

    private Response ask(Map<String, String> headers, String body) {
        return Sunwindow.underTest()
                .request()
                .headers(headers)
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/challenges");
    }

    private static void refused(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .header("Cache-Control", "no-store")
                .body(jsonAt("code", equalTo(code)))
                .body(jsonAt("requestId", equalTo("sunwindow-test")));
    }

    private static void admitted(Response response) {
        response.then().statusCode(200);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void signatureIsAdmittedOnce(String scheme) {
        var headers = signed(scheme, DEMO, clock.instant().plusMillis(scheme.hashCode() % 1000));
        admitted(ask(headers, BODY));
        refused(ask(headers, BODY), 401, "signature.repeated");
    }

    /** Only callers may name an end user. */
    @Test
    void lookupKnowsTheCaller() {
        String query = "{\"applicationNo\":\"SIGNED-2\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"000000\"}}";
        var headers = DEMO.request(Algorithm.HMAC_SHA256, "POST", "/api/v1/status-queries", query, clock.instant());
        refused(
                Sunwindow.underTest()
                        .request()
                        .headers(headers)
                        .header("End-User", "one")
                        .contentType("application/json")
                        .body(query.getBytes(StandardCharsets.UTF_8))
                        .post("/status-queries"),
                404,
                "lookup.no-match");
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void earlyAndLateSignaturesAreRefused(String scheme) {
        for (int minutes : List.of(-6, 6)) {
            refused(
                    ask(signed(scheme, DEMO, clock.instant().plus(Duration.ofMinutes(minutes))), BODY),
                    401,
                    "signature.time");
        }
        admitted(ask(signed(scheme, DEMO, clock.instant().minus(Duration.ofMinutes(4))), BODY));
    }

    /** An address at the root is forwarded to one of the API; the signature covers the one that was sent. */
    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/api/v1/mcp"})
    void rootAddressesAreSignedAsTheyAreSent(String path) {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        var headers = DEMO.request(Algorithm.HMAC_SHA256, "POST", path, ping, clock.instant());
        post(path, headers, ping.replace("1", "2"))
                .then()
                .statusCode(401)
                .body(jsonAt("code", equalTo("signature.invalid")));
        post(path, headers, ping)
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", containsString("caller"))
                .body(jsonAt("id", equalTo(1)));
        post(path, headers, ping).then().statusCode(401).body(jsonAt("code", equalTo("signature.repeated")));
        String other = path.equals("/mcp") ? "/api/v1/mcp" : "/mcp";
        post(other, DEMO.request(Algorithm.HMAC_SHA256, "POST", path, ping, clock.instant()), ping)
                .then()
                .statusCode(401)
                .body(jsonAt("code", equalTo("signature.invalid")));
    }

    private static Response post(String path, Map<String, String> headers, String body) {
        return RestAssured.given()
                .config(Sunwindow.AS_GIVEN)
                .baseUri(Sunwindow.underTest().base())
                .headers(headers)
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path);
    }

    static Stream<Arguments> everyHeader() {
        return schemes().flatMap(scheme -> {
            Instant time = Instant.EPOCH;
            Map<String, String> headers = new SignedRequestsTest().signed(scheme, DEMO, time);
            return headers.keySet().stream().map(header -> Arguments.of(scheme, header));
        });
    }

    @ParameterizedTest
    @MethodSource("everyHeader")
    void alteredHeaderIsRefused(String scheme, String header) {
        var headers = new LinkedHashMap<>(signed(scheme, DEMO, clock.instant()));
        headers.computeIfPresent(header, (name, value) -> (value.charAt(0) == '1' ? '2' : '1') + value.substring(1));
        refused(ask(headers, BODY), 401, "signature.invalid");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void alteredBodyMethodPathAndQueryAreRefused(Algorithm algorithm) {
        Instant now = clock.instant();
        refused(
                ask(DEMO.request(algorithm, "POST", CHALLENGES, BODY, now), BODY.replace("-1", "-2")),
                401,
                "signature.invalid");
        refused(ask(DEMO.request(algorithm, "PUT", CHALLENGES, BODY, now), BODY), 401, "signature.invalid");
        refused(ask(DEMO.request(algorithm, "POST", CHALLENGES + "/batch", BODY, now), BODY), 401, "signature.invalid");
        refused(ask(DEMO.request(algorithm, "POST", CHALLENGES + "?a=1", BODY, now), BODY), 401, "signature.invalid");
        refused(read(DEMO.request(algorithm, "GET", READ.replace("-02", "-03"), "", now)), 401, "signature.invalid");
        read(DEMO.request(algorithm, "GET", READ, "", now)).then().statusCode(200);
    }

    /** By the body, and by everything else that does not differ between any two requests. */
    @Test
    void unknownCallerAndWrongSecretAreAnsweredAlike() {
        for (String scheme : schemes().toList()) {
            String unknown = ask(signed(scheme, new TestSigner("nobody", DEMO.secret()), clock.instant()), BODY)
                    .asString();
            String wrong = ask(signed(scheme, new TestSigner("demo", "a-guess"), clock.instant()), BODY)
                    .asString();
            String late = ask(
                            signed(
                                    scheme,
                                    new TestSigner("demo", "a-guess"),
                                    clock.instant().minusSeconds(9999)),
                            BODY)
                    .asString();
            assertThat(unknown).isEqualTo(wrong).isEqualTo(late).contains("signature.invalid");
        }
    }

    /** What follows a nonce in the hashed text becomes part of a longer nonce, together with the padding. */
    @Test
    void paddingOfAHashIsNoNonce() {
        var headers = new LinkedHashMap<>(DEMO.paas(clock.instant()));
        headers.computeIfPresent("x-tif-nonce", (name, value) -> value + "\u0080");
        refused(ask(headers, BODY), 401, "signature.invalid");
    }

    @Test
    void sameSignatureWithOtherCutsIsRepeated() {
        var headers = new LinkedHashMap<>(
                DEMO.sidRid("gjzwfwpt", "cut", clock.instant().plusMillis(1)));
        admitted(ask(headers, BODY));
        // base64 of the same bytes
        headers.computeIfPresent("gjzwfwpt_sign", (name, value) -> value.substring(0, value.length() - 1));
        refused(ask(headers, BODY), 401, "signature.repeated");
    }

    @Test
    void missingHeaderIsNamed() {
        var headers = new LinkedHashMap<>(DEMO.gateway(clock.instant()));
        headers.remove("gjzwfwpt_rtime");
        Response response = ask(headers, BODY);
        refused(response, 401, "signature.invalid");
        assertThat(response.asString()).contains("\"name\":\"gjzwfwpt_rtime\"", "\"code\":\"missing\"");
    }

    private Response read(Map<String, String> headers) {
        return Sunwindow.underTest().request().headers(headers).get(READ.substring("/api/v1".length()));
    }

    @Test
    void publicReadIsAdmittedOnceWithoutTheDatabase() throws SQLException {
        long before = used();
        var headers = DEMO.request(Algorithm.HMAC_SHA256, "GET", READ, "", clock.instant());
        read(headers).then().statusCode(200);
        refused(read(headers), 401, "signature.repeated");
        assertThat(used()).isEqualTo(before);
    }

    private long used() throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from used_signature")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void bothSecretsAreValid() {
        for (String secret :
                List.of("reader-secret-not-for-production-0123456789", "reader-next-secret-not-for-production-0123")) {
            read(new TestSigner("reader", secret).request(Algorithm.HMAC_SHA256, "GET", READ, "", clock.instant()))
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void callerWithoutTheScopeIsRefused() {
        var reader = new TestSigner("reader", "reader-secret-not-for-production-0123456789");
        refused(ask(signed("sunwindow", reader, clock.instant()), BODY), 403, "caller.scope");
    }

    @Test
    void callerIssuesReceiptsForItsPublisher() {
        String body = "{\"applicationNo\":\"NO-SUCH-CASE\"}";
        var headers = DEMO.request(Algorithm.HMAC_SM3, "POST", "/api/v1/receipts", body, clock.instant());
        refused(
                Sunwindow.underTest()
                        .request()
                        .headers(headers)
                        .contentType("application/json")
                        .body(body.getBytes(StandardCharsets.UTF_8))
                        .post("/receipts"),
                404,
                "case.not-found");
    }

    @Test
    void unknownTokenIsRefusedOnPublicReadsButThatOfAPublisherIsNot() {
        var request = Sunwindow.underTest().request();
        refused(request.header("Authorization", "Bearer nobody-has-this").get("/calendar"), 401, "caller.unauthorized");
        Sunwindow.underTest().getAsPublisher("/calendar").then().statusCode(200);
        Sunwindow.underTest()
                .request()
                .header("Authorization", "Bearer demo-caller-token-not-for-production")
                .get("/calendar")
                .then()
                .statusCode(200);
    }

    /** A signature that cannot be recorded is not answered. */
    @Test
    void lookupIsRefusedIfTheSignatureCannotBeRecorded() throws SQLException {
        execute("alter table used_signature rename to used_signature_gone");
        try {
            Response response = ask(signed("sunwindow", DEMO, clock.instant()), BODY);
            refused(response, 503, "store.unavailable");
            assertThat(response.header("Retry-After")).isNotNull();
        } finally {
            execute("alter table used_signature_gone rename to used_signature");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void nothingSecretIsLogged() {
        var logged = new StringBuilder();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.append(entry.getMessage())
                        .append(entry.getParameters() == null ? "" : List.of(entry.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            for (String scheme : schemes().toList()) {
                var headers = signed(scheme, DEMO, clock.instant().plusSeconds(scheme.length()));
                ask(headers, BODY);
                ask(headers, BODY.replace("-1", "-2"));
                assertThat(logged).doesNotContain(DEMO.secret());
                headers.values().stream()
                        .filter(value -> value.length() > 20)
                        .forEach(value -> assertThat(logged).doesNotContain(value));
            }
        } finally {
            root.removeHandler(handler);
        }
    }
}
