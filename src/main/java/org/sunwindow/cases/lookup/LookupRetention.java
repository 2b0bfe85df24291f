package org.sunwindow.cases.lookup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.sunwindow.BatchedDeletion;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.webhook.Notices;

/**
 * Deletes expired rows every minute: ended cases, failure counters, known askers, keys of receipts, followers of cases,
 * and entries of the audit log.
 */
@ApplicationScoped
class LookupRetention {

    private static final String INTERVAL = "1m";

    private static final String EXPIRED =
            " <= " + DatabaseTime.NOW + " - ?::interval limit " + BatchedDeletion.BATCH + " for update skip locked";

    private static final String CASES = "delete from application_case where id in ("
            + "select id from application_case where ended_at" + EXPIRED + ")";

    private static final String COUNTERS = "delete from lookup_guard where subject in ("
            + "select subject from lookup_guard where expires_at" + EXPIRED + ")";

    private static final String ASKERS = "delete from known_asker where asker in ("
            + "select asker from known_asker where expires_at" + EXPIRED + ")";

    private static final String RECEIPTS = "delete from issued_receipt where key_hash in ("
            + "select key_hash from issued_receipt where expires_at" + EXPIRED + ")";

    /** Deletes expired followers with their unsent notices. The deletion of a webhook waits, or its followers are skipped. */
    private static final String FOLLOWERS = "with followers as (select f.id, f.webhook from case_follower f"
            + " join webhook w on w.id = f.webhook where f.expires_at <= " + DatabaseTime.NOW + " - ?::interval limit "
            + BatchedDeletion.BATCH + " for key share of w skip locked for update of f skip locked), forgotten as ("
            + Notices.FORGET + ") delete from case_follower where id in (select id from followers)";

    private static final String AUDIT = "delete from lookup_audit where ctid = any(array("
            + "select ctid from lookup_audit where asked_at" + EXPIRED + "))";

    private final BatchedDeletion rows;
    private final DatabaseTime time;
    private final CaseSettings settings;

    LookupRetention(DataSource database, DatabaseTime time, CaseSettings settings) {
        this.rows = new BatchedDeletion(database);
        this.time = time;
        this.settings = settings;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        rows.run(this::purge);
    }

    void stop(@Observes ShutdownEvent event) {
        rows.stop();
    }

    void purge() throws SQLException {
        purge(CASES, settings.retention());
        purge(COUNTERS, Duration.ZERO);
        purge(ASKERS, Duration.ZERO);
        purge(RECEIPTS, Duration.ZERO);
        purge(FOLLOWERS, Duration.ZERO);
        purge(AUDIT, settings.audit());
    }

    private void purge(String sql, Duration age) throws SQLException {
        rows.delete(sql, statement -> {
            time.bind(statement, 1);
            statement.setString(2, age.toString());
        });
    }
}
