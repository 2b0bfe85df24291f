package org.sunwindow.read.request;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.sunwindow.http.parameter.StrictParameters;

/** Reads the parameters that state the moment of a request. */
final class TimeParameters {

    private TimeParameters() {}

    /**
     * The instant of which records are requested, {@code null} for the present. A day stands for its end; today stands
     * for now, so its answer is the present one.
     */
    static Instant asOf(StrictParameters parameters, ZoneId zone, Instant now) {
        Optional<Instant> sent = parameters.to(ListParameters.AS_OF, zone, false);
        Instant tomorrow =
                now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        if (sent.isEmpty() || sent.get().equals(tomorrow.minusMillis(1))) {
            return null;
        }
        Instant then = sent.get().truncatedTo(ChronoUnit.MILLIS);
        if (then.isAfter(now)) {
            parameters.wrong(ListParameters.AS_OF, "range", "不能晚于现在");
        }
        return then;
    }

    /** Whole minutes, so that requests within one minute share a cached response. */
    static Optional<Instant> instant(StrictParameters parameters, String name, ZoneId zone, Instant now) {
        var value = parameters.text(name, ListParameters.MAX_TIME);
        if (value.filter("now"::equals).isPresent()) {
            return Optional.of(now.truncatedTo(ChronoUnit.MINUTES));
        }
        return parameters.from(name, zone).map(instant -> instant.truncatedTo(ChronoUnit.MINUTES));
    }
}
