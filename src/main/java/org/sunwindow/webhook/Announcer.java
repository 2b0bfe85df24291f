package org.sunwindow.webhook;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;

/**
 * Makes notices of the revision log, and of the times at which records begin and cease to be public. One instance at a time does so,
 * in one transaction with the position that it has reached, so each change becomes a notice once, and none is left out. A record
 * that is not public yet is not mentioned, and one that never was is not mentioned at all.
 */
@ApplicationScoped
class Announcer {

    private static final Logger LOG = Logger.getLogger(Announcer.class);

    /** Changes of one transaction. */
    private static final int BATCH = 500;

    /**
     * Another instance may be at work. If it has a faster clock, this one waits until it has caught up: a record that begins between
     * the two times would be left out otherwise.
     */
    private static final String LOCK =
            "select revision, until from webhook_position where until <= ? for update skip locked";

    private static final String IS_ASKED_FOR =
            "select exists (select 1 from webhook where '" + Event.PUBLICATION.code() + "' = any(events))";

    /**
     * Completes a statement with the rows {@code told}: kind, key, revision, publisher (null if the record has none any more), type
     * and time. Of a withdrawn record nothing tells its publisher any more, so receivers of all publishers are told. A webhook is
     * locked before its notices, in the order in which its deletion does so.
     */
    private static final String TELL = """
            insert into webhook_notice
                (webhook, event, kind, key, id, revision, type, occurred_at, waiting_since, due_at)
            select w.id, '%s', t.kind, t.key, gen_random_uuid(), t.revision, t.type, t.at, ?, ?
            from (select * from webhook where '%1$s' = any(events) for key share) w, told t
            where t.type is not null and (w.kinds is null or t.kind = any(w.kinds))
                and (w.publishers is null or t.publisher = any(w.publishers)
                    or t.publisher is null and t.type = 'REMOVED')
            on conflict (webhook, event, kind, key) do update
            set id = excluded.id, revision = excluded.revision, type = excluded.type, occurred_at = excluded.occurred_at,
                waiting_since = excluded.waiting_since, due_at = excluded.due_at, attempts = 0, dead_at = null,
                failure = null, failure_status = null""".formatted(Event.PUBLICATION.code());

    /** Those with the same time stay together. */
    private static final String HORIZON = """
            with horizon as (
                select coalesce(max(at), ?) as at, count(*) as found
                from (select %1$s as at from publication where %1$s > ? and %1$s <= ? and %1$s > changed_at
                    order by %1$s limit %2$d) first),
            """;

    /** Records that begin to be public by {@code now}, in order; the newest time that is reached. */
    private static final String BEGINS =
            HORIZON.formatted("visible_from", BATCH) + """
            told as (
                select kind, key, revision, publisher, 'CHANGED' as type, visible_from as at
                from publication
                where visible_from > ? and visible_from <= (select at from horizon) and visible_from > changed_at
                    and revision <= ? and record is not null and (visible_until is null or visible_until > ?)),
            notices as (""" + TELL + ") select at, found from horizon";

    private static final String ENDS =
            HORIZON.formatted("visible_until", BATCH).replace("> changed_at", "> changed_at and record is not null")
                    + """
            told as (
                select kind, key, revision, publisher, 'REMOVED' as type, visible_until as at
                from publication
                where visible_until > ? and visible_until <= (select at from horizon) and visible_until > changed_at
                    and revision <= ? and record is not null and (visible_from is null or visible_from < visible_until)),
            notices as (""" + TELL + ") select at, found from horizon";

    /** The time of a change is that of the instance that made it, whose clock may be faster. */
    private static final String CHANGES = """
            with batch as (
                select kind, key, revision, publisher, record is not null as present, visible_from, visible_until,
                    first_public, changed_at, greatest(changed_at, ?) as now
                from publication where revision > ? order by revision limit %d),
            told as (
                select kind, key, revision, case when present then publisher end as publisher, changed_at as at,
                    case
                        when present and (visible_from is null or visible_from <= now)
                            and (visible_until is null or visible_until > now) then 'CHANGED'
                        when first_public <= now then 'REMOVED'
                    end as type
                from batch),
            notices as (""".formatted(BATCH) + TELL + ") select max(revision), count(*) from batch";

    private static final String MOVE = "update webhook_position set revision = ?, until = ?";

    private final DataSource database;
    private final Clock clock;

    Announcer(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Position(long revision, Instant until) {}

    /** What a step has reached, and whether there may be more. */
    private record Step(Instant at, boolean isFull) {}

    @Scheduled(every = "{sunwindow.webhooks.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            announce();
        } catch (SQLException | RuntimeException e) {
            // unreachable, which DatabaseMonitor logs
            LOG.debugf("changes were not announced: %s", ExceptionSummary.of(e));
        }
    }

    /** Makes notices of all that has happened, unless another instance is about it. */
    void announce() throws SQLException {
        boolean isFull;
        do {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    isFull = step(connection);
                    connection.commit();
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                } finally {
                    connection.setAutoCommit(true);
                }
            }
        } while (isFull);
    }

    private boolean step(Connection connection) throws SQLException {
        if (!isAskedFor(connection)) {
            return false;
        }
        Instant now = clock.instant();
        Optional<Position> locked = lock(connection, now);
        if (locked.isEmpty()) {
            return false;
        }
        Position from = locked.get();
        Step begins = begins(connection, from, now);
        // what begins is told before what ends, up to the same time
        Step ends = ends(connection, from, begins.at());
        Instant until = ends.at();
        if (begins.isFull() || ends.isFull()) {
            move(connection, from.revision(), until);
            return true;
        }
        return changes(connection, from.revision(), now);
    }

    private static boolean isAskedFor(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(IS_ASKED_FOR);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Optional<Position> lock(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setObject(1, time(now));
            try (ResultSet row = lock.executeQuery()) {
                return row.next()
                        ? Optional.of(new Position(
                                row.getLong(1),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private static Step begins(Connection connection, Position from, Instant now) throws SQLException {
        try (PreparedStatement tell = connection.prepareStatement(BEGINS)) {
            tell.setObject(6, time(now));
            return step(tell, from, now, 7);
        }
    }

    private static Step ends(Connection connection, Position from, Instant now) throws SQLException {
        try (PreparedStatement tell = connection.prepareStatement(ENDS)) {
            return step(tell, from, now, 6);
        }
    }

    private static Step step(PreparedStatement tell, Position from, Instant now, int firstTime) throws SQLException {
        tell.setObject(1, time(now));
        tell.setObject(2, time(from.until()));
        tell.setObject(3, time(now));
        tell.setObject(4, time(from.until()));
        tell.setLong(5, from.revision());
        tell.setObject(firstTime, time(now));
        tell.setObject(firstTime + 1, time(now));
        try (ResultSet row = tell.executeQuery()) {
            row.next();
            boolean isFull = row.getLong(2) == BATCH;
            return new Step(isFull ? row.getObject(1, OffsetDateTime.class).toInstant() : now, isFull);
        }
    }

    private static boolean changes(Connection connection, long after, Instant now) throws SQLException {
        try (PreparedStatement tell = connection.prepareStatement(CHANGES)) {
            tell.setObject(1, time(now));
            tell.setLong(2, after);
            tell.setObject(3, time(now));
            tell.setObject(4, time(now));
            try (ResultSet row = tell.executeQuery()) {
                row.next();
                long found = row.getLong(2);
                move(connection, found == 0 ? after : row.getLong(1), now);
                return found == BATCH;
            }
        }
    }

    private static void move(Connection connection, long revision, Instant until) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, revision);
            move.setObject(2, time(until));
            move.executeUpdate();
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
