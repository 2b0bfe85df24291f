package org.sunwindow.cases;

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
import org.sunwindow.cases.Attempt.Key;

/** The table of failures, which all instances share. */
final class FailureCounterTable {

    static final String READ = """
            select subject, failures, window_ends, locks, locked_until, expires_at
            from lookup_guard where subject = any(?)""";

    /** Rows that are not there cannot be locked. */
    private static final String PREPARE = """
            insert into lookup_guard (subject, failures, window_ends, locks, locked_until, expires_at)
            select s, 0, ?, 0, ?, ? from unnest(?) s order by s
            on conflict (subject) do nothing""";

    /** In one order, so that two instances with some subjects in common do not wait for one another. */
    private static final String LOCK = READ + " order by subject for update";

    private static final String WRITE = """
            update lookup_guard g
            set failures = c.failures, window_ends = c.window_ends, locks = c.locks,
                locked_until = c.locked_until, expires_at = c.expires_at
            from unnest(?, ?, ?, ?, ?, ?) c (subject, failures, window_ends, locks, locked_until, expires_at)
            where g.subject = c.subject""";

    private FailureCounterTable() {}

    /** Something that was decided on locked rows. */
    interface Change {

        /** As they are afterwards. */
        Map<ByteBuffer, FailureCounter> guards();
    }

    /** Decides with the rows of these keys locked, and writes what has changed. */
    static <C extends Change> C locked(
            Connection connection,
            Collection<Key> keys,
            Instant now,
            Function<Map<ByteBuffer, FailureCounter>, C> decision)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            List<Key> distinct = keys.stream().distinct().toList();
            prepare(connection, distinct, now);
            C change = decision.apply(lock(connection, distinct));
            write(connection, change.guards());
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
            // forgotten at once if nothing comes of it
            statement.setObject(3, time(now));
            statement.setArray(4, subjects(connection, keys));
            statement.executeUpdate();
        }
    }

    private static Map<ByteBuffer, FailureCounter> lock(Connection connection, List<Key> keys) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, subjects(connection, keys));
            try (ResultSet rows = statement.executeQuery()) {
                return of(rows);
            }
        }
    }

    private static void write(Connection connection, Map<ByteBuffer, FailureCounter> guards) throws SQLException {
        List<Map.Entry<ByteBuffer, FailureCounter>> all = List.copyOf(guards.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bytea",
                            all.stream().map(guard -> guard.getKey().array()).toArray(byte[][]::new)));
            statement.setArray(2, array(connection, "integer", all, FailureCounter::failures));
            statement.setArray(3, array(connection, "timestamptz", all, guard -> time(guard.windowEnds())));
            statement.setArray(4, array(connection, "integer", all, FailureCounter::locks));
            statement.setArray(5, array(connection, "timestamptz", all, guard -> time(guard.lockedUntil())));
            statement.setArray(6, array(connection, "timestamptz", all, guard -> time(guard.expiresAt())));
            statement.executeUpdate();
        }
    }

    private static Array array(
            Connection connection,
            String type,
            List<Map.Entry<ByteBuffer, FailureCounter>> guards,
            Function<FailureCounter, Object> part)
            throws SQLException {
        return connection.createArrayOf(
                type, guards.stream().map(guard -> part.apply(guard.getValue())).toArray());
    }

    static Map<ByteBuffer, FailureCounter> of(ResultSet row) throws SQLException {
        var guards = new HashMap<ByteBuffer, FailureCounter>();
        while (row.next()) {
            guards.put(
                    ByteBuffer.wrap(row.getBytes(1)),
                    new FailureCounter(
                            row.getInt(2), instant(row, 3), row.getInt(4), instant(row, 5), instant(row, 6)));
        }
        return guards;
    }

    static Array subjects(Connection connection, List<Key> keys) throws SQLException {
        return connection.createArrayOf("bytea", keys.stream().map(Key::bytes).toArray(byte[][]::new));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
