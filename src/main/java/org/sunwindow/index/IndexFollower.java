package org.sunwindow.index;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.io.IOException;
import java.sql.SQLException;
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
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.RevisionLog;
import org.sunwindow.publication.RevisionsTaken;
import org.sunwindow.publication.SupersededStates;
import org.sunwindow.publication.database.DatabaseMonitor;

/**
 * Keeps the index of this instance up to date with the revision log. Polls the log, and reads it at once when this
 * instance has written. Failures are logged and retried; meanwhile the index stays readable as it is.
 */
@ApplicationScoped
class IndexFollower {

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
    private final SupersededStates superseded;
    private final RevisionLog log;
    private final RetractionWatch watch;
    private final IndexRevisions revisions;
    private final Settings.Index settings;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "index-follower");
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "index-reader"));

    private volatile boolean stopping;
    private volatile Progress progress = new Progress(0, 0);
    private long lastChange = System.nanoTime();
    private long lastCommit = System.nanoTime();
    private String lastFailure = "";

    /**
     * A revision at which the index had everything that the log contained. Of records that change while the log is
     * read, later batches have only the latest state, so superseded states are read from here on. 0 after a start.
     */
    private volatile long settled;

    IndexFollower(
            SearchIndex index,
            VocabularySource vocabulary,
            DatabaseMonitor database,
            Publications publications,
            SupersededStates superseded,
            RevisionLog log,
            RetractionWatch watch,
            IndexRevisions revisions,
            Settings settings) {
        this.index = index;
        this.vocabulary = vocabulary;
        this.database = database;
        this.publications = publications;
        this.superseded = superseded;
        this.log = log;
        this.watch = watch;
        this.revisions = revisions;
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
        while (!stopping) {
            vocabulary.refresh();
            await(advance() ? settings.poll() : RETRY);
        }
        reader.close();
        closeIndex();
    }

    /**
     * Brings the index up to date, if database and index allow it.
     *
     * @return whether nothing has failed; an unavailable database is not a failure
     */
    boolean advance() {
        try {
            // whatever the state of the index: the schema is migrated and its health reported at this contact
            boolean reachable = database.ready();
            repair();
            if (reachable) {
                follow();
            }
            if (System.nanoTime() - lastChange >= QUIET.toNanos()) {
                index.merge();
            }
            index.refresh();
            commitIfDue();
            lastFailure = "";
            return true;
        } catch (IOException | SQLException | RuntimeException e) {
            logOnce(e);
            return false;
        }
    }

    /** Logs a failure that repeats every second only once. */
    private void logOnce(Exception e) {
        String failure = e.toString();
        if (!failure.equals(lastFailure)) {
            LogPosition position = index.status().visible();
            LOG.warnf("the index stays at revision %s: %s", position == null ? "none" : position.revision(), failure);
            lastFailure = failure;
        }
    }

    private void openIndex() {
        while (!stopping && index.status().position() == null) {
            try {
                index.open();
                revisions.announce(index.status());
            } catch (IOException | RuntimeException e) {
                LOG.errorf("the index in %s cannot be opened: %s", settings.directory(), e);
                await(RETRY);
            }
        }
    }

    private void repair() throws IOException {
        switch (index.status().fault()) {
            case DAMAGED -> index.reset();
            case NOT_WRITABLE -> index.reopen();
            case SUSPECT, NONE -> {}
        }
    }

    /** Catches up with the log as it is now. */
    private void follow() throws IOException, SQLException {
        LogPosition position = index.status().position();
        RevisionLog.PollResult found = poll(position);
        LogPosition head = found.head();
        if (!found.continues()) {
            if (position.revision() > 0) {
                LOG.warn("the index does not belong to the history of this database and will be rebuilt");
                index.reset();
            }
            position = new LogPosition(head.storeId(), 0, head.time(), head.mark());
            settled = 0;
        } else if (position.revision() == head.revision()) {
            settled = head.revision();
        }
        boolean first = !index.status().following();
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
                    watch.poll();
                    first = false;
                    LOG.infof("the index is complete: %d records read, revision %d", done, position.revision());
                    commit();
                }
                revisions.announce(index.status());
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
        revisions.announce(index.status());
        progress = new Progress(done, total);
    }

    /**
     * Polls the log. If revisions of the same store are no longer part of it, as after a restore, others have read
     * them, too: the store gets a new identity, so that their cursors are refused. That comes before the index is
     * rebuilt, because only the index knows the lost history.
     */
    private RevisionLog.PollResult poll(LogPosition position) throws SQLException {
        RevisionLog.PollResult found = log.poll(position, Long.MAX_VALUE, 1);
        if (found.continues() || !found.head().storeId().equals(position.storeId())) {
            return found;
        }
        log.endHistory(position.storeId());
        LOG.warnf(
                "the database does not have revision %d of the index any more, as after a restore: "
                        + "who follows the changes has to take the exports again",
                position.revision());
        return log.poll(position, Long.MAX_VALUE, 1);
    }

    private Prepared read(LogPosition after, LogPosition head) {
        // not beyond the head, so that its mark is that of a later or equal revision
        List<Change> changes = publications.changesAfter(after.revision(), BATCH).stream()
                .filter(change -> change.revision() <= head.revision())
                .toList();
        LogPosition position = changes.isEmpty()
                ? head
                : new LogPosition(
                        head.storeId(),
                        changes.getLast().revision(),
                        changes.getLast().changedAt(),
                        head.mark());
        return new Prepared(index.prepare(superseded.withPast(changes, settled)), position, changes.size());
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
