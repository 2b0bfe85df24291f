package org.sunwindow.imports.background;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.sunwindow.PolledMeters;

/** Meters of the imports that wait for a worker. */
@ApplicationScoped
class QueueMetrics {

    private final PolledMeters<WaitingRuns.Queue> meters;

    QueueMetrics(WaitingRuns runs, Clock clock, MeterRegistry registry) {
        meters = new PolledMeters<>("the queue of imports", runs::queue, registry, clock)
                .gauge(
                        "sunwindow.imports.waiting",
                        "Imports in the background that no worker has taken, of all instances",
                        WaitingRuns.Queue::runs)
                .age("sunwindow.imports.waiting.age", "Age of the oldest of them", WaitingRuns.Queue::since);
    }

    @Scheduled(every = PolledMeters.INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        meters.poll();
    }
}
