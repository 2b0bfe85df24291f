package org.sunwindow.progress;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.sunwindow.Settings;

/**
 * Finds a case for one who can prove that it is theirs, and locks numbers that are guessed at, whether they exist or
 * not, for all instances together.
 *
 * <p>One statement reads the case, the factor and the failures; who is right costs no more, and writes nothing unless
 * there is a failure to forget. It is plain JDBC: a persistence context and a transaction around one select by key took
 * several times what the select takes.
 *
 * <p>A failure is counted before it is told, and attempts on one number are judged one after the other within an
 * instance. Of many at once, an instance therefore judges as many as one by one; n instances at most n − 1 more.
 */
@ApplicationScoped
class Lookup {

    private static final String READ = """
            select c.progress, f.salt, f.hash, g.failures, g.expires_at
            from (values (1)) one
            left join application_case c on c.application_no = ?
            left join case_factor f on f.case_id = c.id and f.type = ?
            left join lookup_guard g on g.number_hash = ?""";

    /** Failures are remembered from the last one on; a lock ends when it said it would, whatever is tried meanwhile. */
    private static final String COUNT = """
            insert into lookup_guard as g (number_hash, failures, expires_at)
            values (?, 1, ?)
            on conflict (number_hash) do update set
                failures = case when g.expires_at <= ? then 1 else least(g.failures, 1000000) + 1 end,
                expires_at = case when g.expires_at > ? and g.failures >= ? then g.expires_at
                             else excluded.expires_at end
            returning failures, expires_at""";

    private static final String FORGET = "delete from lookup_guard where number_hash = ?";

    /** Old rows go along with each failure, so that the table follows the failures of the last while. */
    private static final String PURGE = """
            delete from lookup_guard where number_hash in (
                select number_hash from lookup_guard where expires_at <= ? limit 20 for update skip locked)""";

    /** Compared with when there is nothing to compare with, so that this costs the same; equals no hash. */
    private static final byte[] NOTHING = new byte[0];

    private final DataSource database;
    private final Hashes hashes;
    private final Clock clock;
    private final Settings.Progress settings;
    private final byte[] salt;

    Lookup(DataSource database, Hashes hashes, Clock clock, Settings settings) {
        this.database = database;
        this.hashes = hashes;
        this.clock = clock;
        this.settings = settings.progress();
        this.salt = hashes.salt();
    }

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

    /** One attempt; those on one number must not run beside one another, see {@link Lanes}. */
    Answer find(String number, byte[] numberHash, Factor factor) {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            Row row = read(connection, number, numberHash, factor.type());
            if (row.failures >= settings.maxFailures() && row.expiresAt.isAfter(now)) {
                return new Locked(Duration.between(now, row.expiresAt));
            }
            boolean proven = MessageDigest.isEqual(row.hash, hashes.ofFactor(row.salt, factor));
            if (!proven) {
                return count(connection, numberHash, now);
            }
            if (row.failures > 0) {
                forget(connection, numberHash);
            }
            return new Found(row.progress);
        } catch (SQLException e) {
            throw new StoreFailed(e);
        }
    }

    /** Unchecked, its cause tells web.Failures whether the store is away. */
    private static final class StoreFailed extends RuntimeException {

        private static final long serialVersionUID = 1;

        StoreFailed(SQLException cause) {
            super(cause);
        }
    }

    private record Row(String progress, byte[] salt, byte[] hash, int failures, Instant expiresAt) {}

    private Row read(Connection connection, String number, byte[] numberHash, FactorType type) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, number);
            statement.setString(2, type.name());
            statement.setBytes(3, numberHash);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                byte[] hash = row.getBytes(3);
                int failures = row.getInt(4);
                return new Row(
                        row.getString(1),
                        hash == null ? salt : row.getBytes(2),
                        hash == null ? NOTHING : hash,
                        failures,
                        failures == 0 ? null : instant(row, 5));
            }
        }
    }

    private Answer count(Connection connection, byte[] numberHash, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setBytes(1, numberHash);
            statement.setObject(2, time(now.plus(settings.lock())));
            statement.setObject(3, time(now));
            statement.setObject(4, time(now));
            statement.setInt(5, settings.maxFailures());
            try (ResultSet counted = statement.executeQuery()) {
                counted.next();
                purge(connection, now);
                // more only when another instance has counted since
                return counted.getInt(1) > settings.maxFailures()
                        ? new Locked(Duration.between(now, instant(counted, 2)))
                        : new NoMatch();
            }
        }
    }

    private static void forget(Connection connection, byte[] numberHash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setBytes(1, numberHash);
            statement.executeUpdate();
        }
    }

    private static void purge(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PURGE)) {
            statement.setObject(1, time(now));
            statement.executeUpdate();
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
