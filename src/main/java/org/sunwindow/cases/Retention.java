package org.sunwindow.cases;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Removes what has been kept for long enough: cases that have ended, the trail of lookups, failures that count no more. */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int EVERY_MINUTES = 1;

    /** Of a kind in one transaction; instances that do the same pass over one another's rows. */
    private static final int AT_ONCE = 2_000;

    private static final String CASES = """
            delete from application_case where id in (
                select id from application_case where ended_at <= ? limit ? for update skip locked)""";

    private static final String GUARDS = """
            delete from lookup_guard where subject in (
                select subject from lookup_guard where expires_at <= ? limit ? for update skip locked)""";

    private static final String TRAIL = """
            delete from lookup_audit where ctid = any(array(
                select ctid from lookup_audit where asked_at <= ? limit ? for update skip locked))""";

    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("retention").daemon().factory());
    private final DataSource database;
    private final Clock clock;
    private final CaseSettings settings;

    Retention(DataSource database, Clock clock, CaseSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        keeper.scheduleWithFixedDelay(this::run, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    void stop(@Observes ShutdownEvent event) {
        keeper.shutdownNow();
    }

    private void run() {
        try {
            purge();
        } catch (SQLException | RuntimeException e) {
            // the database is away, which publication.Store tells; there is a next time
            LOG.debugf("nothing was removed: %s", e.getMessage());
        }
    }

    /** Removes all that is due. */
    void purge() throws SQLException {
        Instant now = clock.instant();
        purge(CASES, now.minus(settings.retention()));
        purge(GUARDS, now);
        purge(TRAIL, now.minus(settings.audit()));
    }

    private void purge(String sql, Instant until) throws SQLException {
        int removed;
        do {
            try (Connection connection = database.getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, FailureCounterTable.time(until));
                statement.setInt(2, AT_ONCE);
                removed = statement.executeUpdate();
            }
        } while (removed == AT_ONCE);
    }
}
