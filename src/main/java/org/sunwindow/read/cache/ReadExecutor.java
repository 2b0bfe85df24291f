package org.sunwindow.read.cache;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
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
 * Computes responses that are not cached. The work is bound by processors, so there are as many threads as processors,
 * and a bounded queue. When the queue is full, work is refused at once, so that the latency of accepted work stays
 * bounded under overload.
 */
@ApplicationScoped
public class ReadExecutor {

    /** Long enough for the queue to drain. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ThreadPoolExecutor threads;

    ReadExecutor(Settings settings, MeterRegistry registry) {
        int processors = Runtime.getRuntime().availableProcessors();
        var queue = new ArrayBlockingQueue<Runnable>(settings.reads().waiting());
        threads = new ThreadPoolExecutor(
                processors,
                processors,
                0,
                TimeUnit.SECONDS,
                queue,
                Thread.ofPlatform().name("reads-", 0).daemon().factory());
        Gauge.builder("sunwindow.reads.waiting", queue, Collection::size)
                .description("Computations of responses that wait for a thread")
                .register(registry);
    }

    /**
     * @throws ProblemException if the queue is full
     */
    public <T> CompletableFuture<T> run(Supplier<T> computation) {
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
