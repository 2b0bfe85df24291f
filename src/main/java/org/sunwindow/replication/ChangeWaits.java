package org.sunwindow.replication;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.read.cache.ReadExecutor;

/** Requests that wait for a change. A waiting request takes no thread. Thread-safe. */
@ApplicationScoped
class ChangeWaits {

    /** Milliseconds. The index polls the log as often. */
    private static final long POLL = 250;

    private final SearchIndex index;
    private final ChangeFeed feed;
    private final ReadExecutor executor;
    private final Vertx vertx;
    private final Clock clock;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();

    ChangeWaits(
            SearchIndex index,
            ChangeFeed feed,
            ReadExecutor executor,
            Vertx vertx,
            Clock clock,
            ReplicationSettings settings) {
        this.index = index;
        this.feed = feed;
        this.executor = executor;
        this.vertx = vertx;
        this.clock = clock;
        this.most = settings.maxWaiting();
    }

    /** Returns how many requests wait. */
    int waiting() {
        return waiting.get();
    }

    /** Completes when a request has an answer with changes, at the latest after a time. */
    CompletionStage<Void> await(ChangesRequest request, Duration longest) {
        if (longest.isZero() || request.after() == null) {
            return CompletableFuture.completedStage(null);
        }
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return CompletableFuture.completedStage(null);
        }
        long end = System.nanoTime() + longest.toNanos();
        var done = new CompletableFuture<Void>();
        look(request.probe(), end, null, done);
        return done.whenComplete((nothing, failure) -> waiting.decrementAndGet());
    }

    /**
     * @param seen the version of the data that has no answer, {@code null} if none was looked at
     */
    private void look(ChangesRequest request, long end, DataVersion seen, CompletableFuture<Void> done) {
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
