package org.sunwindow.publisher;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.sunwindow.BatchedDeletion;
import org.sunwindow.Settings;

/** Deletes expired entries of the {@link WriteAudit} every minute. */
@ApplicationScoped
class WriteAuditRetention {

    private static final String INTERVAL = "1m";

    private static final String DELETE = "delete from write_audit where ctid = any(array("
            + "select ctid from write_audit where written_at <= ? limit " + BatchedDeletion.BATCH
            + " for update skip locked))";

    private final BatchedDeletion rows;
    private final Clock clock;
    private final Settings settings;

    WriteAuditRetention(DataSource database, Clock clock, Settings settings) {
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
        var expiry = OffsetDateTime.ofInstant(clock.instant().minus(settings.writeAudit()), ZoneOffset.UTC);
        rows.delete(DELETE, statement -> statement.setObject(1, expiry));
    }
}
