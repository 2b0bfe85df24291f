package org.sunwindow.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.sunwindow.webhook.Delivery.Reason;

/** Stores webhooks. Each belongs to a caller, and no caller sees those of another. Thread-safe. */
@ApplicationScoped
class Webhooks {

    /** Columns of a {@link Receiver}. */
    static final String RECEIVER =
            "id, caller, address, salt, key_check, previous_salt, previous_check, previous_until";

    private static final String SELECT =
            "select id, address, description, events, kinds, publishers, paused, created_at,"
                    + " delivered_at, failures, failed_at, failure, failure_status, not_before,"
                    + " (select count(*) from webhook_notice n where n.webhook = w.id and n.dead_at is null),"
                    + " (select count(*) from webhook_notice n where n.webhook = w.id and n.dead_at is not null)"
                    + " from webhook w where caller = ?";

    /** Also keeps two requests of a caller from exceeding its limit together. */
    private static final String LOCK_POSITION = "select 1 from webhook_position for update";

    private static final String COUNT = "select count(*) from webhook where caller = ?";

    /** Changes before the first webhook concern nobody. */
    private static final String BEGIN =
            "update webhook_position set revision = (select value from revision_counter), until = ?"
                    + " where not exists (select 1 from webhook where '" + Event.PUBLICATION.code()
                    + "' = any(events))";

    private static final String INSERT =
            "insert into webhook (id, caller, address, description, events, kinds, publishers,"
                    + " created_at, not_before, salt, key_check) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Keeps out all that writes several notices of the webhook, in whatever order. */
    private static final String OWN =
            "with own as (select id, paused from webhook where id = ? and caller = ? for update), ";

    /** What was kept during the pause has not been tried, so it has all the time again. */
    private static final String PAUSE = OWN + "resumed as (update webhook_notice n set waiting_since = ? from own"
            + " where n.webhook = own.id and own.paused and n.dead_at is null)"
            + " update webhook set paused = ? where id in (select id from own)";

    private static final String ROTATE = "update webhook set previous_salt = salt, previous_check = key_check,"
            + " previous_until = ?, salt = ?, key_check = ? where id = ? and caller = ?";

    private static final String DEAD =
            "select n.id, n.event, nullif(n.kind, ''), n.key, n.revision, n.type, n.occurred_at,"
                    + " n.attempts, n.failure, n.failure_status, n.dead_at from webhook_notice n join webhook w on w.id = n.webhook"
                    + " where w.id = ? and w.caller = ? and n.dead_at is not null order by n.dead_at, n.id limit ?";

    private static final String RESEND = OWN + "sent as (update webhook_notice n set dead_at = null, attempts = 0,"
            + " waiting_since = ?, due_at = ? from own where n.webhook = own.id"
            + " and n.dead_at is not null and (? or n.id = any(?)) returning n.webhook),"
            + " rested as (update webhook set not_before = ? where id in (select webhook from sent))"
            + " select count(*) from sent";

    private final DataSource database;
    private final WebhookSecrets secrets;
    private final Clock clock;

