package org.sunwindow.progress;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sunwindow.web.ProblemCode;
import org.sunwindow.web.ProblemException;

/**
 * Where lookups wait for the database: a number always goes to the same lane and a lane takes one after the other, so
 * attempts on one number never run beside one another here, and many of them take a lane and not the service. What finds
 * no room is refused at once; threads that public reads need are never held.
 */
@ApplicationScoped
class Lanes {

    /** Two less than there are connections: those are left to imports and to the follower of the log. */
    private static final int LANES = 6;

    /** Attempts that may wait in each: at a millisecond or less each, far within anybody's patience. */
    private static final int WAITING = 64;

    /** A database that hangs is no reason to let people wait; what was not begun by then is not begun any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final List<ThreadPoolExecutor> lanes =
            IntStream.range(0, LANES).mapToObj(Lanes::lane).toList();

    private static ThreadPoolExecutor lane(int index) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("lookups-" + index).daemon().factory());
    }

    /**
     * Does something about a number.
     *
     * @return fails with a {@link ProblemException} when it takes too long
     * @throws ProblemException when too much is waiting in its lane
     */
    <T> CompletionStage<T> run(byte[] numberHash, Supplier<T> task) {
        var result = new CompletableFuture<T>();
        try {
            lanes.get(Math.floorMod(Arrays.hashCode(numberHash), LANES)).execute(() -> complete(result, task));
        } catch (RejectedExecutionException e) {
            throw busy();
        }
        return result.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(e -> CompletableFuture.failedStage(e instanceof TimeoutException ? busy() : e));
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> task) {
        if (result.isDone()) {
            return;
        }
        try {
            result.complete(task.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static ProblemException busy() {
        return ProblemException.retryAfter(ProblemCode.BUSY, "当前查询较多，请稍后再试。", RETRY);
    }

    @PreDestroy
    void stop() {
        lanes.forEach(ThreadPoolExecutor::shutdown);
    }
}
