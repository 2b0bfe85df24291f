package org.sunwindow.imports.background;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Meters of the imports that wait for a worker. The database is queried at intervals, not when metrics are read. The meters
 * are registered after the first successful query.
 */
@ApplicationScoped
class QueueMetrics {

    private static final Logger LOG = Logger.getLogger(QueueMetrics.class);

    private static final String INTERVAL = "15s";

    private final WaitingRuns runs;
    private final Clock clock;
    private final MeterRegistry registry;
    private volatile WaitingRuns.Queue queue;

    QueueMetrics(WaitingRuns runs, Clock clock, MeterRegistry registry) {
        this.runs = runs;
        this.clock = clock;
        this.registry = registry;
    }

    private void register() {
        Gauge.builder("sunwindow.imports.waiting", this, metrics -> metrics.queue.runs())
                .description("Imports in the background that no worker has taken, of all instances")
                .register(registry);
        Gauge.builder("sunwindow.imports.waiting.age", this, QueueMetrics::age)
                .description("Age of the oldest of them")
                .baseUnit("seconds")
                .register(registry);
    }

    private double age() {
        var since = queue.since();
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    @Scheduled(every = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            boolean first = queue == null;
            queue = runs.queue();
            if (first) {
                register();
            }
        } catch (RuntimeException e) {
            // unreachable, which DatabaseMonitor logs; what was known stays
            LOG.debugf("the queue of imports was not read: %s", e.getMessage());
        }
    }
}
