package org.sunwindow.cases.lookup;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/**
 * Queues look-ups and executes them in batches. Attempts for one number always go to the same lane, and a batch contains each
 * number at most once, so attempts for one number never run concurrently in this instance. Attempts that exceed the capacity
 * of a lane are refused immediately. Threads of public reads are never blocked. Thread-safe.
 */
@ApplicationScoped
class LookupBatcher {

    /**
     * Each lane uses at most one connection. Fewer lanes make larger batches: on two processors, two lanes had three quarters
     * of the throughput of one.
     */
    static final int LANES = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);

    /** Capacity of a lane. At tens of microseconds per attempt, a full queue takes less than {@link #TIMEOUT}. */
    private static final int MAX_QUEUED = 512;

    /** Attempts in one statement. */
    private static final int MAX_BATCH = 64;

    /** After this time an attempt fails, and is not started any more if it is still queued. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final int TIMEOUT_CHECK_MILLIS = 100;

    private final ScheduledExecutorService timeouts = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lookup-timeouts").daemon().factory());
    private final Lookup lookup;
    private final Audit audit;
    private final List<Lane> lanes;

    LookupBatcher(Lookup lookup, Audit audit) {
        this.lookup = lookup;
        this.audit = audit;
        this.lanes = Stream.generate(Lane::new).limit(LANES).toList();
        timeouts.scheduleWithFixedDelay(
                this::checkTimeouts, TIMEOUT_CHECK_MILLIS, TIMEOUT_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Queues an attempt.
     *
     * @return completes exceptionally with a {@link ProblemException} after a timeout, or if the lane or the audit log has no
     *     capacity. It may be completed on a thread of a lane, which must not be blocked.
     */
    CompletionStage<LookupResult> submit(Attempt attempt) {
        var queued = new Queued(attempt, new CompletableFuture<>(), System.nanoTime());
        Lane lane = lanes.get(Math.floorMod(attempt.numberKey().hash().hashCode(), LANES));
        if (!audit.hasRoom() || !lane.add(queued)) {
            return CompletableFuture.failedStage(busy());
        }
        return queued.result();
    }

    /** Fails attempts that have timed out. A periodic check costs less than a timer for each attempt. */
    private void checkTimeouts() {
        long now = System.nanoTime();
        lanes.forEach(lane -> lane.expire(now - TIMEOUT.toNanos()));
    }

    private static ProblemException busy() {
        return ProblemException.retryAfter(ProblemCode.BUSY, "当前查询较多，请稍后再试。", RETRY_AFTER);
    }

    /**
     * @param since {@link System#nanoTime} when it was queued
     */
    private record Queued(Attempt attempt, CompletableFuture<LookupResult> result, long since) {

        void expire(long before) {
            if (since - before < 0) {
                result.completeExceptionally(busy());
            }
        }
    }

    private final class Lane {

        private final BlockingQueue<Queued> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
        private final Thread thread =
                Thread.ofPlatform().name("lookups").daemon().unstarted(this::run);
        private boolean started;

        /** The batch that is being executed. */
        private volatile List<Queued> running = List.of();

        /** Returns {@code false} if the queue is full. */
        boolean add(Queued queued) {
            if (!queue.offer(queued)) {
                return false;
            }
            synchronized (this) {
                if (!started) {
                    thread.start();
                    started = true;
                }
            }
            return true;
        }

        private void run() {
            Deque<Queued> taken = new ArrayDeque<>();
            try {
                while (true) {
                    if (taken.isEmpty()) {
                        taken.add(queue.take());
                    }
                    queue.drainTo(taken, Math.max(0, MAX_BATCH - taken.size()));
                    execute(nextBatch(taken));
                }
            } catch (InterruptedException end) {
                // the application stops; queued attempts are abandoned
            }
        }

        void expire(long before) {
            running.forEach(queued -> queued.expire(before));
            queue.forEach(queued -> queued.expire(before));
        }

        /** Removes the first attempt for each number. The others stay for later batches. */
        private List<Queued> nextBatch(Deque<Queued> taken) {
            var first = new LinkedHashMap<ByteBuffer, Queued>();
            var others = new ArrayList<Queued>();
            for (Queued queued : taken) {
                if (queued.result().isDone()) {
                    continue;
                }
                if (first.putIfAbsent(queued.attempt().numberKey().hash(), queued) != null) {
                    others.add(queued);
                }
            }
            taken.clear();
            taken.addAll(others);
            return List.copyOf(first.values());
        }

        private void execute(List<Queued> batch) {
            if (batch.isEmpty()) {
                return;
            }
            running = batch;
            try {
                List<LookupResult> results =
                        lookup.find(batch.stream().map(Queued::attempt).toList());
                for (int i = 0; i < results.size(); i++) {
                    audit.add(batch.get(i).attempt(), results.get(i));
                    batch.get(i).result().complete(results.get(i));
                }
            } catch (SQLException | RuntimeException e) {
                batch.forEach(queued -> queued.result().completeExceptionally(e));
            } finally {
                running = List.of();
            }
        }
    }

    @PreDestroy
    void stop() {
        timeouts.shutdownNow();
        lanes.forEach(lane -> lane.thread.interrupt());
    }
}
