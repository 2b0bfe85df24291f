package org.sunwindow.index;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.sunwindow.Settings;
import org.sunwindow.index.lucene.LuceneIndex;
import org.sunwindow.index.lucene.write.DocumentBatch;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.DatabaseMonitor;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.RevisionsTaken;

/**
 * Keeps the index of this instance at the head of the revision log. It looks at the log at a fixed pace, and at once
 * when this instance has written. Whatever fails is tried again: readers keep what they have meanwhile.
 */
@ApplicationScoped
public class IndexFollower {

    private static final Logger LOG = Logger.getLogger(IndexFollower.class);

    /** Changes that are read and shown at once. */
    private static final int BATCH = 1000;

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Without a change for so long, an import is over and there is time to tidy up. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final LuceneIndex index;
    private final VocabularySource vocabulary;
    private final DatabaseMonitor store;
    private final Publications publications;
    private final Settings.Index settings;
    private final Semaphore nudges = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "index-follower");
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "index-reader"));

    /** The revision that readers see; also the monitor of those who wait for one. */
    private final long[] shown = {0};

    private volatile boolean stopping;
    private volatile Progress progress = new Progress(false, 0, 0);
    private long lastChange = System.nanoTime();
    private long lastCommit = System.nanoTime();
    private boolean uncommitted;

    IndexFollower(
            LuceneIndex index,
            VocabularySource vocabulary,
            DatabaseMonitor store,
            Publications publications,
            Settings settings) {
        this.index = index;
        this.vocabulary = vocabulary;
        this.store = store;
        this.publications = publications;
        this.settings = settings.index();
    }

    /**
     * @param building whether a first build goes on
     * @param done     records of it that are indexed
     * @param total    records of it, 0 while the store has not been reached
     */
    record Progress(boolean building, long done, long total) {}

    Progress progress() {
        return progress;
    }

    /**
     * Waits until readers of this instance see a revision, so that who has just published finds it.
     *
     * @return whether they do; a slow index is no failure of the publishing
     */
    public boolean awaitRevision(long revision, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (shown) {
            long left = end - System.nanoTime();
            while (shown[0] < revision && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(shown, left);
                left = end - System.nanoTime();
            }
            return shown[0] >= revision;
        }
    }

    private void reached() {
        if (index.isReadable()) {
            synchronized (shown) {
                shown[0] = index.held().revision();
                shown.notifyAll();
            }
        }
    }

    /** Without this thread the instance would grow old unnoticed. */
    boolean isAlive() {
        return thread.isAlive();
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        nudges.release();
        thread.join();
    }

    void revisionsTaken(@Observes(during = TransactionPhase.AFTER_SUCCESS) RevisionsTaken event) {
        nudges.release();
    }

    private void run() {
        openIndex();
        boolean verified = false;
        while (!stopping) {
            boolean failed = false;
            vocabulary.refresh();
            try {
                if (index.isDamaged()) {
                    index.reset();
                } else if (index.isBroken()) {
                    index.close();
                    openIndex();
                }
                if (store.ready()) {
                    follow();
                }
                if (System.nanoTime() - lastChange >= QUIET.toNanos()) {
                    index.join();
                }
                index.refresh();
                commitIfDue();
                if (!verified) {
                    index.verify();
                    verified = true;
                }
            } catch (IOException | RuntimeException e) {
                failed = true;
                LOG.warnf(
                        "the index stays at revision %s: %s",
                        index.held() == null ? "none" : index.held().revision(), e);
            }
            await(failed ? RETRY : settings.poll());
        }
        reader.close();
        closeIndex();
    }

    private void openIndex() {
        while (!stopping && index.held() == null) {
            try {
                index.open();
            } catch (IOException | RuntimeException e) {
                LOG.errorf("the index in %s cannot be opened: %s", settings.directory(), e);
                await(RETRY);
            }
        }
    }

    /** Catches up to where the log stands now. */
    private void follow() throws IOException {
        LogPosition head = publications.head();
        LogPosition held = index.held();
        if (!held.storeId().equals(head.storeId()) || held.revision() > head.revision()) {
            if (held.revision() > 0) {
                LOG.warn("the index is of another store and is built anew");
                index.reset();
            }
            held = new LogPosition(head.storeId(), 0, head.time());
        }
        boolean first = !index.isReadable();
        long total = first ? publications.countAfter(held.revision()) : 0;
        long done = 0;
        CompletableFuture<DocumentBatch> next = null;
        try {
            while (!stopping && (held.revision() < head.revision() || first)) {
                progress = new Progress(first, done, total);
                DocumentBatch batch = next == null ? read(held.revision()) : taken(next);
                held = batch.last() == null
                        ? head
                        : new LogPosition(
                                head.storeId(),
                                batch.last().revision(),
                                batch.last().time());
                next = held.revision() < head.revision() ? readAhead(held.revision()) : null;
                index.apply(batch, held);
                uncommitted = true;
                lastChange = System.nanoTime();
                done += batch.changes();
                if (first && held.revision() >= head.revision()) {
                    index.show();
                    commit();
                    first = false;
                    LOG.infof("the index holds %d records at revision %d", done, held.revision());
                }
                reached();
                commitIfDue();
            }
        } finally {
            if (next != null) {
                // whatever comes of it: nothing reads on its own after this
                next.exceptionally(failure -> null).join();
            }
        }
        // where showing has failed, what is held is not yet seen
        index.refresh();
        reached();
        progress = new Progress(false, done, total);
    }

    private DocumentBatch read(long revision) {
        return index.prepared(publications.changesAfter(revision, BATCH));
    }

    /** One processor reads the log and makes documents of it while another writes those before them. */
    private CompletableFuture<DocumentBatch> readAhead(long revision) {
        return CompletableFuture.supplyAsync(() -> read(revision), reader);
    }

    private static DocumentBatch taken(CompletableFuture<DocumentBatch> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void commitIfDue() throws IOException {
        if ((uncommitted || index.isUncommitted())
                && System.nanoTime() - lastCommit >= settings.commitEvery().toNanos()) {
            commit();
        }
    }

    private void commit() throws IOException {
        index.commit();
        uncommitted = false;
        lastCommit = System.nanoTime();
    }

    private void closeIndex() {
        try {
            if (uncommitted) {
                index.commit();
            }
            index.close();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the index was not closed in order and will be caught up: %s", e);
        }
    }

    private void await(Duration time) {
        try {
            if (nudges.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                nudges.drainPermits();
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }
}
