package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.sunwindow.Json.jsonAt;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.Json;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** Withdrawals while the index stands still, after a pause of the process, and after a restore of the database. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WithdrawalTest {

    private static final Origin ORIGIN = new Origin(Publisher.ofOwn("demo"), UUID.randomUUID());

    @Inject
    Publications publications;

    @Inject
    RevisionLog log;

    @Inject
    AgroalDataSource database;

    @Inject
    MovableClock clock;

    private final CountDownLatch held = new CountDownLatch(1);
    private Sunwindow sunwindow;

    @BeforeEach
    void find() {
        sunwindow = Sunwindow.underTest();
    }

    @AfterEach
    void letGo() {
        held.countDown();
        clock.reset();
    }

    /** The index reads no changes until the latch is released, as in the middle of a bulk import. */
    private void holdIndex() {
        Publications real = ClientProxy.unwrap(publications);
        QuarkusMock.installMockForInstance(
                new Publications(clock, null, null, null) {
                    @Override
                    public Applied apply(List<? extends Write> writes, Origin origin) {
                        return real.apply(writes, origin);
                    }

                    @Override
                    public Applied dryRun(List<? extends Write> writes, Origin origin, DryRun run) {
                        return real.dryRun(writes, origin, run);
                    }

                    @Override
                    public List<Change> changesAfter(long revision, int limit) {
                        awaitQuietly(held);
                        return real.changesAfter(revision, limit);
                    }

                    @Override
                    public long countAfter(long revision) {
                        return real.countAfter(revision);
                    }
                },
                publications);
    }

    /** Polls of the log do not end until the latch is released, as in a process that is stopped. */
    private void holdPolls() {
        RevisionLog real = ClientProxy.unwrap(log);
        QuarkusMock.installMockForInstance(
                new RevisionLog(null) {
                    @Override
                    public PollResult poll(LogPosition known, long since, int most) throws SQLException {
                        awaitQuietly(held);
                        return real.poll(known, since, most);
                    }

                    @Override
                    public LogPosition head() throws SQLException {
                        awaitQuietly(held);
                        return real.head();
                    }

                    @Override
                    public void endHistory(UUID ended) throws SQLException {
                        real.endHistory(ended);
                    }

                    @Override
                    public void disconnect() {
                        real.disconnect();
                    }
                },
                log);
    }

    @Test
    void withdrawalOvertakesTheIndex() {
        sunwindow.publish("division", division("990121", "将撤下的区") + division("990122", "将改正的区"));
        for (String path :
                List.of("/divisions/990121000000", "/divisions", "/search?q=" + Sunwindow.encoded("将撤下的区"))) {
            sunwindow.get(path).then().statusCode(200);
        }
        holdIndex();
        sunwindow
                .send("division", division("990123", "尚未编入的区"))
                .then()
                .statusCode(201)
                .body(jsonAt("behind", equalTo(1)));
        sunwindow
                .send(
                        "division",
                        "{\"withdraw\":\"990121000000\"}\n{\"withdraw\":\"990122000000\"}\n"
                                + division("990122", "改正后的区"))
                .then()
                .statusCode(201)
                .body(jsonAt("behind", greaterThan(1)));
        Sunwindow.await("hidden", () -> sunwindow.get("/divisions/990121000000").statusCode() == 410);
        sunwindow.get("/divisions/990121000000").then().body(jsonAt("code", equalTo("record.withdrawn")));
        sunwindow
                .get("/divisions/990122000000")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body(jsonAt("code", equalTo("index.behind")));
        sunwindow
                .get("/divisions")
                .then()
                .body(jsonAt("items.name", not(hasItem("将撤下的区"))))
                .body(jsonAt("items.name", not(hasItem("将改正的区"))))
                .body(jsonAt("items.name", not(hasItem("尚未编入的区"))));
        assertThat(sunwindow.find("/search", "将撤下的区").getList("items.title")).doesNotContain("将撤下的区");
        sunwindow
                .get("/suggestions?q=" + Sunwindow.encoded("将撤下"))
                .then()
                .body(jsonAt("items.text", not(hasItem("将撤下的区"))));
        Sunwindow.await(
                "the lag is told",
                () -> sunwindow.ready().as(Json.class).getInt("checks[name=search-index].data.behind") > 1);
        held.countDown();
        Sunwindow.await(
                "indexed", () -> sunwindow.get("/divisions/990122000000").statusCode() == 200);
        sunwindow.get("/divisions/990122000000").then().body(jsonAt("name", equalTo("改正后的区")));
        sunwindow.get("/divisions/990123000000").then().statusCode(200);
        sunwindow.get("/divisions/990121000000").then().statusCode(410);
        sunwindow.publish("division", division("990121", "又公开的区"));
        sunwindow.get("/divisions/990121000000").then().statusCode(200);
    }

    @Test
    void afterAPauseTheLogIsPolledFirst() {
        sunwindow.publish("division", division("990131", "停顿中撤下的区"));
        sunwindow.get("/divisions/990131000000").then().statusCode(200);
        sunwindow.get("/divisions/990131000000").then().statusCode(200);
        holdPolls();
        publications.apply(List.of(new Publications.Withdraw("division", "990131000000", null)), ORIGIN);
        clock.forward(Duration.ofSeconds(60));
        sunwindow
                .get("/divisions/990131000000")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body(jsonAt("code", equalTo("index.behind")));
        assertThat(sunwindow.ready().statusCode()).isEqualTo(503);
        var waiting = CompletableFuture.supplyAsync(
                () -> sunwindow.get("/divisions/990131000000").statusCode());
        held.countDown();
        assertThat(waiting.join()).isIn(410, 503);
        sunwindow.get("/divisions/990131000000").then().statusCode(410);
    }

    /**
     * The newer history has as many revisions as the lost one, and the store has the same identity at first. Who has read
     * the lost one must not continue in it.
     */
    @Test
    void restoredDatabaseWithNewerHistoryIsNoticedBeforeAnythingIsAnswered() throws SQLException {
        sunwindow.publish("division", division("990141", "备份中的区"));
        execute(
                "create table saved_publication as table publication",
                "create table saved_counter as table revision_counter",
                "create table saved_mark as table revision_mark");
        sunwindow.publish("division", division("990142", "备份后的区") + division("990143", "备份后的又一区"));
        sunwindow.get("/divisions/990142000000").then().statusCode(200);
        String cursor = sunwindow.get("/exports").as(Json.class).getString("cursor");
        holdPolls();
        execute(
                "truncate publication, revision_counter, revision_mark",
                "insert into revision_counter select * from saved_counter",
                "insert into revision_mark select * from saved_mark",
                "insert into publication select * from saved_publication");
        publications.apply(List.of(put("990144"), put("990145"), put("990146")), ORIGIN);
        clock.forward(Duration.ofSeconds(10));
        sunwindow.get("/divisions/990142000000").then().statusCode(503);
        held.countDown();
        Sunwindow.await("rebuilt", () -> {
            int status = sunwindow.get("/divisions/990144000000").statusCode();
            assertThat(sunwindow.get("/divisions/990142000000").statusCode()).isIn(404, 503);
            return status == 200;
        });
        sunwindow.get("/divisions/990142000000").then().statusCode(404);
        sunwindow.get("/divisions/990141000000").then().statusCode(200);
        sunwindow.get("/divisions/990146000000").then().statusCode(200);
        for (String path :
                List.of("/changes?after=", "/changes/stream?after=", "/exports/division.changes?notBefore=")) {
            sunwindow.get(path + cursor).then().statusCode(410).body(jsonAt("code", equalTo("cursor.too-old")));
        }
        String next = sunwindow.get("/exports").as(Json.class).getString("cursor");
        sunwindow.get("/changes?after=" + next).then().statusCode(200);
    }

    @Test
    void revisionsOfAnEarlierHistoryDoNotContinue() throws SQLException {
        publications.apply(List.of(put("990151")), ORIGIN);
        LogPosition before = log.head();
        publications.apply(List.of(put("990152")), ORIGIN);
        assertThat(log.poll(before, Long.MAX_VALUE, 1).continues()).isTrue();
        var otherMark = new LogPosition.Mark(before.revision(), new UUID(0, 1));
        var otherHistory = new LogPosition(before.storeId(), before.revision(), before.time(), otherMark);
        assertThat(log.poll(otherHistory, Long.MAX_VALUE, 1).continues()).isFalse();
        var future = new LogPosition(before.storeId(), before.revision() + 100, before.time());
        assertThat(log.poll(future, Long.MAX_VALUE, 1).continues()).isFalse();
    }

    /** A record that is withdrawn and published again in one transaction is a retraction, too. */
    @Test
    void retractionSurvivesTheNextPublication() throws SQLException {
        publications.apply(List.of(put("990161")), ORIGIN);
        LogPosition before = log.head();
        publications.apply(List.of(new Publications.Withdraw("division", "990161000000", null), put("990161")), ORIGIN);
        publications.apply(List.of(new Publications.Withdraw("division", "990169000000", null)), ORIGIN);
        var retractions =
                new ArrayList<>(log.poll(before, before.revision(), 10).retractions());
        assertThat(retractions).singleElement().satisfies(retraction -> {
            assertThat(retraction.retracted()).isEqualTo(before.revision() + 1);
            assertThat(retraction.revision()).isEqualTo(before.revision() + 2);
            assertThat(retraction.withdrawnAt()).isNull();
        });
    }

    /** A change that publishes less must not leave the earlier content public until it is indexed. */
    @Test
    void changeThatPublishesLessIsARetraction() throws SQLException {
        Instant now = clock.instant();
        Instant past = now.minusSeconds(60);
        Instant future = now.plus(Duration.ofDays(3_000));
        assertThat(isRetracted("990171", visible(null, null, true))).isTrue();
        assertThat(isRetracted("990172", visible(future, null, false))).isTrue();
        assertThat(isRetracted("990173", visible(null, past, false))).isTrue();
        assertThat(isRetracted("990174", visible(null, future, false))).isTrue();
        assertThat(isRetracted("990175", visible(past, null, false)))
                .as("public before and after")
                .isFalse();
        assertThat(isRetracted("990176", visible(null, null, false))).isFalse();
        assertThat(isRetracted("990176", visible(null, future, false))).isTrue();
        assertThat(isRetracted("990177", visible(null, future, false), visible(null, future.plusSeconds(1), false)))
                .as("public for longer")
                .isFalse();
    }

    @Test
    void textThatIsNoLongerDisclosedProactivelyDisappearsBeforeItIsIndexed() {
        String line = """
                {"indexNo":"990100001/202611-00181","title":"关于窄化公开的通知","publisher":"云川市民政局","publishedAt":"2026-11-01",\
                "disclosureAttribute":"主动公开","body":"应当消失的正文。","howToApply":"向市民政局申请。"}""";
        String path = "/disclosures/990100001%2F202611-00181";
        sunwindow.publish("disclosure", line);
        assertThat(sunwindow.get(path).asString()).contains("应当消失的正文");
        holdIndex();
        sunwindow.send("disclosure", line.replace("主动公开", "依申请公开")).then().statusCode(201);
        Sunwindow.await("hidden", () -> sunwindow.get(path).statusCode() == 503);
        assertThat(sunwindow.find("/disclosures", "应当消失的正文").getList("items.title"))
                .isEmpty();
        held.countDown();
        Sunwindow.await("indexed", () -> sunwindow.get(path).statusCode() == 200);
        assertThat(sunwindow.get(path).asString()).contains("向市民政局申请").doesNotContain("应当消失的正文");
    }

    private static UnaryOperator<Envelope> visible(Instant from, Instant until, boolean excerpt) {
        return e -> new Envelope(e.identity(), e.title(), e.publisher(), e.division(), from, until, excerpt);
    }

    /** Whether the last of several changes of a record is a retraction. */
    @SafeVarargs
    private boolean isRetracted(String code, UnaryOperator<Envelope>... changes) throws SQLException {
        publications.apply(List.of(put(code)), ORIGIN);
        LogPosition before = log.head();
        for (UnaryOperator<Envelope> change : changes) {
            before = log.head();
            Put first = put(code);
            String json = first.json().replace("区" + code, "改名的区" + before.revision());
            publications.apply(List.of(new Put("division", change.apply(first.envelope()), json)), ORIGIN);
        }
        long last = log.head().revision();
        return log.poll(before, before.revision(), 10).retractions().stream()
                .anyMatch(each -> each.retracted() == last);
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements) {
                statement.execute(each);
            }
            connection.commit();
        }
    }

    private static String division(String code, String name) {
        return "{\"code\":\"%s\",\"name\":\"%s\"}\n".formatted(code, name);
    }

    private static Put put(String code) {
        String key = code + "000000";
        String json = "{\"id\":\"%s\",\"code\":\"%s\",\"name\":\"区%s\",\"level\":3}".formatted(key, key, code);
        return new Put("division", Envelope.lasting(key, "区" + code, null), json);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
