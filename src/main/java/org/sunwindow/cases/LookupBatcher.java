package org.sunwindow.cases;

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
 * Where lookups wait for the database. A number always goes to the same lane, and a lane asks for all that wait in it at
 * once, each number once: so attempts on one number never run beside one another here, and many lookups take few
 * statements. What finds no room is refused at once; threads that public reads need are never held.
 */
@ApplicationScoped
class LookupBatcher {

    /**
     * Few: what is asked for at once shares a statement, and with two lanes in place of one, two processors answered a
     * quarter less. Each holds a connection at most.
     */
    static final int LANES = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);

    /** Attempts that may wait in each: at tens of microseconds each, far within anybody's patience. */
    private static final int WAITING = 512;

    /** Attempts of one statement. */
    private static final int TOGETHER = 64;

    /** A database that hangs is no reason to let people wait; what was not begun by then is not begun any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private static final int WATCH_MILLIS = 100;

    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lookups-watch").daemon().factory());
    private final Lookup lookup;
    private final Audit audit;
    private final List<Lane> lanes;

    LookupBatcher(Lookup lookup, Audit audit) {
        this.lookup = lookup;
        this.audit = audit;
        this.lanes = Stream.generate(Lane::new).limit(LANES).toList();
        watcher.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Judges an attempt in its turn.
     *
     * @return fails with a {@link ProblemException} when it takes too long, or when too much is waiting already: in its
     *     lane, or to be written to the trail
     */
    CompletionStage<LookupResult> ask(Attempt attempt) {
        var waiting = new Waiting(attempt, new CompletableFuture<>(), System.nanoTime());
        Lane lane = lanes.get(Math.floorMod(attempt.numberHash().hash().hashCode(), LANES));
        if (!audit.isOpen() || !lane.add(waiting)) {
            return CompletableFuture.failedStage(busy());
        }
        return waiting.answer();
    }

    /** Refuses what has waited for too long: looking now and then costs less than a timer for each. */
    private void watch() {
        long now = System.nanoTime();
        lanes.forEach(lane -> lane.refuse(now - PATIENCE.toNanos()));
    }

    private static ProblemException busy() {
        return ProblemException.retryAfter(ProblemCode.BUSY, "当前查询较多，请稍后再试。", RETRY);
    }

    /**
     * @param since as {@link System#nanoTime} says it
     */
    private record Waiting(Attempt attempt, CompletableFuture<LookupResult> answer, long since) {

        void refuse(long before) {
            if (since - before < 0) {
                answer.completeExceptionally(busy());
            }
        }
    }

    private final class Lane {

        private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
        private final Thread thread =
                Thread.ofPlatform().name("lookups").daemon().unstarted(this::run);
        private boolean started;

        /** What the database is asked for just now. */
        private volatile List<Waiting> asked = List.of();

        /** Whether there is room. */
        boolean add(Waiting waiting) {
            if (!queue.offer(waiting)) {
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
            Deque<Waiting> taken = new ArrayDeque<>();
            try {
                while (true) {
                    if (taken.isEmpty()) {
                        taken.add(queue.take());
                    }
                    queue.drainTo(taken, Math.max(0, TOGETHER - taken.size()));
                    answer(together(taken));
                }
            } catch (InterruptedException end) {
                // the application stops; who still waits runs out of patience
            }
        }

        void refuse(long before) {
            asked.forEach(waiting -> waiting.refuse(before));
            queue.forEach(waiting -> waiting.refuse(before));
        }

        /** The first of each number; the others come after them. */
        private List<Waiting> together(Deque<Waiting> taken) {
            var first = new LinkedHashMap<ByteBuffer, Waiting>();
            var others = new ArrayList<Waiting>();
            for (Waiting waiting : taken) {
                if (waiting.answer().isDone()) {
                    continue;
                }
                if (first.putIfAbsent(waiting.attempt().numberHash().hash(), waiting) != null) {
                    others.add(waiting);
                }
            }
            taken.clear();
            taken.addAll(others);
            return List.copyOf(first.values());
        }

        private void answer(List<Waiting> together) {
            if (together.isEmpty()) {
                return;
            }
            asked = together;
            try {
                List<LookupResult> answers =
                        lookup.find(together.stream().map(Waiting::attempt).toList());
                for (int i = 0; i < answers.size(); i++) {
                    audit.add(together.get(i).attempt(), answers.get(i));
                    together.get(i).answer().complete(answers.get(i));
                }
            } catch (SQLException | RuntimeException e) {
                together.forEach(waiting -> waiting.answer().completeExceptionally(e));
            } finally {
                asked = List.of();
            }
        }
    }

    @PreDestroy
    void stop() {
        watcher.shutdownNow();
        lanes.forEach(lane -> lane.thread.interrupt());
    }
}
