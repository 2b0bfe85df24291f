package org.sunwindow.imports.run;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.imports.background.Lease;

/**
 * The lease of a run whose sender waits. No worker can take the run, but it counts as abandoned if nothing is heard of
 * it, and between two batches of a slow sender may be more time than that. Not thread-safe.
 */
final class AttendedLease implements Lease {

    /** Much shorter than the time after which a run counts as abandoned. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(AttendedLease.class);

    private final UUID run;
    private final Clock clock;
    private Instant touched;

    AttendedLease(UUID run, Clock clock) {
        this.run = run;
        this.clock = clock;
        this.touched = clock.instant();
    }

    @Override
    public void check() {
        Instant now = clock.instant();
        if (!now.isBefore(touched.plus(INTERVAL))) {
            touched = now;
            try {
                QuarkusTransaction.requiringNew()
                        .run(() -> ImportRun.update(
                                "touchedAt = ?1 where id = ?2 and state = ?3", now, run, ImportRun.State.RUNNING));
            } catch (RuntimeException e) {
                // the next time will do; storing a batch fails by itself if the database stays away
                LOG.debugf("import %s was not marked as alive: %s", run, ExceptionSummary.of(e));
            }
        }
    }

    @Override
    public void renew() {
        // no other worker can take it
    }

    @Override
    public Long bytesRead() {
        return null;
    }
}
