package org.sunwindow.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Every failure is a problem as of RFC 9457. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ProblemTest {

    private static final List<String> LISTS = Stream.concat(
                    Stream.of("disclosure", "service", "organization", "office", "hotline", "division")
                            .filter(Sunwindow::hasSample)
                            .map("/%ss"::formatted),
                    Stream.of("/search"))
            .toList();

    static Stream<Arguments> invalidParametersOfEveryList() {
        return LISTS.stream()
                .flatMap(list -> Stream.of(
                                "nosuch=1",
                                "page=0",
                                "page=-1",
                                "page=1e3",
                                "page=99999999999999999999",
                                "page=10000&size=100",
                                "size=0",
                                "size=101",
                                "size=abc",
                                "size=1&size=2",
                                "size=+5",
                                "size=%2B5",
                                "size=%EF%BC%95",
                                "page=%201",
                                "highlight=yes",
                                "facets=nosuch",
                                "facets=docNo",
                                "after=!!!",
                                "after=AAAA",
                                "after=" + "A".repeat(900),
                                "after=" + "A".repeat(5000),
                                "after=AAAA&page=2",
                                "q=" + "%E4%BD%8E".repeat(201),
                                "q=a&q=b",
                                "division=1&".repeat(51) + "x=1",
                                "%00=1",
                                "%3Cscript%3E=1",
                                "sort=nosuch",
                                "fields=nosuch",
                                "q=%B5%CD%B1%A3",
                                "q=" + "a+".repeat(40),
                                "%27%3B%20drop%20table%20publication%3B--=1")
                        .map(query -> Arguments.of(list, query)));
    }

    @ParameterizedTest
    @MethodSource("invalidParametersOfEveryList")
    void invalidListParameterIsExplained(String list, String query) {
        String text = list.equals("/search") && !query.startsWith("q=") ? "q=x&" : "";
        Response response = get("/api/v1" + list + "?" + text + query);
        assertProblem(response, 400);
        assertThat(response.as(Json.class).getString("code")).isIn("parameter.invalid", "cursor.invalid");
        assertThat(response.as(Json.class).getList("errors")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /nosuch, 404",
        "GET, /api, 404",
        "GET, /api/v1, 404",
        "GET, /api/v1/nosuch, 404",
        "GET, /api/v2/disclosures, 404",
        "GET, /q/nosuch, 404",
        "GET, /q/health, 404",
        "GET, /q/health/ready, 404",
        "GET, /q/metrics, 404",
        "GET, /q/info, 404",
        "GET, /api/v1/disclosures/nosuch, 404",
        "GET, /api/v1/disclosures/a/b/c/d, 404",
        "GET, /api/v1/organizations/nosuch, 404",
        "GET, /api/v1/organizations/a/b, 404",
        "GET, /api/v1/organizations/nosuch, 404",
        "GET, /api/v1/offices/nosuch, 404",
        "GET, /api/v1/divisions/nosuch, 404",
        "GET, /api/v1/divisions/990100000000?x=1, 400",
        "GET, /api/v1/imports/nosuch, 401",
        "POST, /api/v1/disclosures, 405",
        "PUT, /api/v1/organizations, 405",
        "DELETE, /api/v1/disclosures/a, 405",
        "PATCH, /api/v1/search, 405",
        "GET, /api/v1/status-queries, 405",
        "PUT, /api/v1/attachments/0f/a.pdf, 405",
        "POST, /api/v1/attachments/0f/a.pdf, 405",
        "DELETE, /api/v1/attachments/0f/text, 405",
        "POST, /api/v1/services/a/guide, 405",
        "PUT, /api/v1/columns/tree, 405",
        "PATCH, /api/v1/attachments, 405",
        "PUT, /api/v1/attachments/0f/a/b, 404",
        "GET, /api/v1/imports, 401",
        "PATCH, /api/v1/imports, 405"
    })
    void unknownPathOrMethodIsAProblem(String method, String path, int status) {
        Response response = request().request(method, path);
        assertProblem(response, status);
        if (status == 405) {
            assertThat(response.header("Allow")).contains("OPTIONS").doesNotContain(method);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH", "TRACE"})
    void contractIsOnlyRead(String method) {
        for (String path : List.of("/q/openapi", "/q/swagger-ui")) {
            Response response = request().request(method, path);
            assertProblem(response, 405);
            assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(request().options(path).header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(request().get(path).statusCode()).isNotEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png", "garbage"})
    void unsupportedAcceptHeaderIsRefused(String accept) {
        for (String list : LISTS) {
            assertProblem(request().header("Accept", accept).get("/api/v1" + list + "?q=x"), 406);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/mixed; boundary=x", "garbage"})
    void unsupportedContentTypeIsRefused(String type) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (String path : List.of("/status-queries", "/imports?kind=disclosure")) {
                var request = HttpRequest.newBuilder(
                                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1" + path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build();
                var response = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(415);
                assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(response.body()).contains("\"code\":\"media-type.unsupported\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;q=0",
                "*/*, application/json;q=0, application/atom+xml;q=0",
                "application/json, application/json;q=0.0"
            })
    void excludedFormatIsNotSent(String accept) {
        for (int i = 0; i < 2; i++) {
            for (String path : List.of("/divisions", "/search?q=x", "/suggestions?q=x")) {
                get("/api/v1" + path);
                assertProblem(request().header("Accept", accept).get("/api/v1" + path), 406);
            }
        }
    }

    @Test
    void excludedFormatIsNotSentByOtherEndpoints() {
        assertProblem(
                request()
                        .header("Accept", "application/json;q=0")
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/v1/status-queries"),
                406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/offices?near=0x1p4,0x1p6",
                "/offices?near=1e1,1e2",
                "/offices?near=%EF%BC%93%EF%BC%90,118",
                "/offices?near=NaN,1",
                "/divisions?level=zzz",
                "/divisions?level=-1",
                "/divisions?parent=-1",
                "/divisions?parent=99010",
                "/disclosures?year=0",
                "/disclosures?year=20244",
                "/disclosures?year=%EF%BC%92024",
                "/search?q=x&year=1",
                "/search?q=x&publisher=burea%00u",
                "/disclosures?publisher=burea%00u"
            })
    void valueOfAnotherFormIsRefused(String query) {
        assertProblem(get("/api/v1" + query), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"applicationNo\":\"\\u0000\"}",
                "{\"applicationNo\":\"\\ud83d\"}",
                "{\"applicationNo\":\"\\\\ud83d\\udc00\"}",
                "{\"applicationNo\":\"\\udc00\\ud83d\"}",
                "{\"applicationNo\":\"\\ud83d\\n\\udc00\"}",
                "{\"\\ud83d\":1}"
            })
    void textThatCannotBeStoredIsRefused(String body) {
        Response response = request().contentType("application/json").body(body).post("/api/v1/status-queries");
        assertProblem(response, 400);
        assertThat(response.as(Json.class).getList("errors.code")).contains("text.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\\\u0000dir", "\\\\ud83d", "\\ud83d\\ude00", "\\\\\\ud83d\\ude00"})
    void textThatOnlyLooksLikeItIsTaken(String text) {
        request()
                .contentType("application/json")
                .body("{\"applicationNo\":\"%s\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"123456\"}}"
                        .formatted(text))
                .post("/api/v1/status-queries")
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"gzip, application/json", "br, application/json", ", application/json; charset=GBK"})
    void undecodableBodyIsRefused(String encoding, String type) {
        var request = request().body("{}".getBytes(StandardCharsets.UTF_8)).header("Content-Type", type);
        if (encoding != null) {
            request.header("Content-Encoding", encoding);
        }
        assertProblem(request.post("/api/v1/status-queries"), 415);
    }

    @Test
    void tooLargeBodyIsRefused() {
        assertProblem(
                request()
                        .contentType("application/json")
                        .body(new byte[1_000_000])
                        .post("/api/v1/status-queries"),
                413);
    }

    @Test
    void invalidUtf8IsRefused() {
        assertProblem(
                request()
                        .contentType("application/json")
                        .body(new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'})
                        .post("/api/v1/status-queries"),
                400);
    }

    @ParameterizedTest
    @ValueSource(ints = {17_000, 60_000, 200_000})
    void tooLongAddressIsRefused(int length) {
        assertProblem(get("/api/v1/search?q=" + "a".repeat(length)), 414);
    }

    /** One of them is what curl sends for an address with unencoded Chinese characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/search?q=低保", "/api/v1/search?q=%", "/api/v1/%zz", "/api/v1/search?q=<x>", "/api/v1/a|b"
            })
    void malformedAddressIsExplained(String address) throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .formatted(address)
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"request.invalid\"", "百分号编码");
        }
    }

    @Test
    void allInvalidParametersAreReported() {
        Response response = get("/api/v1/disclosures?nosuch=1&size=0&fiveOpen=x&publishedFrom=2024");
        assertThat(response.as(Json.class).getList("errors.name", String.class))
                .containsExactlyInAnyOrder("nosuch", "size", "fiveOpen", "publishedFrom");
    }

    @Test
    void missingCompanionParameterIsReported() {
        for (String query :
                List.of("/disclosures?publishedFrom=%2B999999999-01-01T00:00:00Z", "/disclosures?division=99010")) {
            assertProblem(get("/api/v1" + query), 400);
        }
        for (String query : List.of("/offices?radius=100", "/offices?sort=distance", "/organizations?sort=relevance")) {
            Response response = get("/api/v1" + query);
            assertProblem(response, 400);
            assertThat(response.as(Json.class).getString("errors[0].code")).isEqualTo("companion");
        }
    }

    /** Sends addresses as given and validates responses of operations that the contract declares. */
    private static RequestSpecification request() {
        return Sunwindow.underTest().request().basePath("");
    }

    private static Response get(String path) {
        return request().get(path);
    }

    private static void assertProblem(Response response, int status) {
        String body = response.asString();
        assertThat(response.statusCode()).as(body).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        Map<String, Object> problem = response.as(Json.class).getMap("");
        assertThat(problem.get("status")).isEqualTo(status);
        assertThat(problem.get("type")).isEqualTo("urn:sunwindow:problem:" + problem.get("code"));
        assertThat((String) problem.get("title")).matches("(?s).*\\p{IsHan}.*");
        assertThat((String) problem.get("detail")).matches("(?s).*\\p{IsHan}.*");
        assertThat(body).doesNotContain("Exception", "org.sunwindow", "<html");
    }
}
