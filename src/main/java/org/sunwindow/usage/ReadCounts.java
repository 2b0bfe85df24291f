package org.sunwindow.usage;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.kind.Kind;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.usage.ReadCountResource.ReadCount;
import org.sunwindow.usage.ReadCounter.Reads;

/** Adds the counts of this instance to those of the store, once a minute in one transaction. */
@ApplicationScoped
class ReadCounts {

    private static final String INTERVAL = "1m";
    private static final Logger LOG = Logger.getLogger(ReadCounts.class);

    /** Maximum number of records examined to find those of a publisher. */
    private static final int MAX_EXAMINED = 10_000;

    private static final int BATCH = 1_000;

    private static final String ADD =
            "insert into read_count (kind, key, reads) select kind, key, ? from publication where kind = ? and key = ?"
                    + " on conflict (kind, key) do update set reads = read_count.reads + excluded.reads";

    /** Returns the key as its publisher has sent it. */
    private static final String MOST =
            "select coalesce(%s, c.key), p.title, c.reads, p.owner, p.division from read_count c"
                    + " join publication p using (kind, key)"
                    + " where c.kind = ? and p.record is not null order by c.reads desc, c.key limit " + MAX_EXAMINED;

    private final DataSource database;
    private final ReadCounter counter;

    /** Counts that are taken from the counter and not stored yet, because the database was unreachable. */
    private final Map<Reads, Long> pending = new HashMap<>();

    ReadCounts(DataSource database, ReadCounter counter) {
        this.database = database;
        this.counter = counter;
    }

    @Scheduled(every = INTERVAL, delayed = INTERVAL, concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            store();
        } catch (SQLException e) {
            // kept for the next run; an unreachable database is logged by DatabaseMonitor
            LOG.debugf("reads were not stored: %s", ExceptionSummary.of(e));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        run();
    }

    /** Stores what was counted. Nothing is lost or stored twice if it fails. */
    synchronized void store() throws SQLException {
        counter.take().forEach((reads, times) -> {
            if (pending.size() < ReadCounter.MAX_ADDRESSES || pending.containsKey(reads)) {
                pending.merge(reads, times, Long::sum);
            }
        });
        if (pending.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement add = connection.prepareStatement(ADD)) {
            connection.setAutoCommit(false);
            try {
                add(add);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
        pending.clear();
    }

    private void add(PreparedStatement add) throws SQLException {
        // in a fixed order, so that two instances cannot deadlock
        var ordered = new ArrayList<>(pending.keySet());
        ordered.sort(Comparator.comparing(Reads::kind).thenComparing(Reads::key));
        int waiting = 0;
        for (Reads reads : ordered) {
            add.setLong(1, pending.get(reads));
            add.setString(2, reads.kind());
            add.setString(3, reads.key());
            add.addBatch();
            if (++waiting == BATCH) {
                add.executeBatch();
                waiting = 0;
            }
        }
        add.executeBatch();
    }

    /** Returns the records of a kind that are read most, of those that a publisher may write. */
    List<ReadCount> most(Kind<?> kind, Publisher publisher, int size) throws SQLException {
        var counts = new ArrayList<ReadCount>();
        List<String> keys = kind.keyFields();
        String sent = String.join(", ", Collections.nCopies(keys.size(), "p.record ->> ?"));
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(MOST.formatted(sent))) {
            for (int i = 0; i < keys.size(); i++) {
                select.setString(i + 1, keys.get(i));
            }
            select.setString(keys.size() + 1, kind.name());
            try (ResultSet row = select.executeQuery()) {
                while (counts.size() < size && row.next()) {
                    if (publisher.mayWrite(row.getString(4), row.getString(5))) {
                        counts.add(new ReadCount(row.getString(1), row.getString(2), row.getLong(3)));
                    }
                }
            }
        }
        return counts;
    }
}
