package org.sunwindow.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Management;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Limits over HTTP. Each test has addresses of its own, which it sends as a proxy would. */
@QuarkusTest
@Tag("slow")
@QuarkusTestResource(TestDatabase.class)
class RequestLimitsTest {

    private static final int QUOTA = 1200;
    private static final int NETWORK_QUOTA = 3_000;
    private static final int USER_QUOTA = 600;

    private static final String LIST = "/api/v1/divisions";
    private static final String PUBLISHER = "Bearer bureau-publisher-token-not-for-production";
    private static final String CALLER = "Bearer demo-caller-token-not-for-production";

    private static int used;

    @Inject
    MovableClock clock;

    @Inject
    ObjectMapper json;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A network that no other test has. */
    private final String network = "198.18." + used++ + ".";

    @BeforeEach
    void publishSomething() {
        Sunwindow.underTest().publish("division", "{\"code\":\"990100\",\"name\":\"云川市\"}");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", int.class);
        var builder = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return headers.length == 0 ? builder : builder.headers(headers);
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return client.send(request(path, headers).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> from(String address) throws IOException, InterruptedException {
        return get(LIST, "X-Forwarded-For", address);
    }

    /** Sends requests until one is refused, and returns how many were not. */
    private int spend(int most, String path, String... headers) throws IOException, InterruptedException {
        for (int i = 0; i < most; i++) {
            if (get(path, headers).statusCode() == 429) {
                return i;
            }
        }
        return most;
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Test
    void everyResponseTellsItsLimits() throws Exception {
        HttpResponse<String> response = from(network + 1);
        assertThat(header(response, "RateLimit")).isEqualTo("\"address\";r=1199;t=1");
        assertThat(header(response, "RateLimit-Policy")).isEqualTo("\"address\";q=1200;w=60, \"network\";q=3000;w=60");
        // computed, from memory, unchanged, wrong, missing
        assertThat(header(from(network + 1), "RateLimit")).isEqualTo("\"address\";r=1198;t=1");
        HttpResponse<String> unchanged =
                get(LIST, "X-Forwarded-For", network + 1, "If-None-Match", header(response, "ETag"));
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(header(unchanged, "RateLimit")).isEqualTo("\"address\";r=1197;t=1");
        HttpResponse<String> wrong = get(LIST + "?wrong=1", "X-Forwarded-For", network + 1);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(header(wrong, "RateLimit")).isEqualTo("\"address\";r=1196;t=1");
        HttpResponse<String> missing = get("/nowhere", "X-Forwarded-For", network + 1);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(header(missing, "RateLimit")).isEqualTo("\"address\";r=1195;t=1");
    }

    /** The bytes of a response, its tag and its lifetime are those of everybody. */
    @Test
    void limitsDoNotMakeResponsesPersonal() throws Exception {
        HttpResponse<String> first = from(network + 1);
        HttpResponse<String> other = from(network + 2);
        assertThat(other.body()).isEqualTo(first.body());
        for (String name : new String[] {"ETag", "Cache-Control", "Vary"}) {
            assertThat(header(other, name)).isNotNull().isEqualTo(header(first, name));
        }
        assertThat(header(first, "Cache-Control")).startsWith("public");
        assertThat(header(other, "RateLimit")).isEqualTo("\"address\";r=1199;t=1");
    }

    @Test
    void aBurstIsRefusedBeyondTheQuotaAndRestoredWithTime() throws Exception {
        assertThat(spend(2 * QUOTA, LIST, "X-Forwarded-For", network + 1)).isEqualTo(QUOTA);
        HttpResponse<String> refused = from(network + 1);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "Content-Type")).startsWith("application/problem+json");
        assertThat(header(refused, "Retry-After")).isEqualTo("1");
        assertThat(header(refused, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(refused, "RateLimit")).isEqualTo("\"address\";r=0;t=60");
        JsonNode problem = json.readTree(refused.body());
        assertThat(problem.path("code").asText()).isEqualTo("rate.limited");
        assertThat(problem.path("status").asInt()).isEqualTo(429);
        assertThat(problem.path("retryAfter").asInt()).isEqualTo(1);
        assertThat(problem.path("limit").path("policy").asText()).isEqualTo("address");
        assertThat(problem.path("limit").path("quota").asInt()).isEqualTo(QUOTA);
        assertThat(problem.path("limit").path("window").asInt()).isEqualTo(60);
        // others are not concerned, and refusals cost nothing
        assertThat(from(network + 2).statusCode()).isEqualTo(200);
        clock.forward(Duration.ofSeconds(1));
        assertThat(spend(QUOTA, LIST, "X-Forwarded-For", network + 1)).isEqualTo(20);
        clock.forward(Duration.ofMinutes(1));
        assertThat(spend(2 * QUOTA, LIST, "X-Forwarded-For", network + 1)).isEqualTo(QUOTA);
    }

    @Test
    void requestsOfAnyKindCount() throws Exception {
        spend(QUOTA, "/nowhere", "X-Forwarded-For", network + 1);
        assertThat(from(network + 1).statusCode()).isEqualTo(429);
        for (String method : new String[] {"HEAD", "OPTIONS", "POST", "DELETE"}) {
            HttpResponse<String> refused = client.send(
                    request("/api/v1/status-queries", "X-Forwarded-For", network + 1)
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(refused.statusCode()).as(method).isEqualTo(429);
        }
    }

    @Test
    void forgedHeadersDoNotHelp() throws Exception {
        spend(QUOTA, LIST, "X-Forwarded-For", network + 1);
        String[][] forged = {
            {"X-Forwarded-For", "203.0.113.9, " + network + 1},
            {"X-Forwarded-For", "203.0.113.9", "X-Forwarded-For", network + 1},
            {"X-Forwarded-For", "127.0.0.1, " + network + 1},
            {"X-Forwarded-For", network + 1 + ":4711"},
            {"X-Forwarded-For", "::ffff:" + network + 1},
            {"X-Forwarded-For", network + 1, "Forwarded", "for=203.0.113.9"},
            {"X-Forwarded-For", network + 1, "X-Real-IP", "203.0.113.9"},
            {"X-Forwarded-For", network + 1, "End-User", "somebody"},
            {"X-Forwarded-For", network + 1, "Authorization", "Bearer wrong"},
        };
        for (String[] headers : forged) {
            assertThat(get(LIST, headers).statusCode())
                    .as(String.join(" ", headers))
                    .isEqualTo(429);
        }
    }

    @Test
    void rotationWithinAPrefixDoesNotHelp() throws Exception {
        String prefix = "2001:db8:" + used + ":1:";
        int allowed = 0;
        for (int i = 0; i < QUOTA + 50; i++) {
            allowed += from(prefix + Integer.toHexString(i) + "::1").statusCode() == 200 ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(QUOTA);
        assertThat(from("2001:db8:" + used + ":2::1").statusCode()).isEqualTo(200);
    }

    @Test
    void manyAddressesOfANetworkAreLimitedTogether() throws Exception {
        int allowed = 0;
        for (int i = 0; i < NETWORK_QUOTA + 100; i++) {
            allowed += from(network + i % 250).statusCode() == 200 ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(NETWORK_QUOTA);
        HttpResponse<String> refused = from(network + 251);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "RateLimit")).isEqualTo("\"network\";r=0;t=60");
        assertThat(json.readTree(refused.body()).path("limit").path("policy").asText())
                .isEqualTo("network");
    }

    /** A single address must not use up the quota of its network. */
    @Test
    void refusedRequestsOfAnAddressDoNotCountForItsNetwork() throws Exception {
        spend(QUOTA, LIST, "X-Forwarded-For", network + 1);
        for (int i = 0; i < NETWORK_QUOTA; i++) {
            from(network + 1);
        }
        assertThat(from(network + 2).statusCode()).isEqualTo(200);
    }

    @Test
    void anEndUserIsLimitedWithoutTheOthersOfTheCaller() throws Exception {
        assertThat(spend(2 * USER_QUOTA, LIST, "Authorization", CALLER, "End-User", "limits-1"))
                .isEqualTo(USER_QUOTA);
        HttpResponse<String> refused = get(LIST, "Authorization", CALLER, "End-User", "limits-1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "RateLimit")).isEqualTo("\"user\";r=0;t=60");
        assertThat(header(refused, "RateLimit-Policy"))
                .contains("\"caller\";q=")
                .contains("\"user\";q=600;w=60");
        assertThat(get(LIST, "Authorization", CALLER, "End-User", "limits-2").statusCode())
                .isEqualTo(200);
        assertThat(get(LIST, "Authorization", CALLER).statusCode()).isEqualTo(200);
    }

    @Test
    void publishersAreNotCounted() throws Exception {
        spend(QUOTA, LIST, "X-Forwarded-For", network + 1);
        HttpResponse<String> response =
                get("/api/v1/imports", "X-Forwarded-For", network + 1, "Authorization", PUBLISHER);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "RateLimit")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/health"})
    void probesAreNotLimited(String path) throws Exception {
        spend(QUOTA, LIST, "X-Forwarded-For", network + 1);
        given().baseUri(Management.underTest())
                .header("X-Forwarded-For", network + 1)
                .get(path)
                .then()
                .statusCode(not(429))
                .header("RateLimit", nullValue());
    }
}
