package org.sunwindow.read;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sunwindow.Settings;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * Where answers are made that no cache holds. They need processors and nothing else, so there are as many threads as
 * processors: more would only make all wait longer. What cannot be begun soon is refused at once, so that under more
 * load than can be borne, most is answered as quickly as ever and the rest learns when to come back.
 */
@ApplicationScoped
class ReadExecutor {

    /** Long enough for the queue to have emptied. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ThreadPoolExecutor threads;

    ReadExecutor(Settings settings) {
        int processors = Runtime.getRuntime().availableProcessors();
        var queue = new ArrayBlockingQueue<Runnable>(settings.reads().waiting());
        threads = new ThreadPoolExecutor(
                processors,
                processors,
                0,
                TimeUnit.SECONDS,
                queue,
                Thread.ofPlatform().name("reads-", 0).daemon().factory());
    }

    /**
     * @throws ProblemException when too many are waiting already
     */
    <T> CompletableFuture<T> run(Supplier<T> computation) {
        try {
            return CompletableFuture.supplyAsync(computation, threads);
        } catch (RejectedExecutionException e) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "当前查询较多，请稍后再试。", RETRY);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
