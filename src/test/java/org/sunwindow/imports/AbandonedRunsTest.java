package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sunwindow.imports.BackgroundImportTest.line;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.run.AbandonedRuns;
import org.sunwindow.imports.run.ImportRuns;

/** Imports whose process was killed. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AbandonedRunsTest {

    /** Longer than the time after which a run counts as abandoned. */
    private static final Duration LONG = Duration.ofMinutes(11);

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    @Inject
    MeterRegistry registry;

    @Inject
    AbandonedRuns abandoned;

    @Inject
    ImportRuns runs;

    private Sunwindow sunwindow;

    @BeforeEach
    void endThoseOfOtherTests() {
        sunwindow = Sunwindow.underTest();
        abandoned.end();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private double interrupted() {
        return registry.get("sunwindow.imports.runs")
                .tags("kind", "disclosure", "state", "interrupted")
                .counter()
                .count();
    }

    /** Returns a run that is as a killed process leaves it. */
    private String killed(String key) throws SQLException {
        String run = sunwindow.publish("disclosure", line(key)).getString("id");
        new Rows(database)
                .execute("update import_run set state = 'RUNNING', finished_at = null where id = '" + run + "'");
        return run;
    }

    private Json run(String id) {
        return sunwindow
                .getAsPublisher("/imports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    @Test
    void killedImportIsCountedOnceByWhoeverFindsIt() throws SQLException {
        double before = interrupted();
        String run = killed("ABANDONED-1");
        abandoned.end();
        assertThat(interrupted()).as("it may still be running").isEqualTo(before);
        clock.forward(LONG);
        List<CompletableFuture<Void>> instances = Stream.of(1, 2)
                .map(instance -> CompletableFuture.runAsync(abandoned::end))
                .toList();
        instances.forEach(CompletableFuture::join);
        abandoned.end();
        assertThat(interrupted()).isEqualTo(before + 1);
        Json report = run(run);
        assertThat(report.getString("state")).isEqualTo("INTERRUPTED");
        assertThat(report.getString("reason")).contains("重新报送整个文件");
        assertThat(report.getString("finishedAt")).isNotNull();
    }

    @Test
    void importOfASlowSenderIsNotAbandoned() throws SQLException {
        double before = interrupted();
        String run = killed("ABANDONED-2");
        Lease attended = runs.attended(UUID.fromString(run));
        for (int i = 0; i < 3; i++) {
            clock.forward(LONG.dividedBy(2));
            attended.check();
            abandoned.end();
        }
        assertThat(run(run).getString("state")).isEqualTo("RUNNING");
        assertThat(interrupted()).isEqualTo(before);
    }
}
