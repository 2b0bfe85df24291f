package org.sunwindow.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.http.connection.RawConnection.Answer;

/** Answers that are complete before the body of their request is read. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EarlyAnswersTest {

    private static final String GET = "GET %s HTTP/1.1\r\nHost: a\r\n\r\n";

    /** State of a socket whose client is gone, but which the service has not closed. */
    private static final String CLOSE_WAIT = "08";

    @BeforeEach
    void publishALongList() {
        LongList.publish();
    }

    @AfterEach
    void noSocketOfAClientThatIsGoneStays() {
        Sunwindow.await("all sockets of clients that are gone are closed", () -> closeWaits() == 0);
    }

    /** Counts the sockets of the service, 0 on systems that do not tell. */
    private static long closeWaits() throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", RestAssured.port);
        long count = 0;
        for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
            if (Files.isReadable(table)) {
                try (var lines = Files.lines(table)) {
                    count += lines.map(line -> line.strip().split(" +"))
                            .filter(socket -> socket[1].endsWith(port) && socket[3].equals(CLOSE_WAIT))
                            .count();
                }
            }
        }
        return count;
    }

    private record Early(String head, String type, int status) {}

    private static final List<Early> EARLY = List.of(
            new Early("POST /api/v1/imports?kind=disclosure", "application/x-ndjson", 401),
            new Early("POST /nosuch", "application/json", 404),
            new Early("POST /api/v1/nosuch", "application/json", 404),
            new Early("POST /api/v1/disclosures", "application/json", 405),
            new Early("DELETE /api/v1/disclosures/a", "application/json", 405),
            new Early("POST /api/v1/imports?kind=disclosure", "image/png", 415),
            new Early("POST /api/v1/imports?kind=disclosure", "application/x-ndjson; charset=GBK", 415),
            new Early("POST /api/v1/status-queries", "text/plain", 415),
            new Early("POST /api/v1/status-queries?x=1", "application/json", 400),
            new Early("POST /api/v1//status-queries", "application/json", 404),
            new Early("POST /api/v1/" + "x".repeat(20_000), "application/json", 414),
            new Early("POST /api/v1/%zz", "application/json", 400),
            new Early("GET " + LongList.PATH, "application/json", 200),
            new Early("GET /api/v1/disclosures?size=+5", "application/json", 400));

    static Stream<Arguments> earlyAnswers() {
        return EARLY.stream()
                .flatMap(early -> Stream.of(100, 10_000, 60_000, 1_000_000, 5_000_000)
                        .flatMap(
                                length -> Stream.of(true, false).map(chunked -> Arguments.of(early, length, chunked))));
    }

    @ParameterizedTest
    @MethodSource("earlyAnswers")
    void earlyAnswerLeavesNoDeadConnection(Early early, int length, boolean chunked) throws Exception {
        try (var connection = new RawConnection()) {
            sendWithBody(connection, early, length, chunked);
            Answer answer = connection.receive();
            assertThat(answer.status()).as(answer.body()).isIn(early.status(), length > 2048 ? 413 : early.status());
            if (answer.closes()) {
                assertThat(connection.isAtEnd()).isTrue();
            } else {
                connection.send(GET.formatted("/api/v1/divisions?size=1"));
                assertThat(connection.receive().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void shortBodyKeepsTheConnection() throws Exception {
        try (var connection = new RawConnection()) {
            for (Early early : EARLY) {
                sendWithBody(connection, early, 60_000, false);
                assertThat(connection.receive().closes()).as(early.head()).isFalse();
            }
        }
    }

    private static void sendWithBody(RawConnection connection, Early early, int length, boolean chunked)
            throws IOException {
        connection.send("%s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\n%s\r\n\r\n"
                .formatted(
                        early.head(),
                        early.type(),
                        chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + length));
        byte[] body = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        try {
            if (chunked) {
                connection.send(Integer.toHexString(length) + "\r\n");
                connection.send(body);
                connection.send("\r\n0\r\n\r\n");
            } else {
                connection.send(body);
            }
        } catch (IOException e) {
            // the service need not read all of it; its answer must have arrived
        }
    }

    /** A proxy that reuses its connections: what one client sends must not cost the next one an answer. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 60_000, 3_000_000})
    void innocentRequestThroughAKeepAliveProxyIsAnswered(int length) throws Exception {
        try (var proxy = new KeepAliveProxy(RestAssured.port)) {
            assertInnocentRequestsAreAnswered(proxy.port(), length);
        }
    }

    /** The web server that stands in front of the service on one machine, with its file of this project. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 60_000, 3_000_000})
    void innocentRequestThroughNginxIsAnswered(int length, @TempDir Path home) throws Exception {
        assumeTrue(NginxProxy.isInstalled(), "skipped, because this machine has no " + NginxProxy.PROGRAM);
        try (var proxy = new NginxProxy(home, RestAssured.port)) {
            assertInnocentRequestsAreAnswered(proxy.port(), length);
        }
    }

    private static void assertInnocentRequestsAreAnswered(int port, int length) throws IOException {
        for (Early early : EARLY) {
            try (var client = new RawConnection(port)) {
                sendWithBody(client, early, length, false);
                assertThat(client.receive().status()).as(early.head()).isBetween(200, 499);
            }
            // each another one, so that no cache answers it
            String innocent = "/api/v1/divisions?size=%d".formatted(1 + EARLY.indexOf(early));
            try (var client = new RawConnection(port)) {
                client.send(GET.formatted(innocent));
                assertThat(client.receive().status()).as(early.head()).isEqualTo(200);
            }
        }
    }
}
