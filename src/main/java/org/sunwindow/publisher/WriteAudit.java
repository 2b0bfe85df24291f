package org.sunwindow.publisher;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The audit log of writes: which publisher wrote which record, in which import run or handover, which records it tried
 * to write but may not, and what it released from quarantine.
 */
@ApplicationScoped
public class WriteAudit {

    /** Rows sent together. */
    private static final int BATCH = 1_000;

    /**
     * Refusals of one publisher that each instance records within {@link #REFUSAL_WINDOW}, so that a publisher cannot
     * fill the table by sending what it may not write, in however many runs. All refusals of a run are in its count of
     * rejected lines.
     */
    static final int MAX_REFUSALS = 1_000;

    /** Window in which refusals are counted. It starts with the first refusal. */
    static final Duration REFUSAL_WINDOW = Duration.ofHours(1);

    private static final String INSERT = """
            insert into write_audit (written_at, publisher, origin, kind, key, key_hash, action,
                from_owner, to_owner, from_revision, to_revision, reason)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** What was done to a record. */
    public enum Action {
        CREATED,
        CHANGED,
        WITHDRAWN,
        HANDED_OVER,
        RECEIPT_ISSUED,
        /** Personal data in a field of the record was released from quarantine, so that a line with it is accepted. */
        RELEASED,
        RELEASE_REVOKED,
        /** Nothing was written, because the record belongs to a publisher whose records the sender may not write. */
        REFUSED
    }

    /** A key in the audit: the canonical key in plain text, or a keyed hash if the key itself is confidential. */
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

    /**
     * @param reason given by the publisher, free of personal data; {@code null} for none
     */
    public record Entry(String kind, Key key, Action action, State from, State to, String reason) {

        public Entry(String kind, Key key, Action action, State from, State to) {
            this(kind, key, action, from, to, null);
        }
    }

    private record Refusals(int count, Instant end) {}

    private final DataSource database;
    private final Clock clock;

    /** By publisher. */
    private final Map<String, Refusals> refusals = new ConcurrentHashMap<>();

    WriteAudit(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Records writes. Joins the transaction of the caller, so that no write is stored without its entry. Of refusals
     * only {@link #MAX_REFUSALS} are recorded.
     *
     * @param entries may be a long stream; few of them are in memory at a time
     */
    public void add(Origin origin, Stream<Entry> entries) {
        Iterator<Entry> next = entries.filter(
                        entry -> entry.action() != Action.REFUSED || isRecorded(origin.publisher()))
                .iterator();
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
                insert.setString(12, entry.reason());
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

    /** Counts a refusal and returns whether it is recorded. */
    private boolean isRecorded(Publisher publisher) {
        Instant now = clock.instant();
        return refusals.merge(
                                publisher.name(),
                                new Refusals(1, now.plus(REFUSAL_WINDOW)),
                                (old, first) ->
                                        now.isBefore(old.end()) ? new Refusals(old.count() + 1, old.end()) : first)
                        .count()
                <= MAX_REFUSALS;
    }

    /** A write could not be recorded, and is rolled back. */
    static final class AuditFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        AuditFailedException(SQLException cause) {
            super(cause);
        }
    }
}
