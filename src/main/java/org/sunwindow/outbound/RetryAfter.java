package org.sunwindow.outbound;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** The header with which a server asks to be left alone for a while. */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** Reads seconds or a date; zero for none or another text. */
    public static Duration of(String header, Instant now) {
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
