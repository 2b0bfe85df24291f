package org.sunwindow.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.MigratedDatabase;
import org.sunwindow.MovableClock;
import org.sunwindow.TestSettings;
import org.sunwindow.index.SearchIndex.Fault;
import org.sunwindow.index.SearchIndex.Status;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.PublicationsFixture;
import org.sunwindow.publication.RevisionLog;
import org.sunwindow.publication.database.DatabaseMonitor;

/**
 * A database that is restored from a backup while its instances, and those who follow the changes, have read more than
 * that. The cursors of changes have the identity of the store, so they are refused once it is another.
 */
@Tag("slow")
class RestoredDatabaseTest {

    private static final LogPosition EMPTY = new LogPosition(new UUID(0, 0), 0, Instant.EPOCH);

    private static MigratedDatabase database;
    private static AgroalDataSource pool;

    @BeforeAll
    static void start() throws Exception {
        database = new MigratedDatabase();
        pool = database.pool();
    }

    @AfterAll
    static void stop() throws Exception {
        pool.close();
        database.close();
    }

    /** What an instance has of the log. */
    private static final class Instance {

        private final IndexFollower follower;
        private LogPosition position = EMPTY;
        private int resets;

        Instance(AgroalDataSource pool) {
            var clock = new MovableClock();
            var reachable = new DatabaseMonitor(null, null, null, clock) {
                @Override
                public boolean ready() {
                    return true;
                }
            };
            follower = new IndexFollower(
                    index(),
                    null,
                    reachable,
                    PublicationsFixture.none(),
                    PublicationsFixture.noPast(),
                    log(pool),
                    null,
                    new IndexRevisions(null, clock),
                    TestSettings.general(Map.of()));
        }

        private SearchIndex index() {
            return (SearchIndex) Proxy.newProxyInstance(
                    SearchIndex.class.getClassLoader(),
                    new Class<?>[] {SearchIndex.class},
                    (proxy, method, arguments) -> answer(method.getName(), arguments));
        }

        private Object answer(String method, Object[] arguments) {
            if (method.equals("apply")) {
                position = (LogPosition) arguments[1];
            } else if (method.equals("reset")) {
                position = EMPTY;
                resets++;
            }
            return switch (method) {
                case "status" -> new Status(position, position, position, true, true, Fault.NONE);
                case "hasUncommittedChanges" -> false;
                default -> null;
            };
        }

        boolean follow() {
            return follower.advance();
        }
    }

    private static RevisionLog log(AgroalDataSource pool) {
        return new RevisionLog(pool) {};
    }

    private static void write(int revisions) throws SQLException {
        for (int i = 0; i < revisions; i++) {
            database.execute("update revision_counter set value = value + 1");
        }
    }

    private static void backUp() throws SQLException {
        database.execute("create table saved_counter as table revision_counter;"
                + "create table saved_mark as table revision_mark");
    }

    private static void restore() throws SQLException {
        database.execute("truncate revision_counter, revision_mark;"
                + "insert into revision_counter select * from saved_counter;"
                + "insert into revision_mark select * from saved_mark;"
                + "drop table saved_counter, saved_mark");
    }

    private static LogPosition head() throws SQLException {
        RevisionLog log = log(pool);
        try {
            return log.head();
        } finally {
            log.disconnect();
        }
    }

    private static UUID store() throws SQLException {
        return head().storeId();
    }

    @Test
    void storeGetsOneNewIdentity() throws SQLException {
        var ahead = new Instance(pool);
        var alsoAhead = new Instance(pool);
        var behind = new Instance(pool);
        write(1);
        for (Instance each : new Instance[] {ahead, alsoAhead, behind}) {
            assertThat(each.follow()).isTrue();
        }
        backUp();
        write(3);
        ahead.follow();
        alsoAhead.follow();
        UUID before = store();
        restore();
        // as many as were lost, and more
        write(5);
        behind.follow();
        assertThat(store()).as("nothing contradicts what this instance has").isEqualTo(before);
        assertThat(ahead.follow()).isTrue();
        LogPosition after = head();
        assertThat(after.storeId()).isNotEqualTo(before);
        for (Instance each : new Instance[] {alsoAhead, behind, ahead, alsoAhead, behind}) {
            assertThat(each.follow()).isTrue();
            assertThat(each.resets).isEqualTo(1);
            assertThat(each.position).isEqualTo(after);
        }
        assertThat(head()).isEqualTo(after);
    }

    @Test
    void historyThatIsShorterIsNoticed() throws SQLException {
        var instance = new Instance(pool);
        write(1);
        backUp();
        write(3);
        instance.follow();
        UUID before = store();
        restore();
        assertThat(instance.follow()).isTrue();
        assertThat(instance.position).isEqualTo(head());
        assertThat(store()).isNotEqualTo(before);
    }

    @Test
    void whoNoticesLaterChangesNothing() throws SQLException {
        UUID before = store();
        log(pool).endHistory(before);
        UUID after = store();
        assertThat(after).isNotEqualTo(before);
        log(pool).endHistory(before);
        assertThat(store()).isEqualTo(after);
    }

    @Test
    void lagAndTheIndexOfAnotherStoreAreNoRestore() throws SQLException {
        var lagging = new Instance(pool);
        write(1);
        lagging.follow();
        write(3);
        UUID before = store();
        lagging.follow();
        assertThat(lagging.resets).isZero();
        var foreign = new Instance(pool);
        foreign.position = new LogPosition(new UUID(7, 7), 1_000_000, Instant.EPOCH);
        foreign.follow();
        assertThat(foreign.resets).isEqualTo(1);
        assertThat(foreign.position).isEqualTo(head());
        assertThat(store()).isEqualTo(before);
    }

    /** Only the index knows the history that has ended. */
    @Test
    void indexIsKeptUntilTheIdentityIsChanged() throws SQLException {
        write(1);
        backUp();
        write(3);
        try (AgroalDataSource own = database.pool()) {
            var instance = new Instance(own);
            instance.follow();
            LogPosition known = instance.position;
            restore();
            database.execute("alter database postgres set default_transaction_read_only = on");
            own.flush(FlushMode.ALL);
            try {
                assertThat(instance.follow()).isFalse();
                assertThat(instance.position).isSameAs(known);
            } finally {
                database.execute("begin; set transaction read write;"
                        + "alter database postgres reset default_transaction_read_only; commit");
                own.flush(FlushMode.ALL);
            }
            assertThat(store()).isEqualTo(known.storeId());
            assertThat(instance.follow()).isTrue();
            assertThat(store()).isNotEqualTo(known.storeId());
            assertThat(instance.position).isEqualTo(head());
        }
    }
}
