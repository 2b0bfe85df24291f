package org.sunwindow.http.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether a body arrives at the least rate. Every byte earns time, up to a bound; waiting for the client spends it. Not
 * thread-safe. Times are values of a monotonic clock, in nanoseconds.
 */
final class BodyRate {

    private static final long NOT_WAITING = Long.MIN_VALUE;

    private final long most;
    private final long nanosPerByte;
    private long left;
    private long waitingSince = NOT_WAITING;

    BodyRate(Duration timeout, int bytesPerSecond) {
        most = timeout.toNanos();
        nanosPerByte = TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
        left = most;
    }

    /** The client may send from now on. */
    void waiting(long now) {
        if (waitingSince == NOT_WAITING) {
            waitingSince = now;
        }
    }

    /** Bytes have arrived, and the service does not wait until {@link #waiting}. */
    void received(long now, int bytes) {
        left = Math.min(most, left(now) + bytes * nanosPerByte);
        waitingSince = NOT_WAITING;
    }

    /** Time left to the client; not positive if it is too slow. */
    long left(long now) {
        return waitingSince == NOT_WAITING ? left : left - (now - waitingSince);
    }
}
