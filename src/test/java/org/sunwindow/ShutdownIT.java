package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.fault.Fault;

/** A service that stops leaves its proxies first. */
class ShutdownIT {

    @TempDir
    Path home;

    @Fault(
            value = "SIGTERM while a stream of changes is open",
            promise = "readiness goes down while requests are still answered; the stream ends, and no new one begins")
    void readinessGoesDownWhileRequestsAreStillAnswered() throws Exception {
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(home.resolve("a"), database, Map.of("QUARKUS_SHUTDOWN_DELAY", "10M"))) {
            stops(instance);
        }
    }

    private static void stops(Instance instance) throws Exception {
        try {
            Sunwindow sunwindow = instance.start();
            String changes = sunwindow.base() + "/api/v1/changes/stream";
            try (var stream = new EventStream(changes, null)) {
                stream.next();
                instance.process().destroy();
                Sunwindow.await("not ready", () -> sunwindow.ready().statusCode() == 503);
                assertThat(sunwindow.get("/divisions?size=1").statusCode()).isEqualTo(200);
                // the client connects again, to another instance
                assertThatThrownBy(() -> readAll(stream)).isInstanceOf(EOFException.class);
            }
            try (var again = new EventStream(changes, null)) {
                assertThat(again.status()).isEqualTo(503);
            }
        } finally {
            // it would wait for its proxies
            instance.kill();
        }
    }

    private static void readAll(EventStream stream) throws IOException {
        while (true) {
            stream.next();
        }
    }
}
