package org.sunwindow.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.LocalDatabase;

/** Records of an earlier version belong to the only publisher there was, and to nobody if there were several. */
@Tag("slow")
class OwnerMigrationTest {

    @ParameterizedTest
    @CsvSource({
        "bureau COMPLETED, bureau",
        "bureau COMPLETED|bureau INTERRUPTED|other DRY, bureau",
        "bureau COMPLETED|other COMPLETED, ",
        // an interrupted run has stored the batches before its end
        "bureau COMPLETED|other INTERRUPTED, ",
        "bureau INTERRUPTED, ",
        ", "
    })
    void recordsBelongToTheOnlyPublisher(String runs, String owner) throws Exception {
        try (var database = LocalDatabase.temporary()) {
            flyway(database, "5").migrate();
            try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
                for (String run : runs == null ? new String[0] : runs.split("\\|")) {
                    insertRun(connection, run.split(" ")[0], run.split(" ")[1]);
                }
                execute(connection, """
                        insert into publication (kind, key, revision, record, changed_at)
                        values ('office', 'a', 1, '{}', now())""");
                execute(connection, """
                        insert into publication (kind, key, revision, changed_at, withdrawn_at)
                        values ('office', 'b', 2, now(), now())""");
                execute(connection, """
                        insert into application_case
                            (application_no, case_type, progress, fingerprint, updated_at, imported_at)
                        values ('OLD-2026-1', 'SERVICE', '{}', ''::bytea, now(), now())""");
                flyway(database, "6").migrate();
                assertThat(owner(connection, "publication where key = 'a'")).isEqualTo(owner);
                assertThat(owner(connection, "publication where key = 'b'")).isEqualTo(owner);
                assertThat(owner(connection, "application_case")).isEqualTo(owner);
                // a row that an instance of the earlier version adds meanwhile
                execute(connection, """
                        insert into publication (kind, key, revision, record, changed_at)
                        values ('office', 'c', 3, '{}', now())""");
                assertThat(owner(connection, "publication where key = 'c'")).isNull();
            }
        }
    }

    private static void insertRun(Connection connection, String publisher, String state) throws SQLException {
        boolean dry = state.equals("DRY");
        execute(connection, """
                insert into import_run (id, kind, publisher, dry_run, state, started_at, touched_at, lines, created,
                    changed, unchanged, withdrawn, rejected, rejects_kept)
                values (gen_random_uuid(), 'office', '%s', %s, '%s', now(), now(), 1, 1, 0, 0, 0, 0, 0)""".formatted(publisher, dry, dry ? "COMPLETED" : state));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String owner(Connection connection, String from) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select owner from " + from)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Flyway flyway(LocalDatabase database, String target) {
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .target(target)
                .load();
    }
}
