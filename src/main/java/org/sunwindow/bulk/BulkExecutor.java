package org.sunwindow.bulk;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * Computes what reads all records of a kind. It has a single thread, so that other reads keep their processors, and a
 * bounded queue.
 */
@ApplicationScoped
class BulkExecutor {

    private static final int WAITING = 32;

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("bulk-", 0).daemon().factory());

    /**
     * @throws ProblemException if the queue is full
     */
    <T> CompletableFuture<T> run(Supplier<T> computation) {
        try {
            return CompletableFuture.supplyAsync(computation, threads);
        } catch (RejectedExecutionException e) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "当前取全部数据的请求较多，请稍后再试。", RETRY);
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
