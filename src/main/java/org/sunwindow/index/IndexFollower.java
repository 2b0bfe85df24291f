package org.sunwindow.index;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.Change;
import org.sunwindow.publication.DatabaseMonitor;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.RevisionsTaken;

/**
 * Keeps the index of this instance up to date with the revision log. Polls the log, and reads it at once when this
 * instance has written. Failures are logged and retried; meanwhile the index stays readable as it is.
 */
@ApplicationScoped
public class IndexFollower {

    private static final Logger LOG = Logger.getLogger(IndexFollower.class);

    /** Changes that are read and applied together. */
    private static final int BATCH = 1000;

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** After this time without a change, an import is taken to be over and the index is merged. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final SearchIndex index;
    private final VocabularySource vocabulary;
    private final DatabaseMonitor database;
    private final Publications publications;
    private final Settings.Index settings;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "index-follower");
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "index-reader"));

    /** The revision that is visible to readers; also the monitor that {@link #awaitRevision} waits on. */
    private final long[] visible = {0};

    private volatile boolean stopping;
    private volatile Progress progress = new Progress(0, 0);
    private long lastChange = System.nanoTime();
    private long lastCommit = System.nanoTime();

    IndexFollower(
            SearchIndex index,
            VocabularySource vocabulary,
            DatabaseMonitor database,
            Publications publications,
            Settings settings) {
        this.index = index;
        this.vocabulary = vocabulary;
        this.database = database;
        this.publications = publications;
        this.settings = settings.index();
    }

    /**
     * The progress of the first build.
     *
     * @param done  number of records that are indexed
     * @param total number of records, 0 until the database has been reached
     */
    record Progress(long done, long total) {}

    /**
     * A batch ready to be applied.
     *
     * @param position of the index afterwards
     * @param changes  number of changes in the batch
     */
    private record Prepared(SearchIndex.Batch batch, LogPosition position, int changes) {}

    Progress progress() {
        return progress;
    }

    /**
     * Waits until a revision is visible to readers of this instance, so that a publisher finds what it has just published.
     *
     * @param patience maximum time to wait
     * @return whether it is visible; {@code false} does not mean that publishing has failed
     */
    public boolean awaitRevision(long revision, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (visible) {
            long left = end - System.nanoTime();
            while (visible[0] < revision && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(visible, left);
                left = end - System.nanoTime();
            }
            return visible[0] >= revision;
        }
    }

    private void notifyVisible() {
        var status = index.status();
        if (status.readable()) {
            synchronized (visible) {
                visible[0] = status.position().revision();
                visible.notifyAll();
            }
        }
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wakeUps.release();
        thread.join();
    }

    void revisionsTaken(@Observes(during = TransactionPhase.AFTER_SUCCESS) RevisionsTaken event) {
        wakeUps.release();
    }

    private void run() {
        openIndex();
        boolean verified = false;
        while (!stopping) {
            boolean failed = false;
            vocabulary.refresh();
            try {
                repair();
                if (database.ready()) {
                    follow();
                }
                if (System.nanoTime() - lastChange >= QUIET.toNanos()) {
                    index.merge();
                }
                index.refresh();
                commitIfDue();
                if (!verified) {
                    index.verify();
                    verified = true;
                }
            } catch (IOException | RuntimeException e) {
                failed = true;
                LogPosition position = index.status().position();
                LOG.warnf("the index stays at revision %s: %s", position == null ? "none" : position.revision(), e);
            }
            await(failed ? RETRY : settings.poll());
        }
        reader.close();
        closeIndex();
    }

    private void openIndex() {
        while (!stopping && index.status().position() == null) {
            try {
                index.open();
            } catch (IOException | RuntimeException e) {
                LOG.errorf("the index in %s cannot be opened: %s", settings.directory(), e);
                await(RETRY);
            }
        }
    }

    private void repair() throws IOException {
        switch (index.status().fault()) {
            case DAMAGED -> index.reset();
            case NOT_WRITABLE -> {
                index.close();
                openIndex();
            }
            case NONE -> {}
        }
    }

    /** Catches up with the log as it is now. */
    private void follow() throws IOException {
        LogPosition head = publications.head();
        LogPosition position = index.status().position();
        if (!position.storeId().equals(head.storeId()) || position.revision() > head.revision()) {
            if (position.revision() > 0) {
                LOG.warn("the index was built from another database and is rebuilt");
                index.reset();
            }
            position = new LogPosition(head.storeId(), 0, head.time());
        }
        boolean first = !index.status().readable();
        long total = first ? publications.countAfter(position.revision()) : 0;
        long done = 0;
        CompletableFuture<Prepared> next = null;
        try {
            while (!stopping && (position.revision() < head.revision() || first)) {
                progress = new Progress(done, total);
                Prepared prepared = next == null ? read(position, head) : join(next);
                position = prepared.position();
                next = position.revision() < head.revision() ? readAhead(position, head) : null;
                index.apply(prepared.batch(), position);
                lastChange = System.nanoTime();
                done += prepared.changes();
                if (first && position.revision() >= head.revision()) {
                    index.publish();
                    commit();
                    first = false;
                    LOG.infof("the index has been built: %d records, revision %d", done, position.revision());
                }
                notifyVisible();
                commitIfDue();
            }
        } finally {
            if (next != null) {
                // its result is not needed, but nothing may read on after this method
                next.exceptionally(failure -> null).join();
            }
        }
        // makes visible what could not be made visible when it was applied
        index.refresh();
        notifyVisible();
        progress = new Progress(done, total);
    }

    private Prepared read(LogPosition after, LogPosition head) {
        List<Change> changes = publications.changesAfter(after.revision(), BATCH);
        LogPosition position = changes.isEmpty()
                ? head
                : new LogPosition(
                        head.storeId(),
                        changes.getLast().revision(),
                        changes.getLast().changedAt());
        return new Prepared(index.prepare(changes), position, changes.size());
    }

    /** Reads and prepares the next batch on one processor while another applies the one before. */
    private CompletableFuture<Prepared> readAhead(LogPosition after, LogPosition head) {
        return CompletableFuture.supplyAsync(() -> read(after, head), reader);
    }

    private static Prepared join(CompletableFuture<Prepared> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void commitIfDue() throws IOException {
        if (System.nanoTime() - lastCommit >= settings.commitEvery().toNanos() && index.hasUncommittedChanges()) {
            commit();
        }
    }

    private void commit() throws IOException {
        index.commit();
        lastCommit = System.nanoTime();
    }

    private void closeIndex() {
        try {
            if (index.hasUncommittedChanges()) {
                index.commit();
            }
            index.close();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the index was not closed properly; the next start catches up: %s", e);
        }
    }

    private void await(Duration time) {
        try {
            if (wakeUps.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
