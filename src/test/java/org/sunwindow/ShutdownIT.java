package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that stops leaves its proxies first. */
class ShutdownIT {

    @TempDir
    Path home;

    @Test
    void readinessGoesDownWhileRequestsAreStillAnswered() throws Exception {
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(home.resolve("a"), database, Map.of("QUARKUS_SHUTDOWN_DELAY", "10M"))) {
            Sunwindow sunwindow = instance.start();
            instance.process().destroy();
            Sunwindow.await("not ready", () -> sunwindow.ready().statusCode() == 503);
            assertThat(sunwindow.get("/divisions?size=1").statusCode()).isEqualTo(200);
            instance.kill();
        }
    }
}
