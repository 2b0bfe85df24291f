package org.sunwindow.publication;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;
import org.sunwindow.publication.LogPosition.Mark;
import org.sunwindow.publication.database.DatabaseUnreachableException;

/**
 * Reads the end of the revision log and withdrawals, without reading records. Keeps a connection outside the pool, so
 * that a poll does not wait for the users of the pool and can distinguish an exhausted pool from an unreachable
 * database. If the database stops answering, a poll fails within seconds. Thread-safe; polls are serialized.
 */
@ApplicationScoped
public class RevisionLog {

    /** Milliseconds. A poll takes a few; withdrawals have to be known within two seconds. */
    private static final int NETWORK_TIMEOUT = 1500;

    /** Seconds for each answer while logging in. */
    private static final String LOGIN_TIMEOUT = "2";

    private static final String HEAD = """
            select c.store_id, c.value, c.changed_at, newest.mark, known.mark, (select min(revision) from revision_mark),
                (select greatest(changed_at, ?) from publication where revision > ? order by revision limit 1)
            from revision_counter c
                left join revision_mark newest on newest.revision = c.value
                left join revision_mark known on known.revision = ?""";

    /** The condition repeats that of the partial index. */
    private static final String RETRACTIONS = """
            select kind, key, revision, greatest(retracted, case when withdrawn_at is not null then revision end),
                withdrawn_at
            from publication
            where revision > ? and (retracted is not null or withdrawn_at is not null)
            order by revision limit ?""";

    /** Of several instances that notice the end of a history, the first changes the identity. */
    private static final String RENEW = "update revision_counter set store_id = gen_random_uuid() where store_id = ?";

    private final AgroalDataSource database;
    private Connection connection;

    protected RevisionLog(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * The result of a poll.
     *
     * @param head        end of the log
     * @param continues   whether the log continues after the position that was given; otherwise the position is of
     *     another store, or of a history that ended with a restore
     * @param oldest      time of the first change after that position, {@code null} if there is none
     * @param retractions in the order of the log
     * @param complete    whether these are all
     */
    public record PollResult(
            LogPosition head, boolean continues, Instant oldest, List<Retraction> retractions, boolean complete) {}

    /**
     * Reads the end of the log, and retractions.
     *
     * @param known    a position that was read before
     * @param since    revision after which retractions are returned; ignored if the log does not continue
     * @param most     maximum number of retractions
     * @throws DatabaseUnreachableException if no connection can be opened
     */
    public synchronized PollResult poll(LogPosition known, long since, int most) throws SQLException {
        if (connection != null) {
            try {
                return read(known, since, most);
            } catch (SQLException e) {
                disconnect();
                if (!isLost(e)) {
                    throw e;
                }
                // only a new attempt shows whether the database is unreachable or only this connection is broken
            }
        }
        connection = connect();
        try {
            return read(known, since, most);
        } catch (SQLException e) {
            disconnect();
            throw e;
        }
    }

    private static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    /** Opens a connection with the settings of the pool. */
    private Connection connect() throws SQLException {
        var pool = database.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        var properties = new Properties();
        properties.putAll(pool.jdbcProperties());
        if (pool.principal() instanceof NamePrincipal user) {
            properties.putAll(user.asProperties());
        }
        for (Object credential : pool.credentials()) {
            if (credential instanceof SimplePassword password) {
                properties.putAll(password.asProperties());
            }
        }
        return connect(pool.jdbcUrl(), properties);
    }

    static Connection connect(String url, Properties properties) throws SQLException {
        properties.setProperty("socketTimeout", LOGIN_TIMEOUT);
        try {
            Connection opened = new Driver().connect(url, properties);
            opened.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT);
            return opened;
        } catch (SQLException e) {
            throw DatabaseUnreachableException.of(e);
        }
    }

    /** Returns the end of the log. */
    public LogPosition head() throws SQLException {
        return poll(new LogPosition(new UUID(0, 0), 0, Instant.EPOCH), Long.MAX_VALUE, 1)
                .head();
    }

    /**
     * Ends the history of a store: it gets a new identity, unless it has got one already. Uses the pool, because a
     * writer may hold the row for longer than a poll may take.
     *
     * @param ended identity under which revisions were read that the log does not have any more, as after a restore.
     *     Who has read them must not continue with the revisions that have taken, or will take, their numbers
     * @throws SQLException if the database cannot be written; to be repeated before what was read is forgotten
     */
    public void endHistory(UUID ended) throws SQLException {
        try (Connection writing = database.getConnection();
                PreparedStatement renew = writing.prepareStatement(RENEW)) {
            renew.setObject(1, ended);
            renew.executeUpdate();
        }
    }

    private PollResult read(LogPosition known, long since, int most) throws SQLException {
        LogPosition head;
        boolean continues;
        Instant oldest;
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            // a record that was handed over keeps the time of its last change
            statement.setObject(1, known.time().atOffset(ZoneOffset.UTC));
            statement.setLong(2, known.revision());
            statement.setLong(3, known.mark() == null ? -1 : known.mark().revision());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long value = row.getLong(2);
                UUID mark = row.getObject(4, UUID.class);
                head = new LogPosition(
                        row.getObject(1, UUID.class),
                        value,
                        instant(row, 3),
                        mark == null ? null : new Mark(value, mark));
                continues = head.storeId().equals(known.storeId())
                        && known.revision() <= value
                        && isMarked(known.mark(), row.getObject(5, UUID.class), row.getLong(6), value);
                oldest = instant(row, 7);
            }
        }
        if (!continues || head.revision() <= since) {
            return new PollResult(head, continues, oldest, List.of(), true);
        }
        List<Retraction> retractions = retractions(since, most + 1);
        boolean complete = retractions.size() <= most;
        return new PollResult(head, true, oldest, complete ? retractions : retractions.subList(0, most), complete);
    }

    /** Marks are removed after a million revisions; an older one cannot be checked. */
    private static boolean isMarked(Mark known, UUID found, long oldest, long head) {
        return known == null
                || known.revision() <= head
                        && (known.revision() < oldest || known.id().equals(found));
    }

    private List<Retraction> retractions(long since, int limit) throws SQLException {
        var retractions = new ArrayList<Retraction>();
        try (PreparedStatement statement = connection.prepareStatement(RETRACTIONS)) {
            statement.setLong(1, since);
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    retractions.add(new Retraction(
                            row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), instant(row, 5)));
                }
            }
        }
        return retractions;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Closes the connection. The next poll opens another one. */
    public synchronized void disconnect() {
        try (Connection closing = connection) {
            connection = null;
        } catch (SQLException e) {
            // it is broken already
        }
    }
}
