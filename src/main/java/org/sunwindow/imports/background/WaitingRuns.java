package org.sunwindow.imports.background;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The runs in the background and which worker has which. All methods join the transaction of the caller, if there is
 * one. Thread-safe.
 */
@ApplicationScoped
public class WaitingRuns {

    /** A body of which no part has arrived for this long is abandoned, because its instance was killed. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(20);

    private static final String ADD = """
            insert into waiting_import (run_id, publisher, kind, format, gzipped, reserved, received_at, not_before, \
            touched_at, attempts, cancelled) values (?, ?, ?, ?, ?, 0, ?, ?, ?, 0, false)""";

    /**
     * Of a publisher and kind, only the first run may be taken, so that an earlier file does not overwrite a later one.
     */
    private static final String TAKE = """
            update waiting_import set token = ?, touched_at = ?, attempts = attempts + 1 where run_id = (
              select w.run_id from waiting_import w
              where w.position is not null and w.not_before <= ? and (w.token is null or w.touched_at <= ?)
              and not exists (select from waiting_import e
                where e.publisher = w.publisher and e.kind = w.kind and e.position < w.position)
              order by w.position limit 1 for update of w skip locked)
            returning run_id, publisher, kind, format, gzipped, attempts, cancelled""";

    private static final String RENEW = """
            update waiting_import set touched_at = ?, attempts = 0 where run_id = ? and token = ? returning cancelled""";

    private static final String TOUCH = "update waiting_import set touched_at = ? where run_id = ? and token = ?";

    private static final String RELEASE = """
            update waiting_import set token = null, not_before = ?, attempts = greatest(0, attempts - 1)
            where run_id = ? and token = ?""";

    /** Others with the same hash wait a little, and nothing worse. */
    private static final String LOCK_ORDER = """
            select pg_advisory_xact_lock(hashtext(publisher), hashtext(kind)) from waiting_import where run_id = ?""";

    private static final String COMPLETE = """
            update waiting_import set position = nextval('waiting_import_position'), touched_at = ?
            where run_id = ? and position is null""";

    private static final String QUEUE = """
            select count(*), min(received_at) from waiting_import where position is not null and token is null""";

    private static final String EXPIRED = """
            select run_id, position is null from waiting_import
            where received_at <= ? or position is null and touched_at <= ? for update skip locked""";

    private final DataSource database;
    private final Clock clock;
    private final BackgroundSettings settings;

