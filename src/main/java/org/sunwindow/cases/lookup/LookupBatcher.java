package org.sunwindow.cases.lookup;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.publication.database.DatabaseMonitor;

/**
 * Queues lookups and executes them in batches. Attempts for one number always go to the same lane, and a batch contains
 * each number at most once, so attempts for one number never run concurrently in this instance. Each caller has its own
 * queue, and so have all anonymous requesters together; the queues take turns. Attempts that exceed the capacity of
 * their queue are refused at once. Threads of public reads are never blocked. Thread-safe.
 */
@ApplicationScoped
class LookupBatcher {

    /**
     * Each lane uses at most one connection. Fewer lanes make larger batches: on two processors, two lanes had three
     * quarters of the throughput of one.
     */
    static final int LANES = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);

    /**
     * Capacity of a lane for each caller, and for all anonymous requesters. At tens of microseconds per attempt, a full
     * queue takes less than {@link #TIMEOUT}.
     */
    private static final int MAX_QUEUED = 512;

    /** Attempts in one statement. */
    private static final int MAX_BATCH = 64;

    /** After this time an attempt fails, and is not started any more if it is still queued. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final int TIMEOUT_CHECK_MILLIS = 100;

    private final ScheduledExecutorService timeouts = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lookup-timeouts").daemon().factory());
    private final DatabaseMonitor database;
    private final Lookup lookup;
    private final Audit audit;
    private final List<Lane> lanes;

    LookupBatcher(DatabaseMonitor database, Lookup lookup, Audit audit) {
        this.database = database;
        this.lookup = lookup;
        this.audit = audit;
        this.lanes = Stream.generate(Lane::new).limit(LANES).toList();
        timeouts.scheduleWithFixedDelay(
                this::checkTimeouts, TIMEOUT_CHECK_MILLIS, TIMEOUT_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Queues an attempt.
     *
     * @return completes exceptionally with a {@link ProblemException} after a timeout, or if the lane or the audit log
     *     has no capacity. It may be completed on a thread of a lane, which must not be blocked.
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

        /** Returns whether it has timed out. */
        boolean expire(long before) {
            return since - before < 0 && result.completeExceptionally(busy());
        }
    }

    private final class Lane {

        /** By caller, the empty name for anonymous requesters. Callers are configured, so entries are never removed. */
        private final Map<String, Deque<Queued>> waiting = new HashMap<>();

        /** Callers in the order of their turns. */
        private final Deque<String> turns = new ArrayDeque<>();

        private final Thread thread =
                Thread.ofPlatform().name("lookups").daemon().unstarted(this::run);
        private boolean started;

        /** The batch that is being executed. */
        private volatile List<Queued> running = List.of();

        /** Returns {@code false} if the queue of the caller is full. */
        synchronized boolean add(Queued queued) {
            String caller =
                    queued.attempt().caller() == null ? "" : queued.attempt().caller();
            Deque<Queued> own = waiting.computeIfAbsent(caller, name -> {
                turns.add(name);
                return new ArrayDeque<>();
            });
            if (own.size() == MAX_QUEUED) {
                return false;
            }
            own.add(queued);
            if (!started) {
                thread.start();
                started = true;
            }
            notifyAll();
            return true;
        }

        private void run() {
            try {
                while (true) {
                    execute(nextBatch());
                }
            } catch (InterruptedException end) {
                // the application stops; queued attempts are abandoned
            }
        }

        /** Fails attempts that have timed out, and makes room for others. */
        synchronized void expire(long before) {
            running.forEach(queued -> queued.expire(before));
            waiting.values().forEach(own -> own.removeIf(queued -> queued.expire(before)));
        }

        /**
         * Waits for attempts and takes a batch of them: one of each caller in turn, so that no caller waits for the
         * attempts of another one, however many they are. The second attempt for a number stays for a later batch.
         */
        private synchronized List<Queued> nextBatch() throws InterruptedException {
            while (waiting.values().stream().allMatch(Deque::isEmpty)) {
                wait();
            }
            var batch = new LinkedHashMap<ByteBuffer, Queued>();
            var queues = new ArrayDeque<Iterator<Queued>>();
            turns.forEach(caller -> queues.add(waiting.get(caller).iterator()));
            // the first one has an advantage when the batch is full
            turns.add(turns.remove());
            while (!queues.isEmpty() && batch.size() < MAX_BATCH) {
                Iterator<Queued> own = queues.remove();
                if (takeNext(own, batch)) {
                    queues.add(own);
                }
            }
            return List.copyOf(batch.values());
        }

        private static boolean takeNext(Iterator<Queued> own, Map<ByteBuffer, Queued> batch) {
            while (own.hasNext()) {
                Queued queued = own.next();
                if (batch.putIfAbsent(queued.attempt().numberKey().hash(), queued) == null) {
                    own.remove();
                    return true;
                }
            }
            return false;
        }

        private void execute(List<Queued> batch) {
            if (batch.isEmpty()) {
                return;
            }
            running = batch;
            try {
                if (!database.isAccepted()) {
                    // with another key every code would be wrong, and would count as an attempt to guess
                    throw new SQLException("the database is not known to have the key of this instance");
                }
                Lookup.Answers answers =
                        lookup.find(batch.stream().map(Queued::attempt).toList());
                for (int i = 0; i < batch.size(); i++) {
                    LookupResult result = answers.results().get(i);
                    audit.add(answers.at(), batch.get(i).attempt(), result);
                    batch.get(i).result().complete(result);
                }
            } catch (Throwable e) {
                // an Error, too: it must not end the lane, which would answer nothing from then on
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
