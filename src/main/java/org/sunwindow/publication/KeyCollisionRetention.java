package org.sunwindow.publication;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.sunwindow.BatchedDeletion;

/**
 * Deletes the rows that migration V7 wrote to {@code key_collision} once operators have had time to check them.
 * Application numbers and removed contents must not be kept indefinitely.
 */
@ApplicationScoped
class KeyCollisionRetention {

    static final Duration KEPT = Duration.ofDays(90);

    private static final String INTERVAL = "1h";

    private static final String DELETE = "delete from key_collision where ctid = any(array("
            + "select ctid from key_collision where found_at <= ? limit " + BatchedDeletion.BATCH
            + " for update skip locked))";

    private final BatchedDeletion rows;
    private final Clock clock;

    KeyCollisionRetention(DataSource database, Clock clock) {
        this.rows = new BatchedDeletion(database);
        this.clock = clock;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        rows.run(this::purge);
    }

    void stop(@Observes ShutdownEvent event) {
        rows.stop();
    }

    void purge() throws SQLException {
        var expiry = OffsetDateTime.ofInstant(clock.instant().minus(KEPT), ZoneOffset.UTC);
        rows.delete(DELETE, statement -> statement.setObject(1, expiry));
    }
}
