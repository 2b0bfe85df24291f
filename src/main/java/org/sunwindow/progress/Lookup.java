package org.sunwindow.progress;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.sunwindow.Settings;

/**
 * Finds cases for those who can prove that they are theirs, and locks numbers that are guessed at, whether they exist or
 * not, for all instances together.
 *
 * <p>Whoever is right costs two reads by key, shared with all who ask at the same time, and writes nothing unless there is
 * a failure to forget. It is plain JDBC: a persistence context and a transaction around one select by key took several
 * times what the select takes.
 *
 * <p>A failure is counted before it is told, and attempts on one number are judged one after the other within an
 * instance. Of many at once, an instance therefore judges as many as one by one; n instances at most n − 1 more.
 */
@ApplicationScoped
class Lookup {

    private static final String GUARDS =
            "select number_hash, failures, expires_at from lookup_guard where number_hash = any(?)";

    private static final String CASES = """
            select c.application_no, f.type, f.salt, f.hash, c.progress
            from application_case c join case_factor f on f.case_id = c.id
            where c.application_no = any(?) and f.type = any(?)""";

    /**
     * Failures are remembered from the last one on; a lock ends when it said it would, whatever is tried meanwhile. In
     * order, so that two instances with some numbers in common do not wait for one another.
     */
    private static final String COUNT = """
            insert into lookup_guard as g (number_hash, failures, expires_at)
            select failed, 1, ? from unnest(?) failed order by failed
            on conflict (number_hash) do update set
                failures = case when g.expires_at <= ? then 1 else least(g.failures, 1000000) + 1 end,
                expires_at = case when g.expires_at > ? and g.failures >= ? then g.expires_at
                             else excluded.expires_at end
            returning number_hash, failures, expires_at""";

    private static final String FORGET = """
            delete from lookup_guard where number_hash in (
                select number_hash from lookup_guard where number_hash = any(?) order by number_hash for update)""";

    /** Old rows go along with failures, so that the table follows the failures of the last while. */
    private static final String PURGE = """
            delete from lookup_guard where number_hash in (
                select number_hash from lookup_guard where expires_at <= ? limit ? for update skip locked)""";

    /** Old rows for each failure: more than come, so that the table shrinks again. */
    private static final int PURGED = 20;

    private final DataSource database;
    private final Hashes hashes;
    private final Clock clock;
    private final Settings.Progress settings;

    /** Compared with when there is nothing to compare with, so that this costs the same; its hash equals none. */
    private final Proof nobody;

    Lookup(DataSource database, Hashes hashes, Clock clock, Settings settings) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
        this.settings = settings.progress();
        this.nobody = new Proof(hashes.salt(), new byte[0], null);
    }

    /**
     * One question after a case.
     *
     * @param number     in its canonical spelling
     * @param numberHash see {@link Hashes#ofNumber}
     */
    record Attempt(String number, byte[] numberHash, Factor factor) {}

    sealed interface Answer {}

    /**
     * What may be told.
     *
     * @param progress a {@link CaseProgress} as JSON
     */
    record Found(String progress) implements Answer {}

    /** An unknown number, a wrong value and a factor that the case does not have are one. */
    record NoMatch() implements Answer {}

    /**
     * Too many failures, whether the number exists or not.
     *
     * @param left until it may be tried again
     */
    record Locked(Duration left) implements Answer {}

    private record Key(String number, FactorType type) {}

    private record Proof(byte[] salt, byte[] hash, String progress) {}

    private record Guard(int failures, Instant expiresAt) {}

    /**
     * Answers in the order of the attempts. These are on different numbers, and no others on the same numbers run beside
     * them, see {@link Lanes}.
     */
    List<Answer> find(List<Attempt> attempts) throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            Map<ByteBuffer, Guard> guards = guards(connection, attempts);
            Map<Key, Proof> proofs = proofs(connection, attempts);
            var answers = new ArrayList<Answer>(attempts.size());
            var failed = new HashMap<ByteBuffer, Integer>();
            var forgotten = new ArrayList<byte[]>();
            for (Attempt attempt : attempts) {
                var hash = ByteBuffer.wrap(attempt.numberHash());
                Guard guard = guards.get(hash);
                Proof proof = proofs.getOrDefault(
                        new Key(attempt.number(), attempt.factor().type()), nobody);
                boolean proven = MessageDigest.isEqual(proof.hash(), hashes.ofFactor(proof.salt(), attempt.factor()));
                if (guard != null && isLocked(guard, now)) {
                    answers.add(locked(guard, now));
                } else if (proven) {
                    answers.add(new Found(proof.progress()));
                    if (guard != null) {
                        forgotten.add(attempt.numberHash());
                    }
                } else {
                    failed.put(hash, answers.size());
                    answers.add(new NoMatch());
                }
            }
            if (!failed.isEmpty()) {
                count(connection, failed.keySet(), now).forEach((hash, guard) -> {
                    // only when another instance has counted since
                    if (guard.failures() > settings.maxFailures()) {
                        answers.set(failed.get(hash), locked(guard, now));
                    }
                });
                purge(connection, now, failed.size() * PURGED);
            }
            if (!forgotten.isEmpty()) {
                forget(connection, forgotten);
            }
            return answers;
        }
    }

    private boolean isLocked(Guard guard, Instant now) {
        return guard.failures() >= settings.maxFailures() && guard.expiresAt().isAfter(now);
    }

    private static Locked locked(Guard guard, Instant now) {
        return new Locked(Duration.between(now, guard.expiresAt()));
    }

    private static Map<ByteBuffer, Guard> guards(Connection connection, List<Attempt> attempts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GUARDS)) {
            statement.setArray(
                    1,
                    bytes(connection, attempts.stream().map(Attempt::numberHash).toArray(byte[][]::new)));
            return guards(statement);
        }
    }

    private static Map<ByteBuffer, Guard> guards(PreparedStatement statement) throws SQLException {
        var guards = new HashMap<ByteBuffer, Guard>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Instant expiresAt = row.getObject(3, OffsetDateTime.class).toInstant();
                guards.put(ByteBuffer.wrap(row.getBytes(1)), new Guard(row.getInt(2), expiresAt));
            }
        }
        return guards;
    }

    private static Map<Key, Proof> proofs(Connection connection, List<Attempt> attempts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CASES)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "varchar", attempts.stream().map(Attempt::number).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "varchar",
                            attempts.stream()
                                    .map(attempt -> attempt.factor().type().name())
                                    .distinct()
                                    .toArray()));
            var proofs = new HashMap<Key, Proof>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    var key = new Key(row.getString(1), FactorType.valueOf(row.getString(2)));
                    proofs.put(key, new Proof(row.getBytes(3), row.getBytes(4), row.getString(5)));
                }
            }
            return proofs;
        }
    }

    private Map<ByteBuffer, Guard> count(Connection connection, Collection<ByteBuffer> failed, Instant now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setObject(1, time(now.plus(settings.lock())));
            statement.setArray(
                    2, bytes(connection, failed.stream().map(ByteBuffer::array).toArray(byte[][]::new)));
            statement.setObject(3, time(now));
            statement.setObject(4, time(now));
            statement.setInt(5, settings.maxFailures());
            return guards(statement);
        }
    }

    private static void forget(Connection connection, List<byte[]> hashes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setArray(1, bytes(connection, hashes.toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    private static void purge(Connection connection, Instant now, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
            statement.setObject(1, time(now));
            statement.setInt(2, most);
            statement.executeUpdate();
        }
    }

    private static Array bytes(Connection connection, byte[][] values) throws SQLException {
        return connection.createArrayOf("bytea", values);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
