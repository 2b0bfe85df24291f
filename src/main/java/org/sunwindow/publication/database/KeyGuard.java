package org.sunwindow.publication.database;

import io.quarkus.runtime.Quarkus;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sunwindow.crypto.KeyedHashes;

/**
 * Refuses a database whose hashes were made with other keys, as after a restore without the key. Otherwise every code would be
 * wrong, and those who have the right ones would be locked out.
 */
@ApplicationScoped
class KeyGuard {

    private static final Logger LOG = Logger.getLogger(KeyGuard.class);

    /** Then nothing has to be written, so an instance also starts while the database can only be read. */
    private static final String IS_SETTLED = "select exists (select from known_key where key_check = ?)"
            + " and not exists (select from known_key where key_check <> all(?))";

    private static final String LOCK = "lock table known_key in share row exclusive mode";

    private static final String IS_KNOWN =
            "select not exists (select from known_key) or exists (select from known_key where key_check = any(?))";

    private static final String ADD =
            "insert into known_key (key_check, known_at) values (?, ?) on conflict (key_check) do nothing";

    /** With a key that is no longer listed, hashes could only be wrong. */
    private static final String FORGET = "delete from known_key where key_check <> all(?)";

    private final KeyedHashes hashes;
    private final DataSource database;
    private final Clock clock;
    private boolean refused;

    KeyGuard(KeyedHashes hashes, DataSource database, Clock clock) {
        this.hashes = hashes;
        this.database = database;
        this.clock = clock;
    }

    /** Before anything else uses the database. */
    void databaseReached(@Observes @Priority(1) DatabaseReached event) throws SQLException {
        if (isAccepted()) {
            return;
        }
        if (!refused) {
            refused = true;
            LOG.fatal("this database was written with another key: SUNWINDOW_PROGRESS_SECRET must be that key,"
                    + " or SUNWINDOW_PROGRESS_PREVIOUS_SECRETS must have it");
            Quarkus.asyncExit(1);
        }
        throw new IllegalStateException("the key is not that of the database");
    }

    /** Returns whether the database knows one of the keys, or none at all. Then it knows no others, and the current one. */
    boolean isAccepted() throws SQLException {
        List<byte[]> checks = hashes.checks();
        try (Connection connection = database.getConnection()) {
            if (isSettled(connection, checks)) {
                return true;
            }
            connection.setAutoCommit(false);
            try (var lock = connection.createStatement()) {
                // the first instances of a new database may have different keys
                lock.execute(LOCK);
                boolean accepted = isKnown(connection, checks);
                if (accepted) {
                    forgetOthers(connection, checks);
                    add(connection, checks.getFirst());
                }
                connection.commit();
                return accepted;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean isSettled(Connection connection, List<byte[]> checks) throws SQLException {
        try (PreparedStatement isSettled = connection.prepareStatement(IS_SETTLED)) {
            isSettled.setBytes(1, checks.getFirst());
            isSettled.setArray(2, array(connection, checks));
            try (ResultSet row = isSettled.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static boolean isKnown(Connection connection, List<byte[]> checks) throws SQLException {
        try (PreparedStatement isKnown = connection.prepareStatement(IS_KNOWN)) {
            isKnown.setArray(1, array(connection, checks));
            try (ResultSet row = isKnown.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void forgetOthers(Connection connection, List<byte[]> checks) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setArray(1, array(connection, checks));
            forget.executeUpdate();
        }
    }

    private void add(Connection connection, byte[] check) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setBytes(1, check);
            add.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            add.executeUpdate();
        }
    }

    private static Array array(Connection connection, List<byte[]> checks) throws SQLException {
        return connection.createArrayOf("bytea", checks.toArray(byte[][]::new));
    }
}
