package org.sunwindow.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.sunwindow.BatchedDeletion;
import org.sunwindow.webhook.Delivery.Failed;
import org.sunwindow.webhook.Delivery.Reason;

/** The notices that wait, and the right of one instance at a time to send those of a webhook. Thread-safe. */
@ApplicationScoped
public class Notices {

    /**
     * A notice {@code n} that may be sent. A {@code CHANGED} is sent only while the record is public. Otherwise it waits until the
     * next announcement replaces it. Its parameters are three times now.
     */
    private static final String DUE =
            "n.dead_at is null and n.due_at <= ? and (n.type is distinct from 'CHANGED' or exists"
                    + " (select 1 from publication p where p.kind = n.kind and p.key = n.key and p.record is not null"
                    + " and (p.visible_from is null or p.visible_from <= ?) and (p.visible_until is null or p.visible_until > ?)))";

    /** Who only keeps a webhook from being deleted does not keep it from being claimed. */
    private static final String CLAIM = "update webhook set lease = ?, leased_until = ? where id = ("
            + "select w.id from webhook w where not w.paused and w.caller = any(?) and w.not_before <= ?"
            + " and (w.leased_until is null or w.leased_until <= ?)"
            + " and exists (select 1 from webhook_notice n where n.webhook = w.id and (n.event <> '"
            + Event.CASE.code() + "' or w.caller = any(?)) and " + DUE + ")"
            + " order by w.not_before, w.id limit 1 for no key update skip locked) returning id";

    private static final String RENEW = "update webhook set leased_until = ? where id = ? and lease = ? and not paused"
            + " returning " + Webhooks.RECEIVER;

    private static final String RELEASE =
            "update webhook set lease = null, leased_until = null where id = ? and lease = ?";

    /** In the order of an index, because many notices may be due at the same time. */
    static final String NEXT =
            "select n.id, n.event, n.kind, n.key, n.revision, n.type, n.occurred_at, n.attempts from webhook_notice n"
                    + " where n.webhook = ? and (n.event <> '" + Event.CASE.code() + "' or ?) and " + DUE
                    + " order by n.due_at, n.revision, n.id limit 1";

    /** A later notice may have taken its place. */
    private static final String DELIVERED = "with sent as (delete from webhook_notice where webhook = ? and id = ?)"
            + " update webhook set failures = 0, failure = null, failure_status = null, delivered_at = ? where id = ?";

    private static final String RETRY = "update webhook_notice set attempts = attempts + 1, due_at = ?, failure = ?,"
            + " failure_status = ? where webhook = ? and id = ?";

    private static final String FAILED = "update webhook set failures = failures + 1, not_before = ?, failed_at = ?,"
            + " failure = ?, failure_status = ? where id = ? and lease = ?";

    /** Some that have waited too long, because a receiver that is down is not asked for each of them. */
    private static final String BURY = "update webhook_notice set dead_at = ?, failure = coalesce(failure, ?)"
            + " where ctid = any(array(select ctid from webhook_notice where webhook = ? and dead_at is null"
            + " and waiting_since <= ? limit " + BatchedDeletion.BATCH + " for update skip locked))";

    private static final String NEWS =
            "insert into webhook_notice (webhook, event, kind, key, id, occurred_at, waiting_since, due_at)"
                    + " values (?, '" + Event.CASE.code() + "', '', ?, gen_random_uuid(), ?, ?, ?)"
                    + " on conflict (webhook, event, kind, key) do update set id = excluded.id,"
                    + " occurred_at = excluded.occurred_at, waiting_since = excluded.waiting_since,"
                    + " due_at = excluded.due_at, attempts = 0, dead_at = null, failure = null, failure_status = null";

    /** Deletes unsent notices of removed followers: the rows {@code followers} with id and webhook. */
    public static final String FORGET =
            "delete from webhook_notice n using followers f where n.webhook = f.webhook and n.event = '"
                    + Event.CASE.code() + "' and n.kind = '' and n.key = f.id::text";

    private static final String TAKES = "select exists (select 1 from webhook where caller = ? and id = ? and '"
            + Event.CASE.code() + "' = any(events))";

    /** Messages of a webhook that is paused wait for its caller, not for the receiver. */
    private static final String BACKLOG = "select count(*) filter (where n.dead_at is null and not w.paused),"
            + " count(*) filter (where n.dead_at is not null),"
            + " min(n.waiting_since) filter (where n.dead_at is null and not w.paused)"
            + " from webhook_notice n join webhook w on w.id = n.webhook";

    private final DataSource database;
    private final Clock clock;

