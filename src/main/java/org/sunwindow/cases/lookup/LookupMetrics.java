package org.sunwindow.cases.lookup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.sunwindow.cases.FailureScope;

/** Counts lookups by outcome. Whoever reads the counts learns nothing about a number. Thread-safe. */
@Singleton
class LookupMetrics implements MeterBinder {

    private enum Outcome {
        FOUND,
        NO_MATCH,
        /** Too many failures of the number. */
        LOCKED,
        /** Too many failures of the requester. */
        THROTTLED,
        CHALLENGE_REQUIRED,
        /** Refused because too many wait, or the database does not answer. */
        UNAVAILABLE
    }

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("sunwindow.lookups")
                            .description("Lookups of cases")
                            .baseUnit("lookups")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    /**
     * @param result {@code null} if there is a failure
     */
    void ended(LookupResult result, Throwable failure) {
        counters.get(failure == null ? outcome(result) : Outcome.UNAVAILABLE).increment();
    }

    private static Outcome outcome(LookupResult result) {
        return switch (result) {
            case LookupResult.Found found -> Outcome.FOUND;
            case LookupResult.NoMatch none -> Outcome.NO_MATCH;
            case LookupResult.ChallengeRequired required -> Outcome.CHALLENGE_REQUIRED;
            case LookupResult.Locked locked ->
                locked.scope() == FailureScope.NUMBER || locked.scope() == FailureScope.LOCKED_NUMBER
                        ? Outcome.LOCKED
                        : Outcome.THROTTLED;
        };
    }
}
