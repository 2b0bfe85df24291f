package org.sunwindow.index;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.Settings;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;
import org.sunwindow.publication.RevisionLog;
import org.sunwindow.publication.RevisionsTaken;
import org.sunwindow.publication.database.DatabaseUnreachableException;

/**
 * Hides withdrawn records before they are indexed. Polls the revision log at the same interval as the {@link
 * IndexFollower}, but on a thread of its own, which neither a bulk import nor a full disk delays. While the database is
 * unreachable, hides what was hidden before, also after a restart (see {@link RetractionFile}).
 */
@ApplicationScoped
class RetractionWatch {

    private static final Logger LOG = Logger.getLogger(RetractionWatch.class);

    /**
     * Indexed retractions are removed only when there are more than this number: each change of the set invalidates all
     * responses.
     */
    private static final int FEW = 1_000;

    /** While the schema is created, which {@code DatabaseMonitor} does at the first contact. */
    private static final String UNDEFINED_TABLE = "42P01";

    private final SearchIndex index;
    private final RevisionLog log;
    private final Freshness freshness;
    private final Settings.Index settings;
    private final RetractionFile file;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "retraction-watch");

    private volatile boolean stopping;
    private volatile Lag lag = Lag.NONE;
    private String lastFailure = "";

    /**
     * By kind, slash, key; all of {@link #storeId} from {@link #after} to {@link #seen} that are not indexed durably.
     */
    private final Map<String, Retraction> pending = new HashMap<>();

    private UUID storeId;
    private long after;
    private long seen;

    /** Whether the last poll has shown that the index does not belong to the history of the store. */
    private boolean contradicted;

    /** The set that was published last. */
    private Retractions published = Retractions.UNKNOWN;

    RetractionWatch(SearchIndex index, RevisionLog log, Freshness freshness, Settings settings) {
        this.index = index;
        this.log = log;
        this.freshness = freshness;
        this.settings = settings.index();
        this.file = new RetractionFile(settings.index().directory());
    }

    /**
     * How far readers of this instance are behind the log.
     *
     * @param revisions number of revisions that they do not see
     * @param since     time of the first of them, {@code null} if there are none
     * @param hidden    number of retractions among them
     * @param overflow  whether these are too many to be hidden
     */
    record Lag(long revisions, Instant since, int hidden, boolean overflow) {

        static final Lag NONE = new Lag(0, null, 0, false);
    }

    Lag lag() {
        return lag;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        freshness.onDemand(wakeUps::release);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wakeUps.release();
        thread.join();
        log.disconnect();
        file.close();
    }

    void revisionsTaken(@Observes(during = TransactionPhase.AFTER_SUCCESS) RevisionsTaken event) {
        wakeUps.release();
    }

    private void run() {
        while (!stopping) {
            poll();
            try {
                if (wakeUps.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }

    /** Polls the log. Withdrawals that were committed before are hidden when this returns without a failure. */
    synchronized void poll() {
        Freshness.Poll begun = freshness.beginPoll();
        SearchIndex.Status status = index.status();
        try {
            if (status.visible() == null) {
                log.head();
                publish(Retractions.UNKNOWN);
            } else {
                poll(status.visible(), floor(status));
                saveAgain(status);
            }
            freshness.pollSucceeded(begun);
            lastFailure = "";
        } catch (DatabaseUnreachableException e) {
            restore(status.visible());
            freshness.unreachable();
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (!lastFailure.equals(state) && !state.equals(UNDEFINED_TABLE)) {
                LOG.warnf("withdrawals cannot be read from the database: SQL state %s", state);
            }
            lastFailure = state;
        } catch (RuntimeException e) {
            LOG.errorf("withdrawals cannot be read from the database: %s", ExceptionSummary.of(e));
        }
        freshness.pollEnded();
    }

    /** Returns the earliest position that readers may see before the next poll, also after a restart. */
    private static LogPosition floor(SearchIndex.Status status) {
        LogPosition visible = status.visible();
        LogPosition durable = status.durable();
        return durable != null && durable.storeId().equals(visible.storeId()) && durable.revision() < visible.revision()
                ? durable
                : visible;
    }

    private void poll(LogPosition visible, LogPosition floor) throws SQLException {
        // what is published holds until the log has answered: an attempt that fails must not interrupt the reads
        boolean changed = !visible.storeId().equals(storeId) || floor.revision() < after;
        if (changed) {
            // the index was replaced
            pending.clear();
            storeId = null;
            seen = floor.revision();
        }
        changed |= prune(floor.revision());
        int room = settings.maxRetractions() - pending.size();
        RevisionLog.PollResult found = log.poll(visible, seen, room);
        if (!found.continues()) {
            // the follower rebuilds the index
            storeId = null;
            contradicted = true;
            forget();
            return;
        }
        contradicted = false;
        if (storeId == null) {
            storeId = visible.storeId();
            after = floor.revision();
        }
        for (Retraction retraction : found.retractions()) {
            Retraction known = pending.put(retraction.kind() + '/' + retraction.key(), retraction);
            changed |= !retraction.equals(known);
            seen = retraction.revision();
        }
        seen = found.complete() ? Math.max(seen, found.head().revision()) : seen;
        if (!found.complete()) {
            forget();
        } else if (changed || published == Retractions.UNKNOWN) {
            after = floor.revision();
            publish(Retractions.of(storeId, after, pending));
            file.save(published);
        }
        long behind = Math.max(0, found.head().revision() - visible.revision());
        lag = new Lag(behind, behind == 0 ? null : found.oldest(), pending.size(), !found.complete());
    }

    private boolean prune(long indexed) {
        return pending.size() > Math.min(FEW, settings.maxRetractions() / 2)
                && pending.values().removeIf(retraction -> retraction.revision() <= indexed);
    }

    private void publish(Retractions retractions) {
        if (published != retractions) {
            published = retractions;
            index.hide(retractions);
        }
    }

    /** It is not known what to hide, and what was saved is not sufficient. */
    private void forget() {
        publish(Retractions.UNKNOWN);
        file.save(Retractions.UNKNOWN);
    }

    private void saveAgain(SearchIndex.Status status) {
        if (file.hasFailed() && status.fault() == SearchIndex.Fault.NONE) {
            file.save(published);
        }
    }

    /** Without a database, what was hidden stays hidden, because later withdrawals cannot be queried. */
    private void restore(LogPosition visible) {
        if (visible != null && !published.cover(visible) && !contradicted && !lag.overflow()) {
            storeId = null;
            publish(file.read().filter(saved -> saved.cover(visible)).orElse(Retractions.UNKNOWN));
        }
    }
}
