package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;
import static org.sunwindow.imports.BackgroundImportTest.line;
import static org.sunwindow.imports.BackgroundImportTest.send;
import static org.sunwindow.imports.BackgroundImportTest.utf8;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.imports.run.ImportRunRetention;

/** The history of imports. Without workers, so that a run keeps waiting. */
@Tag("slow")
@QuarkusTest
@TestProfile(BackgroundImportTest.WithoutWorkers.class)
class ImportHistoryTest {

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    @Inject
    ImportRunRetention retention;

    private Rows rows;
    private Sunwindow demo;
    private Sunwindow bureau;

    @BeforeEach
    void connect() throws SQLException {
        rows = new Rows(database);
        demo = Sunwindow.underTest();
        bureau = new Sunwindow(demo.base(), "bureau-publisher-token-not-for-production");
        rows.execute("delete from waiting_import");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void historyIsListedNewestFirstAndPaged() {
        clock.forward(Duration.ofDays(10));
        var expected = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            clock.forward(Duration.ofSeconds(i % 2));
            expected.addFirst(bureau.publish("disclosure", line("HISTORY-" + i)).getString("id"));
        }
        String since = "/imports?from=2026-12-01";
        var found = new ArrayList<String>();
        String after = "";
        while (after != null) {
            Json page = bureau.getAsPublisher(since + "&size=2" + after)
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(Json.class);
            List<String> ids = page.getList("items.id");
            assertThat(ids).hasSizeBetween(1, 2);
            found.addAll(ids);
            after = page.getString("next") == null ? null : "&after=" + page.getString("next");
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected).doesNotHaveDuplicates();
        Json all = bureau.getAsPublisher(since).as(Json.class);
        assertThat(all.<String>getList("items.startedAt")).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(bureau.getAsPublisher("/imports?to=2026-11-01")
                        .as(Json.class)
                        .getList("items"))
                .isEmpty();
    }

    @Test
    void historyIsOfThePublisherUnlessItAdministers() {
        String run = bureau.publish("disclosure", line("RIGHTS-1")).getString("id");
        var administrator = new Sunwindow(demo.base(), "administrator-token-not-for-production");
        assertThat(demo.getAsPublisher("/imports?size=100").as(Json.class).<String>getList("items.publisher"))
                .allMatch("demo"::equals);
        assertThat(demo.getAsPublisher("/imports?publisher=bureau")
                        .as(Json.class)
                        .getList("items"))
                .isEmpty();
        assertThat(administrator
                        .getAsPublisher("/imports?publisher=bureau&size=100")
                        .as(Json.class)
                        .<String>getList("items.id"))
                .contains(run);
        demo.request().get("/imports").then().statusCode(401);
    }

    @Test
    void historyIsFilteredByKindStateAndFile() {
        send(
                        demo,
                        "kind=disclosure&fileName=通知第一批.ndjson".replace("通知第一批", Sunwindow.encoded("通知第一批")),
                        utf8(line("FILTER-1")),
                        false)
                .then()
                .statusCode(201);
        String waitingRun = send(
                        demo, "async=true&kind=disclosure&fileName=filter.ndjson", utf8(line("FILTER-2")), false)
                .then()
                .statusCode(202)
                .extract()
                .as(Json.class)
                .get("id");
        Json byName = demo.getAsPublisher("/imports?fileName=" + Sunwindow.encoded("第一批"))
                .as(Json.class);
        assertThat(byName.getList("items")).hasSize(1);
        assertThat(byName.getString("items[0].fileName")).isEqualTo("通知第一批.ndjson");
        // other tests leave runs in the same state
        assertThat(demo.getAsPublisher("/imports?state=QUEUED&fileName=filter.ndjson")
                        .as(Json.class)
                        .<String>getList("items.id"))
                .containsExactly(waitingRun);
        assertThat(demo.getAsPublisher("/imports?state=COMPLETED&fileName=filter.ndjson")
                        .as(Json.class)
                        .getList("items"))
                .isEmpty();
        assertThat(demo.getAsPublisher("/imports?kind=calendar").as(Json.class).getList("items"))
                .isEmpty();
        for (String wrong :
                List.of("state=NONE", "kind=none", "size=0", "size=101", "after=1", "after=x_y", "from=x")) {
            demo.getAsPublisher("/imports?" + wrong).then().statusCode(400);
        }
    }

    /** Its sender has gone, and nothing has ended it. */
    @Test
    void abandonedRunIsListedAsInterrupted() throws SQLException {
        String run = bureau.publish("disclosure", line("ABANDONED-1")).getString("id");
        rows.execute("update import_run set state = 'RUNNING', finished_at = null where id = '" + run + "'");
        assertThat(bureau.getAsPublisher("/imports?state=RUNNING")
                        .as(Json.class)
                        .<String>getList("items.id"))
                .contains(run);
        clock.forward(Duration.ofMinutes(11));
        Json interrupted =
                bureau.getAsPublisher("/imports?state=INTERRUPTED&size=100").as(Json.class);
        assertThat(interrupted.<String>getList("items.id")).contains(run);
        assertThat(interrupted.<String>getList("items.state")).allMatch("INTERRUPTED"::equals);
        assertThat(bureau.getAsPublisher("/imports?state=RUNNING")
                        .as(Json.class)
                        .<String>getList("items.id"))
                .doesNotContain(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"张三13812345678.ndjson", "a\u202Eb.ndjson"})
    void fileNameThatMustNotBeShownIsRefused(String name) throws SQLException {
        long runs = rows.count("import_run");
        send(demo, "kind=disclosure&fileName=" + Sunwindow.encoded(name), utf8(line("NAME-1")), false)
                .then()
                .statusCode(400)
                .body(jsonAt("code", equalTo("parameter.invalid")));
        assertThat(rows.count("import_run")).isEqualTo(runs);
    }

    @Test
    void runsAreKeptForSomeTime() throws SQLException {
        String run = demo.publish("disclosure", line("OLD-1") + "{}\n").getString("id");
        clock.forward(Duration.ofDays(399));
        retention.purge();
        demo.getAsPublisher("/imports/" + run).then().statusCode(200);
        clock.forward(Duration.ofDays(1));
        retention.purge();
        demo.getAsPublisher("/imports/" + run).then().statusCode(404);
        assertThat(rows.count("import_reject where run_id = '" + run + "'")).isZero();
    }
}
