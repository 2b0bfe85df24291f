package org.sunwindow.imports.quarantine;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.sunwindow.BatchedDeletion;

/** Deletes expired entries of the quarantine, and the excerpts of old rejects, every minute. */
@ApplicationScoped
class QuarantineRetention {

    private static final String INTERVAL = "1m";

    private static final String ENTRIES = "delete from quarantine_entry where id in ("
            + "select id from quarantine_entry where expires_at <= ? limit " + BatchedDeletion.BATCH
            + " for update skip locked)";

    private static final String EXCERPTS = "update import_reject set excerpt = null where ctid = any(array("
            + "select r.ctid from import_reject r join import_run i on i.id = r.run_id"
            + " where r.excerpt is not null and i.started_at <= ? limit " + BatchedDeletion.BATCH
            + " for update of r skip locked))";

    private final BatchedDeletion rows;
    private final Clock clock;
    private final QuarantineSettings settings;

    QuarantineRetention(DataSource database, Clock clock, QuarantineSettings settings) {
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
        purge(ENTRIES, clock.instant());
        purge(EXCERPTS, clock.instant().minus(settings.held()));
    }

    private void purge(String sql, Instant until) throws SQLException {
        rows.delete(sql, statement -> statement.setObject(1, OffsetDateTime.ofInstant(until, ZoneOffset.UTC)));
    }
}
