package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.index.SearchIndex.Status;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;
import org.sunwindow.publication.RevisionLog;
import org.sunwindow.publication.database.DatabaseUnreachableException;

/** Which retractions are published to the index, and when answers may be given. */
class RetractionWatchTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final SQLException UNREACHABLE =
            new DatabaseUnreachableException(new SQLException("refused", "08001"));
    private static final Instant NOW = MovableClock.START;

    private final MovableClock clock = new MovableClock();
    private final Freshness freshness = new Freshness(clock);
    private final List<Long> asked = new ArrayList<>();
    private final List<Retraction> stored = new ArrayList<>();
    private LogPosition visible = position(5);
    private LogPosition durable;
    private long head = 5;
    private boolean continues = true;
    private SQLException failure;
    private Retractions published;
    private Retractions publishedDuringPoll;

    @TempDir
    Path directory;

    private RetractionWatch watch;

    @BeforeEach
    void start() {
        watch = watch();
    }

    @AfterEach
    void stop() throws InterruptedException {
        watch.stop(null);
    }

    private RetractionWatch watch() {
        return new RetractionWatch(
                (SearchIndex) Proxy.newProxyInstance(
                        SearchIndex.class.getClassLoader(),
                        new Class<?>[] {SearchIndex.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("hide")) {
                                published = (Retractions) arguments[0];
                                return null;
                            }
                            return new Status(visible, visible, durable, true, true, Fault.NONE);
                        }),
                new RevisionLog(null) {
                    @Override
                    public synchronized PollResult poll(LogPosition known, long since, int most) throws SQLException {
                        publishedDuringPoll = published;
                        if (failure != null) {
                            throw failure;
                        }
                        asked.add(since);
                        var after = stored.stream()
                                .filter(each -> each.revision() > since)
                                .toList();
                        return new PollResult(
                                position(head),
                                continues,
                                NOW,
                                after.subList(0, Math.min(most, after.size())),
                                after.size() <= most);
                    }
                },
                freshness,
                TestSettings.general(Map.of(
                        "sunwindow.index.max-retractions", "3", "sunwindow.index.directory", directory.toString())));
    }

    private static LogPosition position(long revision) {
        return new LogPosition(STORE, revision, NOW);
    }

    private void withdraw(String key) {
        stored.add(new Retraction("division", key, ++head, head, NOW));
    }

    @Test
    void newRetractionsAreHiddenAndOldOnesAreNotReadAgain() {
        withdraw("a");
        watch.poll();
        assertThat(published.byId()).containsOnlyKeys("division/a");
        assertThat(freshness.holds(NOW)).isTrue();
        withdraw("b");
        watch.poll();
        assertThat(published.byId()).containsOnlyKeys("division/a", "division/b");
        assertThat(asked).containsExactly(5L, 6L);
        assertThat(watch.lag().revisions()).isEqualTo(2);
        Retractions before = published;
        watch.poll();
        assertThat(published).as("no change, so cached responses stay valid").isSameAs(before);
    }

    @Test
    void nothingMayBeReadWhileTooManyAreNotIndexed() {
        for (String key : List.of("a", "b", "c")) {
            withdraw(key);
        }
        watch.poll();
        assertThat(published.byId()).hasSize(3);
        withdraw("d");
        withdraw("e");
        watch.poll();
        assertThat(published).isSameAs(Retractions.UNKNOWN);
        assertThat(watch.lag().overflow()).isTrue();
        visible = position(7);
        watch.poll();
        assertThat(published.cover(visible)).isTrue();
        assertThat(published.byId()).containsOnlyKeys("division/c", "division/d", "division/e");
        assertThat(watch.lag().overflow()).isFalse();
    }

    @Test
    void indexThatIsReplacedByAnEarlierStateIsReadAfterItsRetractionsAreKnown() {
        withdraw("a");
        watch.poll();
        visible = position(2);
        assertThat(published.cover(visible)).isFalse();
        watch.poll();
        assertThat(asked).endsWith(2L);
        assertThat(published.cover(visible)).isTrue();
    }

    @Test
    void indexOfAnotherHistoryIsNotReadEvenIfTheDatabaseIsLostAgain() {
        watch.poll();
        continues = false;
        watch.poll();
        assertThat(published).isSameAs(Retractions.UNKNOWN);
        failure = UNREACHABLE;
        watch.poll();
        assertThat(published).isSameAs(Retractions.UNKNOWN);
    }

    /** A database that answers, or answers slowly, may be telling other instances to hide more. */
    @ParameterizedTest
    @ValueSource(strings = {"", "08006", "57014", "42P01", "28P01", "53300"})
    void answersEndIfTheDatabaseFailsButIsReachable(String state) {
        watch.poll();
        failure = new SQLException("for this test", state.isEmpty() ? null : state);
        clock.forward(Duration.ofSeconds(2));
        watch.poll();
        assertThat(freshness.holds(clock.instant())).isFalse();
        failure = UNREACHABLE;
        watch.poll();
        assertThat(freshness.holds(clock.instant())).isTrue();
        assertThat(published.cover(visible)).isTrue();
    }

    @Test
    void whatWasHiddenIsHiddenAfterARestartWithoutTheDatabase() throws InterruptedException {
        durable = position(3);
        head = 3;
        withdraw("indexed, but not committed");
        head = 5;
        withdraw("not indexed");
        watch.poll();
        restart(durable);
        assertThat(published.cover(visible)).isTrue();
        assertThat(published.byId()).containsOnlyKeys("division/indexed, but not committed", "division/not indexed");
        assertThat(published.byId().get("division/not indexed")).isEqualTo(stored.getLast());
        Retractions saved = published;
        watch.poll();
        assertThat(publishedDuringPoll)
                .as("an attempt to reach the database does not interrupt reads")
                .isSameAs(saved);
        assertThat(published).isSameAs(saved);
        failure = null;
        withdraw("later");
        watch.poll();
        assertThat(publishedDuringPoll).isSameAs(saved);
        assertThat(published.byId()).hasSize(3);
    }

    @Test
    void nothingIsAnsweredAfterARestartWithoutTheDatabaseIfTheFileIsMissingDamagedOrOfAnotherIndex() throws Exception {
        restart(visible);
        assertThat(published).as("there is no file").isSameAs(Retractions.UNKNOWN);
        failure = null;
        watch.poll();
        restart(position(4));
        assertThat(published).as("the commit is older than what was saved").isSameAs(Retractions.UNKNOWN);
        restart(position(5));
        assertThat(published.cover(visible)).isTrue();
        byte[] saved = Files.readAllBytes(directory.resolve("retractions"));
        saved[saved.length - 9] ^= 1;
        Files.write(directory.resolve("retractions"), saved);
        restart(position(5));
        assertThat(published).as("the file is damaged").isSameAs(Retractions.UNKNOWN);
    }

    @Test
    void nothingIsAnsweredAfterARestartWithoutTheDatabaseIfTheLastWriteFailed() throws Exception {
        watch.poll();
        restart(visible);
        assertThat(published.byId()).isEmpty();
        failure = null;
        Path obstacle = directory.resolve("retractions.new");
        Files.createDirectories(obstacle.resolve("not empty"));
        withdraw("a");
        watch.poll();
        assertThat(published.byId()).hasSize(1);
        restart(visible);
        assertThat(published).isSameAs(Retractions.UNKNOWN);
        failure = null;
        Files.delete(obstacle.resolve("not empty"));
        Files.delete(obstacle);
        watch.poll();
        restart(visible);
        assertThat(published.byId()).as("saved as soon as that is possible").hasSize(1);
    }

    @Test
    void nothingIsAnsweredAfterARestartWithoutTheDatabaseIfThereWereTooManyToSave() throws InterruptedException {
        watch.poll();
        for (String key : List.of("a", "b", "c", "d")) {
            withdraw(key);
        }
        watch.poll();
        restart(visible);
        assertThat(published).isSameAs(Retractions.UNKNOWN);
    }

    private void restart(LogPosition commit) throws InterruptedException {
        watch.stop(null);
        visible = commit;
        durable = commit;
        published = Retractions.UNKNOWN;
        failure = UNREACHABLE;
        watch = watch();
        watch.poll();
        assertThat(freshness.holds(NOW)).isTrue();
    }

    @Test
    void answersEndWhenTheLastLookIsTooLongAgo() {
        watch.poll();
        clock.forward(Duration.ofMillis(1999));
        assertThat(freshness.holds(clock.instant())).isTrue();
        clock.forward(Duration.ofMillis(1));
        assertThat(freshness.holds(clock.instant())).isFalse();
        watch.poll();
        assertThat(freshness.holds(clock.instant())).isTrue();
    }
}
