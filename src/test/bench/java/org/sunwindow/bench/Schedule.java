package org.sunwindow.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * When requests are sent. Either the next as soon as one is answered, to find how many can be; or each at its own time,
 * however slow the answers are, and timed from when it was due. A request that has to wait for others counts its waiting
 * then, as people's requests do (no coordinated omission).
 */
final class Schedule {

    /** Instead of a rate: as many as are answered. */
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private static final Duration LOOK = Duration.ofMillis(20);

    private final long start = System.nanoTime();
    private final long end;
    private final double interval;
    private final boolean backlog;

    /**
     * StartupTimes now.
     *
     * @param perSecond requests due in each second, or {@link #UNBOUNDED}
     */
    Schedule(Duration time, double perSecond) {
        this(time, perSecond, true);
    }

    private Schedule(Duration time, double perSecond, boolean backlog) {
        this.end = start + time.toNanos();
        this.interval = perSecond == UNBOUNDED ? 0 : 1e9 / perSecond;
        this.backlog = backlog;
    }

    /** What could not be sent until the end is not sent any more. */
    static Schedule withoutBacklog(Duration time, double perSecond) {
        return new Schedule(time, perSecond, false);
    }

    boolean isPaced() {
        return interval > 0;
    }

    /** When a request is due; counted from 0. Without a pace, now. */
    long due(long request) {
        return isPaced() ? start + (long) (request * interval) : System.nanoTime();
    }

    /** Whether what is due then is still to be sent. */
    boolean takes(long due) {
        return due < end && (backlog || System.nanoTime() < end);
    }

    /** Without a pace only what is answered in time tells the rate; with one, every answer tells its latency. */
    boolean counts(long answered) {
        return isPaced() || answered <= end;
    }

    static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Waits for something that another process is about to do.
     *
     * @throws IllegalStateException when it does not come in time
     */
    static void await(String what, Duration patience, Callable<Boolean> condition) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("did not come in %d s: %s".formatted(patience.toSeconds(), what));
                }
                waitUntil(System.nanoTime() + LOOK.toNanos());
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }
}
