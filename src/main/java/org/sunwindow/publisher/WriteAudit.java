package org.sunwindow.publisher;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The audit log of writes: which publisher wrote which record, in which import run or handover. */
@ApplicationScoped
public class WriteAudit {

    /** Rows sent together. */
    private static final int BATCH = 1_000;

    private static final String INSERT = """
            insert into write_audit (written_at, publisher, origin, kind, key, key_hash, action,
                from_owner, to_owner, from_revision, to_revision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** What was done to a record. */
    public enum Action {
        CREATED,
        CHANGED,
        WITHDRAWN,
        HANDED_OVER,
        RECEIPT_ISSUED
    }

    /** A key as the audit names it: in plain text, or by a keyed hash if the key itself is confidential. */
    public record Key(String plain, byte[] hash) {

        public static Key of(String plain) {
            return new Key(plain, null);
        }

        public static Key hashed(byte[] hash) {
            return new Key(null, hash);
        }
    }

    /**
     * The owner and the revision of a record at one moment.
     *
     * @param owner    {@code null} if nobody owns it
     * @param revision {@code null} in stores without revisions
     */
    public record State(String owner, Long revision) {

        /** The state of a record that does not exist. */
        public static final State NONE = new State(null, null);
    }

    public record Entry(String kind, Key key, Action action, State from, State to) {}

    private final DataSource database;
    private final Clock clock;

    WriteAudit(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Records writes. Joins the transaction of the caller, so that no write is stored without its entry.
     *
     * @param entries may be a long stream; few of them are in memory at a time
     */
    public void add(Origin origin, Stream<Entry> entries) {
        Iterator<Entry> next = entries.iterator();
        if (!next.hasNext()) {
            return;
        }
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int added = 0;
            while (next.hasNext()) {
                Entry entry = next.next();
                insert.setObject(1, now);
                insert.setString(2, origin.publisher().name());
                insert.setObject(3, origin.id(), Types.OTHER);
                insert.setString(4, entry.kind());
                insert.setString(5, entry.key().plain());
                insert.setBytes(6, entry.key().hash());
                insert.setString(7, entry.action().name());
                insert.setString(8, entry.from().owner());
                insert.setString(9, entry.to().owner());
                insert.setObject(10, entry.from().revision(), Types.BIGINT);
                insert.setObject(11, entry.to().revision(), Types.BIGINT);
                insert.addBatch();
                if (++added % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new AuditFailedException(e);
        }
    }

    /** A write could not be recorded, and is rolled back. */
    static final class AuditFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        AuditFailedException(SQLException cause) {
            super(cause);
        }
    }
}
