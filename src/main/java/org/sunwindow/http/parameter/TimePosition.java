package org.sunwindow.http.parameter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The position of an entry in a list that is ordered by time and identifier, as a cursor of pages. */
public record TimePosition(Instant at, UUID id) {

    private static final long MAX_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @Override
    public String toString() {
        return at.toEpochMilli() + "_" + id;
    }

    /** Reads what {@link #toString} wrote. The database holds no time beyond the bounds. */
    public static Optional<TimePosition> of(String text) {
        int end = text.indexOf('_');
        try {
            long millis = Long.parseLong(text.substring(0, Math.max(0, end)));
            return millis < 0 || millis > MAX_MILLIS
                    ? Optional.empty()
                    : Optional.of(
                            new TimePosition(Instant.ofEpochMilli(millis), UUID.fromString(text.substring(end + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
