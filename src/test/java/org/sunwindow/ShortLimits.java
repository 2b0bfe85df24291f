package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.Response;
import java.util.Map;

/** Limits of connections that are short enough to be waited for, and a single place for a stream of changes. */
public class ShortLimits implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "sunwindow.connections.header-timeout", "1s",
                "sunwindow.connections.body-timeout", "1s",
                "sunwindow.connections.stalled-timeout", "1s",
                "sunwindow.connections.linger", "100ms",
                "sunwindow.bulk.max-waiting", "1");
    }

    /** Publishes lines. A busy machine may starve an honest client for longer than the limits, so it is tried again. */
    public static void publish(String kind, String lines) {
        Sunwindow sunwindow = Sunwindow.underTest();
        Sunwindow.await("an import of " + kind, () -> {
            Response sent = sunwindow.send(kind, lines);
            assertThat(sent.statusCode()).isIn(201, 408);
            if (sent.statusCode() == 201 && sent.as(Json.class).get("revision") != null) {
                sunwindow.awaitRevision(sent.as(Json.class).getLong("revision"));
            }
            return sent.statusCode() == 201;
        });
    }
}
