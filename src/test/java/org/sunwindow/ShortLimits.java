package org.sunwindow;

import io.quarkus.test.junit.QuarkusTestProfile;
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
}
