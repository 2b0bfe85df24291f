package org.sunwindow.cases.lookup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sunwindow.cases.CaseSettings;

/** Deletes expired rows every minute: ended cases, failure counters, known askers, and entries of the audit log. */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String INTERVAL = "1m";

    /** Rows deleted by one statement. Locked rows are skipped, because another instance is deleting them. */
    private static final int BATCH = 2_000;

    private static final String CASES = """
            delete from application_case where id in (
                select id from application_case where ended_at <= %s limit ? for update skip locked)""";

    private static final String COUNTERS = """
            delete from lookup_guard where subject in (
                select subject from lookup_guard where expires_at <= %s limit ? for update skip locked)""";

    private static final String ASKERS = """
            delete from known_asker where asker in (
                select asker from known_asker where expires_at <= %s limit ? for update skip locked)""";

    private static final String AUDIT = """
            delete from lookup_audit where ctid = any(array(
                select ctid from lookup_audit where asked_at <= %s limit ? for update skip locked))""";

    private final ReentrantLock running = new ReentrantLock();
    private final DataSource database;
    private final DatabaseTime time;
    private final CaseSettings settings;
    private volatile boolean stopped;

    Retention(DataSource database, DatabaseTime time, CaseSettings settings) {
        this.database = database;
        this.time = time;
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
            LOG.debugf("expired rows were not deleted: %s", e.getMessage());
        } finally {
            running.unlock();
        }
    }

    /** Waits for a running purge, which ends after its current batches. The lock is kept, so no other purge begins. */
    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        running.lock();
    }

    void purge() throws SQLException {
        purge(CASES, settings.retention());
        purge(COUNTERS, Duration.ZERO);
        purge(ASKERS, Duration.ZERO);
        purge(AUDIT, settings.audit());
    }

    private void purge(String sql, Duration age) throws SQLException {
        int deleted;
        do {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement =
                            connection.prepareStatement(sql.formatted(DatabaseTime.NOW + " - ?::interval"))) {
                time.bind(statement, 1);
                statement.setString(2, age.toString());
                statement.setInt(3, BATCH);
                deleted = statement.executeUpdate();
            }
        } while (deleted == BATCH && !stopped);
    }
}
