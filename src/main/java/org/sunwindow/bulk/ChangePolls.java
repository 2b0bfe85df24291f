package org.sunwindow.bulk;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sunwindow.Settings;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Proxies;

/** Requests for a page that wait for a change. Thread-safe. */
@ApplicationScoped
class ChangePolls {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ChangeWaits waits;
    private final CurrentVertxRequest current;
    private final Proxies proxies;
    private final WaitingPlaces places;

    ChangePolls(ChangeWaits waits, CurrentVertxRequest current, BulkSettings settings, Settings general) {
        this.waits = waits;
        this.current = current;
        this.proxies = new Proxies(general.trustedProxies());
        this.places = new WaitingPlaces(settings.maxWaiting());
    }

    /** Returns how many requests wait. */
    int waiting() {
        return places.open();
    }

    /**
     * Completes when the current request has an answer with changes, at the latest after a time, and when the client
     * has gone. If this instance is behind the cursor, it first gets the time to catch up.
     *
     * @return whether the answer is the same for whoever asks next: {@code false} if the time is over. Fails with
     *     {@link ProblemCode#BUSY} if there is nothing to answer and too many wait, by all clients or by this one
     */
    CompletionStage<Boolean> await(ChangesRequest request, Duration longest) {
        if (request.after() == null || longest.isZero() && !waits.isBehind(request)) {
            return CompletableFuture.completedStage(true);
        }
        RoutingContext exchange = current.getCurrent();
        String client = proxies.client(exchange.request());
        if (!places.take(client)) {
            return waits.hasAnswer(request).thenApply(ChangePolls::orRefused);
        }
        CompletableFuture<Boolean> wait = waits.await(request, longest);
        exchange.addEndHandler(answered -> wait.complete(false));
        if (exchange.response().closed()) {
            wait.complete(false);
        }
        return wait.whenComplete((answered, failure) -> places.leave(client));
    }

    private static boolean orRefused(boolean answered) {
        if (!answered) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "当前等待变更的请求较多，请稍后再试。", RETRY);
        }
        return true;
    }
}
