package org.sunwindow.cases;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
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
 * The trail that 等保2.0 asks for: who asked when, for which number as a keyed hash, and what came of it. It is written many
 * at a time, within a second; a process that is killed loses that second. What cannot be written waits, and when too much
 * waits nobody is answered any more: no lookup goes without its trail.
 */
@ApplicationScoped
class Audit {

    private static final Logger LOG = Logger.getLogger(Audit.class);

    private static final int EVERY_MILLIS = 500;
    private static final int MOST_AT_ONCE = 5_000;
    private static final int MOST_WAITING = 100_000;

    private static final String WRITE = """
            insert into lookup_audit (asked_at, number_hash, caller, outcome)
            select * from unnest(?, ?, ?, ?)""";

    private record Entry(Instant at, byte[] numberHash, String caller, String outcome) {}

    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit").daemon().factory());
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final List<Entry> taken = new ArrayList<>();
    private final DataSource database;
    private final Clock clock;
    private boolean told;

    Audit(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        writer.scheduleWithFixedDelay(this::write, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        writer.shutdown();
        writer.awaitTermination(EVERY_MILLIS, TimeUnit.MILLISECONDS);
        write();
    }

    /** Whether there is room for what is asked next. */
    boolean isOpen() {
        return waiting.size() < MOST_WAITING;
    }

    void add(Attempt attempt, LookupResult answer) {
        String outcome = switch (answer) {
            case LookupResult.Found found -> "FOUND";
            case LookupResult.NoMatch none -> "NO_MATCH";
            case LookupResult.Locked locked -> "LOCKED";
        };
        waiting.add(new Entry(clock.instant(), attempt.numberHash().bytes(), attempt.caller(), outcome));
    }

    /** Writes all that waits. */
    synchronized void write() {
        while (true) {
            waiting.drainTo(taken, MOST_AT_ONCE - taken.size());
            if (taken.isEmpty()) {
                return;
            }
            try {
                writeTaken();
                taken.clear();
                told = false;
            } catch (SQLException | RuntimeException e) {
                if (!told) {
                    LOG.warnf("the trail of lookups cannot be written and waits: %s", e.getMessage());
                    told = true;
                }
                return;
            }
        }
    }

    private void writeTaken() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(
                    1, connection.createArrayOf("timestamptz", column(entry -> FailureCounterTable.time(entry.at()))));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", taken.stream().map(Entry::numberHash).toArray(byte[][]::new)));
            statement.setArray(3, connection.createArrayOf("varchar", column(Entry::caller)));
            statement.setArray(4, connection.createArrayOf("varchar", column(Entry::outcome)));
            statement.executeUpdate();
        }
    }

    private Object[] column(Function<Entry, Object> part) {
        return taken.stream().map(part).toArray();
    }
}