    public Notices(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Somebody who follows a case.
     *
     * @param id opaque, what the receiver is told
     */
    public record Follower(UUID webhook, UUID id) {}

    /**
     * What has not been delivered.
     *
     * @param since when the oldest waiting message was queued, {@code null} if none waits
     */
    record Backlog(long waiting, long dead, Instant since) {}

    Backlog backlog() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(BACKLOG);
                ResultSet row = select.executeQuery()) {
            row.next();
            OffsetDateTime since = row.getObject(3, OffsetDateTime.class);
            return new Backlog(row.getLong(1), row.getLong(2), since == null ? null : since.toInstant());
        }
    }

    /** Whether a caller has a webhook that is for news of cases. */
    public boolean takesNewsOfCases(String caller, UUID webhook) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(TAKES)) {
            select.setString(1, caller);
            select.setObject(2, webhook);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /** The store failed. */
    static final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        FailedException(SQLException cause) {
            super(cause);
        }
    }

    /**
     * Tells followers that their cases have news. Joins the transaction of the connection, which has locked their webhooks.
     */
    public void news(Connection connection, List<Follower> followers) throws SQLException {
        OffsetDateTime now = time(clock.instant());
        try (PreparedStatement insert = connection.prepareStatement(NEWS)) {
            for (Follower follower : followers) {
                insert.setObject(1, follower.webhook());
                insert.setString(2, follower.id().toString());
                insert.setObject(3, now);
                insert.setObject(4, now);
                insert.setObject(5, now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The right of an instance to send the notices of a webhook. */
    record Claim(UUID webhook, UUID lease) {}

    /**
     * A notice that waits.
     *
     * @param revision {@code null} for news of a case, like {@code type}
     * @param attempts that have failed
     */
    record Notice(
            UUID id, Event event, String kind, String key, Long revision, String type, Instant at, int attempts) {}

    /**
     * Claims a webhook with notices that are due.
     *
     * @param callers   who may have webhooks
     * @param followers who may follow cases
     */
    Optional<Claim> claim(Set<String> callers, Set<String> followers, Duration lease) throws SQLException {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setObject(1, id);
            claim.setObject(2, time(now.plus(lease)));
            claim.setArray(3, connection.createArrayOf("varchar", callers.toArray()));
            claim.setObject(4, time(now));
            claim.setObject(5, time(now));
            claim.setArray(6, connection.createArrayOf("varchar", followers.toArray()));
            for (int parameter = 7; parameter <= 9; parameter++) {
                claim.setObject(parameter, time(now));
            }
            try (ResultSet row = claim.executeQuery()) {
                return row.next() ? Optional.of(new Claim(row.getObject(1, UUID.class), id)) : Optional.empty();
            }
        }
    }

    /** Extends a claim, and returns the receiver as it is now; empty if the claim was lost or the webhook paused. */
    Optional<Receiver> renew(Claim claim, Duration lease) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setObject(1, time(clock.instant().plus(lease)));
            renew.setObject(2, claim.webhook());
            renew.setObject(3, claim.lease());
            try (ResultSet row = renew.executeQuery()) {
                return row.next() ? Optional.of(Webhooks.receiver(row)) : Optional.empty();
            }
        }
    }

    void release(Claim claim) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setObject(1, claim.webhook());
            release.setObject(2, claim.lease());
            release.executeUpdate();
        }
    }

    /**
     * Returns the first notice of a webhook that is due.
     *
     * @param mayFollow whether its caller may follow cases; the news of those wait otherwise
     */
    Optional<Notice> next(UUID webhook, boolean mayFollow) throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEXT)) {
            select.setObject(1, webhook);
            select.setBoolean(2, mayFollow);
            for (int parameter = 3; parameter <= 5; parameter++) {
                select.setObject(parameter, time(now));
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Notice(
                                row.getObject(1, UUID.class),
                                Event.of(row.getString(2)).orElseThrow(),
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, Long.class),
                                row.getString(6),
                                row.getObject(7, OffsetDateTime.class).toInstant(),
                                row.getInt(8)))
                        : Optional.empty();
            }
        }
    }

    void delivered(UUID webhook, Notice notice) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELIVERED)) {
            delete.setObject(1, webhook);
            delete.setObject(2, notice.id());
            delete.setObject(3, time(clock.instant()));
            delete.setObject(4, webhook);
            delete.executeUpdate();
        }
    }

    /**
     * A failure and what follows from it.
     *
     * @param retry     when the notice is sent again
     * @param notBefore when another notice of the webhook is sent
     * @param giveUp    notices that have waited since then are dead letters
     */
    record Failure(Failed cause, Instant retry, Instant notBefore, Instant giveUp) {}

    /** Stores a failure, and returns how many notices are not sent any more because of it. */
    long failed(Claim claim, Notice notice, Failure failure) throws SQLException {
        Instant now = clock.instant();
        Reason reason = failure.cause().reason();
        Integer status = failure.cause().status();
        long dead = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement retry = connection.prepareStatement(RETRY);
                PreparedStatement failed = connection.prepareStatement(FAILED);
                PreparedStatement bury = connection.prepareStatement(BURY)) {
            retry.setObject(1, time(failure.retry()));
            retry.setString(2, reason.name());
            retry.setObject(3, status, Types.INTEGER);
            retry.setObject(4, claim.webhook());
            retry.setObject(5, notice.id());
            retry.executeUpdate();
            failed.setObject(1, time(failure.notBefore()));
            failed.setObject(2, time(now));
            failed.setString(3, reason.name());
            failed.setObject(4, status, Types.INTEGER);
            failed.setObject(5, claim.webhook());
            failed.setObject(6, claim.lease());
            failed.executeUpdate();
            bury.setObject(1, time(now));
            bury.setString(2, reason.name());
            bury.setObject(3, claim.webhook());
            bury.setObject(4, time(failure.giveUp()));
            int buried;
            do {
                buried = bury.executeUpdate();
                dead += buried;
            } while (buried == BatchedDeletion.BATCH);
        }
        return dead;
    }

    /** Returns the failures in a row of a webhook. */
    int failures(UUID webhook) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select failures from webhook where id = ?")) {
            select.setObject(1, webhook);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
