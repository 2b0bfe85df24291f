package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Rows;
import org.sunwindow.Sunwindow;
import org.sunwindow.imports.background.HeldLease;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.background.WaitingBodies;
import org.sunwindow.imports.background.WaitingRun;
import org.sunwindow.imports.background.WaitingRuns;

/** What several threads or instances do to one run in the background, at moments that tests choose. */
@Tag("slow")
@QuarkusTest
@TestProfile(BackgroundImportTest.WithoutWorkers.class)
class WaitingRunsTest {

    private static final Duration LEASE_IS_OVER = Duration.ofMinutes(3);

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    @Inject
    BackgroundImports background;

    @Inject
    WaitingRuns waiting;

    @Inject
    WaitingBodies bodies;

    private Rows rows;
    private Sunwindow demo;

    @BeforeEach
    void connect() throws SQLException {
        rows = new Rows(database);
        demo = Sunwindow.underTest();
        rows.execute("delete from waiting_import");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    private Response send(String parameters, String csv) {
        return demo.request()
                .header("Authorization", "Bearer " + demo.token())
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/imports?kind=hotline&" + parameters);
    }

    private String queue(String csv) {
        return send("async=true", csv).then().statusCode(202).extract().path("id");
    }

    private Json report(String run) {
        return demo.getAsPublisher("/imports/" + run)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    private WaitingRun take() {
        return waiting.take().orElseThrow();
    }

    /** With two columns that are not imported, and more rows than a batch has. */
    private static String hotlines(String prefix) {
        return "编号,名称,号码,天气,气温\n"
                + IntStream.range(0, 10)
                        .mapToObj(i -> "%s-%d,后台热线,12345,晴,3\n".formatted(prefix, i))
                        .collect(Collectors.joining());
    }

    private static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** Does something before a transaction of the work. */
    private static Lease before(int transaction, Runnable interlude, Lease held) {
        return new Lease() {
            private int begun;

            @Override
            public void check() {
                held.check();
            }

            @Override
            public void renew() {
                if (++begun == transaction) {
                    interlude.run();
                }
                held.renew();
            }

            @Override
            public Long bytesRead() {
                return held.bytesRead();
            }
        };
    }

    private void proceed(WaitingRun taken, int transaction, Runnable interlude) throws Exception {
        var begun = background.begin(taken);
        var held = new HeldLease(taken, waiting, bodies, begun.bytes(), () -> false);
        background.proceed(taken, begun, held, before(transaction, interlude, held));
    }

    /** Ends the work before a transaction, as if the process was killed. */
    private void proceedUntil(WaitingRun taken, int transaction) throws Exception {
        proceed(taken, transaction, () -> {
            throw new Killed();
        });
    }

    @Test
    void headingIsWarnedOfOnce() throws Exception {
        Json whole = send("async=false", hotlines("wr-whole")).as(Json.class);
        List<String> expected = demo.rejects(whole).getList("items.message");
        assertThat(expected).hasSize(2);
        String run = queue(hotlines("wr-killed"));
        // before anything, twice between the warnings and the first batch, and before the end
        for (int transaction : List.of(1, 2, 1, 4)) {
            assertThat(report(run).getInt("lines")).isZero();
            WaitingRun taken = take();
            if (transaction < 4) {
                assertThatThrownBy(() -> proceedUntil(taken, transaction)).isInstanceOf(Killed.class);
            } else {
                proceedUntil(taken, transaction);
            }
            clock.forward(LEASE_IS_OVER);
        }
        background.work(take(), () -> false);
        Json end = report(run);
        assertThat(end.getString("state")).isEqualTo("COMPLETED");
        assertThat(end.getInt("lines")).isEqualTo(10);
        assertThat(end.getInt("warnings")).isEqualTo(whole.getInt("warnings")).isEqualTo(2);
        assertThat(demo.rejects(end).<String>getList("items.message")).isEqualTo(expected);
    }

    @Test
    void workerThatHasLostItsLeaseWarnsOfNothing() throws Exception {
        String run = queue(hotlines("wr-lost"));
        WaitingRun slow = take();
        clock.forward(LEASE_IS_OVER);
        WaitingRun other = take();
        var begun = background.begin(other);
        var lost = new HeldLease(slow, waiting, bodies, begun.bytes(), () -> false);
        assertThatThrownBy(() -> background.proceed(slow, begun, lost, lost)).isInstanceOf(Lease.Ended.class);
        assertThat(report(run).getInt("warnings")).isZero();
        background.work(other, () -> false);
        assertThat(report(run).getInt("warnings")).isEqualTo(2);
    }

    /** The position of a run is lower, but its transaction ends later. */
    @Test
    void laterBodyIsNotTakenBeforeAnEarlierOneThatIsAboutToBeComplete() throws Exception {
        UUID first = UUID.fromString(queue(hotlines("wr-first")));
        UUID second = UUID.fromString(queue(hotlines("wr-second")));
        rows.execute("update waiting_import set position = null");
        var isComplete = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<?> slow =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        assertThat(waiting.complete(first)).isTrue();
                        isComplete.countDown();
                        await(mayCommit);
                    }));
            Sunwindow.await("complete, or failed", () -> isComplete.getCount() == 0 || slow.isDone());
            Future<?> fast = threads.submit(() -> QuarkusTransaction.requiringNew()
                    .run(() -> assertThat(waiting.complete(second)).isTrue()));
            try {
                Sunwindow.await(
                        "the second one waits, or does not",
                        () -> fast.isDone() || rows.count("pg_locks where locktype = 'advisory' and not granted") == 1);
                assertThat(waiting.take()).isEmpty();
            } finally {
                mayCommit.countDown();
            }
            slow.get();
            fast.get();
        }
        assertThat(take().run()).isEqualTo(first);
        assertThat(waiting.take()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void uploadThatBreaksOffEndsItsRunAndIsLogged() throws SQLException {
        String run = queue(hotlines("wr-broken"));
        try (var logged = new LoggedRuns()) {
            background.endIncomplete(UUID.fromString(run));
            background.endIncomplete(UUID.fromString(run));
            assertThat(logged.of(run)).hasSize(1).first().asString().contains("INTERRUPTED");
        }
        assertThat(report(run).getString("state")).isEqualTo("INTERRUPTED");
        assertThat(rows.count("waiting_import")).isZero();
    }

    /** The connection to the database broke after the commit, so a run seemed incomplete that a worker has taken. */
    @Test
    void runThatAWorkerHasIsLeftToIt() {
        String run = queue(hotlines("wr-taken"));
        WaitingRun taken = take();
        try (var logged = new LoggedRuns()) {
            background.endIncomplete(UUID.fromString(run));
            assertThat(report(run).getString("state")).isEqualTo("QUEUED");
            background.work(taken, () -> false);
            assertThat(logged.of(run)).hasSize(1);
        }
        assertThat(report(run).getString("state")).isEqualTo("COMPLETED");
        assertThat(report(run).getInt("accepted")).isEqualTo(10);
    }

    /** An undo would drop the write that came between. */
    @Test
    void recordThatOthersWroteDuringARunIsNotUndone() throws Exception {
        demo.publish("hotline", hotline("wr-between", "甲"));
        clock.forward(Duration.ofHours(1));
        String rest = IntStream.range(0, 7)
                .mapToObj(i -> "wr-rest-%d,后台热线,12345\n".formatted(i))
                .collect(Collectors.joining());
        String run = queue("编号,名称,号码\nwr-between,乙,12345\n" + rest + "wr-between,丁,12345\n");
        WaitingRun taken = take();
        proceed(taken, 2, () -> demo.publish("hotline", hotline("wr-between", "丙")));
        background.work(taken, () -> false);
        Response undone = demo.postAsPublisher("/imports/" + run + "/undo", "");
        assertThat(undone.statusCode()).as(undone.asString()).isEqualTo(201);
        Json report = undone.as(Json.class);
        assertThat(report.getInt("withdrawn")).isEqualTo(7);
        assertThat(demo.rejects(report).getList("items.key")).containsExactly("WR-BETWEEN");
        assertThat(demo.rejects(report).getList("items.code")).containsExactly("undo.changed");
        assertThat(demo.read("/hotlines/wr-between").<String>path("name")).isEqualTo("丁");
    }

    private static String hotline(String key, String name) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"number\":\"12345\"}\n".formatted(key, name);
    }
}
