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

/**
 * Hides withdrawn records before they are indexed. Looks at the revision log at the same interval as the {@link
 * IndexFollower}, but on a thread of its own, which neither a bulk import nor a full disk delays.
 */
@ApplicationScoped
class RetractionWatch {

    private static final Logger LOG = Logger.getLogger(RetractionWatch.class);

    /** Retractions that are indexed are removed above this number only: each change of the set invalidates all responses. */
    private static final int FEW = 1_000;

    /** While the schema is created, which {@code DatabaseMonitor} does at the first contact. */
    private static final String UNDEFINED_TABLE = "42P01";

    private final SearchIndex index;
    private final RevisionLog log;
    private final Freshness freshness;
    private final Settings.Index settings;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "retraction-watch");

    private volatile boolean stopping;
    private volatile Lag lag = Lag.NONE;
    private String lastFailure = "";

    /** By kind, slash, key; all of {@link #storeId} from {@link #after} to {@link #seen} that are not indexed. */
    private final Map<String, Retraction> pending = new HashMap<>();

    private UUID storeId;
    private long after;
    private long seen;

    /** Whether the store has said that the index is not of its history. */
    private boolean contradicted;

    /** What the index was told last. */
    private Retractions published = Retractions.UNKNOWN;

    RetractionWatch(SearchIndex index, RevisionLog log, Freshness freshness, Settings settings) {
        this.index = index;
        this.log = log;
        this.freshness = freshness;
        this.settings = settings.index();
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
    }

    void revisionsTaken(@Observes(during = TransactionPhase.AFTER_SUCCESS) RevisionsTaken event) {
        wakeUps.release();
    }

    private void run() {
        while (!stopping) {
            look();
            try {
                if (wakeUps.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }

    /** Looks at the log. Withdrawals that were committed before are hidden when this returns without a failure. */
    synchronized void look() {
        Freshness.Look begun = freshness.beginLook();
        LogPosition visible = index.status().visible();
        try {
            if (visible == null) {
                log.head();
                tell(Retractions.UNKNOWN);
            } else {
                look(visible);
            }
            freshness.looked(begun);
            lastFailure = "";
        } catch (SQLException e) {
            failed(e, visible);
        } catch (RuntimeException e) {
            LOG.errorf("the revision log cannot be read for withdrawals: %s", ExceptionSummary.of(e));
        }
        freshness.lookEnded();
    }

    private void look(LogPosition visible) throws SQLException {
        if (!visible.storeId().equals(storeId) || visible.revision() < after) {
            // the index was replaced
            pending.clear();
            storeId = visible.storeId();
            after = visible.revision();
            seen = after;
            tell(Retractions.UNKNOWN);
        }
        boolean changed = prune(visible.revision());
        int room = settings.maxRetractions() - pending.size();
        RevisionLog.Look found = log.look(visible, Math.max(seen, visible.revision()), room);
        if (!found.continues()) {
            // the follower rebuilds the index
            storeId = null;
            contradicted = true;
            tell(Retractions.UNKNOWN);
            return;
        }
        contradicted = false;
        for (Retraction retraction : found.retractions()) {
            Retraction known = pending.put(retraction.kind() + '/' + retraction.key(), retraction);
            changed |= !retraction.equals(known);
            seen = retraction.revision();
        }
        seen = found.complete() ? Math.max(seen, found.head().revision()) : seen;
        if (!found.complete()) {
            tell(Retractions.UNKNOWN);
        } else if (changed || published == Retractions.UNKNOWN || published == Retractions.NONE) {
            after = visible.revision();
            tell(Retractions.of(storeId, after, pending));
        }
        long behind = Math.max(0, found.head().revision() - visible.revision());
        lag = new Lag(behind, behind == 0 ? null : found.oldest(), pending.size(), !found.complete());
    }

    private boolean prune(long indexed) {
        return pending.size() > Math.min(FEW, settings.maxRetractions() / 2)
                && pending.values().removeIf(retraction -> retraction.revision() <= indexed);
    }

    private void tell(Retractions retractions) {
        if (published != retractions) {
            published = retractions;
            index.hide(retractions);
        }
    }

    private void failed(SQLException e, LogPosition visible) {
        String state = e.getSQLState();
        if (state == null || state.startsWith("08") || state.startsWith("57")) {
            // also after a restart: there is nobody to ask what was withdrawn meanwhile
            if (visible != null && !published.cover(visible) && !contradicted && !lag.overflow()) {
                tell(Retractions.NONE);
            }
            freshness.unreachable();
        } else if (!lastFailure.equals(state) && !state.equals(UNDEFINED_TABLE)) {
            LOG.warnf("the database does not tell what was withdrawn: SQL state %s", state);
        }
        lastFailure = String.valueOf(state);
    }
}
