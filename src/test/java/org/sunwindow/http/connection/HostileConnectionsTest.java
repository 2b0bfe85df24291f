package org.sunwindow.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.http.connection.RawConnection.Answer;

/** No client can take the service away from the others, and none is left without an answer. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HostileConnectionsTest {

    private static final String GET = "GET %s HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final int PIPELINED = 5_000;
    private static final int MEBIBYTE = 1024 * 1024;

    @BeforeEach
    void publishALongList() {
        LongList.publish();
    }

    // ---- Clients that do not read ----

    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void clientsThatDoNotReadTakeNothingFromOthers(int connections) throws Exception {
        answersToOthers(200);
        long before = PlatformDependent.usedDirectMemory();
        var hostile = new ArrayList<SocketChannel>();
        try {
            for (int i = 0; i < connections; i++) {
                hostile.add(pipelining());
            }
            answersToOthers(200);
            assertThat(Sunwindow.underTest().ready().statusCode()).isEqualTo(200);
            // a response, a receive buffer and the chunks of the allocator
            assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan((long) (32 + connections) * MEBIBYTE);
        } finally {
            for (SocketChannel each : hostile) {
                each.close();
            }
        }
        answersToOthers(200);
    }

    /** Sends requests until all are sent or the service reads no more. */
    private static SocketChannel pipelining() throws IOException {
        var channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        channel.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
        channel.configureBlocking(false);
        var requests =
                ByteBuffer.wrap(GET.formatted(LongList.PATH).repeat(PIPELINED).getBytes(StandardCharsets.US_ASCII));
        int refused = 0;
        while (requests.hasRemaining() && refused < 100) {
            refused = channel.write(requests) == 0 ? refused + 1 : 0;
            LockSupport.parkNanos(refused * 100_000L);
        }
        return channel;
    }

    private static void answersToOthers(int requests) throws Exception {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < requests; i++) {
                String path = i % 2 == 0 ? LongList.PATH : "/api/v1/divisions?size=1&page=" + (1 + i % 7);
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                        .build();
                answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
                if (answers.size() % 20 == 0) {
                    for (var answer : answers) {
                        assertThat(answer.get().statusCode()).isEqualTo(200);
                    }
                    answers.clear();
                }
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (var connection = new RawConnection()) {
            var requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append(GET.formatted(i % 2 == 0 ? "/api/v1/disclosures?size=" + (i + 1) : "/nosuch" + i));
            }
            connection.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                Answer answer = connection.receive();
                assertThat(answer.status()).isEqualTo(i % 2 == 0 ? 200 : 404);
                if (i % 2 == 0) {
                    assertThat(answer.body()).contains("\"size\":" + (i + 1));
                }
            }
        }
    }

    // ---- Bodies of every length ----

    @ParameterizedTest
    @CsvSource({
        "2_000, 400",
        "9_000, 400",
        "18_000, 400",
        "19_000, 400",
        "39_000, 400",
        "80_000, 400",
        "82_000, 413",
        "140_000, 413",
        "500_000, 413"
    })
    void bodyOfAnyLengthIsAnswered(String written, int status) throws Exception {
        int length = Integer.parseInt(written.replace("_", ""));
        String body = "{\"queries\":[]" + " ".repeat(length - 14) + "}";
        try (var connection = new RawConnection()) {
            connection.send(
                    ("POST /api/v1/status-queries/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: %d\r\n\r\n%s")
                            .formatted(length, body));
            assertThat(connection.receive().status()).isEqualTo(status);
        }
    }

    // ---- Headers ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/divisions?size=1",
                "/api/v1/nosuch",
                "/nosuch",
                "/q/openapi",
                "/q/swagger-ui/",
                "/api/v1/divisions?size=x",
                "/%zz"
            })
    void everyAnswerHasTheHeadersOfSecurityAndNoneThatTellTheServer(String path) throws Exception {
        for (int i = 0; i < 2; i++) {
            try (var connection = new RawConnection()) {
                connection.send(GET.formatted(path));
                Answer answer = connection.receive();
                assertThat(answer.headers())
                        .containsEntry("x-content-type-options", "nosniff")
                        .containsEntry("referrer-policy", "no-referrer")
                        .doesNotContainKeys("server", "x-powered-by");
                assertThat(answer.headers().get("content-security-policy")).contains("frame-ancestors 'none'");
                assertThat(answer.headers().get("date"))
                        .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "//api/v1/offices",
        "/api//v1/offices",
        "/api/v1/offices//",
        "/api/v1/offices/",
        "/api/v1/offices;x=1",
        "/api;x/v1/offices",
        "/api/v1/./offices",
        "/api/v1/x/../offices",
        "/api/v1/x/%2e%2E/offices",
        "/%61pi/v1/offices",
        "/api/v%31/offices",
        "/api/v1/o%66fices",
        "/api/v1/%4Fffices",
        "/api/v1/disclosures/A%2D1",
        "/api/v1/disclosures/A%5f1"
    })
    void resourceHasOneAddress(String path) throws Exception {
        try (var connection = new RawConnection()) {
            connection.send(GET.formatted(path));
            Answer answer = connection.receive();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("path.not-found");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/disclosures | GET, HEAD, OPTIONS",
                "/api/v1/disclosures/a | GET, HEAD, OPTIONS",
                "/api/v1/disclosures/990100001/202403-00012 | GET, HEAD, OPTIONS",
                "/api/v1/status-queries | POST, OPTIONS",
                "/api/v1/imports | POST, GET, HEAD, OPTIONS",
                "/api/v1/receipts | POST, OPTIONS"
            })
    void methodsOfAnAddressAreTold(String path, String methods) throws Exception {
        try (var connection = new RawConnection()) {
            connection.send("OPTIONS %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path));
            Answer options = connection.receive();
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.headers()).containsEntry("allow", methods);
            connection.send("PATCH %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path));
            Answer refused = connection.receive();
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.headers()).containsEntry("allow", methods);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/disclosures/A%7E1", "/api/v1/disclosures/%E6%B0%91%2F1", "/api/v1/disclosures/A%201"})
    void charactersThatClientsEscapeMayBeEscaped(String path) throws Exception {
        try (var connection = new RawConnection()) {
            connection.send(GET.formatted(path));
            assertThat(connection.receive().body()).doesNotContain("path.not-found");
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/disclosures, 204", "/api/v1/imports, 204", "/nosuch, 404"})
    void preflightIsAnsweredLikeOptions(String path, int status) throws Exception {
        try (var connection = new RawConnection()) {
            connection.send(
                    "OPTIONS %s HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\nAccess-Control-Request-Method: GET\r\n\r\n"
                            .formatted(path));
            Answer answer = connection.receive();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers())
                    .containsEntry("x-content-type-options", "nosniff")
                    .doesNotContainKey("access-control-allow-origin");
            assertThat(answer.body().isEmpty()).isEqualTo(status == 204);
        }
    }

    @Test
    void noAnswerRepeatsTheHost() throws Exception {
        try (var connection = new RawConnection()) {
            connection.send(
                    ("POST /api/v1/imports?kind=disclosure&dryRun=true HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer %s\r\n"
                                    + "Content-Type: application/x-ndjson\r\nContent-Length: 0\r\n\r\n")
                            .formatted(Sunwindow.underTest().token()));
            Answer created = connection.receive();
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.headers().get("location")).matches("/api/v1/imports/[-0-9a-f]{36}");
            for (String path : List.of("/q/swagger-ui", "/q/openapi", LongList.PATH, "/nosuch")) {
                connection.send("GET %s HTTP/1.1\r\nHost: evil.example\r\n\r\n".formatted(path));
                Answer answer = connection.receive();
                assertThat(answer.headers().values()).noneMatch(value -> value.contains("evil"));
                assertThat(answer.body()).doesNotContain("evil");
            }
        }
    }

    @Test
    void pagesOfTheContractTellNoFramework() throws Exception {
        try (var connection = new RawConnection()) {
            for (String path : List.of("/q/swagger-ui/", "/q/swagger-ui/index.html", "/q/openapi")) {
                connection.send(GET.formatted(path));
                Answer page = connection.receive();
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.body()).isNotEmpty().doesNotContainIgnoringCase("quarkus", "smallrye", "powered");
            }
        }
    }

    @Test
    void requestOfAnOldClientWithoutHostIsAnswered() throws Exception {
        try (var connection = new RawConnection()) {
            connection.send("GET /api/v1/divisions?size=1 HTTP/1.0\r\n\r\n");
            assertThat(connection.receive().status()).isEqualTo(200);
        }
    }
}
