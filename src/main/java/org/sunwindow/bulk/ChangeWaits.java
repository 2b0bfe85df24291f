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
import org.sunwindow.bulk.ChangeFeed.Found;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.read.cache.ReadExecutor;

/**
 * Requests that wait for a change. A waiting request takes no thread. At shutdown nobody waits any longer: otherwise the
 * instance would end only after the time for pending requests. Thread-safe.
 */
@ApplicationScoped
class ChangeWaits {

    /** Milliseconds. The index polls the log as often. */
    private static final long POLL = 250;

    /** Within this time an instance knows what another has committed, unless something holds it up. */
    private static final Duration CATCH_UP = Duration.ofSeconds(2);

    private final SearchIndex index;
    private final ChangeFeed feed;
    private final ReadExecutor executor;
    private final Vertx vertx;
    private final Clock clock;
    private final Set<CompletableFuture<Boolean>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    ChangeWaits(SearchIndex index, ChangeFeed feed, ReadExecutor executor, Vertx vertx, Clock clock) {
        this.index = index;
        this.feed = feed;
        this.executor = executor;
        this.vertx = vertx;
        this.clock = clock;
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
        waiting.forEach(each -> each.complete(false));
    }

    boolean isStopping() {
        return stopping;
    }

    /** Whether this instance is known to be behind the cursor of a request. Returns at once, without I/O. */
    boolean isBehind(ChangesRequest request) {
        LogPosition visible = index.status().visible();
        return visible != null && visible.revision() < request.after().revision();
    }

    /** Returns whether a request has changes to return now. Also true if reading fails, so that the request reports why. */
    CompletableFuture<Boolean> hasAnswer(ChangesRequest request) {
        var done = new CompletableFuture<Boolean>();
        long now = System.nanoTime();
        new Wait(request.probe(), now, now, done, true).look(null);
        return done;
    }

    /**
     * Waits until a request has an answer with changes. The caller bounds how many wait.
     *
     * @return whether it has one. Completes then, at the latest after a time, but not before an instance that is behind
     *     the cursor had the time to catch up; complete it to wait no longer
     */
    CompletableFuture<Boolean> await(ChangesRequest request, Duration longest) {
        var done = new CompletableFuture<Boolean>();
        waiting.add(done);
        done.whenComplete((answered, failure) -> waiting.remove(done));
        if (stopping) {
            done.complete(false);
        }
        long now = System.nanoTime();
        new Wait(request.probe(), now + longest.toNanos(), now + CATCH_UP.toNanos(), done, false).look(null);
        return done;
    }

    private final class Wait {

        private final ChangesRequest request;

        /** When to stop waiting for a change. */
        private final long end;

        /** When to stop waiting for what comes before the cursor. */
        private final long caughtUp;

        private final CompletableFuture<Boolean> done;

        /** The result if reading fails. */
        private final boolean failed;

        private volatile boolean behind;

        Wait(ChangesRequest request, long end, long caughtUp, CompletableFuture<Boolean> done, boolean failed) {
            this.request = request;
            this.end = end;
            this.caughtUp = caughtUp;
            this.done = done;
            this.failed = failed;
        }

        /**
         * @param seen the version of the data that has no answer, {@code null} if none was looked at
         */
        void look(DataVersion seen) {
            if (done.isDone()) {
                return;
            }
            try {
                Instant now = clock.instant();
                if (seen != null && index.isCurrent(seen, now)) {
                    again(seen);
                    return;
                }
                executor.run(() -> read(now)).whenComplete((version, failure) -> {
                    if (failure != null) {
                        done.complete(failed);
                    } else if (version == null) {
                        done.complete(true);
                    } else {
                        again(version);
                    }
                });
            } catch (RuntimeException e) {
                done.complete(failed);
            }
        }

        /** Returns the version of the data that was read, {@code null} if it has an answer. */
        private DataVersion read(Instant now) {
            DataVersion version = index.dataVersion(now);
            Found found = index.log(now, log -> feed.read(log, request));
            behind = found.isBehind(request);
            return found.isNews(request) ? null : version;
        }

        private void again(DataVersion seen) {
            long now = System.nanoTime();
            if (now >= end && (!behind || now >= caughtUp)) {
                done.complete(false);
            } else {
                vertx.setTimer(POLL, timer -> look(seen));
            }
        }
    }
}
