package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.index.SearchIndex.Status;
import org.sunwindow.publication.LogPosition;

/** How a writer is held to the index. What happens while it waits is told in advance, one event for each wait. */
class IndexRevisionsTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final int MOST = 100;

    private final Deque<Event> events = new ArrayDeque<>();
    private Duration now = Duration.ZERO;

    private final IndexRevisions revisions = new IndexRevisions(null, new MovableClock()) {
        @Override
        long nanos() {
            return now.toNanos();
        }

        @Override
        void awaitChange(long nanos) {
            Event event = events.remove();
            now = now.plus(event.later());
            if (event.applied() >= 0) {
                announce(at(event.applied()));
            }
        }
    };

    /**
     * The end of a wait.
     *
     * @param applied revision that the index has then, -1 if it has not advanced
     */
    private record Event(Duration later, long applied) {}

    private void later(double seconds, long applied) {
        events.add(new Event(Duration.ofMillis((long) (seconds * 1_000)), applied));
    }

    private static Status at(long revision) {
        var position = new LogPosition(STORE, revision, Instant.EPOCH);
        return new Status(position, position, position, true, true, Fault.NONE);
    }

    @Test
    void writerThatIsNotTooFarAheadDoesNotWait() throws InterruptedException {
        revisions.announce(at(1_000));
        revisions.holdBack(1_000 + MOST, MOST);
        revisions.holdBack(900, MOST);
        assertThat(now).isZero();
    }

    @Test
    void writerWaitsUntilTheIndexIsNoFurtherBehind() throws InterruptedException {
        revisions.announce(at(1_000));
        // woken for nothing
        later(1, -1);
        later(1, 1_001);
        later(1, 1_399);
        later(1, 1_400);
        revisions.holdBack(1_400 + MOST, MOST);
        assertThat(events).isEmpty();
        assertThat(now).isEqualTo(Duration.ofSeconds(4));
    }

    /** However slow it is. */
    @Test
    void indexThatAdvancesIsAlwaysWaitedFor() throws InterruptedException {
        revisions.announce(at(1_000));
        for (int revision = 1_001; revision <= 1_100; revision++) {
            later(9.9, revision);
        }
        revisions.holdBack(1_100 + MOST, MOST);
        assertThat(events).isEmpty();
        assertThat(now).isEqualTo(Duration.ofSeconds(990));
    }

    @Test
    void indexThatStandsStillIsGivenUpUntilItAdvances() throws InterruptedException {
        revisions.announce(at(1_000));
        later(9, 1_001);
        later(9.9, -1);
        later(0.1, -1);
        revisions.holdBack(2_000, MOST);
        assertThat(events).as("ten seconds since it advanced").isEmpty();
        // other batches and other writers do not wait again
        Duration givenUp = now;
        revisions.holdBack(2_500, MOST);
        revisions.announce(at(1_001));
        revisions.holdBack(3_000, MOST);
        assertThat(now).isEqualTo(givenUp);

        revisions.announce(at(1_002));
        later(5, 2_900);
        revisions.holdBack(3_000, MOST);
        assertThat(events).isEmpty();
    }

    /** Here the lock is released and the thread really woken; time stands still. */
    @Test
    void announcementWakesTheWriter() throws Exception {
        var still = new IndexRevisions(null, new MovableClock()) {
            @Override
            long nanos() {
                return 0;
            }
        };
        var ends = new FutureTask<>(() -> {
            still.holdBack(1_000, MOST);
            return true;
        });
        Thread writer = Thread.ofPlatform().start(ends);
        for (long applied : List.of(500L, 899L)) {
            Sunwindow.await("a writer that waits", () -> writer.getState() == Thread.State.TIMED_WAITING);
            still.announce(at(applied));
            assertThat(ends.isDone()).isFalse();
        }
        still.announce(at(900));
        assertThat(ends.get()).isTrue();
    }
}
