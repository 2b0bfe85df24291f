package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Instance;
import org.sunwindow.Json;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;

/** PostgreSQL continues from an earlier state than the one that instances and followers know. */
class RestoreFaultsIT {

    private static final int RECORDS = 10;

    @TempDir
    Path home;

    @Fault(
            value = "PostgreSQL is restarted from an older backup",
            promise =
                    "running and starting instances show only what was restored, never a mixture; cursors of the history"
                            + " that ended are refused with 410")
    void restored(Seen seen) throws Exception {
        Path data = home.resolve("postgresql");
        Path backup = home.resolve("backup");
        LocalDatabase database = DatabaseFaultsIT.durable(LocalDatabase.in(data, 0));
        try (var running = new Instance(home.resolve("a"), database, Map.of());
                var stopped = new Instance(home.resolve("b"), database, Map.of())) {
            Sunwindow first = running.start();
            first.publish("disclosure", records("kept"));
            first.publish("disclosure", "{\"withdraw\":\"kept-3\"}");
            database.close();
            LocalDatabase.copy(data, backup);
            database = LocalDatabase.in(data, database.port());
            Sunwindow.await(
                    "the database",
                    () -> first.send("disclosure", records("kept-")).statusCode() == 201);
            first.publish("disclosure", records("ended"));
            first.publish("disclosure", "{\"withdraw\":\"kept-5\"}");
            Sunwindow second = stopped.start();
            assertThat(ids(second)).hasValue(ids(first).orElseThrow());
            stopped.close();
            String cursor = cursor(first);

            database.kill();
            LocalDatabase.delete(data);
            LocalDatabase.copy(backup, data);
            database = LocalDatabase.in(data, database.port());
            stopped.launch();
            Set<String> restored = keys("kept");
            restored.remove("kept-3");
            seen.add("running: %s", awaitRestored(first, restored));
            seen.add("started: %s", awaitRestored(second, restored));

            first.publish("disclosure", records("later"));
            first.publish("disclosure", records("latest"));
            restored.addAll(keys("later"));
            restored.addAll(keys("latest"));
            for (Sunwindow each : List.of(first, second)) {
                awaitRestored(each, restored);
                each.get("/changes?kind=disclosure&after=" + cursor)
                        .then()
                        .statusCode(410)
                        .body(jsonAt("code", equalTo("cursor.too-old")));
            }
        } finally {
            database.close();
        }
    }

    private static String records(String name) {
        var lines = new StringBuilder();
        for (String key : keys(name)) {
            lines.append("""
                    {"indexNo":"%s","title":"%s号公告","publisher":"云川市民政局","publishedAt":"2026-01-02",\
                    "disclosureAttribute":"主动公开","body":"请知悉。"}
                    """.formatted(key, key));
        }
        return lines.toString();
    }

    private static Set<String> keys(String name) {
        var keys = new HashSet<String>();
        for (int i = 0; i < RECORDS; i++) {
            keys.add(name + "-" + i);
        }
        return keys;
    }

    /** Returns the keys of all records, nothing if the instance refuses to tell them. */
    private static Optional<Set<String>> ids(Sunwindow sunwindow) {
        Response answer = sunwindow.get("/disclosures?size=100");
        if (answer.statusCode() == 503) {
            return Optional.empty();
        }
        List<String> ids =
                answer.then().statusCode(200).extract().as(Json.class).getList("items.id");
        return Optional.of(new HashSet<>(ids));
    }

    /** Waits until an instance shows the restored records. Once it has refused an answer, it may show nothing else. */
    private static String awaitRestored(Sunwindow sunwindow, Set<String> restored) {
        var others = new ArrayList<Set<String>>();
        var refused = new ArrayList<String>();
        Sunwindow.await("what was restored", () -> {
            Optional<Set<String>> ids = ids(sunwindow);
            if (ids.isEmpty()) {
                refused.add("503");
                return false;
            }
            if (!ids.get().equals(restored)) {
                others.add(ids.get());
                assertThat(refused).as("shown after a refusal: %s", ids.get()).isEmpty();
            }
            return ids.get().equals(restored);
        });
        return "%d answers from before, %d refusals".formatted(others.size(), refused.size());
    }

    private static String cursor(Sunwindow sunwindow) throws IOException {
        Json page = sunwindow
                .read("/changes?kind=disclosure&size=100&keysOnly=true")
                .as(Json.class);
        assertThat(page.getBoolean("page.complete")).isTrue();
        return page.getString("page.next");
    }
}
