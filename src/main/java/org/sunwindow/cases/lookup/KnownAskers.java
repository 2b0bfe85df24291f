package org.sunwindow.cases.lookup;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The users of callers who have looked up a case, in the table {@code known_asker}, which all instances share. */
final class KnownAskers {

    static final String READ = "select asker, expires_at from known_asker where asker = any(?)";

    /** Ordered, so that instances that write overlapping sets of rows do not deadlock. */
    private static final String WRITE = """
            insert into known_asker (asker, expires_at) select a, ? from unnest(?) a order by a
            on conflict (asker) do update set expires_at = excluded.expires_at""";

    private final Map<ByteBuffer, Instant> expiries = new HashMap<>();
    private final Instant now;

    KnownAskers(ResultSet rows, Instant now) throws SQLException {
        this.now = now;
        while (rows.next()) {
            Instant expiry = FailureCounterTable.instant(rows, 2);
            if (expiry.isAfter(now)) {
                expiries.put(ByteBuffer.wrap(rows.getBytes(1)), expiry);
            }
        }
    }

    Map<ByteBuffer, Instant> expiries() {
        return expiries;
    }

    /** Whether an asker is new, or remembered for less than half of the time. So most successes write nothing. */
    boolean isToBeWritten(ByteBuffer asker, Duration kept) {
        Instant expiry = expiries.get(asker);
        return expiry == null || expiry.isBefore(now.plus(kept.dividedBy(2)));
    }

    static void write(Connection connection, Collection<ByteBuffer> askers, Instant expiry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setObject(1, FailureCounterTable.time(expiry));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea",
                            askers.stream().distinct().map(ByteBuffer::array).toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }
}
