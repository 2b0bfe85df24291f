package org.sunwindow.imports.background;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.publication.database.DatabaseReached;

/**
 * The threads that work on runs in the background. At shutdown they give their runs back after the current batch, so
 * that another instance continues them at once.
 */
@ApplicationScoped
public class Workers {

    /** Two missed extensions must not end a lease. */
    static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

    private static final String EXTEND_EVERY = "3s";

    /** Interval at which runs of other instances, and those that were given back, are looked for. */
    private static final Duration POLL = Duration.ofSeconds(2);

    /**
     * Longest wait for a worker at shutdown. If it takes longer, another instance continues its run after the lease has
     * ended.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(Workers.class);

    private final Supplier<Optional<WaitingRun>> next;
    private final Consumer<WaitingRun> extend;
    private final Work work;
    private final int count;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<WaitingRun> taken = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopped;

    @Inject
    Workers(WaitingRuns runs, Work work, BackgroundSettings settings) {
        this(runs::take, runs::touch, work, settings.workers());
    }

    Workers(Supplier<Optional<WaitingRun>> next, Consumer<WaitingRun> extend, Work work, int count) {
        this.next = next;
        this.extend = extend;
        this.work = work;
        this.count = count;
    }

    synchronized void start(@Observes DatabaseReached event) {
        for (int i = 0; i < count && !stopped; i++) {
            threads.add(Thread.ofPlatform().name("import-" + (i + 1)).daemon().start(this::work));
        }
    }

    /** Looks for a run now, because one was added. */
    public void wake() {
        wake.release();
    }

    private void work() {
        while (!stopped) {
            try {
                WaitingRun run = next.get().orElse(null);
                if (run == null) {
                    pause();
                } else {
                    work(run);
                }
            } catch (InterruptedException e) {
                // stopped is set, or an interrupt of a run came late
            } catch (RuntimeException e) {
                // unreachable, which DatabaseMonitor logs
                LOG.debugf("runs could not be taken: %s", e.getMessage());
                pauseAfterFailure();
            } catch (Error e) {
                // without memory for a moment; the thread would not be replaced
                LOG.warnf("runs could not be taken: %s", ExceptionSummary.of(e));
                pauseAfterFailure();
            }
        }
    }

    private void work(WaitingRun run) {
        taken.add(run);
        try {
            work.work(run, () -> stopped);
        } catch (RuntimeException | Error e) {
            // continued after the end of its lease
            LOG.warnf("a worker failed on import %s: %s", run.run(), ExceptionSummary.of(e));
        } finally {
            taken.remove(run);
        }
    }

    private void pause() throws InterruptedException {
        wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pauseAfterFailure() {
        try {
            pause();
        } catch (InterruptedException e) {
            // see above
        }
    }

    @Scheduled(every = EXTEND_EVERY, concurrentExecution = ConcurrentExecution.SKIP)
    void extend() {
        for (WaitingRun run : taken) {
            try {
                extend.accept(run);
            } catch (RuntimeException e) {
                LOG.debugf("the lease on import %s was not extended: %s", run.run(), e.getMessage());
            }
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        List<Thread> running;
        synchronized (this) {
            stopped = true;
            running = List.copyOf(threads);
        }
        // ends the wait for the index and for a new run
        running.forEach(Thread::interrupt);
        for (Thread thread : running) {
            thread.join(PATIENCE);
        }
    }
}
