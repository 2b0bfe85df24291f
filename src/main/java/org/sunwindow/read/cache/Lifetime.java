package org.sunwindow.read.cache;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.sunwindow.index.SearchRequest.Moment;

/** The time until which a response is valid. */
@FunctionalInterface
public interface Lifetime {

    /**
     * @param change when a record next becomes public, expires or lapses
     */
    Instant end(Instant now, Instant change);

    /**
     * @param moment of the opening states in the response, which is then valid for this minute only; may be
     *     {@code null}
     */
    static Lifetime of(Moment moment) {
        return moment == null ? (now, change) -> change : ofMinute();
    }

    /** The rest of the minute, for responses that depend on the calendar or on the time of day. */
    static Lifetime ofMinute() {
        return (now, change) -> now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }
}
