package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sunwindow.Identifier;
import org.sunwindow.webhook.Notices;
import org.sunwindow.webhook.Notices.Follower;

/**
 * Those who follow cases. A follower is told that its case has news and nothing else; it is stored with a keyed hash of the number, so
 * that neither the database nor a message reveals the case. A transaction locks the webhooks before the
 * followers, and those before their notices, because the deletion of a webhook begins with the webhook, too. Thread-safe.
 */
@ApplicationScoped
public class CaseFollowers {

    /** Followers of one case with one webhook: the persons who may see a case are few. */
    static final int MOST = 20;

    private static final String PURPOSE = "case-follower";

    /** Waits for an update of the case that is under way, so that its news are either in what was looked up or told. */
    private static final String LOCK = "select ended_at from application_case where application_no = ? for share";

    /** Makes the deletion of the webhook wait, and others who begin to follow with it, so that none exceeds the limit. */
    private static final String LOCK_WEBHOOK = "select 1 from webhook where id = ? for no key update";

    private static final String COUNT = "select count(*) from case_follower where webhook = ? and number_hash = any(?)";

    private static final String ADD =
            "insert into case_follower (id, webhook, number_hash, created_at, expires_at) values (?, ?, ?, ?, ?)";

    private static final String FIND = "select f.webhook, f.created_at, f.expires_at from case_follower f"
            + " join webhook w on w.id = f.webhook where f.id = ? and w.caller = ?"
            + " and (f.expires_at is null or f.expires_at > ?)";

    private static final String FIND_TO_END = FIND + " for key share of w";

    /** Makes the deletion of the webhooks wait, and waits for one that is under way. */
    private static final String WEBHOOKS_OF = "select id from webhook where id in"
            + " (select webhook from case_follower where number_hash = any(?)) order by id for key share";

    /** Without those that have ended meanwhile. */
    private static final String OF = "select id, webhook, number_hash from case_follower where number_hash = any(?)"
            + " and (expires_at is null or expires_at > ?) order by id for update";

    private static final String LOCK_FOLLOWER = "select id from case_follower where id = ? for update";

    /** The followers must be locked before: a statement does not see the notices of a transaction that it waits for. */
    private static final String REMOVE = "with followers as (delete from case_follower where id = any(?)"
            + " returning id, webhook), forgotten as (" + Notices.FORGET + ") select count(*) from followers";

    private static final String EXPIRE = "update case_follower set expires_at = ? where id = ?";

    private final DataSource database;
    private final FactorHashes hashes;
    private final Notices notices;
    private final Duration afterEnd;
    private final Clock clock;

    CaseFollowers(DataSource database, FactorHashes hashes, Notices notices, CaseSettings settings, Clock clock) {
        this.database = database;
        this.hashes = hashes;
        this.notices = notices;
        this.afterEnd = settings.followedAfterEnd().compareTo(settings.retention()) < 0
                ? settings.followedAfterEnd()
                : settings.retention();
        this.clock = clock;
    }

    /**
     * What is known of a follower.
     *
     * @param expiresAt {@code null} while the case is open
     */
    public record Followed(UUID id, UUID webhook, Instant createdAt, Instant expiresAt) {}

