package org.sunwindow.cases.lookup;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The audit log of lookups that 等保2.0 requires: time, keyed hash of the application number, caller and outcome. Entries
 * are written in batches every half second; a killed process loses those not yet written. While the database is
 * unreachable entries are queued. When the queue is full, lookups are refused, because none may go unrecorded.
 */
@ApplicationScoped
class Audit {

    private static final Logger LOG = Logger.getLogger(Audit.class);

    private static final int INTERVAL_MILLIS = 500;
    private static final int MAX_BATCH = 5_000;
    private static final int MAX_QUEUED = 100_000;

    private static final String WRITE = """
            insert into lookup_audit (asked_at, number_hash, caller, outcome)
            select * from unnest(?, ?, ?, ?)""";

    private record Entry(Instant at, byte[] numberHash, String caller, String outcome) {}

    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit").daemon().factory());
    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final List<Entry> batch = new ArrayList<>();
    private final DataSource database;
    private boolean failureLogged;

    Audit(DataSource database) {
        this.database = database;
    }

    void start(@Observes StartupEvent event) {
        writer.scheduleWithFixedDelay(this::write, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        writer.shutdown();
        writer.awaitTermination(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        write();
    }

    boolean hasRoom() {
        return queue.size() < MAX_QUEUED;
    }

    /**
     * @param at time of the database
     */
    void add(Instant at, Attempt attempt, LookupResult result) {
        String outcome = switch (result) {
            case LookupResult.Found found -> "FOUND";
            case LookupResult.NoMatch none -> "NO_MATCH";
            case LookupResult.Locked locked -> "LOCKED";
            case LookupResult.ChallengeRequired required -> "CHALLENGE";
        };
        queue.add(new Entry(at, attempt.numberKey().bytes(), attempt.caller(), outcome));
    }

    /** Writes all queued entries. After a failure they stay queued. */
    synchronized void write() {
        while (true) {
            queue.drainTo(batch, MAX_BATCH - batch.size());
            if (batch.isEmpty()) {
                return;
            }
            try {
                writeBatch();
                batch.clear();
                failureLogged = false;
            } catch (SQLException | RuntimeException e) {
                if (!failureLogged) {
                    LOG.warnf("the audit log cannot be written, entries are queued: %s", e.getMessage());
                    failureLogged = true;
                }
                return;
            }
        }
    }

    private void writeBatch() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(
                    1, connection.createArrayOf("timestamptz", column(entry -> FailureCounterTable.time(entry.at()))));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", batch.stream().map(Entry::numberHash).toArray(byte[][]::new)));
            statement.setArray(3, connection.createArrayOf("varchar", column(Entry::caller)));
            statement.setArray(4, connection.createArrayOf("varchar", column(Entry::outcome)));
            statement.executeUpdate();
        }
    }

    private Object[] column(Function<Entry, Object> value) {
        return batch.stream().map(value).toArray();
    }
}
