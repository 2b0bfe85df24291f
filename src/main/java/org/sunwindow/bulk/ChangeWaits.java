package org.sunwindow.bulk;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.read.cache.ReadExecutor;

/**
 * Requests that wait for a change. A waiting request takes no thread. At shutdown nobody waits any longer: otherwise the
 * instance would end only after the time for pending requests. Thread-safe.
 */
@ApplicationScoped
class ChangeWaits {

    /** Milliseconds. The index polls the log as often. */
    private static final long POLL = 250;

    private final SearchIndex index;
    private final ChangeFeed feed;
    private final ReadExecutor executor;
    private final Vertx vertx;
    private final Clock clock;
    private final Set<CompletableFuture<Void>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    ChangeWaits(SearchIndex index, ChangeFeed feed, ReadExecutor executor, Vertx vertx, Clock clock) {
        this.index = index;
        this.feed = feed;
        this.executor = executor;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Returns how many requests wait. */
    int waiting() {
        return waiting.size();
    }

    /** Proxies do not know of the shutdown yet, but clients that connect again have somewhere to go. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stop();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    private void stop() {
        stopping = true;
        waiting.forEach(each -> each.complete(null));
    }

    boolean isStopping() {
        return stopping;
    }

    /**
     * Waits until a request has an answer with changes. The caller bounds how many wait.
     *
     * @return completes then, at the latest after a time; complete it to wait no longer
     */
    CompletableFuture<Void> await(ChangesRequest request, Duration longest) {
        var done = new CompletableFuture<Void>();
        if (longest.isZero() || request.after() == null) {
            done.complete(null);
            return done;
        }
        waiting.add(done);
        done.whenComplete((nothing, failure) -> waiting.remove(done));
        if (stopping) {
            done.complete(null);
        }
        look(request.probe(), System.nanoTime() + longest.toNanos(), null, done);
        return done;
    }

    /**
     * @param seen the version of the data that has no answer, {@code null} if none was looked at
     */
    private void look(ChangesRequest request, long end, DataVersion seen, CompletableFuture<Void> done) {
        if (done.isDone()) {
            return;
        }
        try {
            Instant now = clock.instant();
            if (seen != null && index.isCurrent(seen, now)) {
                again(request, end, seen, done);
                return;
            }
            executor.run(() -> {
                        DataVersion version = index.dataVersion(now);
                        return index.log(now, log -> feed.read(log, request)).isNews(request) ? null : version;
                    })
                    .whenComplete((version, failure) -> {
                        if (failure != null || version == null) {
                            // the answer tells the failure
                            done.complete(null);
                        } else {
                            again(request, end, version, done);
                        }
                    });
        } catch (RuntimeException e) {
            done.complete(null);
        }
    }

    private void again(ChangesRequest request, long end, DataVersion seen, CompletableFuture<Void> done) {
        if (System.nanoTime() >= end) {
            done.complete(null);
        } else {
            vertx.setTimer(POLL, timer -> look(request, end, seen, done));
        }
    }
}
