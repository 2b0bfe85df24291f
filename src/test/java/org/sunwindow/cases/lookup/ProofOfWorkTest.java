package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Lookups that require a challenge. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ProofOfWorkTest.Required.class)
class ProofOfWorkTest {

    /** Easy tasks, so that the test spends its time on something else. */
    public static final class Required implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sunwindow.progress.challenge.required", "true",
                    "sunwindow.progress.challenge.bits", "10");
        }
    }

    private static final String NUMBER = "POW-2026-1";

    @Inject
    MovableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private static Json task(String number) {
        return Sunwindow.underTest()
                .request()
                .contentType("application/json")
                .body("{\"applicationNo\":\"%s\"}".formatted(number))
                .post("/challenges")
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    private static String solve(Json task, int bits) throws Exception {
        var sha = MessageDigest.getInstance("SHA-256");
        for (int i = 0; ; i++) {
            String answer = Integer.toString(i, 36);
            byte[] hash = sha.digest((task.getString("token") + "." + answer).getBytes(StandardCharsets.UTF_8));
            int head = (hash[0] & 0xFF) << 16 | (hash[1] & 0xFF) << 8 | hash[2] & 0xFF;
            if (Integer.numberOfLeadingZeros(head) - 8 >= bits) {
                return answer;
            }
        }
    }

    private static int ask(String number, String token, String answer) {
        return Sunwindow.underTest()
                .request()
                .contentType("application/json")
                .body("""
                        {"applicationNo":"%s","factor":{"type":"QUERY_CODE","value":"111111"},\
                        "challenge":{"token":"%s","answer":"%s"}}""".formatted(number, token, answer))
                .post("/status-queries")
                .statusCode();
    }

    @Test
    void solutionIsValidForItsNumberUntilItExpires() throws Exception {
        Json task = task(NUMBER);
        assertThat(task.getInt("bits")).isEqualTo(10);
        String token = task.getString("token");
        String answer = solve(task, 10);
        // the number is unknown, which only a solved challenge reveals
        assertThat(ask(NUMBER, token, answer)).isEqualTo(404);
        // it is good for one failure
        assertThat(ask(NUMBER, token, answer)).isEqualTo(403);
        assertThat(ask(" pow-2026-1", token, answer)).isEqualTo(403);
        task = task(NUMBER);
        token = task.getString("token");
        answer = solve(task, 10);
        assertThat(ask(" pow-2026-1", token, answer)).isEqualTo(404);
        assertThat(ask("POW-2026-2", token, answer)).isEqualTo(403);
        assertThat(ask(NUMBER, token, answer + "x")).isEqualTo(403);
        assertThat(ask(NUMBER, token.replace(".10.", ".1."), answer)).isEqualTo(403);
        assertThat(ask(NUMBER, "9999999999.0.00", answer)).isEqualTo(403);
        assertThat(ask(NUMBER, "nothing", answer)).isEqualTo(403);
        clock.forward(Duration.ofMinutes(6));
        assertThat(ask(NUMBER, token, answer)).isEqualTo(403);
    }

    @Test
    void authenticatedCallerNeedsNoChallenge() {
        Sunwindow sunwindow = Sunwindow.underTest();
        sunwindow.ask(NUMBER, "QUERY_CODE", "111111").then().statusCode(403);
        int status = sunwindow
                .request()
                .contentType("application/json")
                .header("Authorization", "Bearer demo-caller-token-not-for-production")
                .body("{\"applicationNo\":\"%s\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"111111\"}}"
                        .formatted(NUMBER))
                .post("/status-queries")
                .statusCode();
        assertThat(status).isEqualTo(404);
    }
}
