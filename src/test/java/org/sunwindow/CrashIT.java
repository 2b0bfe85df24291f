package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed during an import. After the next start, the index agrees with the store. */
class CrashIT {

    private static final int LINES = 4000;

    @TempDir
    Path home;

    @Test
    void crashDuringAnImportLosesNoCountedRecord() throws Exception {
        try (var database = LocalDatabase.temporary();
                // commits continuously, so that the kill interrupts a commit of the index
                var instance = new Instance(
                        home.resolve("a"),
                        database,
                        Map.of("SUNWINDOW_INDEX_COMMIT_EVERY", "0s", "SUNWINDOW_IMPORTS_BATCH", "50"));
                var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
            Sunwindow sunwindow = instance.start();
            for (int round = 1; round <= 3; round++) {
                long enough = counted(connection) + 400L;
                try (OutputStream import_ = openImport(sunwindow)) {
                    for (int i = 0; i < 1200; i++) {
                        import_.write(line(round, i).getBytes(StandardCharsets.UTF_8));
                    }
                    import_.flush();
                    Sunwindow.await("some batches are stored", () -> counted(connection) >= enough);
                    instance.kill();
                } catch (IOException e) {
                    // expected: the process was killed
                }
                long counted = counted(connection);
                assertThat(stored(connection))
                        .as("records counted by the import runs")
                        .isEqualTo(counted);

                instance.start();
                sunwindow.awaitRevision(revision(connection));
                assertThat(everyKey(sunwindow)).hasSize((int) counted).isEqualTo(storedKeys(connection));
            }
            Json whole = sunwindow.publish("disclosure", all());
            assertThat(whole.getLong("rejected")).isZero();
            assertThat(whole.getLong("created") + whole.getLong("unchanged")).isEqualTo(LINES);
            assertThat(whole.getLong("unchanged")).isPositive();
            assertThat(everyKey(sunwindow)).isEqualTo(storedKeys(connection));
        }
    }

    @Test
    void runInTheBackgroundSurvivesCrashesWithoutRepetition() throws Exception {
        try (var database = LocalDatabase.temporary();
                var instance = new Instance(
                        home.resolve("b"),
                        database,
                        Map.of("SUNWINDOW_IMPORTS_BACKGROUND_LEASE", "10s", "SUNWINDOW_IMPORTS_BATCH", "50"));
                var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
            Sunwindow sunwindow = instance.start();
            String run = sunwindow
                    .send("disclosure&async=true", all())
                    .then()
                    .statusCode(202)
                    .extract()
                    .as(Json.class)
                    .get("id");
            for (int round = 1; round <= 2; round++) {
                long enough = Math.min(LINES, counted(connection) + 400L);
                Sunwindow.await("some batches are stored", () -> counted(connection) >= enough);
                instance.kill();
                assertThat(stored(connection)).isEqualTo(counted(connection));
                instance.start();
            }
            Sunwindow.await(
                    "the run is complete",
                    () -> sunwindow
                            .getAsPublisher("/imports/" + run)
                            .as(Json.class)
                            .getString("state")
                            .equals("COMPLETED"));
            Json report = sunwindow.getAsPublisher("/imports/" + run).as(Json.class);
            assertThat(report.getLong("created")).isEqualTo(LINES);
            assertThat(report.getLong("lines")).isEqualTo(LINES);
            assertThat(stored(connection)).isEqualTo(LINES);
            sunwindow.awaitRevision(revision(connection));
            assertThat(everyKey(sunwindow)).isEqualTo(storedKeys(connection));
        }
    }

    private static OutputStream openImport(Sunwindow sunwindow) throws IOException {
        var connection = (HttpURLConnection) URI.create(sunwindow.base() + "/api/v1/imports?kind=disclosure")
                .toURL()
                .openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(8192);
        connection.setRequestProperty("Authorization", "Bearer " + sunwindow.token());
        connection.setRequestProperty("Content-Type", "application/x-ndjson");
        return connection.getOutputStream();
    }

    private static String line(int round, int number) {
        return """
                {"indexNo":"990100001/20260%d-%05d","title":"第%d轮第%d号公告","publisher":"云川市民政局",\
                "publishedAt":"2026-01-02","disclosureAttribute":"主动公开","body":"请知悉。"}
                """.formatted(round, number, round, number);
    }

    private static String all() {
        var all = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            all.append(line(1 + i / 1200, i % 1200));
        }
        return all.toString();
    }

    private static HashSet<String> everyKey(Sunwindow sunwindow) {
        var keys = new HashSet<String>();
        String next = "";
        while (next != null) {
            Json page = sunwindow
                    .get("/disclosures?size=100" + next)
                    .then()
                    .extract()
                    .as(Json.class);
            List<String> ids = page.getList("items.id");
            ids.forEach(id -> assertThat(keys.add(id)).as(id + " is new").isTrue());
            next = page.getString("page.next") == null ? null : "&after=" + page.getString("page.next");
        }
        return keys;
    }

    private static long counted(Connection connection) throws SQLException {
        return number(connection, "select coalesce(sum(created), 0) from import_run");
    }

    private static long stored(Connection connection) throws SQLException {
        return number(connection, "select count(*) from publication");
    }

    private static long revision(Connection connection) throws SQLException {
        return number(connection, "select value from revision_counter");
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static HashSet<String> storedKeys(Connection connection) throws SQLException {
        var keys = new HashSet<String>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select key from publication")) {
            while (result.next()) {
                keys.add(result.getString(1));
            }
        }
        return keys;
    }
}
