package org.sunwindow.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * The times at which requests are sent. Unbounded, the next request follows each response. With a rate, each request has a
 * scheduled time from which its latency is measured, so that waiting for slow responses counts (no coordinated omission).
 */
final class Schedule {

    /** Rate without a limit. */
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private static final Duration LOOK = Duration.ofMillis(20);

    private final long start = System.nanoTime();
    private final long end;
    private final double interval;
    private final boolean backlog;

    /**
     * Creates a schedule that starts immediately.
     *
     * @param perSecond requests per second, or {@link #UNBOUNDED}
     */
    Schedule(Duration time, double perSecond) {
        this(time, perSecond, true);
    }

    private Schedule(Duration time, double perSecond, boolean backlog) {
        this.end = start + time.toNanos();
        this.interval = perSecond == UNBOUNDED ? 0 : 1e9 / perSecond;
        this.backlog = backlog;
    }

    /** Creates a schedule that drops requests that could not be sent before the end. */
    static Schedule withoutBacklog(Duration time, double perSecond) {
        return new Schedule(time, perSecond, false);
    }

    boolean isPaced() {
        return interval > 0;
    }

    /** Returns the scheduled time of a request, which is counted from 0; the current time if unbounded. */
    long due(long request) {
        return isPaced() ? start + (long) (request * interval) : System.nanoTime();
    }

    /** Returns whether a request scheduled at a time is still sent. */
    boolean takes(long due) {
        return due < end && (backlog || System.nanoTime() < end);
    }

    /** Returns whether a response counts. If unbounded, responses after the end would distort the rate. */
    boolean counts(long answered) {
        return isPaced() || answered <= end;
    }

    static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Waits for a condition on another process.
     *
     * @throws IllegalStateException on timeout
     */
    static void await(String what, Duration patience, Callable<Boolean> condition) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("timeout after %d s: %s".formatted(patience.toSeconds(), what));
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
