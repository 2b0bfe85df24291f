package org.sunwindow.bulk;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/** Requests for a page that wait for a change. Thread-safe. */
@ApplicationScoped
class ChangePolls {

    private final ChangeWaits waits;
    private final CurrentVertxRequest current;
    private final Semaphore places;

    ChangePolls(ChangeWaits waits, CurrentVertxRequest current, BulkSettings settings) {
        this.waits = waits;
        this.current = current;
        this.places = new Semaphore(settings.maxWaiting());
    }

    /**
     * Completes when the current request has an answer with changes, at the latest after a time. It does not wait if too
     * many do, and no longer once the client has gone.
     */
    CompletionStage<Void> await(ChangesRequest request, Duration longest) {
        if (longest.isZero() || !places.tryAcquire()) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> wait = waits.await(request, longest);
        RoutingContext exchange = current.getCurrent();
        exchange.addEndHandler(answered -> wait.complete(null));
        if (exchange.response().closed()) {
            wait.complete(null);
        }
        return wait.whenComplete((nothing, failure) -> places.release());
    }
}
