package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.index.SearchIndex.Status;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;
import org.sunwindow.publication.RevisionLog;

/** What the index is told to hide, and when answers may be given. */
class RetractionWatchTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final Instant NOW = MovableClock.START;

    private final MovableClock clock = new MovableClock();
    private final Freshness freshness = new Freshness(clock);
    private final List<Long> asked = new ArrayList<>();
    private final List<Retraction> stored = new ArrayList<>();
    private LogPosition visible = position(5);
    private long head = 5;
    private boolean continues = true;
    private SQLException failure;
    private Retractions told;

    private final RetractionWatch watch = new RetractionWatch(
            (SearchIndex) Proxy.newProxyInstance(
                    SearchIndex.class.getClassLoader(),
                    new Class<?>[] {SearchIndex.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("hide")) {
                            told = (Retractions) arguments[0];
                            return null;
                        }
                        return new Status(visible, visible, true, true, Fault.NONE);
                    }),
            new RevisionLog(null) {
                @Override
                public synchronized Look look(LogPosition known, long since, int most) throws SQLException {
                    if (failure != null) {
                        throw failure;
                    }
                    asked.add(since);
                    var after = stored.stream()
                            .filter(each -> each.revision() > since)
                            .toList();
                    return new Look(
                            position(head),
                            continues,
                            NOW,
                            after.subList(0, Math.min(most, after.size())),
                            after.size() <= most);
                }
            },
            freshness,
            TestSettings.general(Map.of("sunwindow.index.max-retractions", "3")));

    private static LogPosition position(long revision) {
        return new LogPosition(STORE, revision, NOW);
    }

    private void withdraw(String key) {
        stored.add(new Retraction("division", key, ++head, head, NOW));
    }

    @Test
    void newRetractionsAreHiddenAndOldOnesAreNotReadAgain() {
        withdraw("a");
        watch.look();
        assertThat(told.byId()).containsOnlyKeys("division/a");
        assertThat(freshness.holds(NOW)).isTrue();
        withdraw("b");
        watch.look();
        assertThat(told.byId()).containsOnlyKeys("division/a", "division/b");
        assertThat(asked).containsExactly(5L, 6L);
        assertThat(watch.lag().revisions()).isEqualTo(2);
        Retractions before = told;
        watch.look();
        assertThat(told).as("no change, so cached responses stay valid").isSameAs(before);
    }

    @Test
    void nothingMayBeReadWhileTooManyAreNotIndexed() {
        for (String key : List.of("a", "b", "c")) {
            withdraw(key);
        }
        watch.look();
        assertThat(told.byId()).hasSize(3);
        withdraw("d");
        withdraw("e");
        watch.look();
        assertThat(told).isSameAs(Retractions.UNKNOWN);
        assertThat(watch.lag().overflow()).isTrue();
        visible = position(7);
        watch.look();
        assertThat(told.cover(visible)).isTrue();
        assertThat(told.byId()).containsOnlyKeys("division/c", "division/d", "division/e");
        assertThat(watch.lag().overflow()).isFalse();
    }

    @Test
    void indexThatIsReplacedByAnEarlierStateIsReadAfterItsRetractionsAreKnown() {
        withdraw("a");
        watch.look();
        visible = position(2);
        assertThat(told.cover(visible)).isFalse();
        watch.look();
        assertThat(asked).endsWith(2L);
        assertThat(told.cover(visible)).isTrue();
    }

    @Test
    void indexOfAnotherHistoryIsNotReadEvenIfTheDatabaseIsLostAgain() {
        watch.look();
        continues = false;
        watch.look();
        assertThat(told).isSameAs(Retractions.UNKNOWN);
        failure = new SQLException("refused", "08001");
        watch.look();
        assertThat(told).isSameAs(Retractions.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"08001, true", "57P03, true", ", true", "42P01, false", "28P01, false", "53300, false"})
    void answersContinueOnlyIfTheDatabaseIsUnreachable(String state, boolean unreachable) {
        failure = new SQLException("for this test", state);
        watch.look();
        assertThat(freshness.holds(NOW)).isEqualTo(unreachable);
        assertThat(told == Retractions.NONE).isEqualTo(unreachable);
    }

    @Test
    void answersEndWhenTheLastLookIsTooLongAgo() {
        watch.look();
        clock.forward(Duration.ofMillis(1999));
        assertThat(freshness.holds(clock.instant())).isTrue();
        clock.forward(Duration.ofMillis(1));
        assertThat(freshness.holds(clock.instant())).isFalse();
        watch.look();
        assertThat(freshness.holds(clock.instant())).isTrue();
    }
}
