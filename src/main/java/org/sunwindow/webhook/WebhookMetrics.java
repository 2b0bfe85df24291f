package org.sunwindow.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;

/**
 * Meters of the messages that wait. The database is queried at intervals, not when metrics are read. The meters are
 * registered after the first successful query: a zero that means "unknown" would look like an increase afterwards.
 */
@ApplicationScoped
class WebhookMetrics {

    private static final Logger LOG = Logger.getLogger(WebhookMetrics.class);

    private static final String INTERVAL = "15s";

    private final Notices notices;
    private final Clock clock;
    private final MeterRegistry registry;
    private volatile Notices.Backlog backlog;

    WebhookMetrics(Notices notices, Clock clock, MeterRegistry registry) {
        this.notices = notices;
        this.clock = clock;
        this.registry = registry;
    }

    private void register() {
        Gauge.builder("sunwindow.webhooks.waiting", this, metrics -> metrics.backlog.waiting())
                .description("Messages that wait for their receivers, of all instances")
                .register(registry);
        Gauge.builder("sunwindow.webhooks.waiting.age", this, WebhookMetrics::age)
                .description("Time for which the first of them has waited")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("sunwindow.webhooks.dead", this, metrics -> metrics.backlog.dead())
                .description("Messages that are not sent any more")
                .register(registry);
    }

    private double age() {
        var since = backlog.since();
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    @Scheduled(every = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            boolean first = backlog == null;
            backlog = notices.backlog();
            if (first) {
                register();
            }
        } catch (SQLException | RuntimeException e) {
            // unreachable, which DatabaseMonitor logs; what was known stays
            LOG.debugf("the backlog of messages was not read: %s", ExceptionSummary.of(e));
        }
    }
}
