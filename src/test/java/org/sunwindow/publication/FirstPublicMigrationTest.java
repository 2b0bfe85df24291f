package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.LocalDatabase;

/** When records of an earlier version first became public, as far as that is known. */
@Tag("slow")
class FirstPublicMigrationTest {

    private static int revision;

    @Test
    void bestKnownTimeIsStored() throws Exception {
        try (var database = LocalDatabase.temporary()) {
            flyway(database, "16").migrate();
            try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
                // key, visible from, changed, withdrawn, created as the audit has it
                insert(connection, "OLD", "2020-03-01T00:00Z", "2026-01-01T00:00Z", null, null);
                insert(connection, "DATELESS", null, "2026-01-01T00:00Z", null, null);
                insert(connection, "LATE", "2020-03-01T00:00Z", "2026-05-01T00:00Z", null, "2026-02-01T00:00Z");
                insert(connection, "PLANNED", "2026-03-01T00:00Z", "2026-02-01T00:00Z", null, "2026-02-01T00:00Z");
                insert(connection, "GONE", null, "2026-05-01T00:00Z", "2026-05-01T00:00Z", "2026-02-01T00:00Z");
                insert(connection, "LONG-GONE", null, "2026-05-01T00:00Z", "2026-05-01T00:00Z", null);
                flyway(database, "latest").migrate();
                assertThat(firstPublic(connection, "OLD")).isEqualTo("2020-03-01T00:00:00Z");
                assertThat(firstPublic(connection, "DATELESS")).isEqualTo("2026-01-01T00:00:00Z");
                assertThat(firstPublic(connection, "LATE")).isEqualTo("2026-02-01T00:00:00Z");
                assertThat(firstPublic(connection, "PLANNED")).isEqualTo("2026-03-01T00:00:00Z");
                assertThat(firstPublic(connection, "GONE")).isEqualTo("2026-02-01T00:00:00Z");
                assertThat(firstPublic(connection, "LONG-GONE")).isNull();
            }
        }
    }

    private static void insert(
            Connection connection, String key, String from, String changed, String withdrawn, String created)
            throws SQLException {
        execute(
                connection,
                "insert into publication (kind, key, revision, record, visible_from, changed_at, withdrawn_at)"
                        + " values ('disclosure', '%s', %d, %s, %s, %s, %s)"
                                .formatted(
                                        key,
                                        ++revision,
                                        withdrawn == null ? "'{}'" : "null",
                                        literal(from),
                                        literal(changed),
                                        literal(withdrawn)));
        if (created != null) {
            execute(
                    connection,
                    "insert into write_audit (written_at, publisher, kind, key, action)"
                            + " values (%s, 'bureau', 'disclosure', '%s', 'CREATED')".formatted(literal(created), key));
        }
    }

    private static String literal(String value) {
        return value == null ? "null" : "'" + value + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String firstPublic(Connection connection, String key) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select first_public from publication where key = '" + key + "'")) {
            row.next();
            OffsetDateTime time = row.getObject(1, OffsetDateTime.class);
            return time == null ? null : time.toInstant().toString();
        }
    }

    private static Flyway flyway(LocalDatabase database, String target) {
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .target(target)
                .load();
    }
}
