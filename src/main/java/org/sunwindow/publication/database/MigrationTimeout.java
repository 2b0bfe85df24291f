package org.sunwindow.publication.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Gives migrations more time than the {@code socketTimeout} of the pool, because one statement may rewrite a whole
 * table. The connection belongs to the pool, so its timeout is restored afterwards.
 */
@ApplicationScoped
class MigrationTimeout implements FlywayConfigurationCustomizer {

    /** Maximum time of one statement. Without a limit, a lost connection would block the instance forever. */
    static final Duration STATEMENT = Duration.ofHours(6);

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.callbacks(new Extension());
    }

    /** Migrations run one at a time, see {@link DatabaseMonitor#ready}. */
    private static final class Extension extends BaseCallback {

        private int usual;

        @Override
        public boolean supports(Event event, Context context) {
            return switch (event) {
                case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_ERROR -> true;
                default -> false;
            };
        }

        @Override
        public void handle(Event event, Context context) {
            Connection connection = context.getConnection();
            try {
                if (event == Event.BEFORE_EACH_MIGRATE) {
                    usual = connection.getNetworkTimeout();
                    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(STATEMENT.toMillis()));
                } else if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the timeout of a migration cannot be set", e);
            }
        }
    }
}
