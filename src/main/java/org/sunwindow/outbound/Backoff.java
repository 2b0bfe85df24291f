package org.sunwindow.outbound;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When something that no request waits for is tried again. */
public final class Backoff {

    private static final Duration FIRST = Duration.ofMinutes(1);

    /** Longest wait that a server may ask for. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

    private static final double SPREAD = 0.1;

    private final Duration longest;
    private final DoubleSupplier random;

    /**
     * @param longest wait after a failure, unless a server asks for more
     * @param random  numbers in [0, 1)
     */
    public Backoff(Duration longest, DoubleSupplier random) {
        this.longest = longest;
        this.random = random;
    }

    /** The wait after a success: a little longer than configured, so that many sources do not stay in step. */
    public Duration afterSuccess(Duration every) {
        return every.plus(times(every, SPREAD * random.getAsDouble()));
    }

    /**
     * The wait after a failure: between half and all of a minute, which doubles with each failure; at least what the server
     * asked for.
     *
     * @param failures   in a row, at least 1
     * @param retryAfter zero if no server asked for anything
     */
    public Duration afterFailure(int failures, Duration retryAfter) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(failures - 1, 16));
        Duration wait = times(doubled.compareTo(longest) > 0 ? longest : doubled, 0.5 + random.getAsDouble() / 2);
        Duration asked = retryAfter.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : retryAfter;
        return wait.compareTo(asked) > 0 ? wait : asked.plus(times(FIRST, random.getAsDouble()));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}
