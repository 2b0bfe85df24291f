package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.MigratedDatabase;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;
import org.sunwindow.webhook.Notices;

/** Cases change, are withdrawn and followed while webhooks are deleted and followers end. */
@Tag("slow")
class CaseFollowersTest {

    private static final String CALLER = "portal";
    private static final String NUMBER = "SC-2026-1";

    private static MigratedDatabase database;

    private final MovableClock clock = new MovableClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final UUID webhook = UUID.randomUUID();

    @BeforeAll
    static void startDatabase() throws IOException {
        database = new MigratedDatabase();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void start() throws SQLException {
        database.execute("truncate webhook cascade");
        database.execute("truncate application_case");
        database.execute("""
                insert into webhook (id, caller, address, events, created_at, salt, key_check, not_before)
                values ('%s', '%s', 'https://portal.example/', '{case.news}', now(), '', '', now())""".formatted(webhook, CALLER));
        database.execute("""
                insert into application_case (application_no, case_type, progress, fingerprint, updated_at, imported_at)
                values ('%s', 'SERVICE', '{}', '', now(), now())""".formatted(NUMBER));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private CaseFollowers followers(DataSource source) {
        return new CaseFollowers(
                source,
                new FactorHashes(TestSettings.keyedHashes(Map.of())),
                new Notices(source, clock),
                TestSettings.cases(Map.of()),
                clock);
    }

    /** Followers in a transaction that goes on. */
    private CaseFollowers followers(Connection transaction) {
        Connection open = proxy(Connection.class, transaction, "close", null);
        return followers(proxy(DataSource.class, database.source(), "getConnection", open));
    }

    private static <T> T proxy(Class<T> type, T real, String method, Object result) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    try {
                        return called.getName().equals(method) ? result : called.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private UUID follow() throws SQLException {
        try (Connection connection = database.transaction()) {
            UUID id = followers(connection).add(webhook, NUMBER).follower().id();
            connection.commit();
            return id;
        }
    }

    private interface Work<T> {
        T with(CaseFollowers followers);
    }

    /** Begins a transaction on another thread. */
    private <T> Future<T> meanwhile(Work<T> work) {
        Callable<T> transaction = () -> {
            try (Connection connection = database.transaction()) {
                T result = work.with(followers(connection));
                connection.commit();
                return result;
            }
        };
        return threads.submit(transaction);
    }

    private static Void tell(CaseFollowers followers) {
        followers.tell(Collections.singletonMap(NUMBER, null));
        return null;
    }

    private static void deleteWebhooks(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("delete from webhook");
        }
    }

    @Test
    void webhookThatIsBeingDeletedDoesNotFailAnImport() throws Exception {
        follow();
        try (Connection deletion = database.transaction()) {
            deleteWebhooks(deletion);
            Future<Void> told = meanwhile(CaseFollowersTest::tell);
            database.awaitBlocked();
            deletion.commit();
            told.get();
        }
        assertThat(database.count("webhook_notice")).isZero();
    }

    @Test
    void webhookIsDeletedAfterAnImportThatTells() throws Exception {
        follow();
        try (Connection transaction = database.transaction()) {
            tell(followers(transaction));
            Future<Void> deleted = threads.submit(() -> {
                database.execute("delete from webhook");
                return null;
            });
            database.awaitBlocked();
            // it waits for nothing that the deletion has locked
            tell(followers(transaction));
            transaction.commit();
            deleted.get();
        }
        assertThat(database.count("webhook_notice")).isZero();
        assertThat(database.count("case_follower")).isZero();
    }

    @Test
    void whoHasEndedIsNotTold() throws Exception {
        UUID id = follow();
        UUID other = follow();
        try (Connection end = database.transaction()) {
            assertThat(followers(end).end(CALLER, id)).isTrue();
            Future<Void> told = meanwhile(CaseFollowersTest::tell);
            database.awaitBlocked();
            end.commit();
            told.get();
        }
        assertThat(database.count("webhook_notice")).isEqualTo(1);
        assertThat(database.count("webhook_notice where key = '%s'".formatted(other)))
                .isEqualTo(1);
    }

    @Test
    void whoEndsDuringAnImportIsNotToldEither() throws Exception {
        UUID id = follow();
        try (Connection transaction = database.transaction()) {
            tell(followers(transaction));
            Future<Boolean> ended = meanwhile(followers -> followers.end(CALLER, id));
            database.awaitBlocked();
            transaction.commit();
            assertThat(ended.get()).isTrue();
        }
        assertThat(database.count("webhook_notice")).isZero();
    }

    @Test
    void followerEndsOnce() throws Exception {
        UUID id = follow();
        try (Connection end = database.transaction()) {
            assertThat(followers(end).end("another", id)).isFalse();
            assertThat(followers(end).end(CALLER, id)).isTrue();
            Future<Boolean> again = meanwhile(followers -> followers.end(CALLER, id));
            database.awaitBlocked();
            end.commit();
            assertThat(again.get()).isFalse();
        }
    }

    @Test
    void caseIsWithdrawnWhileItsWebhookIsDeleted() throws Exception {
        follow();
        meanwhile(CaseFollowersTest::tell).get();
        try (Connection deletion = database.transaction()) {
            deleteWebhooks(deletion);
            Future<Void> withdrawn = meanwhile(followers -> {
                followers.end(NUMBER);
                return null;
            });
            database.awaitBlocked();
            deletion.commit();
            withdrawn.get();
        }
        assertThat(database.count("case_follower")).isZero();
    }

    @Test
    void webhookIsDeletedBeforeAFollowerIsAdded() throws Exception {
        try (Connection deletion = database.transaction()) {
            deleteWebhooks(deletion);
            Future<CaseFollowers.Added> added = meanwhile(followers -> followers.add(webhook, NUMBER));
            database.awaitBlocked();
            deletion.commit();
            assertThat(added.get().refusal()).isEqualTo(CaseFollowers.Refusal.NO_WEBHOOK);
        }
    }

    @Test
    void twoAtATimeDoNotExceedTheLimit() throws Exception {
        for (int i = 1; i < CaseFollowers.MOST; i++) {
            follow();
        }
        try (Connection last = database.transaction()) {
            assertThat(followers(last).add(webhook, NUMBER).refusal()).isNull();
            Future<CaseFollowers.Added> added = meanwhile(followers -> followers.add(webhook, NUMBER));
            database.awaitBlocked();
            last.commit();
            assertThat(added.get().refusal()).isEqualTo(CaseFollowers.Refusal.TOO_MANY);
        }
    }
}
