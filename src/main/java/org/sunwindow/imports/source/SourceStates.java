package org.sunwindow.imports.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.imports.source.FetchException.Reason;

/** Stores what is known of sources, for all instances. Thread-safe. */
@ApplicationScoped
class SourceStates {

    private static final String ADD = "insert into source_state (name, configuration, due_at) values (?, ?, ?)"
            + " on conflict (name) do update set configuration = excluded.configuration, due_at = excluded.due_at,"
            + " etag = null, last_modified = null, hash = null, forget_at = null, failures = 0"
            + " where source_state.configuration <> excluded.configuration";

    /** The row lock of the update lets one instance succeed. */
    private static final String LEASE = "update source_state set lease = ?, leased_until = ?"
            + " where name = ? and due_at <= ? and (leased_until is null or leased_until <= ?)"
            + " returning etag, last_modified, hash, forget_at, failures, run_id";

    private static final String RENEW = "update source_state set leased_until = ? where name = ? and lease = ?";

    private static final String END = "update source_state set lease = null, leased_until = null, due_at = ?, etag = ?,"
            + " last_modified = ?, hash = ?, forget_at = ?, fetched_at = ?, succeeded_at = coalesce(?, succeeded_at),"
            + " outcome = ?, failure = ?, detail = ?, run_id = ?, failures = ? where name = ? and lease = ?";

    private static final String ALL =
            "select name, due_at, fetched_at, succeeded_at, outcome, failure, detail, run_id, failures from source_state";

    private final DataSource database;

    SourceStates(DataSource database) {
        this.database = database;
    }

    @Schema(name = "ImportSourceOutcome")
    enum Outcome {
        IMPORTED,
        UNCHANGED,
        FAILED
    }

    /**
     * The right of an instance to fetch a source, and what is known of its file.
     *
     * @param hash     SHA-256 of the file that was imported last, {@code null} to import the file in any case
     * @param failures in a row
     * @param run      that imported it, may be {@code null}
     */
    record Lease(String name, UUID id, Validators validators, byte[] hash, Instant forgetAt, int failures, UUID run) {}

    /**
     * The end of a fetch.
     *
     * @param forgetAt when the file is imported again even if it is the same, {@code null} for never
     * @param failure  {@code null} for none
     * @param detail   in Chinese, may be {@code null}
     * @param failures in a row
     */
    record End(
            Instant at,
            Instant due,
            Outcome outcome,
            Reason failure,
            String detail,
            UUID run,
            int failures,
            Validators validators,
            byte[] hash,
            Instant forgetAt) {}

    /** What is shown; all but {@code due} and {@code failures} may be {@code null}. */
    record State(
            Instant due,
            Instant fetched,
            Instant succeeded,
            Outcome outcome,
            Reason failure,
            String detail,
            UUID run,
            int failures) {}

    /** Adds a source, or forgets what was known of one whose configuration has changed. The source is then due. */
    void add(String name, byte[] configuration, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, name);
            add.setBytes(2, configuration);
            add.setObject(3, time(now));
            add.executeUpdate();
        }
    }

    /** Returns a lease if the source is due and no other instance has one. */
    Optional<Lease> lease(String name, Instant now, Instant until) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = database.getConnection();
                PreparedStatement lease = connection.prepareStatement(LEASE)) {
            lease.setObject(1, id);
            lease.setObject(2, time(until));
            lease.setString(3, name);
            lease.setObject(4, time(now));
            lease.setObject(5, time(now));
            try (ResultSet row = lease.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Instant forgetAt = instant(row, "forget_at");
                boolean isForgotten = forgetAt != null && !forgetAt.isAfter(now);
                return Optional.of(new Lease(
                        name,
                        id,
                        isForgotten
                                ? Validators.NONE
                                : new Validators(row.getString("etag"), row.getString("last_modified")),
                        isForgotten ? null : row.getBytes("hash"),
                        forgetAt,
                        row.getInt("failures"),
                        row.getObject("run_id", UUID.class)));
            }
        }
    }

    void renew(Lease lease, Instant until) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setObject(1, time(until));
            renew.setString(2, lease.name());
            renew.setObject(3, lease.id());
            renew.executeUpdate();
        }
    }

    /** Stores the end of a fetch, unless another instance has the lease by now. */
    void end(Lease lease, End end) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(END)) {
            update.setObject(1, time(end.due()));
            update.setString(2, end.validators().etag());
            update.setString(3, end.validators().lastModified());
            update.setBytes(4, end.hash());
            update.setObject(5, time(end.forgetAt()));
            update.setObject(6, time(end.at()));
            update.setObject(7, time(end.outcome() == Outcome.FAILED ? null : end.at()));
            update.setString(8, end.outcome().name());
            update.setString(9, end.failure() == null ? null : end.failure().name());
            update.setString(10, end.detail());
            update.setObject(11, end.run());
            update.setInt(12, end.failures());
            update.setString(13, lease.name());
            update.setObject(14, lease.id());
            update.executeUpdate();
        }
    }

    /** Returns what is known of all sources, by name; also of those that are no longer configured. */
    Map<String, State> all() throws SQLException {
        var states = new HashMap<String, State>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ALL);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String outcome = row.getString("outcome");
                String failure = row.getString("failure");
                states.put(
                        row.getString("name"),
                        new State(
                                instant(row, "due_at"),
                                instant(row, "fetched_at"),
                                instant(row, "succeeded_at"),
                                outcome == null ? null : Outcome.valueOf(outcome),
                                failure == null ? null : Reason.valueOf(failure),
                                row.getString("detail"),
                                row.getObject("run_id", UUID.class),
                                row.getInt("failures")));
            }
        }
        return states;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
