package org.sunwindow.imports.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** How many imports wait for a worker. The database is asked at intervals, and never by whoever reads the metrics. */
@Singleton
class QueueMetrics implements MeterBinder {

    private static final Logger LOG = Logger.getLogger(QueueMetrics.class);

    private static final String INTERVAL = "15s";

    private final WaitingRuns runs;
    private final Clock clock;
    private volatile WaitingRuns.Queue queue = new WaitingRuns.Queue(0, null);

    QueueMetrics(WaitingRuns runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sunwindow.imports.waiting", this, metrics -> metrics.queue.runs())
                .description("Imports in the background that no worker has taken, of all instances")
                .register(registry);
        Gauge.builder("sunwindow.imports.waiting.age", this, QueueMetrics::age)
                .description("Time for which the first of them has waited")
                .baseUnit("seconds")
                .register(registry);
    }

    private double age() {
        var since = queue.since();
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            queue = runs.queue();
        } catch (RuntimeException e) {
            // unreachable, which DatabaseMonitor logs; what was known stays
            LOG.debugf("the queue of imports was not read: %s", e.getMessage());
        }
    }
}
