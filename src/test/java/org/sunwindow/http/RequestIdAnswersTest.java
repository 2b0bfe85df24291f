package org.sunwindow.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Every answer tells the identifier of its request. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RequestIdAnswersTest {

    private static Response get(String path, String id) {
        return given().baseUri(Sunwindow.underTest().base())
                .header(RequestId.HEADER, id)
                .get(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/divisions?size=1", "/api/v1/divisions?size=0", "/api/v1/nosuch", "/nosuch", "/q/openapi"
            })
    void acceptableIdentifierIsReturned(String path) {
        // the second answer is replayed if it may be
        for (String id : new String[] {"first-1", "second-2"}) {
            Response response = get(path, id);
            assertThat(response.headers().getValues(RequestId.HEADER)).containsExactly(id);
            if (response.statusCode() >= 400) {
                assertThat(response.jsonPath().getString("requestId")).isEqualTo(id);
            } else {
                assertThat(response.asString()).doesNotContain(id);
            }
        }
    }

    @Test
    void phoneNumberIsReplaced() {
        Response response = get("/api/v1/nosuch", "13800138000");
        assertThat(response.header(RequestId.HEADER)).matches("[0-9a-f]{32}");
        assertThat(response.jsonPath().getString("requestId")).isEqualTo(response.header(RequestId.HEADER));
    }

    /** Refused before it is routed. */
    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/9.9\r\n\r\n", "GET /\t HTTP/1.1\r\nHost: a\r\n\r\n", "nonsense\r\n\r\n"})
    void earliestRefusalHasAnIdentifier(String request) throws IOException {
        URI base = URI.create(Sunwindow.underTest().base());
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).containsPattern("(?i)x-request-id: ([0-9a-f]{32})\r\n(?s:.*)\"requestId\":\"\\1\"");
        }
    }
}
