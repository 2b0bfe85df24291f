package org.sunwindow.cases.lookup;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sunwindow.cases.lookup.Attempt.Key;

/** Reads and updates the {@link FailureCounter}s, which all instances share through the table {@code lookup_guard}. */
final class FailureCounterTable {

    /**
     * Writes a row without failures and returns the time. It fails where failures could not be counted either. The row
     * carries no data, so its commit is not flushed.
     */
    static final String PROBE = """
            insert into lookup_guard (subject, failures, window_ends, locks, locked_until, expires_at)
            values (?, 0, 'epoch', 0, 'epoch', %1$s + interval '1 day')
            on conflict (subject) do update set failures = 0
            returning %1$s, set_config('synchronous_commit', 'off', true)""".formatted(DatabaseTime.NOW);

    static final String READ = """
            select subject, failures, window_ends, locks, locked_until, expires_at
            from lookup_guard where subject = any(?)""";

    /** Creates missing rows, so that they can be locked. */
    private static final String PREPARE = """
            insert into lookup_guard (subject, failures, window_ends, locks, locked_until, expires_at)
            select s, 0, ?, 0, ?, ? from unnest(?) s order by s
            on conflict (subject) do nothing""";

    /** Ordered, so that instances that lock overlapping sets of rows do not deadlock. */
    private static final String LOCK = READ + " order by subject for update";

    private static final String WRITE = """
            update lookup_guard g
            set failures = c.failures, window_ends = c.window_ends, locks = c.locks,
                locked_until = c.locked_until, expires_at = c.expires_at
            from unnest(?, ?, ?, ?, ?, ?) c (subject, failures, window_ends, locks, locked_until, expires_at)
            where g.subject = c.subject""";

    private FailureCounterTable() {}

    /** The result of a decision on locked counters. */
    interface Change {

        Map<ByteBuffer, FailureCounter> counters();
    }

    /**
     * Locks the counters of the keys, applies the decision, and stores the changed counters, in one transaction.
     *
     * @param all whether to store the unchanged counters, too
     */
    static <C extends Change> C update(
            Connection connection,
            Collection<Key> keys,
            Instant now,
            boolean all,
            Function<Map<ByteBuffer, FailureCounter>, C> decision)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            List<Key> distinct = keys.stream().distinct().toList();
            prepare(connection, distinct, now);
            Map<ByteBuffer, FailureCounter> locked = lock(connection, distinct);
            C change = decision.apply(locked);
            Map<ByteBuffer, FailureCounter> written = all ? locked : new HashMap<>();
            written.putAll(change.counters());
            write(connection, written);
            connection.commit();
            return change;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void prepare(Connection connection, List<Key> keys, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PREPARE)) {
            statement.setObject(1, time(Instant.EPOCH));
            statement.setObject(2, time(Instant.EPOCH));
            // expires at once unless a failure is counted
            statement.setObject(3, time(now));
            statement.setArray(4, subjects(connection, keys));
            statement.executeUpdate();
        }
    }

    private static Map<ByteBuffer, FailureCounter> lock(Connection connection, List<Key> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, subjects(connection, keys));
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static void write(Connection connection, Map<ByteBuffer, FailureCounter> counters) throws SQLException {
        List<Map.Entry<ByteBuffer, FailureCounter>> all = List.copyOf(counters.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bytea",
                            all.stream()
                                    .map(counter -> counter.getKey().array())
                                    .toArray(byte[][]::new)));
            statement.setArray(2, array(connection, "integer", all, FailureCounter::failures));
            statement.setArray(3, array(connection, "timestamptz", all, counter -> time(counter.windowEnds())));
            statement.setArray(4, array(connection, "integer", all, FailureCounter::locks));
            statement.setArray(5, array(connection, "timestamptz", all, counter -> time(counter.lockedUntil())));
            statement.setArray(6, array(connection, "timestamptz", all, counter -> time(counter.expiresAt())));
            statement.executeUpdate();
        }
    }

    private static Array array(
            Connection connection,
            String type,
            List<Map.Entry<ByteBuffer, FailureCounter>> counters,
            Function<FailureCounter, Object> column)
            throws SQLException {
        return connection.createArrayOf(
                type,
                counters.stream()
                        .map(counter -> column.apply(counter.getValue()))
                        .toArray());
    }

    static Map<ByteBuffer, FailureCounter> read(ResultSet row) throws SQLException {
        var counters = new HashMap<ByteBuffer, FailureCounter>();
        while (row.next()) {
            counters.put(
                    ByteBuffer.wrap(row.getBytes(1)),
                    new FailureCounter(
                            row.getInt(2), instant(row, 3), row.getInt(4), instant(row, 5), instant(row, 6)));
        }
        return counters;
    }

    static Array subjects(Connection connection, List<Key> keys) throws SQLException {
        return connection.createArrayOf("bytea", keys.stream().map(Key::bytes).toArray(byte[][]::new));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
