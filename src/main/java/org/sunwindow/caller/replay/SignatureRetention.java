package org.sunwindow.caller.replay;

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

/** Deletes signatures that have expired every minute. */
@ApplicationScoped
class SignatureRetention {

    private static final String INTERVAL = "1m";

    private static final String EXPIRED = "delete from used_signature where signature in ("
            + "select signature from used_signature where expires_at <= ? limit " + BatchedDeletion.BATCH
            + " for update skip locked)";

    private final BatchedDeletion rows;
    private final Clock clock;

    SignatureRetention(DataSource database, Clock clock) {
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
        rows.delete(EXPIRED, statement -> statement.setObject(1, clock.instant().atOffset(ZoneOffset.UTC)));
    }
}
