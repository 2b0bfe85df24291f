package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.sunwindow.Json.jsonAt;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
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
import org.sunwindow.TestDatabase;
import org.sunwindow.imports.background.HeldLease;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.background.WaitingBodies;
import org.sunwindow.imports.background.WaitingRun;
import org.sunwindow.imports.background.WaitingRuns;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.run.BackgroundRuns;
import org.sunwindow.publisher.Publishers;

/**
 * Imports in the background. The application has no workers of its own: tests take the runs, so that they can stop the work at
 * any moment.
 */
@Tag("slow")
@QuarkusTest
@TestProfile(BackgroundImportTest.WithoutWorkers.class)
class BackgroundImportTest {

    private static final int BATCH = 7;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final Duration LEASE_IS_OVER = Duration.ofMinutes(3);
    private static final Duration NO_MORE_COMES = Duration.ofMinutes(20);
    private static final String MOBILE = "13812345678";
    private static final String BUREAU = "bureau-publisher-token-not-for-production";
    private static final BooleanSupplier NEVER = () -> false;

    public static final class WithoutWorkers implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sunwindow.imports.background.workers",
                    "0",
                    "sunwindow.imports.background.max-bytes",
                    Integer.toString(8 * MEBIBYTE),
                    "sunwindow.imports.async-above",
                    "200000",
                    "sunwindow.imports.batch",
                    Integer.toString(BATCH));
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(TestDatabase.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Inject
    FileImports files;

    @Inject
    Publishers publishers;

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

    @Inject
    TransactionSynchronizationRegistry transactions;

    private Rows rows;
    private Sunwindow demo;
    private Sunwindow bureau;

    @BeforeEach
    void connect() throws SQLException {
        rows = new Rows(database);
        demo = Sunwindow.underTest();
        bureau = new Sunwindow(demo.base(), BUREAU);
        rows.execute("delete from waiting_import");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    // ---- requests ----

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Response send(Sunwindow sender, String parameters, byte[] body, boolean gzipped) {
        var request = sender.request()
                .header("Authorization", "Bearer " + sender.token())
                .contentType("application/x-ndjson");
        if (gzipped) {
            request.header("Content-Encoding", "gzip");
        }
        return request.body(body).post("/imports?" + parameters);
    }

    private static String queue(Sunwindow sender, String kind, String lines) {
        return send(sender, "async=true&kind=" + kind, utf8(lines), false)
                .then()
                .statusCode(202)
                .body(jsonAt("state", equalTo("QUEUED")))
                .extract()
                .as(Json.class)
                .get("id");
    }

    private static Json report(Sunwindow sender, String run) {
        return sender.getAsPublisher("/imports/" + run)
                .then()
                .statusCode(200)
                .extract()
                .as(Json.class);
    }

    private static Response cancel(Sunwindow sender, String run) {
        return sender.request()
                .header("Authorization", "Bearer " + sender.token())
                .post("/imports/" + run + "/cancel");
    }

    private WaitingRun take() {
        return waiting.take().orElseThrow();
    }

    private void workAll() {
        for (var run = waiting.take(); run.isPresent(); run = waiting.take()) {
            background.work(run.get(), NEVER);
        }
    }

    private static String line(String key, String title, String body) {
        return """
                {"indexNo":"%s","title":"%s","publisher":"云川市民政局","publishedAt":"2026-03-02 09:00:00",\
                "disclosureAttribute":"主动公开","body":"%s"}
                """.formatted(key, title, body);
    }

    static String line(String key) {
        return line(key, "关于" + key + "的通知", "请遵照执行。");
    }

    private static String lines(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> line(prefix + "-" + i)).reduce("", String::concat);
    }

    // ---- a run from the request to its end ----

    @Test
    void bodyAboveTheBoundIsImportedInTheBackground() throws SQLException {
        String sent = lines("LARGE", 1200);
        Response response = send(demo, "kind=disclosure&fileName=large.ndjson", utf8(sent), false);
        String run = response.then()
                .statusCode(202)
                .body(jsonAt("state", equalTo("QUEUED")))
                .body(jsonAt("lines", equalTo(0)))
                .body(jsonAt("progress.bytes", equalTo(utf8(sent).length)))
                .extract()
                .as(Json.class)
                .get("id");
        assertThat(response.header("Location")).isEqualTo("/api/v1/imports/" + run);
        assertThat(report(demo, run).getString("state")).isEqualTo("QUEUED");
        WaitingRun taken = take();
        assertThat(taken.run()).hasToString(run);
        background.work(taken, NEVER);
        Json end = report(demo, run);
        assertThat(end.getString("state")).isEqualTo("COMPLETED");
        assertThat(end.getInt("created")).isEqualTo(1200);
        assertThat(end.getInt("accepted")).isEqualTo(1200);
        assertThat(end.getString("fileName")).isEqualTo("large.ndjson");
        assertThat(end.getLong("progress.bytesRead")).isEqualTo(utf8(sent).length);
        assertThat(rows.count("waiting_import_part")).isZero();
        demo.awaitRevision(end.getLong("revision"));
        demo.read("/disclosures/LARGE-1199");
    }

    /** Neither an attempt that is repeated, nor a run that is never ended. */
    @Test
    void errorEndsTheRunThatItOccursIn() {
        String run = queue(demo, "disclosure", lines("ERROR", 3));
        var thrown = new AtomicBoolean();
        background.work(take(), () -> {
            if (thrown.compareAndSet(false, true)) {
                throw new StackOverflowError();
            }
            return false;
        });
        Json end = report(demo, run);
        assertThat(end.getString("state")).isEqualTo("INTERRUPTED");
        assertThat(end.getString("reason")).contains("服务内部错误");
        assertThat(waiting.take()).isEmpty();
    }

    /** The content of a file may be what the error comes from, as in a parser that follows what is nested. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void errorEndsTheRunOfAFile(boolean atStart) {
        byte[] lines = utf8(lines("ERROR", 3 * BATCH));
        var content =
                new SequenceInputStream(new ByteArrayInputStream(atStart ? new byte[0] : lines), new InputStream() {
                    @Override
                    public int read() {
                        throw new NoClassDefFoundError("missing");
                    }
                });
        FileImports.Outcome outcome = files.run(
                "disclosure", publishers.named("demo").orElseThrow(), FileFormat.NDJSON, false, () -> content);
        assertThat(outcome.ending()).isEqualTo(FileImports.Ending.REFUSED);
        assertThat(outcome.problem()).contains("服务内部错误");
        if (outcome.run() != null) {
            assertThat(report(demo, outcome.run().toString()).getString("state"))
                    .isEqualTo("INTERRUPTED");
        }
        assertThat(outcome.counts().created() > 0).isEqualTo(!atStart);
    }

    @Test
    void requestSaysWhetherItWaits() {
        send(demo, "kind=disclosure&async=false", utf8(lines("WAITED", 1200)), false)
                .then()
                .statusCode(201)
                .body(jsonAt("state", equalTo("COMPLETED")));
        String run = queue(demo, "disclosure", line("SMALL-1"));
        workAll();
        assertThat(report(demo, run).getString("state")).isEqualTo("COMPLETED");
    }

    @Test
    void bodyOfSeveralPartsIsReadWhole() {
        String body = "为做好冬季救助工作，请各区民政局遵照执行。".repeat(1500);
        String sent = IntStream.range(0, 30)
                .mapToObj(i -> line("PARTS-" + i, "第%d号通知".formatted(i), body))
                .reduce("", String::concat);
        assertThat(utf8(sent).length).isGreaterThan(2 * MEBIBYTE);
        String run = queue(demo, "disclosure", sent);
        workAll();
        assertThat(report(demo, run).getInt("created")).isEqualTo(30);
        Json again =
                send(demo, "kind=disclosure&async=false", utf8(sent), false).as(Json.class);
        assertThat(again.getInt("unchanged")).isEqualTo(30);
    }

    @Test
    void progressIsThatOfTheCountedLines() throws Exception {
        String run = queue(demo, "disclosure", lines("PROGRESS", 100));
        WaitingRun taken = take();
        var begun = background.begin(taken);
        clock.forward(Duration.ofSeconds(10));
        var held = lease(taken, begun);
        var stalled = new StoppingLease(held, 4, Moment.AFTER);
        assertThatThrownBy(() -> background.proceed(taken, begun, held, stalled))
                .isInstanceOf(Killed.class);
        Json progress = report(demo, run);
        assertThat(progress.getString("state")).isEqualTo("RUNNING");
        assertThat(progress.getInt("lines")).isEqualTo(4 * BATCH);
        assertThat(progress.getInt("progress.linesPerSecond")).isEqualTo(3);
    }

    @Test
    void csvInTheBackgroundHasNoEstimate() {
        String run = demo.request()
                .header("Authorization", "Bearer " + demo.token())
                .contentType("text/csv")
                .body(utf8("编号,名称,号码\nhot-bg-1,后台热线,12345\n"))
                .post("/imports?kind=hotline&async=true")
                .then()
                .statusCode(202)
                .extract()
                .as(Json.class)
                .get("id");
        workAll();
        assertThat(report(demo, run).getString("state")).isEqualTo("COMPLETED");
        assertThat(report(demo, run).getInt("accepted")).isEqualTo(1);
    }

    @Test
    void fileThatCannotBeReadEndsWithItsReason() throws SQLException {
        String run = send(demo, "async=true&kind=disclosure", utf8("no gzip at all"), true)
                .then()
                .statusCode(202)
                .extract()
                .as(Json.class)
                .get("id");
        workAll();
        assertThat(report(demo, run).getString("state")).isEqualTo("INTERRUPTED");
        assertThat(report(demo, run).getString("reason")).contains("gzip");
        assertThat(rows.count("waiting_import")).isZero();
    }

    @Test
    void laterFileIsNotOvertakenByAnEarlierOne() {
        String first = queue(demo, "disclosure", line("ORDER-1", "先报的通知", "请知悉。"));
        String second = queue(demo, "disclosure", line("ORDER-1", "后报的通知", "请知悉。"));
        String other = queue(bureau, "disclosure", line("ORDER-2"));
        WaitingRun taken = take();
        assertThat(taken.run()).hasToString(first);
        WaitingRun takenOther = take();
        assertThat(takenOther.run()).hasToString(other);
        assertThat(waiting.take()).isEmpty();
        background.work(taken, NEVER);
        WaitingRun takenSecond = take();
        assertThat(takenSecond.run()).hasToString(second);
        background.work(takenSecond, NEVER);
        background.work(takenOther, NEVER);
        assertThat(report(demo, second).getInt("changed")).isEqualTo(1);
    }

    // ---- killed and continued ----

    private enum Moment {
        /** Before the transaction of a batch has written anything. */
        BEFORE,
        /** After its last write. */
        COMMIT,
        /** After its commit. */
        AFTER
    }

    private static final class Killed extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** Ends the work as if the process was killed: nobody gives the run back. */
    private final class StoppingLease implements Lease {

        private final Lease held;
        private final int batch;
        private final Moment moment;
        private int begun;

        StoppingLease(Lease held, int batch, Moment moment) {
            this.held = held;
            this.batch = batch;
            this.moment = moment;
        }

        @Override
        public void check() {
            if (begun == batch && moment == Moment.AFTER) {
                throw new Killed();
            }
            held.check();
        }

        @Override
        public void renew() {
            begun++;
            if (begun == batch && moment == Moment.BEFORE) {
                throw new Killed();
            }
            held.renew();
            if (begun == batch && moment == Moment.COMMIT) {
                transactions.registerInterposedSynchronization(new Synchronization() {
                    @Override
                    public void beforeCompletion() {
                        throw new Killed();
                    }

                    @Override
                    public void afterCompletion(int status) {
                        // killed before
                    }
                });
            }
        }

        @Override
        public Long bytesRead() {
            return held.bytesRead();
        }
    }

    private HeldLease lease(WaitingRun taken, BackgroundRuns.Begun begun) {
        return new HeldLease(taken, waiting, bodies, begun.bytes(), NEVER);
    }

    /** All that a batch can contain; the keys begin with the prefix. */
    private String everything(String prefix) {
        var random = new Random(19);
        var lines = new ArrayList<String>();
        for (int i = 0; i < 90; i++) {
            lines.add(line(prefix + "-" + i));
        }
        for (int i = 0; i < 40; i++) {
            lines.add(line(prefix + "-" + random.nextInt(90), "第%d次更正的%s通知".formatted(i, prefix), "请遵照执行。"));
        }
        for (int i = 0; i < 12; i++) {
            lines.add(line(prefix + "-H" + i % 5, "含电话的" + prefix, "联系人电话" + MOBILE));
            lines.add(line(prefix + "-H" + i % 5, "不含电话的%s，第%d次".formatted(prefix, i), "请遵照执行。"));
        }
        for (int i = 0; i < 10; i++) {
            lines.add("{\"withdraw\":\"%s-%d\"}\n".formatted(prefix, i * 7));
            lines.add("{\"withdraw\":\"%s-NONE%d\"}\n".formatted(prefix, i));
            lines.add("{\"indexNo\":\"%s-%d\",\"title\":\n".formatted(prefix, i));
            lines.add("{\"indexNo\":\"%s-%d\",\"title\":\"缺少字段\"}\n".formatted(prefix, i));
            lines.add("\n");
            lines.add(line(prefix + "-FOREIGN", "他方的通知", "请知悉。"));
        }
        List<String> head = List.copyOf(lines.subList(0, 40));
        List<String> tail = new ArrayList<>(lines.subList(40, lines.size()));
        Collections.shuffle(tail, random);
        return String.join("", head) + String.join("", tail);
    }

    /** What an import leaves, independent of its prefix, its time and its random numbers. */
    private List<String> outcome(String prefix, String run) throws SQLException {
        Json report = report(demo, run);
        var outcome = new ArrayList<String>();
        for (String count : List.of(
                "state", "lines", "accepted", "created", "changed", "unchanged", "withdrawn", "rejected", "warnings")) {
            outcome.add(count + " " + report.getString(count));
        }
        String plain = "replace(%s, '" + prefix + "', '')";
        outcome.addAll(rows.select(("select " + plain + " from import_reject where run_id = '" + run + "' order by seq")
                .formatted(
                        "concat_ws('|', seq, line_no, severity, record_key, field, label, value, code, message, excerpt,"
                                + " quarantine_id is not null)")));
        outcome.addAll(
                rows.select(("select " + plain + " from publication where key like '" + prefix + "-%%' order by key")
                        .formatted("concat_ws('|', key, title, publisher, withdrawn_at is not null, record)")));
        outcome.addAll(rows.select(("select " + plain + " from write_audit where origin = '" + run + "' and key like '"
                        + prefix + "-%%' order by to_revision, key, action")
                .formatted("concat_ws('|', key, action, from_owner, to_owner)")));
        outcome.addAll(rows.select(
                ("select " + plain + " from quarantine_entry where run_id = '" + run + "' order by key, state")
                        .formatted("concat_ws('|', key, field, code, excerpt, state)")));
        return outcome;
    }

    private void publishForeign(String prefix) {
        bureau.publish("disclosure", line(prefix + "-FOREIGN"));
    }

    /** At a batch and a moment of its transaction that the seed chooses, up to four times. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runThatIsKilledAtRandomMomentsEndsAsIfItWasNot(boolean dryRun) throws Exception {
        String wholePrefix = dryRun ? "DRYWHOLE" : "WHOLE";
        publishForeign(wholePrefix);
        String whole = send(
                        demo,
                        "async=false&dryRun=%s&kind=disclosure".formatted(dryRun),
                        utf8(everything(wholePrefix)),
                        false)
                .then()
                .statusCode(201)
                .extract()
                .as(Json.class)
                .get("id");
        List<String> expected =
                dryRun ? outcome(wholePrefix, whole).stream().distinct().toList() : outcome(wholePrefix, whole);
        assertThat(expected).anyMatch(row -> row.contains("key.repeated"));
        assertThat(expected).anyMatch(row -> row.contains("privacy.mobile"));
        for (int seed = 0; seed < (dryRun ? 4 : 24); seed++) {
            var random = new Random(seed);
            String prefix = (dryRun ? "DRY" : "KILL") + "%02d".formatted(seed);
            publishForeign(prefix);
            boolean gzipped = random.nextBoolean();
            byte[] sent = utf8(everything(prefix));
            String run = send(
                            demo,
                            "async=true&dryRun=%s&kind=disclosure".formatted(dryRun),
                            gzipped ? gzip(sent) : sent,
                            gzipped)
                    .then()
                    .statusCode(202)
                    .extract()
                    .as(Json.class)
                    .get("id");
            int kills = 0;
            for (int attempt = 1 + random.nextInt(4); attempt > 0; attempt--) {
                kills += killed(random) ? 1 : 0;
                assertThat(waiting.take()).as("the lease lasts").isEmpty();
                clock.forward(LEASE_IS_OVER);
            }
            assertThat(kills).isPositive();
            background.work(take(), NEVER);
            // a dry run begins anew, and audits again what it refuses
            List<String> found =
                    dryRun ? outcome(prefix, run).stream().distinct().toList() : outcome(prefix, run);
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
            clock.reset();
        }
    }

    /** Returns {@code false} if the chosen moment is after the last batch. The run has no end then, either. */
    private boolean killed(Random random) throws Exception {
        WaitingRun taken = take();
        var begun = background.begin(taken);
        HeldLease held = lease(taken, begun);
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        var lease = new StoppingLease(held, 1 + random.nextInt(begun.dryRun() ? 20 : 9), moment);
        try {
            background.proceed(taken, begun, held, lease);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    @Test
    void workerThatHasLostItsLeaseStoresNothing() throws Exception {
        String run = queue(demo, "disclosure", lines("LOST", 50));
        WaitingRun slow = take();
        var begun = background.begin(slow);
        HeldLease held = lease(slow, begun);
        clock.forward(LEASE_IS_OVER);
        WaitingRun other = take();
        var othersBegun = background.begin(other);
        HeldLease othersLease = lease(other, othersBegun);
        assertThatThrownBy(() -> background.proceed(
                        other, othersBegun, othersLease, new StoppingLease(othersLease, 3, Moment.AFTER)))
                .isInstanceOf(Killed.class);
        assertThatThrownBy(() -> background.proceed(slow, begun, held, held)).isInstanceOf(Lease.Ended.class);
        background.work(slow, NEVER);
        assertThat(report(demo, run).getInt("lines")).isEqualTo(3 * BATCH);
        clock.forward(LEASE_IS_OVER);
        workAll();
        assertThat(report(demo, run).getInt("created")).isEqualTo(50);
    }

    @Test
    void runThatIsGivenBackAtShutdownIsContinuedAtOnce() {
        String run = queue(demo, "disclosure", lines("STOP", 50));
        var checks = new int[1];
        background.work(take(), () -> ++checks[0] > 20);
        Json stopped = report(demo, run);
        assertThat(stopped.getString("state")).isEqualTo("QUEUED");
        assertThat(stopped.getInt("lines")).isBetween(BATCH, 20);
        background.work(take(), NEVER);
        assertThat(report(demo, run).getString("state")).isEqualTo("COMPLETED");
        assertThat(report(demo, run).getInt("created")).isEqualTo(50);
    }

    @Test
    void runThatKillsItsInstanceAgainAndAgainIsGivenUp() {
        String run = queue(demo, "disclosure", lines("POISON", 20));
        for (int i = 0; i < 5; i++) {
            take();
            clock.forward(LEASE_IS_OVER);
        }
        background.work(take(), NEVER);
        assertThat(report(demo, run).getString("state")).isEqualTo("INTERRUPTED");
        assertThat(report(demo, run).getString("reason")).contains("没有进展");
    }

    // ---- cancelled ----

    @Test
    void waitingRunIsCancelledAtOnce() throws SQLException {
        String run = queue(demo, "disclosure", lines("CANCEL", 20));
        cancel(bureau, run).then().statusCode(404);
        cancel(demo, run)
                .then()
                .statusCode(200)
                .body(jsonAt("state", equalTo("CANCELLED")))
                .body(jsonAt("lines", equalTo(0)));
        assertThat(waiting.take()).isEmpty();
        assertThat(rows.count("waiting_import_part")).isZero();
        cancel(demo, run).then().statusCode(409).body(jsonAt("code", equalTo("import.ended")));
    }

    @Test
    void runningRunIsCancelledBeforeItsNextBatch() throws SQLException {
        String run = queue(demo, "disclosure", lines("CANCELLED", 50));
        var checks = new int[1];
        background.work(take(), () -> {
            if (++checks[0] == 3 * BATCH) {
                cancel(demo, run).then().statusCode(202).body(jsonAt("state", equalTo("RUNNING")));
            }
            return false;
        });
        Json report = report(demo, run);
        assertThat(report.getString("state")).isEqualTo("CANCELLED");
        assertThat(report.getString("reason")).contains("已经保存");
        int stored = report.getInt("created");
        assertThat(stored).isBetween(BATCH, 3 * BATCH);
        assertThat(rows.count("publication where key like 'CANCELLED-%'")).isEqualTo(stored);
        assertThat(rows.count("waiting_import")).isZero();
    }

    @Test
    void cancelledRunOfADeadInstanceEndsWhenItIsTaken() {
        String run = queue(demo, "disclosure", lines("CANCELLED-LATER", 20));
        take();
        cancel(demo, run).then().statusCode(202);
        clock.forward(LEASE_IS_OVER);
        background.work(take(), NEVER);
        assertThat(report(demo, run).getString("state")).isEqualTo("CANCELLED");
    }

    @Test
    void runWhoseSenderWaitsIsNotCancelled() {
        String run = demo.publish("disclosure", line("SYNC-1")).getString("id");
        cancel(demo, run).then().statusCode(409).body(jsonAt("code", equalTo("import.ended")));
        cancel(demo, "no-uuid").then().statusCode(404);
    }

    @Test
    void runOfThePublisherThatIsGoneEnds() throws SQLException {
        String run = queue(demo, "disclosure", line("GONE-1"));
        rows.execute("update waiting_import set publisher = 'gone'");
        background.work(take(), NEVER);
        assertThat(report(demo, run).getString("reason")).contains("不再获准");
    }

    // ---- bodies ----

    @Test
    void bodyIsEncrypted() throws SQLException {
        queue(demo, "disclosure", line("SECRET-1", "含电话的通知", "联系人电话" + MOBILE));
        assertThat(rows.count("waiting_import_part")).isEqualTo(1);
        for (String planted : List.of(MOBILE, "SECRET-1", "联系人")) {
            assertThat(rows.count("waiting_import_part where position(convert_to('%s', 'UTF8') in content) > 0"
                            .formatted(planted)))
                    .isZero();
        }
        workAll();
        assertThat(rows.count("waiting_import_part")).isZero();
    }

    @Test
    void waitingBodiesAreBounded() throws SQLException {
        for (int i = 0; i < 4; i++) {
            queue(demo, "disclosure", line("BOUND-" + i));
        }
        long runs = rows.count("import_run");
        Response full = send(demo, "async=true&kind=disclosure", utf8(line("BOUND-5")), false);
        full.then().statusCode(503).body(jsonAt("code", equalTo("store.unavailable")));
        assertThat(full.header("Retry-After")).isNotNull();
        assertThat(rows.count("import_run")).isEqualTo(runs);
        queue(bureau, "disclosure", line("BOUND-6"));
        workAll();
        queue(demo, "disclosure", line("BOUND-7"));
    }

    @Test
    void bodyThatNeverHasRoomIsTooLarge() throws SQLException {
        long runs = rows.count("import_run");
        send(demo, "async=true&kind=disclosure", new byte[4 * MEBIBYTE + 1], false)
                .then()
                .statusCode(413)
                .body(jsonAt("code", equalTo("body.too-large")));
        assertThat(rows.count("import_run")).isEqualTo(runs);
        assertThat(rows.count("waiting_import")).isZero();
    }

    @Test
    void importThatIsCutOffIsFoundByItsSender() throws Exception {
        byte[] part = utf8(lines("CUT", 10));
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write(utf8(("POST /api/v1/imports?kind=disclosure&async=true&fileName=cut.ndjson HTTP/1.1\r\n"
                                    + "Host: a\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\n"
                                    + "Content-Length: %d\r\n\r\n")
                            .formatted(demo.token(), part.length + 1)));
            socket.getOutputStream().write(part);
            socket.getOutputStream().flush();
            Sunwindow.await("received in part", () -> rows.count("import_run where file_name = 'cut.ndjson'") == 1);
        }
        Sunwindow.await("ended", () -> rows.count("waiting_import") == 0);
        Json found = demo.getAsPublisher("/imports?fileName=CUT.nd").as(Json.class);
        assertThat(found.getList("items")).hasSize(1);
        assertThat(found.getString("items[0].state")).isEqualTo("INTERRUPTED");
        assertThat(found.getString("items[0].reason")).contains("没有收完");
        assertThat(rows.count("waiting_import_part")).isZero();
    }

    @Test
    void bodiesAreDeletedAfterADay() throws SQLException {
        String run = queue(demo, "disclosure", line("DAY-1"));
        clock.forward(Duration.ofHours(23));
        background.endExpired();
        assertThat(rows.count("waiting_import_part")).isEqualTo(1);
        clock.forward(Duration.ofHours(1));
        background.endExpired();
        assertThat(rows.count("waiting_import_part")).isZero();
        assertThat(report(demo, run).getString("state")).isEqualTo("INTERRUPTED");
        assertThat(report(demo, run).getString("reason")).contains("已经删去");
    }

    /** As of an instance that was killed while it received. */
    @Test
    void bodyThatComesNoMoreIsDeleted() throws SQLException {
        String run = queue(demo, "disclosure", line("NO-MORE-1"));
        rows.execute("update waiting_import set position = null");
        assertThat(waiting.take()).isEmpty();
        clock.forward(NO_MORE_COMES.minusSeconds(1));
        background.endExpired();
        assertThat(rows.count("waiting_import")).isEqualTo(1);
        clock.forward(Duration.ofSeconds(1));
        background.endExpired();
        assertThat(rows.count("waiting_import")).isZero();
        assertThat(report(demo, run).getString("reason")).contains("没有收完");
    }
}
