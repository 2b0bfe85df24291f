package org.sunwindow.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Messages that no client of the protocol sends, or only some. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class McpMessagesTest {

    private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

    private Sunwindow sunwindow;

    @BeforeEach
    void start() {
        sunwindow = Sunwindow.underTest();
    }

    private RequestSpecification request() {
        return sunwindow.request().contentType("application/json");
    }

    private Response send(String message) {
        return request().body(message.getBytes(StandardCharsets.UTF_8)).post("/mcp");
    }

    private static void isError(Response response, int status, int code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.header("Content-Type")).startsWith("application/json");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        Json error = response.as(Json.class);
        assertThat(error.getString("jsonrpc")).isEqualTo("2.0");
        assertThat(error.getInt("error.code")).isEqualTo(code);
        assertThat(error.getString("error.message")).matches("(?s).*\\p{IsHan}.*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing | -32700",
                "{\"jsonrpc\":\"2.0\", | -32700",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"} | -32700",
                "7 | -32600",
                "[] | -32600",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600",
                "{\"id\":1,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"params\":{}} | -32600"
            })
    void whatIsNoRequestIsRefused(String message, int code) {
        Response response = send(message);
        isError(response, 400, code);
        assertThat(response.as(Json.class).<Object>get("id")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"method\":7 | -32600",
                "\"method\":\"ping\",\"params\":[1] | -32600",
                "\"method\":\"resources/list\" | -32601",
                "\"method\":\"initialize\" | -32602",
                "\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"} | -32602",
                "\"method\":\"tools/call\" | -32602",
                "\"method\":\"tools/call\",\"params\":{\"name\":{}} | -32602",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"search\",\"arguments\":[]} | -32602",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"search\",\"arguments\":{\"q\":{\"a\":1}}} | -32602",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"search\",\"arguments\":{\"q\":\"x\",\"size\":1e999}} | -32602",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"search\",\"arguments\":{\"q\":\"x\",\"facets\":\"kind\"}} | -32602",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"find_nearest_office\",\"arguments\":{\"latitude\":1e-300,\"longitude\":1}} | -32602"
            })
    void requestsThatCannotBeAnsweredKeepTheirId(String members, int code) {
        Response response = send("{\"jsonrpc\":\"2.0\",\"id\":\"nr-7\"," + members + "}");
        isError(response, 200, code);
        assertThat(response.as(Json.class).getString("id")).isEqualTo("nr-7");
    }

    @Test
    void wrongArgumentsAreNamed() {
        Json error = send("""
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"q":"x","size":0,"page":0}}}""").as(Json.class);
        assertThat(error.getString("error.data.code")).isEqualTo("parameter.invalid");
        assertThat(error.getList("error.data.errors.name")).containsExactlyInAnyOrder("size", "page");
    }

    @Test
    void versionsAreAgreedOn() {
        String initialize =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"%s\"}}";
        assertThat(send(initialize.formatted("2025-06-18")).as(Json.class).getString("result.protocolVersion"))
                .isEqualTo("2025-06-18");
        assertThat(send(initialize.formatted("1999-01-01")).as(Json.class).getString("result.protocolVersion"))
                .isEqualTo("2025-11-25");
        isError(
                request()
                        .header("MCP-Protocol-Version", "1999-01-01")
                        .body(LIST)
                        .post("/mcp"),
                400,
                -32600);
        request()
                .header("MCP-Protocol-Version", "2025-06-18")
                .body(LIST)
                .post("/mcp")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"
            })
    void notificationsAndResponsesAreAccepted(String message) {
        Response response = send(message);
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.asString()).isEmpty();
    }

    /** There are no streams and no sessions. Failures of HTTP are problems as everywhere. */
    @Test
    void failuresOfHttpAreProblems() {
        for (String path : new String[] {"/mcp", "/api/v1/mcp"}) {
            RequestSpecification raw =
                    RestAssured.given().config(Sunwindow.AS_GIVEN).baseUri(sunwindow.base());
            isProblem(raw.header("Accept", "text/event-stream").get(path), 405);
            isProblem(raw.header("Accept", "application/json").delete(path), 405);
            isProblem(post(path, "text/plain", "application/json"), 415);
            isProblem(post(path, "application/json", "text/event-stream"), 406);
            isProblem(post(path + "?x=1", "application/json", "*/*"), 400);
        }
        isProblem(send("{\"a\":\"" + "x".repeat(70_000) + "\"}"), 413);
    }

    private Response post(String path, String contentType, String accept) {
        return RestAssured.given()
                .config(Sunwindow.AS_GIVEN)
                .baseUri(sunwindow.base())
                .contentType(contentType)
                .header("Accept", accept)
                .body(LIST)
                .post(path);
    }

    private static void isProblem(Response response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.header("Content-Type")).startsWith("application/problem+json");
    }

    /** A request at the root counts once, although it is forwarded, and the quota of a client applies to it. */
    @Test
    void quotasApply() {
        String address = "203.0.113.77";
        for (int left : new int[] {1199, 1198, 1197}) {
            Response response = RestAssured.given()
                    .config(Sunwindow.AS_GIVEN)
                    .baseUri(sunwindow.base())
                    .header("X-Forwarded-For", address)
                    .contentType("application/json")
                    .body(LIST)
                    .post("/mcp");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.header("RateLimit")).startsWith("\"address\";r=" + left + ";");
        }
    }

    @Test
    void callersAreRecognized() {
        request()
                .header("Authorization", "Bearer demo-caller-token-not-for-production")
                .body(LIST)
                .post("/mcp")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", containsString("caller"));
        isProblem(
                request()
                        .header("Authorization", "Bearer no-such-token")
                        .body(LIST)
                        .post("/mcp"),
                401);
    }

    /** Whatever is sent is answered by an error of the protocol or of HTTP, never by a failure of the service. */
    @Test
    void arbitraryMessagesNeverFail() {
        var random = new Random(20261130);
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"jsonrpc\"",
            "\"2.0\"",
            "\"id\"",
            "1",
            "-1e400",
            "null",
            "true",
            "\"method\"",
            "\"tools/call\"",
            "\"params\"",
            "\"name\"",
            "\"search\"",
            "\"arguments\"",
            "\"q\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            " "
        };
        for (int i = 0; i < 300; i++) {
            var message = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                message.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(send(message.toString()).statusCode())
                    .as(message.toString())
                    .isIn(200, 202, 400);
        }
        String[] values = {
            "null",
            "\"\"",
            "\" \"",
            "7",
            "-1",
            "1e30",
            "true",
            "[]",
            "[1,2]",
            "[null]",
            "[[1]]",
            "{}",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "长".repeat(300) + "\"",
            "\"(\\\"*?:/\""
        };
        for (String tool : new String[] {"search", "get_service_guide", "find_nearest_office", "compute_deadline"}) {
            for (String value : values) {
                for (String name : new String[] {
                    "q",
                    "kind",
                    "division",
                    "inForce",
                    "size",
                    "page",
                    "key",
                    "question",
                    "latitude",
                    "longitude",
                    "crs",
                    "service",
                    "radius",
                    "start",
                    "days",
                    "unit",
                    "pause"
                }) {
                    Response response = send("""
                            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"%s","arguments":{"%s":%s}}}""".formatted(tool, name, value));
                    assertThat(response.statusCode())
                            .as(tool + " " + name + " " + value)
                            .isEqualTo(200);
                }
            }
        }
    }
}
