package org.sunwindow.publication;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Deletes what migration V7 noted in {@code key_collision}, after the time that operators have to check it. Application numbers
 * and removed contents must not be kept without end.
 */
@ApplicationScoped
class KeyCollisionRetention {

    static final Duration KEPT = Duration.ofDays(90);

    private static final Logger LOG = Logger.getLogger(KeyCollisionRetention.class);
    private static final String INTERVAL = "1h";

    private final DataSource database;
    private final Clock clock;

    KeyCollisionRetention(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            purge();
        } catch (SQLException e) {
            // unreachable, which DatabaseMonitor logs; the next run tries again
            LOG.debugf("expired collisions were not deleted: %s", e.getMessage());
        }
    }

    void purge() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("delete from key_collision where found_at <= ?")) {
            statement.setObject(1, OffsetDateTime.ofInstant(clock.instant().minus(KEPT), ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }
}
