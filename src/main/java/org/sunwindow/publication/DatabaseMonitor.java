package org.sunwindow.publication;

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
 * Whether the database is there. The schema is brought up to date at the first contact and not at start, because an
 * instance that has its index serves the public before and without a database.
 */
@ApplicationScoped
public class DatabaseMonitor {

    private static final Logger LOG = Logger.getLogger(DatabaseMonitor.class);

    private final Flyway flyway;
    private final DataSource database;
    private final Event<DatabaseReached> reached;
    private final Clock clock;

    private boolean migrated;
    private boolean told;
    private volatile Instant unreachableSince;

    DatabaseMonitor(Flyway flyway, DataSource database, Event<DatabaseReached> reached, Clock clock) {
        this.flyway = flyway;
        this.database = database;
        this.reached = reached;
        this.clock = clock;
        this.unreachableSince = clock.instant();
    }

    /** Looks whether the database answers; after the first time it does, its schema is current. */
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
                LOG.info("the database answers");
                unreachableSince = null;
                told = false;
            }
            return true;
        } catch (SQLException e) {
            unreachableSince = unreachableSince == null ? clock.instant() : unreachableSince;
            if (!told) {
                LOG.warnf("the database does not answer: %s", e.getMessage());
                told = true;
            }
            return false;
        } catch (FlywayException e) {
            LOG.errorf("the schema cannot be brought up to date: %s", e.getMessage());
            return false;
        }
    }

    /** Since when it has not answered, {@code null} when it did at the last look. */
    public Instant unreachableSince() {
        return unreachableSince;
    }
}
