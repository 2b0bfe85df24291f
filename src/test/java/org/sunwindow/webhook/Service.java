package org.sunwindow.webhook;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.sunwindow.Identifier;
import org.sunwindow.LocalDatabase;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;
import org.sunwindow.caller.Scope;
import org.sunwindow.json.StrictJson;
import org.sunwindow.outbound.AllowedHosts;
import org.sunwindow.outbound.Backoff;

/** Webhooks of a service without its HTTP interface: a database with records, and any number of instances. */
final class Service implements AutoCloseable {

    static final String CALLER = "portal";

    final MovableClock clock = new MovableClock();
    final Vertx vertx = Vertx.vertx();
    final AgroalDataSource data;
    private final LocalDatabase database;
    private final Map<String, String> settings = new HashMap<>();
    private String secret = "the-first-secret-of-the-service-in-tests";
    private String previous;

    Service() throws IOException, SQLException {
        database = LocalDatabase.temporary();
        data = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(20)
                        .connectionFactoryConfiguration(connections -> connections
                                .jdbcUrl(database.url())
                                .principal(new NamePrincipal("postgres"))
                                .credential(new SimplePassword("postgres")))));
        Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .load()
                .migrate();
    }

    /** Deletes everything. */
    void reset() throws SQLException {
        clock.reset();
        settings.clear();
        execute("truncate webhook cascade");
        execute("truncate publication, revision_mark");
        execute("update revision_counter set value = 0");
        execute("update webhook_position set revision = 0, until = '1970-01-01T00:00:00Z'");
    }

    void set(String property, String value) {
        settings.put("sunwindow.webhooks." + property, value);
    }

    void changeSecret(String next) {
        previous = secret;
        secret = next;
    }

    void forgetPreviousSecret() {
        previous = null;
    }

    WebhookSettings settings() {
        return TestSettings.with(settings).getConfigMapping(WebhookSettings.class);
    }

    WebhookSecrets secrets() {
        var properties = new HashMap<>(Map.of("sunwindow.progress.secret", secret));
        if (previous != null) {
            properties.put("sunwindow.progress.previous-secrets", previous);
        }
        return new WebhookSecrets(TestSettings.keyedHashes(properties));
    }

    Webhooks webhooks() {
        return new Webhooks(data, secrets(), clock);
    }

    Notices notices() {
        return new Notices(data, clock);
    }

    Announcer announcer() {
        return new Announcer(data, clock);
    }

    UUID subscribe(String address, List<String> kinds, List<String> publishers) throws SQLException {
        return webhooks()
                .create(CALLER, new Webhooks.Wanted(address, null, Event.CHOICES, kinds, publishers), 20)
                .orElseThrow();
    }

    SignedDelivery delivery(AllowedHosts.Resolver resolver, String... allowed) {
        return new SignedDelivery(settings(), secrets(), vertx, new AllowedHosts(List.of(allowed), resolver), clock);
    }

    Deliverer deliverer(Delivery delivery) {
        return deliverer(delivery, Set.of(CALLER));
    }

    Deliverer deliverer(Delivery delivery, Set<String> callers) {
        return deliverer(delivery, scope -> callers);
    }

    Deliverer deliverer(Delivery delivery, Function<Scope, Set<String>> callers) {
        var messages = new Messages(new StrictJson(TestSettings.general(Map.of()), null), clock);
        var backoff = new Backoff(settings().longestWait(), () -> 1);
        return new Deliverer(notices(), messages, delivery, callers, settings(), backoff, clock);
    }

    /** Stores a record as a publisher would. */
    long put(String kind, String key, String publisher, Instant from, Instant until) throws SQLException {
        try (Connection connection = data.getConnection()) {
            connection.setAutoCommit(false);
            long revision = next(connection);
            try (var put = connection.prepareStatement("""
                    insert into publication (kind, key, title, publisher, visible_from, visible_until, revision, record,
                        fingerprint, changed_at, first_public)
                    values (?, ?, '王建国', ?, ?, ?, ?, '{"id": "1"}', ''::bytea, ?, ?)
                    on conflict (kind, key) do update set publisher = excluded.publisher,
                        visible_from = excluded.visible_from, visible_until = excluded.visible_until,
                        revision = excluded.revision, record = excluded.record, changed_at = excluded.changed_at,
                        withdrawn_at = null, first_public = case when publication.first_public <= excluded.changed_at
                            then publication.first_public else excluded.first_public end""")) {
                put.setString(1, kind);
                put.setString(2, Identifier.canonical(key));
                put.setString(3, publisher);
                put.setObject(4, from == null ? null : from.atOffset(ZoneOffset.UTC));
                put.setObject(5, until == null ? null : until.atOffset(ZoneOffset.UTC));
                put.setLong(6, revision);
                put.setObject(7, clock.instant().atOffset(ZoneOffset.UTC));
                put.setObject(
                        8,
                        (from == null || from.isBefore(clock.instant()) ? clock.instant() : from)
                                .atOffset(ZoneOffset.UTC));
                put.executeUpdate();
            }
            connection.commit();
            return revision;
        }
    }

    long put(String key) throws SQLException {
        return put("notice", key, null, null, null);
    }

    long withdraw(String key) throws SQLException {
        try (Connection connection = data.getConnection()) {
            connection.setAutoCommit(false);
            long revision = next(connection);
            try (var withdraw = connection.prepareStatement("""
                    update publication set record = null, title = null, publisher = null, visible_from = null,
                        visible_until = null, withdrawn_at = ?, changed_at = ?, revision = ?, retracted = ?,
                        first_public = case when first_public <= ? then first_public end
                    where key = ?""")) {
                var now = clock.instant().atOffset(ZoneOffset.UTC);
                withdraw.setObject(1, now);
                withdraw.setObject(2, now);
                withdraw.setLong(3, revision);
                withdraw.setLong(4, revision);
                withdraw.setObject(5, now);
                withdraw.setString(6, Identifier.canonical(key));
                withdraw.executeUpdate();
            }
            connection.commit();
            return revision;
        }
    }

    private static long next(Connection connection) throws SQLException {
        try (var next = connection.prepareStatement("update revision_counter set value = value + 1 returning value");
                var row = next.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns how many transactions wait for others. */
    int waitingForLocks() throws SQLException {
        try (var connection = data.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            row.next();
            return row.getInt(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (var connection = data.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        data.close();
        database.close();
    }
}
