package org.sunwindow.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * When requests are sent. Either the next as soon as one is answered, to find how many can be; or each at its own time,
 * however slow the answers are, and timed from when it was due. A request that has to wait for others counts its waiting
 * then, as people's requests do (no coordinated omission).
 */
final class Schedule {

    /** Instead of a rate: as many as are answered. */
    static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private final long start = System.nanoTime();
    private final long end;
    private final double interval;

    /**
     * Starts now.
     *
     * @param perSecond requests due in each second, or {@link #UNBOUNDED}
     */
    Schedule(Duration time, double perSecond) {
        this.end = start + time.toNanos();
        this.interval = perSecond == UNBOUNDED ? 0 : 1e9 / perSecond;
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
        return due < end;
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
}
