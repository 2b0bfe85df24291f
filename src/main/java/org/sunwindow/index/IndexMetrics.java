package org.sunwindow.index;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** How far the index is behind the revision log, as the last poll has found it. Asks nothing of the database. */
@Singleton
class IndexMetrics implements MeterBinder {

    private final SearchIndex index;
    private final RetractionWatch watch;
    private final Freshness freshness;
    private final Clock clock;

    IndexMetrics(SearchIndex index, RetractionWatch watch, Freshness freshness, Clock clock) {
        this.index = index;
        this.watch = watch;
        this.freshness = freshness;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "sunwindow.index.revision", null, "Revision that readers see", IndexMetrics::revision);
        gauge(
                registry,
                "sunwindow.index.lag.revisions",
                null,
                "Revisions that readers do not see yet",
                metrics -> metrics.watch.lag().revisions());
        gauge(registry, "sunwindow.index.lag", "seconds", "Age of the first revision not seen", IndexMetrics::seconds);
        gauge(
                registry,
                "sunwindow.index.hidden",
                null,
                "Withdrawals that are hidden because they are not indexed yet",
                metrics -> metrics.watch.lag().hidden());
        gauge(registry, "sunwindow.index.answering", null, "1 while public reads are answered", IndexMetrics::answers);
    }

    private void gauge(
            MeterRegistry registry, String name, String unit, String what, ToDoubleFunction<IndexMetrics> value) {
        Gauge.builder(name, this, value).description(what).baseUnit(unit).register(registry);
    }

    private double revision() {
        var visible = index.status().visible();
        return visible == null ? 0 : visible.revision();
    }

    private double seconds() {
        Instant since = watch.lag().since();
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    private double answers() {
        return index.status().readable() && freshness.holds(clock.instant()) ? 1 : 0;
    }
}