    /** The store failed; nothing has changed. */
    public static final class FailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        FailedException(SQLException cause) {
            super(cause);
        }
    }

    /** Why there is no new follower. */
    public enum Refusal {
        /** The case was removed meanwhile, or ended too long ago. */
        NO_CASE,
        /** The webhook was deleted meanwhile. */
        NO_WEBHOOK,
        TOO_MANY
    }

    /** The new follower, or why there is none. */
    public record Added(Followed follower, Refusal refusal) {}

    /**
     * Adds a follower of a case that was looked up with its factor.
     *
     * @param webhook by which it is told, of the same caller
     */
    @Transactional
    public Added add(UUID webhook, String applicationNo) {
        String number = Identifier.canonical(applicationNo);
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement(LOCK);
                PreparedStatement lockWebhook = connection.prepareStatement(LOCK_WEBHOOK);
                PreparedStatement count = connection.prepareStatement(COUNT);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            lock.setString(1, number);
            Instant expires;
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next()) {
                    return new Added(null, Refusal.NO_CASE);
                }
                OffsetDateTime ended = row.getObject(1, OffsetDateTime.class);
                expires = ended == null ? null : ended.toInstant().plus(afterEnd);
            }
            if (expires != null && !expires.isAfter(now)) {
                return new Added(null, Refusal.NO_CASE);
            }
            lockWebhook.setObject(1, webhook);
            try (ResultSet row = lockWebhook.executeQuery()) {
                if (!row.next()) {
                    return new Added(null, Refusal.NO_WEBHOOK);
                }
            }
            List<byte[]> keys = hashes.withAllKeys(PURPOSE, number);
            count.setObject(1, webhook);
            count.setArray(2, connection.createArrayOf("bytea", keys.toArray(byte[][]::new)));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                if (row.getInt(1) >= MOST) {
                    return new Added(null, Refusal.TOO_MANY);
                }
            }
            UUID id = UUID.randomUUID();
            add.setObject(1, id);
            add.setObject(2, webhook);
            add.setBytes(3, keys.getFirst());
            add.setObject(4, time(now));
            add.setObject(5, time(expires));
            add.executeUpdate();
            return new Added(new Followed(id, webhook, now, expires), null);
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /** Returns a follower that a caller has added and that has not expired. */
    @Transactional
    public Optional<Followed> find(String caller, UUID id) {
        try (Connection connection = database.getConnection()) {
            return find(connection, FIND, caller, id);
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    private Optional<Followed> find(Connection connection, String sql, String caller, UUID id) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement(sql)) {
            find.setObject(1, id);
            find.setString(2, caller);
            find.setObject(3, time(clock.instant()));
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? Optional.of(new Followed(id, row.getObject(1, UUID.class), instant(row, 2), instant(row, 3)))
                        : Optional.empty();
            }
        }
    }

    /** Ends a follower of a caller, with what it has not been told; returns whether there was one. */
    @Transactional
    public boolean end(String caller, UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement(LOCK_FOLLOWER)) {
            if (find(connection, FIND_TO_END, caller, id).isEmpty()) {
                return false;
            }
            lock.setObject(1, id);
            lock.execute();
            return remove(connection, List.of(id)) == 1;
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /** Deletes locked followers with their unsent notices, and returns the number of followers. */
    private static int remove(Connection connection, List<UUID> ids) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = remove.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /**
     * Tells the followers of some cases that there are news. Joins the transaction in which the cases change; their rows
     * must be locked, so that there are no new followers.
     *
     * @param cases when they ended, by number; {@code null} while they are open
     */
    void tell(Map<String, Instant> cases) {
        try (Connection connection = database.getConnection()) {
            Map<Follower, String> followers = followers(connection, cases.keySet());
            if (followers.isEmpty()) {
                return;
            }
            try (PreparedStatement expire = connection.prepareStatement(EXPIRE)) {
                for (var follower : followers.entrySet()) {
                    Instant ended = cases.get(follower.getValue());
                    expire.setObject(1, time(ended == null ? null : ended.plus(afterEnd)));
                    expire.setObject(2, follower.getKey().id());
                    expire.addBatch();
                }
                expire.executeBatch();
            }
            notices.news(connection, new ArrayList<>(followers.keySet()));
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /** Ends the followers of a case that is removed. Joins the transaction in which it is. */
    void end(String number) {
        try (Connection connection = database.getConnection()) {
            var followers = followers(connection, List.of(number)).keySet();
            if (!followers.isEmpty()) {
                remove(connection, followers.stream().map(Follower::id).toList());
            }
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /** Locks the followers of some cases, and returns them in a fixed order, each with the number of its case. */
    private Map<Follower, String> followers(Connection connection, Iterable<String> numbers) throws SQLException {
        var byHash = new HashMap<String, String>();
        var keys = new ArrayList<byte[]>();
        for (String number : numbers) {
            for (byte[] hash : hashes.withAllKeys(PURPOSE, number)) {
                keys.add(hash);
                byHash.put(text(hash), number);
            }
        }
        var found = new LinkedHashMap<Follower, String>();
        Array all = connection.createArrayOf("bytea", keys.toArray(byte[][]::new));
        try (PreparedStatement webhooks = connection.prepareStatement(WEBHOOKS_OF);
                PreparedStatement select = connection.prepareStatement(OF)) {
            webhooks.setArray(1, all);
            try (ResultSet row = webhooks.executeQuery()) {
                if (!row.next()) {
                    return found;
                }
            }
            select.setArray(1, all);
            select.setObject(2, time(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            new Follower(row.getObject(2, UUID.class), row.getObject(1, UUID.class)),
                            byHash.get(text(row.getBytes(3))));
                }
            }
        }
        return found;
    }

    private static String text(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
