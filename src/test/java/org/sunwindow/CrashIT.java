package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.fault.Fault;
import org.sunwindow.fault.Scale;
import org.sunwindow.fault.Seen;

/** The process is killed during an import. After the next start, the index agrees with the store. */
class CrashIT {

    private static final int KILLS = Scale.of(3, 20);
    private static final int LINES_OF_A_ROUND = 1200;
    private static final int LINES = KILLS * LINES_OF_A_ROUND + 400;

    @TempDir
    Path home;

    @Fault(
            value = "the service is killed at a random moment of an import (3 times; long form 20)",
            promise = "exactly the records that the import counts are stored, and the index has the same")
    void crashDuringAnImportLosesNoCountedRecord(Seen seen) throws Exception {
        Random random = Scale.random();
        try (var database = LocalDatabase.temporary();
                // commits continuously, so that the kill interrupts a commit of the index
                var instance = new Instance(
                        home.resolve("a"),
                        database,
                        Map.of("SUNWINDOW_INDEX_COMMIT_EVERY", "0s", "SUNWINDOW_IMPORTS_BATCH", "50"));
                var connection = DriverManager.getConnection(database.url(), "postgres", "postgres")) {
            Sunwindow sunwindow = instance.start();
            for (int round = 1; round <= KILLS; round++) {
                long enough = counted(connection) + 50 + random.nextInt(800);
                try (OutputStream import_ = sunwindow.openImport().getOutputStream()) {
                    for (int i = 0; i < LINES_OF_A_ROUND; i++) {
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
                seen.add("%d lines", counted);
                Set<String> keys = everyKey(sunwindow);
                seen.lost(counted - keys.size());
                assertThat(keys).hasSize((int) counted).isEqualTo(storedKeys(connection));
            }
            Json whole = sunwindow.publish("disclosure", all());
            assertThat(whole.getLong("rejected")).isZero();
            assertThat(whole.getLong("created") + whole.getLong("unchanged")).isEqualTo(LINES);
            assertThat(whole.getLong("unchanged")).isPositive();
            assertThat(everyKey(sunwindow)).isEqualTo(storedKeys(connection));
        }
    }

    @Fault(
            value = "the service is killed while it imports in the background (2 times; long form 10)",
            promise = "the run is continued and ends complete, without a repeated line")
    void runInTheBackgroundSurvivesCrashesWithoutRepetition(Seen seen) throws Exception {
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
            for (int round = 1; round <= Scale.of(2, 10); round++) {
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
            seen.lost(LINES - report.getLong("created"));
            assertThat(report.getLong("created")).isEqualTo(LINES);
            assertThat(report.getLong("lines")).isEqualTo(LINES);
            assertThat(stored(connection)).isEqualTo(LINES);
            sunwindow.awaitRevision(revision(connection));
            assertThat(everyKey(sunwindow)).isEqualTo(storedKeys(connection));
        }
    }

    private static String line(int round, int number) {
        return """
                {"indexNo":"990100001/2026%02d-%05d","title":"第%d轮第%d号公告","publisher":"云川市民政局",\
                "publishedAt":"2026-01-02","disclosureAttribute":"主动公开","body":"请知悉。"}
                """.formatted(round, number, round, number);
    }

    private static String all() {
        var all = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            all.append(line(1 + i / LINES_OF_A_ROUND, i % LINES_OF_A_ROUND));
        }
        return all.toString();
    }

    private static Set<String> everyKey(Sunwindow sunwindow) {
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

    private static Set<String> storedKeys(Connection connection) throws SQLException {
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