    WaitingRuns(DataSource database, Clock clock, BackgroundSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    /** Adds a run whose body is about to be received. The run must be stored before. */
    public void add(UUID run, String publisher, String kind, String format, boolean gzipped) {
        OffsetDateTime now = time(clock.instant());
        update(ADD, run, publisher, kind, format, gzipped, now, now, now);
    }

    /**
     * Makes a run available to workers, after its last part. Runs of a publisher and kind become available in the order of
     * their positions: the next position is given after the transaction of the one before has ended.
     *
     * @return whether it was; {@code false} if it has ended, such as by {@link #cancel}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean complete(UUID run) {
        query(LOCK_ORDER, row -> run, run);
        return update(COMPLETE, time(clock.instant()), run) == 1;
    }

    /** Takes the first run that no worker has, or whose worker has not touched it for a lease. */
    public Optional<WaitingRun> take() {
        Instant now = clock.instant();
        UUID token = UUID.randomUUID();
        return query(
                        TAKE,
                        row -> new WaitingRun(
                                row.getObject(1, UUID.class),
                                token,
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getInt(6),
                                row.getBoolean(7)),
                        token,
                        time(now),
                        time(now),
                        time(now.minus(settings.lease())))
                .stream()
                .findFirst();
    }

    /**
     * Like {@link #requireHeld}, when a batch is stored with it.
     *
     * @throws Lease.Ended if the run was cancelled or the lease was lost
     */
    void renew(WaitingRun taken) {
        boolean cancelled =
                query(RENEW, row -> row.getBoolean(1), time(clock.instant()), taken.run(), taken.token()).stream()
                        .findFirst()
                        .orElseThrow(() -> new Lease.Ended(Lease.Cause.LOST));
        if (cancelled) {
            throw new Lease.Ended(Lease.Cause.CANCELLED);
        }
    }

    /** Extends the lease while a worker reads without storing. */
    public void touch(WaitingRun taken) {
        update(TOUCH, time(clock.instant()), taken.run(), taken.token());
    }

    /**
     * Extends the lease, and locks the run until the end of the transaction.
     *
     * @throws Lease.Ended if the lease was lost
     */
    public void requireHeld(WaitingRun taken) {
        if (update(TOUCH, time(clock.instant()), taken.run(), taken.token()) == 0) {
            throw new Lease.Ended(Lease.Cause.LOST);
        }
    }

    /**
     * Gives a run back, for a reason that is not its own. The attempt does not count.
     *
     * @param pause before it may be taken again
     * @return whether the worker still had it
     */
    public boolean release(WaitingRun taken, Duration pause) {
        return update(RELEASE, time(clock.instant().plus(pause)), taken.run(), taken.token()) == 1;
    }

    /**
     * Deletes a run that its worker has finished, with its body.
     *
     * @throws Lease.Ended if the lease was lost
     */
    public void end(WaitingRun taken) {
        if (update("delete from waiting_import where run_id = ? and token = ?", taken.run(), taken.token()) == 0) {
            throw new Lease.Ended(Lease.Cause.LOST);
        }
    }

    /** Deletes a run, with what was received of its body. */
    public void delete(UUID run) {
        update("delete from waiting_import where run_id = ?", run);
    }

    /**
     * Deletes a run like {@link #delete}, unless a worker has it.
     *
     * @return whether it was deleted
     */
    public boolean discard(UUID run) {
        return update("delete from waiting_import where run_id = ? and token is null", run) == 1;
    }

    /** What has become of a run that was to be cancelled. */
    public enum Cancellation {
        /** No worker had it. Its body is deleted. */
        DONE,
        /** Its worker ends it before the next batch. */
        REQUESTED,
        /** There is no such run in the background. */
        NONE
    }

    public Cancellation cancel(UUID run) {
        List<Boolean> isTaken = query(
                "select token is not null from waiting_import where run_id = ? for update",
                row -> row.getBoolean(1),
                run);
        if (isTaken.isEmpty()) {
            return Cancellation.NONE;
        }
        if (isTaken.getFirst()) {
            update("update waiting_import set cancelled = true where run_id = ?", run);
            return Cancellation.REQUESTED;
        }
        delete(run);
        return Cancellation.DONE;
    }

    /** A run that has waited too long, or whose body is no longer received. */
    public record Expired(UUID run, boolean isIncomplete) {}

    /**
     * What waits for a worker.
     *
     * @param since when the oldest of them was received, {@code null} if there are none
     */
    record Queue(int runs, Instant since) {}

    Queue queue() {
        return query(
                        QUEUE,
                        row -> new Queue(
                                row.getInt(1),
                                Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)
                                        .orElse(null)))
                .getFirst();
    }

    /** Returns and locks the expired runs. */
    public List<Expired> expired() {
        Instant now = clock.instant();
        return query(
                EXPIRED,
                row -> new Expired(row.getObject(1, UUID.class), row.getBoolean(2)),
                time(now.minus(settings.keep())),
                time(now.minus(LONGEST_PAUSE)));
    }

    /** The database has failed. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failed(SQLException cause) {
            super(cause);
        }
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Row<T> read, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bound(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (row.next()) {
                rows.add(read.read(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    private int update(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bound(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    private static PreparedStatement bound(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof UUID id) {
                statement.setObject(i + 1, id, Types.OTHER);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
        return statement;
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
