package org.sunwindow.publication.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Monitors whether the database is available. The schema is migrated on the first connection and not at start-up,
 * because an instance with an index serves public reads without a database.
 */
@ApplicationScoped
public class DatabaseMonitor {

    private static final Logger LOG = Logger.getLogger(DatabaseMonitor.class);

    private final Flyway flyway;
    private final DataSource database;
    private final Event<DatabaseReached> reached;
    private final Clock clock;

    private volatile boolean migrated;
    private boolean logged;
    private String notMigrated = "";
    private volatile Instant unreachableSince;

    protected DatabaseMonitor(Flyway flyway, DataSource database, Event<DatabaseReached> reached, Clock clock) {
        this.flyway = flyway;
        this.database = database;
        this.reached = reached;
        this.clock = clock;
        this.unreachableSince = clock.instant();
    }

    /** Queries the database, and migrates its schema after the first success. */
    public synchronized boolean ready() {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                ResultSet one = statement.executeQuery("select 1")) {
            one.next();
            if (!migrated) {
                flyway.migrate();
                reached.fire(new DatabaseReached());
                migrated = true;
            }
            if (unreachableSince != null) {
                LOG.info("the database is available");
                unreachableSince = null;
                logged = false;
            }
            return true;
        } catch (SQLException e) {
            unreachableSince = unreachableSince == null ? clock.instant() : unreachableSince;
            if (!logged) {
                LOG.warnf("the database is unavailable: %s", e.getMessage());
                logged = true;
            }
            return false;
        } catch (FlywayException e) {
            if (!notMigrated.equals(e.getMessage())) {
                notMigrated = e.getMessage();
                LOG.errorf("the schema cannot be migrated: %s", notMigrated);
            }
            return false;
        }
    }

    /**
     * Returns whether the schema and the key were once found to be those of the database, which is asked until then. Whoever
     * does not wait for {@link DatabaseReached} has to ask this first.
     */
    public boolean isAccepted() {
        try {
            return migrated || ready();
        } catch (RuntimeException refused) {
            // KeyGuard logs it and ends the process
            return false;
        }
    }

    /** Returns when the database became unavailable, {@code null} if the last query succeeded. */
    Instant unreachableSince() {
        return unreachableSince;
    }
}
