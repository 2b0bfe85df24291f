package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Tracks the revisions that the local index has applied, and throttles writers by them. Thread-safe. */
@ApplicationScoped
public class IndexRevisions {

    /** A writer waits no longer for an index that has not advanced for this time. */
    private static final Duration STANDSTILL = Duration.ofSeconds(10);

    private final RetractionWatch watch;
    private final Clock clock;

    /** Guards the fields below and announces their changes. */
    private final Object revisions = new Object();

    /** Visible to readers. */
    private long visible;

    private long applied;

    /** At this revision, the index did not advance while a writer waited. */
    private long standstill = -1;

    IndexRevisions(RetractionWatch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    /**
     * Waits until a revision is visible to readers of this instance, so that a publisher finds what it has just
     * published.
     *
     * @param patience maximum time to wait
     * @return whether it is visible; {@code false} does not mean that publishing has failed
     */
    public boolean awaitRevision(long revision, Duration patience) throws InterruptedException {
        long end = nanos() + patience.toNanos();
        synchronized (revisions) {
            long left = end - nanos();
            while (visible < revision && left > 0) {
                awaitChange(left);
                left = end - nanos();
            }
            return visible >= revision;
        }
    }

    /**
     * Waits while the index of this instance is too far behind a writer, so that a bulk import does not outrun it.
     * Stops waiting if the index makes no progress, as on a full disk, because publications must still be stored.
     *
     * @param written revision that the writer has reached
     * @param most    number of revisions that the index may be behind
     */
    public void holdBack(long written, long most) throws InterruptedException {
        synchronized (revisions) {
            long last = applied;
            long end = nanos() + STANDSTILL.toNanos();
            while (written - applied > most && applied != standstill) {
                long left = end - nanos();
                if (left <= 0) {
                    standstill = applied;
                    return;
                }
                awaitChange(left);
                if (applied != last) {
                    last = applied;
                    end = nanos() + STANDSTILL.toNanos();
                }
            }
        }
    }

    /** Time for waiting. Unlike that of the clock, it is never set. */
    long nanos() {
        return System.nanoTime();
    }

    /** Waits until the index has advanced, at most for some nanoseconds. Called by the owner of the lock. */
    void awaitChange(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(revisions, nanos);
    }

    /**
     * How far readers of this instance are behind.
     *
     * @param revisions number of revisions that they do not see
     * @param seconds   age of the first of them
     */
    public record Backlog(long revisions, long seconds) {}

    /** Returns the backlog up to a revision. */
    public Backlog backlog(long revision) {
        long missing;
        synchronized (revisions) {
            missing = Math.max(0, revision - visible);
        }
        Instant since = watch.lag().since();
        return missing == 0 || since == null
                ? new Backlog(missing, 0)
                : new Backlog(
                        missing,
                        Math.max(0, Duration.between(since, clock.instant()).toSeconds()));
    }

    /** Called whenever the index has advanced. */
    void announce(SearchIndex.Status status) {
        synchronized (revisions) {
            visible = status.visible() == null ? 0 : status.visible().revision();
            applied = status.position() == null ? 0 : status.position().revision();
            revisions.notifyAll();
        }
    }
}
