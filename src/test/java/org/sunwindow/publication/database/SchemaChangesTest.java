package org.sunwindow.publication.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.LocalDatabase;

/**
 * Migrations only add, so that the former release goes on while instances are replaced; see CONTRIBUTING.md. Schemas are compared, and
 * not statements, because a statement can be written in many ways.
 */
@Tag("slow")
class SchemaChangesTest {

    private static final String UNRELEASED = "before the first release";

    /** What a migration does all the same, with the reason. */
    private static final Map<String, Map<String, String>> EXCEPTIONS = Map.of(
            "4",
            Map.of("application_case.progress has another type", UNRELEASED),
            "5",
            Map.of(
                    "application_case.case_type is required", UNRELEASED,
                    "case_factor is missing", UNRELEASED,
                    "lookup_guard.locked_until is required", UNRELEASED,
                    "lookup_guard.locks is required", UNRELEASED,
                    "lookup_guard.number_hash is missing", UNRELEASED,
                    "lookup_guard.subject is required", UNRELEASED,
                    "lookup_guard.window_ends is required", UNRELEASED),
            "7",
            Map.of("publication has the new rule publication_key_canonical", UNRELEASED),
            "9",
            Map.of("revision_counter has the new rule mark_revision", "it only adds to a table of its own"),
            "17",
            Map.of("publication has the new rule keep_superseded_state", "it only writes what it has added itself"));

    @Test
    void formerReleaseGoesOnAfterEveryMigration() throws Exception {
        try (var database = LocalDatabase.temporary();
                var connection = connection(database)) {
            var found = new TreeMap<String, Set<String>>();
            Schema former = Schema.of(connection);
            for (MigrationInfo migration :
                    flyway(database, MigrationVersion.LATEST).info().pending()) {
                flyway(database, migration.getVersion()).migrate();
                Schema schema = Schema.of(connection);
                Set<String> blocks = former.stumblingBlocks(schema);
                if (!blocks.isEmpty()) {
                    found.put(migration.getVersion().getVersion(), blocks);
                }
                former = schema;
            }
            assertThat(former.columns()).containsKeys("publication", "application_case", "known_key");
            var allowed = new TreeMap<String, Set<String>>();
            EXCEPTIONS.forEach((version, blocks) -> allowed.put(version, blocks.keySet()));
            assertThat(found).isEqualTo(allowed);
        }
    }

    @Test
    void everyKindOfStumblingBlockIsFound() throws Exception {
        try (var database = LocalDatabase.temporary();
                var connection = connection(database)) {
            execute(
                    connection,
                    "create table kept (id bigint primary key, a varchar(9), b text default '', c text, d text)",
                    "create table dropped (id bigint)",
                    "create table renamed (id bigint)",
                    "create function nothing() returns trigger language plpgsql as 'begin return new; end'");
            Schema former = Schema.of(connection);
            execute(
                    connection,
                    "drop table dropped",
                    "alter table renamed rename to other",
                    "alter table kept rename column c to e",
                    "alter table kept alter column a type varchar(8)",
                    "alter table kept alter column b set not null",
                    "alter table kept add column f text not null default ''",
                    "alter table kept alter column f drop default",
                    "alter table kept add check (d <> '')",
                    "create unique index kept_once on kept (d)",
                    "create trigger kept_watched before insert on kept for each row execute function nothing()",
                    "create table child (id bigint references kept)");
            assertThat(former.stumblingBlocks(Schema.of(connection)))
                    .containsExactlyInAnyOrder(
                            "dropped is missing",
                            "renamed is missing",
                            "kept.a has another type",
                            "kept.b is required",
                            "kept.c is missing",
                            "kept.f is required",
                            "kept has the new rule kept_d_check",
                            "kept has the new rule kept_once",
                            "kept has the new rule kept_watched",
                            "kept has the new rule child_id_fkey");
        }
    }

    @Test
    void additionsAreNone() throws Exception {
        try (var database = LocalDatabase.temporary();
                var connection = connection(database)) {
            execute(connection, "create table kept (id bigint primary key, a text)");
            Schema former = Schema.of(connection);
            execute(
                    connection,
                    "alter table kept add column b text unique, add column c bigint not null default 0",
                    "alter table kept add check (b <> '')",
                    "create index kept_a on kept (a)",
                    "create table child (id bigint primary key references kept on delete cascade, d text not null)",
                    "alter table kept alter column id drop default");
            assertThat(former.stumblingBlocks(Schema.of(connection))).isEmpty();
        }
    }

    private static Connection connection(LocalDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), "postgres", "postgres");
    }

    private static Flyway flyway(LocalDatabase database, MigrationVersion target) {
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .target(target)
                .load();
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : Arrays.asList(statements)) {
                statement.execute(sql);
            }
        }
    }
}
