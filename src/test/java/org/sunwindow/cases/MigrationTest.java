package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.LocalDatabase;
import org.sunwindow.TestSettings;

/** Cases stored by an earlier version can still be looked up. */
@Tag("slow")
class MigrationTest {

    private static final String SECRET = "a-secret-of-the-bureau-itself-long-enough";

    @Test
    void factorsAndEndsAreMigrated() throws Exception {
        var hashes = new FactorHashes(TestSettings.keyedHashes(Map.of("sunwindow.progress.secret", SECRET)));
        var code = new Factor(FactorType.QUERY_CODE, "482913");
        byte[] salted = hashes.hash(code);
        try (var database = LocalDatabase.temporary()) {
            flyway(database, "4").migrate();
            try (var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
                insert(connection, "OLD-2026-1", "IN_REVIEW");
                insert(connection, "OLD-2026-2", "CLOSED_GRANTED");
                try (var factor = connection.prepareStatement(
                        "insert into case_factor select id, 'QUERY_CODE', ?, ? from application_case where application_no = 'OLD-2026-1'")) {
                    factor.setBytes(1, Arrays.copyOf(salted, 16));
                    factor.setBytes(2, Arrays.copyOfRange(salted, 16, salted.length));
                    factor.executeUpdate();
                }
                flyway(database, "latest").migrate();
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery(
                                "select case_type, query_code, id_tail, ended_at from application_case order by application_no")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("SERVICE");
                    assertThat(hashes.match(row.getBytes(2), code)).isEqualTo(FactorHashes.Match.CURRENT_KEY);
                    assertThat(row.getBytes(3)).isNull();
                    assertThat(row.getTimestamp(4)).isNull();
                    row.next();
                    assertThat(row.getBytes(2)).isNull();
                    assertThat(row.getTimestamp(4)).isNotNull();
                }
            }
        }
    }

    private static Flyway flyway(LocalDatabase database, String target) {
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .target(target)
                .load();
    }

    private static void insert(java.sql.Connection connection, String number, String status) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into application_case (application_no, progress, fingerprint, updated_at, imported_at)
                values (?, ?, ''::bytea, now(), now())""")) {
            statement.setString(1, number);
            statement.setString(
                    2,
                    "{\"applicationNo\":\"%s\",\"caseType\":\"SERVICE\",\"status\":\"%s\"}".formatted(number, status));
            statement.executeUpdate();
        }
    }
}
