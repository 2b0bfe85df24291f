package org.sunwindow.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Responses in envelopes over HTTP: computed, from memory, failures of every kind, and those to callers. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EnvelopeTest {

    private static final String[] PREFERRED = {"Prefer", "envelope"};
    private static final String[] ALWAYS_OK = {"Prefer", "envelope=always-ok"};
    private static final String[] GATEWAY = {"Authorization", "Bearer gateway-caller-token-not-for-production"};

    private final ObjectMapper json = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void publishSomething() {
        Sunwindow.underTest().publish("division", "{\"code\":\"990100\",\"name\":\"云川市\"}");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .method(method, BodyPublishers.noBody());
        return client.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/divisions", "/api/v1/divisions/990100000000"})
    void theDataIsTheResponseWithoutAnEnvelope(String path) throws Exception {
        // the second time from memory
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> plain = get(path);
            HttpResponse<String> wrapped = get(path, PREFERRED);
            assertThat(wrapped.statusCode()).isEqualTo(200);
            assertThat(wrapped.body()).isEqualTo("{\"code\":0,\"message\":\"成功\",\"data\":" + plain.body() + "}");
            assertThat(header(wrapped, "Preference-Applied")).isEqualTo("envelope=true-status");
            assertThat(header(wrapped, "Vary")).contains("Prefer").isEqualTo(header(plain, "Vary"));
            assertThat(header(wrapped, "ETag")).isNotEqualTo(header(plain, "ETag"));
        }
    }

    @Test
    void tagsBelongToOneOfTheTwo() throws Exception {
        String plain = header(get("/api/v1/divisions"), "ETag");
        String wrapped = header(get("/api/v1/divisions", PREFERRED), "ETag");
        assertThat(get("/api/v1/divisions", "Prefer", "envelope", "If-None-Match", wrapped)
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("/api/v1/divisions", "Prefer", "envelope", "If-None-Match", plain)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/divisions", "If-None-Match", wrapped).statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/divisions", "If-None-Match", plain).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/divisions?wrong=1, 400, parameter.invalid",
        "GET, /api/v1/divisions/000000000000, 404, record.not-found",
        "GET, /api/v1/nowhere, 404, path.not-found",
        "DELETE, /api/v1/divisions, 405, method.not-allowed",
        "GET, /api/v1/divisions/../divisions, 404, path.not-found",
        "GET, /api/v1/imports, 401, publisher.unauthorized"
    })
    void failuresOfEveryKindHaveEnvelopes(String method, String path, int status, String code) throws Exception {
        HttpResponse<String> truly = send(method, path, PREFERRED);
        HttpResponse<String> ok = send(method, path, ALWAYS_OK);
        assertThat(truly.statusCode()).isEqualTo(status);
        assertThat(ok.statusCode()).isEqualTo(200);
        for (HttpResponse<String> response : new HttpResponse[] {truly, ok}) {
            JsonNode body = json.readTree(response.body());
            assertThat(body.path("code").asInt()).isEqualTo(status);
            assertThat(body.path("data").path("code").asText()).isEqualTo(code);
            assertThat(body.path("message").asText())
                    .isEqualTo(body.path("data").path("detail").asText());
            assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        }
    }

    /** The earliest failures, before a request is routed. */
    @Test
    void malformedRequestsHaveEnvelopes() throws Exception {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write("GET /api/v1/divisions HTTP/1.1\r\nPrefer: envelope=always-ok\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 200 ").contains("{\"code\":400,\"message\":\"须有且只有一个 Host");
        }
    }

    @Test
    void otherFormatsHaveNoEnvelope() throws Exception {
        HttpResponse<String> feed = get("/api/v1/divisions", "Prefer", "envelope", "Accept", "application/atom+xml");
        assertThat(feed.body()).startsWith("<?xml");
        assertThat(header(feed, "Preference-Applied")).isNull();
        assertThat(get("/q/openapi?format=json", PREFERRED).body())
                .startsWith("{")
                .doesNotContain("\"data\":{\"openapi\"");
    }

    @Test
    void aCallerHasTheEnvelopeOfItsSettings() throws Exception {
        String plain = get("/api/v1/divisions").body();
        HttpResponse<String> wrapped = get("/api/v1/divisions", GATEWAY);
        assertThat(wrapped.body()).isEqualTo("{\"code\":0,\"message\":\"成功\",\"data\":" + plain + "}");
        // a shared cache would give it to others
        assertThat(header(wrapped, "Cache-Control")).startsWith("private");
        HttpResponse<String> failed = get("/api/v1/divisions?wrong=1", GATEWAY);
        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(json.readTree(failed.body()).path("code").asInt()).isEqualTo(400);
        String held = header(wrapped, "ETag");
        assertThat(get("/api/v1/divisions", GATEWAY[0], GATEWAY[1], "If-None-Match", held)
                        .statusCode())
                .isEqualTo(304);
        assertThat(get("/api/v1/divisions").body()).isEqualTo(plain);
    }
}
