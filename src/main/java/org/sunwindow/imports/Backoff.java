package org.sunwindow.imports.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/** When a source is fetched again. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(6);

    /** Longest wait that a server may ask for. */
    static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

    private static final double SPREAD = 0.1;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    /** In [0, 1). */
    private final DoubleSupplier random;

    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /** The wait after a success: a little longer than configured, so that many sources do not stay in step. */
    Duration afterSuccess(Duration every) {
        return every.plus(times(every, SPREAD * random.getAsDouble()));
    }

    /**
     * The wait after a failure: between half and all of a minute, which doubles with each failure up to six hours; at least
     * what the server asked for.
     *
     * @param failures in a row, at least 1
     */
    Duration afterFailure(int failures, Duration retryAfter) {
        Duration longest = FIRST.multipliedBy(1L << Math.min(failures - 1, 16));
        longest = longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
        Duration wait = times(longest, 0.5 + random.getAsDouble() / 2);
        Duration asked = retryAfter.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : retryAfter;
        return wait.compareTo(asked) > 0 ? wait : asked.plus(times(FIRST, random.getAsDouble()));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }

    /** Reads the header Retry-After, seconds or a date; zero for none or another text. */
    static Duration retryAfter(String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        if (SECONDS.matcher(header.strip()).matches()) {
            return Duration.ofSeconds(Long.parseLong(header.strip()));
        }
        try {
            Duration wait = Duration.between(
                    now,
                    ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
