package org.sunwindow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * Meters of a value in the database, which is queried at intervals, not when metrics are read. They are registered
 * after the first successful query: a zero that means "unknown" would look like an increase afterwards. What was known
 * stays while the database does not answer. Its owner polls it from one thread at a time; meters are read on any
 * thread.
 */
public final class PolledMeters<T> {

    /** How often owners poll. */
    public static final String INTERVAL = "15s";

    private static final Logger LOG = Logger.getLogger(PolledMeters.class);

    private final String what;
    private final Callable<T> query;
    private final MeterRegistry registry;
    private final Clock clock;
    private final List<Gauge.Builder<PolledMeters<T>>> gauges = new ArrayList<>();
    private volatile T value;

    /**
     * @param what is queried, for the log
     */
    public PolledMeters(String what, Callable<T> query, MeterRegistry registry, Clock clock) {
        this.what = what;
        this.query = query;
        this.registry = registry;
        this.clock = clock;
    }

    /** Adds a gauge of something about the value. */
    public PolledMeters<T> gauge(String name, String description, ToDoubleFunction<T> of) {
        gauges.add(Gauge.builder(name, this, meters -> of.applyAsDouble(meters.value))
                .description(description));
        return this;
    }

    /**
     * Adds a gauge of the seconds since an instant.
     *
     * @param since may return {@code null} for none, whose age is 0
     */
    public PolledMeters<T> age(String name, String description, Function<T, Instant> since) {
        gauges.add(Gauge.builder(name, this, meters -> meters.seconds(since.apply(meters.value)))
                .description(description)
                .baseUnit("seconds"));
        return this;
    }

    private double seconds(Instant since) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    /** Queries the value. */
    public void poll() {
        try {
            boolean first = value == null;
            value = query.call();
            if (first) {
                gauges.forEach(gauge -> gauge.register(registry));
            }
        } catch (Exception e) {
            // unreachable, which DatabaseMonitor logs
            LOG.debugf("%s was not queried: %s", what, ExceptionSummary.of(e));
        }
    }
}
