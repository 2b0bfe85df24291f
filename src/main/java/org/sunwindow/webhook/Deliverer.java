package org.sunwindow.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.caller.CallerRegistry;
import org.sunwindow.caller.Scope;
import org.sunwindow.outbound.Backoff;
import org.sunwindow.webhook.Delivery.Failed;
import org.sunwindow.webhook.Notices.Claim;
import org.sunwindow.webhook.Notices.Notice;

/**
 * Sends notices. One instance at a time sends those of a webhook, one after the other. A notice is deleted after the receiver has
 * said that it has it, so one is sent again after a crash in between, with the same id. After a failure the webhook rests, longer and
 * longer. A notice also waits for its own failures, so that one which a receiver always refuses does not hold up the others.
 */
@ApplicationScoped
class Deliverer {

    private static final Logger LOG = Logger.getLogger(Deliverer.class);

    private final Notices notices;
    private final Messages messages;
    private final Delivery delivery;
    private final Function<Scope, Set<String>> callers;
    private final WebhookSettings settings;
    private final Backoff backoff;
    private final Clock clock;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("webhooks-", 1).daemon().factory());
    private volatile boolean stopped;

    @Inject
    Deliverer(
            Notices notices,
            Messages messages,
            Delivery delivery,
            CallerRegistry callers,
            WebhookSettings settings,
            Clock clock) {
        this(
                notices,
                messages,
                delivery,
                callers::with,
                settings,
                new Backoff(
                        settings.longestWait(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                clock);
    }

    Deliverer(
            Notices notices,
            Messages messages,
            Delivery delivery,
            Function<Scope, Set<String>> callers,
            WebhookSettings settings,
            Backoff backoff,
            Clock clock) {
        this.notices = notices;
        this.messages = messages;
        this.delivery = delivery;
        this.callers = callers;
        this.settings = settings;
        this.backoff = backoff;
        this.clock = clock;
        this.places = new Semaphore(settings.parallel());
    }

    /** Begins to send to the receivers for which something is due, as many as may be served at a time. */
    @Scheduled(every = "{sunwindow.webhooks.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            while (!stopped && places.tryAcquire()) {
                Optional<Claim> claim = claimInPlace();
                if (claim.isEmpty()) {
                    return;
                }
                threads.execute(() -> {
                    try {
                        serve(claim.get());
                    } finally {
                        places.release();
                    }
                });
            }
        } catch (SQLException | RuntimeException e) {
            // unreachable, which DatabaseMonitor logs
            LOG.debugf("notices were not claimed: %s", ExceptionSummary.of(e));
        }
    }

    /** Gives the place back unless something was claimed. */
    private Optional<Claim> claimInPlace() throws SQLException {
        boolean isUsed = false;
        try {
            Optional<Claim> claim = claim();
            isUsed = claim.isPresent();
            return claim;
        } finally {
            if (!isUsed) {
                places.release();
            }
        }
    }

    private Optional<Claim> claim() throws SQLException {
        return notices.claim(callers.apply(Scope.WEBHOOKS), callers.apply(Scope.FOLLOW), settings.lease());
    }

    private void serve(Claim claim) {
        try {
            send(claim);
        } catch (SQLException | RuntimeException e) {
            // the lease ends, and what was sent but not marked is sent again
            LOG.debugf("notices were not sent: %s", ExceptionSummary.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends all that is due, on the thread of the caller. */
    void deliver() throws SQLException, InterruptedException {
        Optional<Claim> claim = claim();
        while (claim.isPresent()) {
            send(claim.get());
            claim = claim();
        }
    }

    /** Sends the notices of a webhook until none is due, one fails, or the claim is lost. */
    private void send(Claim claim) throws SQLException, InterruptedException {
        while (!stopped) {
            Optional<Receiver> receiver = notices.renew(claim, settings.lease());
            Optional<Notice> notice = receiver.isEmpty() ? Optional.empty() : next(receiver.get());
            if (notice.isEmpty()) {
                break;
            }
            try {
                delivery.send(messages.of(receiver.get(), notice.get()));
                notices.delivered(claim.webhook(), notice.get());
            } catch (Failed e) {
                // at shutdown connections are closed, which is no fault of the receiver
                if (!stopped) {
                    fail(claim, receiver.get(), notice.get(), e);
                }
                break;
            }
        }
        notices.release(claim);
    }

    private Optional<Notice> next(Receiver receiver) throws SQLException {
        return notices.next(receiver.id(), callers.apply(Scope.FOLLOW).contains(receiver.caller()));
    }

    private void fail(Claim claim, Receiver receiver, Notice notice, Failed cause) throws SQLException {
        Instant now = clock.instant();
        Duration retry = backoff.afterFailure(notice.attempts() + 1, cause.retryAfter());
        Duration notBefore = backoff.afterFailure(notices.failures(claim.webhook()) + 1, cause.retryAfter());
        var failure = new Notices.Failure(cause, now.plus(retry), now.plus(notBefore), now.minus(settings.deadAfter()));
        long dead = notices.failed(claim, notice, failure);
        if (dead > 0) {
            LOG.warnf(
                    "webhook %s of caller %s at %s: %d messages are not sent any more, %s",
                    claim.webhook(),
                    receiver.caller(),
                    URI.create(receiver.address()).getHost(),
                    dead,
                    cause.reason());
        }
    }

    /** Waits for nothing: what is under way is sent again by another instance, unless its receiver answers in time. */
    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        threads.shutdown();
    }
}