    Webhooks(DataSource database, WebhookSecrets secrets, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * What a caller wants to be told, and where.
     *
     * @param description may be {@code null}
     * @param kinds       {@code null} for all
     * @param publishers  {@code null} for all
     */
    record Wanted(
            String address, String description, List<String> events, List<String> kinds, List<String> publishers) {}

    /** A webhook and its state. What is not known is {@code null}. */
    record Webhook(
            UUID id,
            Wanted wanted,
            boolean paused,
            Instant createdAt,
            Instant deliveredAt,
            int failures,
            Instant failedAt,
            Reason failure,
            Integer failureStatus,
            Instant notBefore,
            long waiting,
            long dead) {}

    /** Stores a webhook, and returns it; empty if the caller has as many as it may. */
    Optional<UUID> create(String caller, Wanted wanted, int most) throws SQLException {
        UUID id = UUID.randomUUID();
        WebhookSecrets.Stored secret = secrets.create(id);
        OffsetDateTime now = time(clock.instant());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement lock = connection.prepareStatement(LOCK_POSITION);
                    PreparedStatement count = connection.prepareStatement(COUNT);
                    PreparedStatement begin = connection.prepareStatement(BEGIN);
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                lock.execute();
                count.setString(1, caller);
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    if (row.getInt(1) >= most) {
                        return Optional.empty();
                    }
                }
                if (wanted.events().contains(Event.PUBLICATION.code())) {
                    begin.setObject(1, now);
                    begin.executeUpdate();
                }
                insert.setObject(1, id);
                insert.setString(2, caller);
                insert.setString(3, wanted.address());
                insert.setString(4, wanted.description());
                insert.setArray(5, array(connection, wanted.events()));
                insert.setArray(6, array(connection, wanted.kinds()));
                insert.setArray(7, array(connection, wanted.publishers()));
                insert.setObject(8, now);
                insert.setObject(9, now);
                insert.setBytes(10, secret.salt());
                insert.setBytes(11, secret.check());
                insert.executeUpdate();
                connection.commit();
                return Optional.of(id);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Array array(Connection connection, List<String> values) throws SQLException {
        return values == null ? null : connection.createArrayOf("varchar", values.toArray());
    }

    /** Returns the webhooks of a caller, the oldest first. */
    List<Webhook> list(String caller) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + " order by created_at, id")) {
            select.setString(1, caller);
            return read(select);
        }
    }

    Optional<Webhook> find(String caller, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + " and id = ?")) {
            select.setString(1, caller);
            select.setObject(2, id);
            return read(select).stream().findFirst();
        }
    }

    private static List<Webhook> read(PreparedStatement select) throws SQLException {
        var webhooks = new ArrayList<Webhook>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String failure = row.getString("failure");
                webhooks.add(new Webhook(
                        row.getObject("id", UUID.class),
                        new Wanted(
                                row.getString("address"),
                                row.getString("description"),
                                list(row.getArray("events")),
                                list(row.getArray("kinds")),
                                list(row.getArray("publishers"))),
                        row.getBoolean("paused"),
                        instant(row, "created_at"),
                        instant(row, "delivered_at"),
                        row.getInt("failures"),
                        instant(row, "failed_at"),
                        failure == null ? null : Reason.valueOf(failure),
                        row.getObject("failure_status", Integer.class),
                        instant(row, "not_before"),
                        row.getLong(15),
                        row.getLong(16)));
            }
        }
        return webhooks;
    }

    private static List<String> list(Array array) throws SQLException {
        return array == null ? null : List.of((String[]) array.getArray());
    }

    /** Returns where messages of a webhook go to. */
    Optional<Receiver> receiver(String caller, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + RECEIVER + " from webhook where caller = ? and id = ?")) {
            select.setString(1, caller);
            select.setObject(2, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(receiver(row)) : Optional.empty();
            }
        }
    }

    static Receiver receiver(ResultSet row) throws SQLException {
        byte[] previous = row.getBytes("previous_salt");
        return new Receiver(
                row.getObject("id", UUID.class),
                row.getString("caller"),
                row.getString("address"),
                new WebhookSecrets.Stored(row.getBytes("salt"), row.getBytes("key_check")),
                previous == null ? null : new WebhookSecrets.Stored(previous, row.getBytes("previous_check")),
                instant(row, "previous_until"));
    }

    /** Returns whether there is such a webhook. */
    boolean pause(String caller, UUID id, boolean paused) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(PAUSE)) {
            update.setObject(1, id);
            update.setString(2, caller);
            update.setObject(3, time(clock.instant()));
            update.setBoolean(4, paused);
            return update.executeUpdate() == 1;
        }
    }

    /** Gives a webhook a new secret, and returns it as it is shown; empty if there is no such webhook. */
    Optional<String> rotate(String caller, UUID id, Instant previousUntil) throws SQLException {
        WebhookSecrets.Stored secret = secrets.create(id);
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(ROTATE)) {
            update.setObject(1, time(previousUntil));
            update.setBytes(2, secret.salt());
            update.setBytes(3, secret.check());
            update.setObject(4, id);
            update.setString(5, caller);
            return update.executeUpdate() == 1 ? Optional.of(secrets.shown(id, secret)) : Optional.empty();
        }
    }

    /** Deletes a webhook with its notices and followers, and returns whether there was one. */
    boolean delete(String caller, UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from webhook where caller = ? and id = ?")) {
            delete.setString(1, caller);
            delete.setObject(2, id);
            return delete.executeUpdate() == 1;
        }
    }

    /** A notice that was not delivered and is not sent any more. What it does not have is {@code null}. */
    record DeadLetter(
            UUID id,
            String event,
            String kind,
            String key,
            Long revision,
            String type,
            Instant occurredAt,
            int attempts,
            Reason failure,
            Integer failureStatus,
            Instant deadAt) {}

    /** Returns the dead letters of a webhook, the oldest first. */
    List<DeadLetter> dead(String caller, UUID id, int most) throws SQLException {
        var dead = new ArrayList<DeadLetter>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DEAD)) {
            select.setObject(1, id);
            select.setString(2, caller);
            select.setInt(3, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    dead.add(new DeadLetter(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getObject(5, Long.class),
                            row.getString(6),
                            instant(row, "occurred_at"),
                            row.getInt(8),
                            Reason.valueOf(row.getString(9)),
                            row.getObject(10, Integer.class),
                            instant(row, "dead_at")));
                }
            }
        }
        return dead;
    }

    /**
     * Sends dead letters again, as soon as possible.
     *
     * @param ids those of other notices are ignored; {@code null} for all dead letters of the webhook
     * @return how many
     */
    int resend(String caller, UUID id, List<UUID> ids) throws SQLException {
        OffsetDateTime now = time(clock.instant());
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(RESEND)) {
            update.setObject(1, id);
            update.setString(2, caller);
            update.setObject(3, now);
            update.setObject(4, now);
            update.setBoolean(5, ids == null);
            update.setArray(6, connection.createArrayOf("uuid", ids == null ? new UUID[0] : ids.toArray()));
            update.setObject(7, now);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
