package org.sunwindow.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.ShortLimits;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.http.connection.RawConnection.Answer;

/** Clients that send or read too slowly. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ShortLimits.class)
class SlowClientsTest {

    private static final String IMPORT = "POST /api/v1/imports?kind=division&dryRun=true HTTP/1.1\r\nHost: a\r\n"
            + "Content-Type: application/x-ndjson\r\nAuthorization: Bearer " + Sunwindow.TOKEN + "\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\n{",
                "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
                "Transfer-Encoding: chunked\r\n\r\n1",
            })
    void stalledImportIsAnsweredAndClosed(String rest) throws Exception {
        try (var connection = new RawConnection()) {
            connection.send(IMPORT + rest);
            assertTimeout(connection);
        }
    }

    @Test
    void stalledBodyOfALookUpIsAnsweredAndClosed() throws Exception {
        try (var connection = new RawConnection()) {
            connection.send("POST /api/v1/status-queries HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{");
            assertTimeout(connection);
        }
    }

    @Test
    void slowHeaderIsAnsweredAndClosed() throws Exception {
        try (var connection = new RawConnection()) {
            connection.send("GET / HTTP/1.1\r\nHost: a\r\nX-");
            assertTimeout(connection);
        }
    }

    @Test
    void connectionThatSendsNothingIsClosed() throws Exception {
        try (var connection = new RawConnection()) {
            assertThat(connection.isAtEnd()).isTrue();
        }
    }

    private static void assertTimeout(RawConnection connection) throws IOException {
        Answer answer = connection.receive();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.body()).contains("request.timeout");
        assertThat(answer.closes()).isTrue();
        assertThat(connection.isAtEnd()).isTrue();
    }

    /** More than may be open at the same time, one after the other. */
    @Test
    void stalledImportsLeaveNoPlaceOccupied() throws Exception {
        var stalled = new ArrayList<RawConnection>();
        try {
            for (int i = 0; i < 4; i++) {
                var connection = new RawConnection();
                stalled.add(connection);
                connection.send(IMPORT + "Content-Length: 1000\r\n\r\n{");
            }
            for (RawConnection connection : stalled) {
                assertTimeout(connection);
            }
            Sunwindow.await(
                    "place for an import",
                    () -> Sunwindow.underTest()
                                    .send("division", Sunwindow.sample("division"))
                                    .statusCode()
                            == 201);
        } finally {
            for (RawConnection connection : stalled) {
                connection.close();
            }
        }
    }

    @Test
    void clientThatReadsNothingIsDropped() throws Exception {
        try (var channel = SocketChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            channel.connect(new InetSocketAddress("127.0.0.1", RestAssured.port));
            channel.configureBlocking(false);
            var request =
                    ByteBuffer.wrap("GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            List<IOException> failures = new ArrayList<>();
            Sunwindow.await("a closed connection", () -> {
                request.rewind();
                try {
                    channel.write(request);
                } catch (IOException e) {
                    failures.add(e);
                }
                return !failures.isEmpty();
            });
        }
    }
}
