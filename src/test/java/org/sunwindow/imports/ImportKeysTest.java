package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
import org.sunwindow.crypto.Sha256;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Imports that are sent again with the same Idempotency-Key. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ImportKeysTest {

    private static final String BUREAU = "bureau-publisher-token-not-for-production";

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    @Inject
    ImportRuns runs;

    @Inject
    Publishers publishers;

    private Rows rows;
    private Sunwindow demo;

    /** A key that no other test has. */
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void connect() {
        rows = new Rows(database);
        demo = Sunwindow.underTest();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static String hotline(String name) {
        return "{\"id\":\"hot-key-1\",\"name\":\"%s\",\"number\":\"12345\"}\n".formatted(name);
    }

    private RequestSpecification request(String token) {
        return demo.request()
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", '"' + key + '"')
                .contentType("application/x-ndjson");
    }

    private Response send(String parameters, String lines) {
        return request(demo.token())
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/imports?" + parameters);
    }

    private Json sent(String parameters, String lines) {
        return send(parameters, lines).then().statusCode(201).extract().as(Json.class);
    }

    private static void refused(Response response, int status, String code) {
        response.then().statusCode(status).body(jsonAt("code", equalTo(code)));
    }

    @Test
    void retryGetsTheFirstRun() throws Exception {
        long before = rows.count("import_run");
        Json first = sent("kind=hotline", hotline("第一热线"));
        Response again = send("kind=hotline", hotline("第一热线"));
        Json second = again.then().statusCode(201).extract().as(Json.class);
        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        assertThat(second.getInt("created")).isEqualTo(first.getInt("created"));
        assertThat(second.getInt("changed")).isEqualTo(first.getInt("changed"));
        assertThat(again.header("Location")).isEqualTo("/api/v1/imports/" + first.getString("id"));
        assertThat(rows.count("import_run")).isEqualTo(before + 1);
    }

    @Test
    void anotherFileOrAnotherParameterIsRefused() throws Exception {
        sent("kind=hotline", hotline("第一热线"));
        long before = rows.count("import_run");
        refused(send("kind=hotline", hotline("第二热线")), 422, "idempotency-key.reused");
        refused(send("kind=hotline", hotline("第一热线") + "\n"), 422, "idempotency-key.reused");
        refused(send("kind=hotline&dryRun=true", hotline("第一热线")), 422, "idempotency-key.reused");
        refused(send("kind=hotline&fileName=other.ndjson", hotline("第一热线")), 422, "idempotency-key.reused");
        assertThat(rows.count("import_run")).isEqualTo(before);
    }

    @Test
    void publishersHaveKeysOfTheirOwn() {
        String first = sent("kind=hotline&dryRun=true", hotline("第一热线")).getString("id");
        String other = request(BUREAU)
                .body(hotline("第二热线").getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=hotline&dryRun=true")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class)
                .getString("id");
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void aKeyLastsForADay() {
        String first = sent("kind=hotline", hotline("第一热线")).getString("id");
        clock.forward(Duration.ofDays(1).minusMillis(1));
        assertThat(sent("kind=hotline", hotline("第一热线")).getString("id")).isEqualTo(first);
        clock.forward(Duration.ofMillis(1));
        String second = sent("kind=hotline", hotline("第二热线")).getString("id");
        assertThat(second).isNotEqualTo(first);
        assertThat(sent("kind=hotline", hotline("第二热线")).getString("id")).isEqualTo(second);
    }

    @Test
    void aRunInTheBackgroundIsFoundAgain() {
        String first = send("kind=hotline&async=true", hotline("第一热线"))
                .then()
                .statusCode(202)
                .extract()
                .as(Json.class)
                .getString("id");
        send("kind=hotline&async=true", hotline("第一热线")).then().statusCode(202).body(jsonAt("id", equalTo(first)));
        refused(send("kind=hotline&async=true", hotline("第二热线")), 422, "idempotency-key.reused");
    }

    /** Clients separate the parts of each form by another boundary. */
    @Test
    void aFormIsComparedByItsFile() {
        String first = form("one", "第一热线")
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class)
                .getString("id");
        form("another", "第一热线").then().statusCode(201).body(jsonAt("id", equalTo(first)));
        refused(form("third", "第二热线"), 422, "idempotency-key.reused");
    }

    private Response form(String boundary, String name) {
        String body = "--%1$s\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nhotline\r\n".formatted(boundary)
                + "--%1$s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                        .formatted(boundary)
                + "编号,名称,号码\nhot-key-2,%s,12345\n\r\n--%s--\r\n".formatted(name, boundary);
        return demo.request()
                .header("Authorization", "Bearer " + demo.token())
                .header("Idempotency-Key", key)
                .contentType("multipart/form-data; boundary=" + boundary)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/imports");
    }

    @Test
    void aMarkedSheetCannotBeGivenAgain() {
        demo.request()
                .header("Authorization", "Bearer " + demo.token())
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body("编号,名称,号码\n".getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=hotline&report=csv")
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].name", equalTo("Idempotency-Key")))
                .body(jsonAt("errors[0].code", equalTo("conflict")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "two words", "\"unfinished"})
    void malformedKeyIsRefused(String malformed) {
        demo.request()
                .header("Authorization", "Bearer " + demo.token())
                .header("Idempotency-Key", malformed)
                .contentType("application/x-ndjson")
                .body(hotline("第一热线").getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=hotline")
                .then()
                .statusCode(400)
                .body(jsonAt("errors[0].name", equalTo("Idempotency-Key")));
    }

    /** A request whose body arrives in two parts. */
    private final class SlowRequest implements AutoCloseable {

        private final Socket socket;
        private final byte[] body;

        SlowRequest(String lines) throws IOException {
            body = lines.getBytes(StandardCharsets.UTF_8);
            socket = new Socket("127.0.0.1", RestAssured.port);
            String head = "POST /api/v1/imports?kind=hotline HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + demo.token() + "\r\nIdempotency-Key: " + key
                    + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + body.length + "\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, body.length / 2);
            out.flush();
        }

        /** Sends the rest, and returns the status. */
        int end() throws IOException {
            socket.getOutputStream().write(body, body.length / 2, body.length - body.length / 2);
            socket.getOutputStream().flush();
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 201".length());
            return Integer.parseInt(new String(start, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private void awaitRuns(long count) {
        Sunwindow.await("the run", () -> {
            try {
                return rows.count("import_run") == count;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void concurrentDuplicateStartsNoRun() throws Exception {
        long before = rows.count("import_run");
        try (var slow = new SlowRequest(hotline("慢热线"))) {
            awaitRuns(before + 1);
            Response refused = send("kind=hotline", hotline("慢热线"));
            refused(refused, 409, "idempotency-key.in-use");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            assertThat(slow.end()).isEqualTo(201);
        }
        send("kind=hotline", hotline("慢热线")).then().statusCode(201);
        assertThat(rows.count("import_run")).isEqualTo(before + 1);
    }

    @Test
    void retryOfAnInterruptedImportImports() throws Exception {
        long before = rows.count("import_run");
        try (var slow = new SlowRequest(hotline("断热线"))) {
            awaitRuns(before + 1);
        }
        Sunwindow.await(
                "the end of the run", () -> send("kind=hotline", hotline("断热线")).statusCode() == 201);
        assertThat(rows.count("import_run")).isEqualTo(before + 2);
        demo.read("/hotlines/hot-key-1").then().body(jsonAt("name", equalTo("断热线")));
    }

    /** Two instances start a run with the same key, and the second asks before the first one's is committed. */
    @Test
    void onlyOneOfTwoInstancesStartsARun() throws Exception {
        Publisher publisher = publishers.named("demo").orElseThrow();
        var sent = new Sent(null, new Sent.Key(Sha256.of(key), Sha256.of(""), () -> Sha256.of("")));
        QuarkusTransaction.begin();
        UUID first = runs.start("hotline", publisher, true, sent);
        CompletableFuture<UUID> second =
                CompletableFuture.supplyAsync(() -> runs.start("hotline", publisher, true, sent));
        Sunwindow.await("the lock", () -> {
            try {
                return rows.count("pg_locks where locktype = 'advisory' and not granted") > 0;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(second).isNotDone();
        QuarkusTransaction.commit();
        assertThatThrownBy(second::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.IDEMPOTENCY_KEY_IN_USE));
        assertThat(first).isNotNull();
    }
}
