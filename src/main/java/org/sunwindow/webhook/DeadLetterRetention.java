package org.sunwindow.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.sunwindow.BatchedDeletion;

/** Deletes dead letters that nobody has sent again. */
@ApplicationScoped
class DeadLetterRetention {

    private static final String INTERVAL = "10m";

    private static final String DELETE = "delete from webhook_notice where ctid = any(array("
            + "select ctid from webhook_notice where dead_at <= ? limit " + BatchedDeletion.BATCH
            + " for update skip locked))";

    private final BatchedDeletion rows;
    private final Clock clock;
    private final WebhookSettings settings;

    DeadLetterRetention(DataSource database, Clock clock, WebhookSettings settings) {
        this.rows = new BatchedDeletion(database);
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        rows.run(this::purge);
    }

    void stop(@Observes ShutdownEvent event) {
        rows.stop();
    }

    void purge() throws SQLException {
        var expiry = clock.instant().minus(settings.keepDead()).atOffset(ZoneOffset.UTC);
        rows.delete(DELETE, statement -> statement.setObject(1, expiry));
    }
}
