package org.sunwindow.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;
import org.sunwindow.publication.Publications.Put;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** Revisions are gapless and become visible in order under concurrent transactions. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RevisionLogTest {

    private static final Origin ORIGIN = new Origin(Publisher.ofOwn("bureau"), UUID.randomUUID());

    @Inject
    Publications publications;

    @Inject
    RevisionLog log;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void awaitSchema() {
        Sunwindow.await("the schema is migrated", () -> {
            try {
                return log.head() != null;
            } catch (SQLException e) {
                return false;
            }
        });
    }

    /**
     * The first transaction begins first and commits last. A reader at the position of the second one finds the records
     * of the first one after it.
     */
    @Test
    void earlierTransactionThatCommitsLastLeavesNoGap() throws Exception {
        long start = log.head().revision();
        var began = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var seen = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(1)) {
            Future<?> first =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        Publication.count();
                        began.countDown();
                        awaitQuietly(goOn);
                        publications.apply(puts("first", 3), ORIGIN);
                    }));
            began.await();
            QuarkusTransaction.requiringNew().run(() -> publications.apply(puts("second", 3), ORIGIN));
            long between = follow(start, seen);
            goOn.countDown();
            first.get();
            follow(between, seen);
        }
        assertThat(seen)
                .containsExactly(
                        "division/SECOND-0",
                        "division/SECOND-1",
                        "division/SECOND-2",
                        "division/FIRST-0",
                        "division/FIRST-1",
                        "division/FIRST-2");
        assertThat(log.head().revision()).isEqualTo(start + 6);
    }

    /** The second transaction has higher revisions, so its commit waits for the first one. */
    @Test
    void revisionsBecomeVisibleInOrder() throws Exception {
        long start = log.head().revision();
        var taken = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var seen = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<?> first =
                    threads.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                        publications.apply(puts("slow", 2), ORIGIN);
                        Publication.flush();
                        taken.countDown();
                        awaitQuietly(goOn);
                    }));
            taken.await();
            Future<?> second = threads.submit(() ->
                    QuarkusTransaction.requiringNew().run(() -> publications.apply(puts("quick", 2), ORIGIN)));
            Sunwindow.await("the second transaction waits for a lock", this::someoneWaitsForALock);
            long between = follow(start, seen);
            assertThat(between).as("nothing is visible yet").isEqualTo(start);
            assertThat(second.isDone()).isFalse();
            goOn.countDown();
            first.get();
            second.get();
            follow(between, seen);
        }
        assertThat(seen).containsExactly("division/SLOW-0", "division/SLOW-1", "division/QUICK-0", "division/QUICK-1");
    }

    @Test
    void failedTransactionReturnsItsRevisions() throws SQLException {
        long start = log.head().revision();
        QuarkusTransaction.begin();
        publications.apply(puts("never", 5), ORIGIN);
        Publication.flush();
        QuarkusTransaction.rollback();
        QuarkusTransaction.requiringNew().run(() -> publications.apply(puts("after", 1), ORIGIN));
        assertThat(publications.changesAfter(start, 10))
                .extracting(Change::revision)
                .containsExactly(start + 1);
    }

    @Test
    void recordChangedTwiceIsListedOnceWithItsLatestState() throws SQLException {
        long start = log.head().revision();
        for (String name : List.of("旧名", "新名")) {
            publications.apply(List.of(put("twice", name)), ORIGIN);
        }
        assertThat(publications.changesAfter(start, 10)).singleElement().satisfies(change -> {
            assertThat(change.revision()).isEqualTo(start + 2);
            assertThat(change.json()).contains("新名");
        });
    }

    @Test
    void withdrawalLeavesATombstoneWithoutContent() throws SQLException {
        publications.apply(List.of(put("gone", "将撤下")), ORIGIN);
        long start = log.head().revision();
        publications.apply(List.of(new Publications.Withdraw("division", "gone", "有误")), ORIGIN);
        assertThat(publications.changesAfter(start, 10)).singleElement().satisfies(change -> {
            assertThat(change.isWithdrawal()).isTrue();
            assertThat(change.withdrawnAt()).isNotNull();
        });
    }

    @Test
    void exhaustedPoolDoesNotKeepTheLogFromBeingRead() throws SQLException {
        log.disconnect();
        var taken = new ArrayList<Connection>();
        try {
            for (int i = database.getConfiguration()
                            .connectionPoolConfiguration()
                            .maxSize();
                    i > 0;
                    i--) {
                taken.add(database.getConnection());
            }
            assertThat(log.head()).isNotNull();
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    /** A session that an administrator ends says nothing about the database. */
    @Test
    void lostConnectionIsReplacedWithinThePoll() throws SQLException {
        log.head();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where query like '%revision_counter%'"
                            + " and pid <> pg_backend_pid() and state = 'idle'");
        }
        assertThat(log.head()).isNotNull();
    }

    private long follow(long from, List<String> seen) {
        List<Change> changes = publications.changesAfter(from, 100);
        changes.forEach(change -> seen.add(change.kind() + "/" + change.key()));
        return changes.isEmpty() ? from : changes.getLast().revision();
    }

    private boolean someoneWaitsForALock() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var waiting = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            waiting.next();
            return waiting.getInt(1) > 0;
        }
    }

    private static List<Put> puts(String prefix, int count) {
        var puts = new ArrayList<Put>();
        for (int i = 0; i < count; i++) {
            puts.add(put(prefix + "-" + i, "区划" + i));
        }
        return puts;
    }

    private static Put put(String key, String name) {
        String json = "{\"id\":\"%s\",\"code\":\"990100000000\",\"name\":\"%s\",\"level\":2}".formatted(key, name);
        return new Put("division", Envelope.lasting(key, name, null), json);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
