package org.sunwindow.caller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.crypto.Sha256;

/** Two instances with one database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UsedSignaturesTest {

    @Inject
    DataSource database;

    @Inject
    MovableClock clock;

    @BeforeEach
    void awaitReadiness() {
        Sunwindow.underTest();
    }

    @Test
    void signatureOfOneInstanceIsUsedOnAnother() throws SQLException {
        var here = new UsedSignatures(database);
        var there = new UsedSignatures(database);
        byte[] signature = Sha256.of("one");
        assertThat(here.use(signature, clock.instant().plusSeconds(600))).isTrue();
        assertThat(there.use(signature, clock.instant().plusSeconds(600))).isFalse();
        assertThat(there.use(Sha256.of("two"), clock.instant().plusSeconds(600)))
                .isTrue();
    }

    @Test
    void instancesAtTheSameTimeAdmitASignatureOnce() throws Exception {
        var instances = List.of(new UsedSignatures(database), new UsedSignatures(database));
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 20; round++) {
                byte[] signature = Sha256.of("round " + round);
                var attempts = new ArrayList<Callable<Boolean>>();
                for (int i = 0; i < 4; i++) {
                    UsedSignatures instance = instances.get(i % 2);
                    attempts.add(() -> instance.use(signature, clock.instant().plusSeconds(600)));
                }
                int admitted = 0;
                for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                    admitted += attempt.get() ? 1 : 0;
                }
                assertThat(admitted).isEqualTo(1);
            }
        }
    }

    @Test
    void signatureIsKeptUntilItExpires() throws SQLException {
        var signatures = new UsedSignatures(database);
        var retention = new SignatureRetention(database, clock);
        byte[] signature = Sha256.of("kept");
        signatures.use(signature, clock.instant().plusSeconds(600));
        retention.purge();
        assertThat(signatures.use(signature, clock.instant().plusSeconds(600))).isFalse();
        clock.forward(Duration.ofSeconds(600));
        retention.purge();
        assertThat(signatures.use(signature, clock.instant().plusSeconds(600))).isTrue();
        clock.reset();
    }
}
