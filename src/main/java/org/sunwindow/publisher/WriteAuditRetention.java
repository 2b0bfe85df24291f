package org.sunwindow.publisher;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;

/** Deletes expired entries of the {@link WriteAudit} every minute. */
@ApplicationScoped
class WriteAuditRetention {

    private static final Logger LOG = Logger.getLogger(WriteAuditRetention.class);
    private static final String INTERVAL = "1m";

    /** Rows deleted by one statement. Locked rows are skipped, because another instance is deleting them. */
    private static final int BATCH = 2_000;

    private static final String DELETE = """
            delete from write_audit where ctid = any(array(
                select ctid from write_audit where written_at <= ? limit ? for update skip locked))""";

    private final ReentrantLock running = new ReentrantLock();
    private final DataSource database;
    private final Clock clock;
    private final Settings settings;
    private volatile boolean stopped;

    WriteAuditRetention(DataSource database, Clock clock, Settings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        if (!running.tryLock()) {
            return;
        }
        try {
            purge();
        } catch (SQLException | RuntimeException e) {
            // unreachable, which DatabaseMonitor logs; the next run tries again
            LOG.debugf("expired entries were not deleted: %s", e.getMessage());
        } finally {
            running.unlock();
        }
    }

    /** Waits for a running purge, which ends after its current batch. The lock is kept, so no other purge begins. */
    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        running.lock();
    }

    void purge() throws SQLException {
        var expiry = OffsetDateTime.ofInstant(clock.instant().minus(settings.writeAudit()), ZoneOffset.UTC);
        int deleted;
        do {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(DELETE)) {
                statement.setObject(1, expiry);
                statement.setInt(2, BATCH);
                deleted = statement.executeUpdate();
            }
        } while (deleted == BATCH && !stopped);
    }
}
