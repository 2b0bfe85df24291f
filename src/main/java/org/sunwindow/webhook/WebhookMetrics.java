package org.sunwindow.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.sunwindow.PolledMeters;

/** Meters of the messages that wait, and of those that are not sent any more. */
@ApplicationScoped
class WebhookMetrics {

    private final PolledMeters<Notices.Backlog> meters;

    WebhookMetrics(Notices notices, Clock clock, MeterRegistry registry) {
        meters = new PolledMeters<>("the backlog of messages", notices::backlog, registry, clock)
                .gauge(
                        "sunwindow.webhooks.waiting",
                        "Messages that wait for their receivers, of all instances",
                        Notices.Backlog::waiting)
                .age(
                        "sunwindow.webhooks.waiting.age",
                        "Time for which the first of them has waited",
                        Notices.Backlog::since)
                .gauge("sunwindow.webhooks.dead", "Messages that are not sent any more", Notices.Backlog::dead);
    }

    @Scheduled(every = PolledMeters.INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        meters.poll();
    }
}
