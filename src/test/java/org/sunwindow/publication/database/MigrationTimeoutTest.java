package org.sunwindow.publication.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgConnection;
import org.sunwindow.Rows;
import org.sunwindow.TestDatabase;

/** The statements of a migration may take longer than any other. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MigrationTimeoutTest {

    /** {@code socketTimeout} in application.properties, in milliseconds. */
    private static final int USUAL = 20_000;

    @Inject
    Flyway flyway;

    @Inject
    AgroalDataSource database;

    private final List<Integer> timeouts = new ArrayList<>();

    /** The connection of the migration, which stays in the pool. */
    private Connection pooled;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void migrationHasMoreTimeThanOtherStatements(boolean fails) throws SQLException {
        try {
            if (fails) {
                assertThatThrownBy(() -> migrate(true)).isInstanceOf(FlywayException.class);
            } else {
                migrate(false);
            }
            assertThat(timeouts).containsExactly(Math.toIntExact(MigrationTimeout.STATEMENT.toMillis()));
            assertThat(pooled.getNetworkTimeout()).isEqualTo(USUAL);
        } finally {
            new Rows(database).execute("drop schema if exists elsewhere cascade");
        }
    }

    private void migrate(boolean fails) {
        Flyway other = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas("elsewhere")
                .defaultSchema("elsewhere")
                .baselineVersion("999")
                .javaMigrations(new Probe(fails))
                .load();
        other.baseline();
        other.migrate();
    }

    private final class Probe implements JavaMigration {

        private final boolean fails;

        Probe(boolean fails) {
            this.fails = fails;
        }

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("1000");
        }

        @Override
        public String getDescription() {
            return "probe";
        }

        @Override
        public Integer getChecksum() {
            return null;
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws SQLException {
            pooled = context.getConnection().unwrap(PgConnection.class);
            timeouts.add(pooled.getNetworkTimeout());
            if (fails) {
                throw new SQLException("refused");
            }
        }
    }
}
