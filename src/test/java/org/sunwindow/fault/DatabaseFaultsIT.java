package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Instance;
import org.sunwindow.LocalDatabase;

/** Faults of PostgreSQL. {@code OutageIT} has more about one that is stopped. */
class DatabaseFaultsIT {

    @TempDir
    Path home;

    @Fault(
            value = "PostgreSQL is killed and started again",
            promise = "public reads go on; changes are refused with 503 and none is lost")
    void killed(Seen seen) throws Exception {
        Path data = home.resolve("postgresql");
        LocalDatabase database = durable(LocalDatabase.in(data, 0));
        try (var instance = new Instance(home.resolve("a"), database, Map.of());
                var traffic = new Traffic(instance.start())) {
            for (int round = 0; round < Scale.of(1, 10); round++) {
                traffic.awaitUsual();
                Counts before = traffic.counts();
                database.kill();
                traffic.awaitSince(before, "an outage", now -> now.readsAnswered() > 100 && now.writesRefused() > 10);
                Counts meanwhile = traffic.since(before);
                database = LocalDatabase.in(data, database.port());
                traffic.awaitUsual();
                seen.add("%s", meanwhile);
                assertThat(meanwhile.readsRefused()).isZero();
            }
            seen.lost(traffic.stopAndCountLost());
        } finally {
            database.close();
        }
    }

    @Fault(
            value = "PostgreSQL is paused (SIGSTOP) and continued",
            promise =
                    "after two seconds reads are refused with 503, because withdrawals are not known; then all goes on")
    void paused(Seen seen) throws Exception {
        try (var database = durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, Map.of());
                var traffic = new Traffic(instance.start())) {
            for (int round = 0; round < Scale.of(1, 10); round++) {
                traffic.awaitUsual();
                Counts before = traffic.counts();
                database.pause();
                try {
                    traffic.awaitSince(before, "a pause", now -> now.readsRefused() > 20 && now.writesRefused() > 2);
                } finally {
                    database.resume();
                }
                Counts meanwhile = traffic.since(before);
                traffic.awaitUsual();
                seen.add("%s", meanwhile);
                assertThat(meanwhile.reads().keySet()).isSubsetOf("200", "410", "503 index.behind");
                assertThat(meanwhile.writes().keySet()).isSubsetOf("201", "503 store.unavailable");
            }
            seen.lost(traffic.stopAndCountLost());
        }
    }

    @Fault(
            value = "PostgreSQL has no connections left",
            promise =
                    "reads go on with the connection that is held; an instance that has lost it refuses them with 503")
    void outOfConnections(Seen seen) throws Exception {
        try (var database = durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, asRole(database));
                var traffic = new Traffic(instance.start())) {
            traffic.awaitUsual();
            Counts before = traffic.counts();
            List<Connection> all = takeAll(database);
            traffic.awaitSince(before, "reads without a free connection", now -> now.readsAnswered() > 100);
            Counts held = traffic.since(before);
            seen.add("all taken: %s", held);
            assertThat(held.readsRefused()).isZero();

            for (Connection each : all) {
                each.close();
            }
            database.execute("alter role service connection limit 0");
            before = traffic.counts();
            database.execute("select pg_terminate_backend(pid, 10000) from pg_stat_activity where usename = 'service'");
            traffic.awaitSince(before, "refusals", now -> now.readsRefused() > 20 && now.writesRefused() > 2);
            Counts lost = traffic.since(before);
            seen.add("and cut off: %s", lost);
            assertThat(lost.reads().keySet()).isSubsetOf("200", "410", "503 index.behind");
            assertThat(lost.writes().keySet()).isSubsetOf("201", "503 store.unavailable");

            database.execute("alter role service connection limit -1");
            traffic.awaitUsual();
            seen.lost(traffic.stopAndCountLost());
        }
    }

    /** Settings of a service that is not the administrator of its database, so that its connections can be limited. */
    private static Map<String, String> asRole(LocalDatabase database) throws SQLException {
        database.execute("create role service login password 'service'");
        database.execute("alter database postgres owner to service");
        database.execute("alter schema public owner to service");
        return Map.of("SUNWINDOW_DB_USER", "service", "SUNWINDOW_DB_PASSWORD", "service");
    }

    /** Opens connections until the database refuses one. */
    private static List<Connection> takeAll(LocalDatabase database) {
        var all = new ArrayList<Connection>();
        try {
            while (true) {
                all.add(DriverManager.getConnection(database.url(), "postgres", "postgres"));
            }
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("too many connections").isEqualTo("53300");
            return all;
        }
    }

    @Fault(
            value = "every answer of PostgreSQL is late by 200 ms, then by 3 s",
            promise =
                    "with 200 ms all goes on; with 3 s reads are refused with 503, because withdrawals cannot be known")
    void slow(Seen seen) throws Exception {
        try (var database = durable(LocalDatabase.temporary());
                var link = new SlowLink(database.port());
                var instance = new Instance(home.resolve("a"), database, through(link));
                var traffic = new Traffic(instance.start())) {
            traffic.awaitUsual();
            Counts before = traffic.counts();
            link.delay(Duration.ofMillis(200));
            traffic.awaitSince(before, "changes", now -> now.readsAnswered() > 100 && now.writesAcknowledged() > 5);
            seen.add("200 ms: %s", traffic.since(before));

            before = traffic.counts();
            link.delay(Duration.ofSeconds(3));
            traffic.awaitSince(before, "refusals", now -> now.readsRefused() > 20);
            Counts late = traffic.since(before);
            seen.add("3 s: %s", late);
            assertThat(late.reads().keySet()).isSubsetOf("200", "410", "503 index.behind");
            link.delay(Duration.ZERO);
            traffic.awaitUsual();
            seen.lost(traffic.stopAndCountLost());
        }
    }

    private static Map<String, String> through(SlowLink link) {
        return Map.of("SUNWINDOW_DB_URL", "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(link.port()));
    }

    @Fault(
            value = "PostgreSQL fails over to a synchronous replica, which is promoted",
            promise = "reads go on; changes are refused with 503 until the promotion, and none is lost")
    void failedOver(Seen seen) throws Exception {
        try (var first = durable(LocalDatabase.in(home.resolve("postgresql"), 0));
                var second = replica(first, home.resolve("replica"))) {
            first.execute("alter system set synchronous_standby_names = '*'");
            first.execute("select pg_reload_conf()");
            var both = Map.of(
                    "SUNWINDOW_DB_URL",
                    "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/postgres?targetServerType=primary"
                            .formatted(first.port(), second.port()));
            try (var instance = new Instance(home.resolve("a"), first, both);
                    var traffic = new Traffic(instance.start())) {
                traffic.awaitUsual();
                Counts before = traffic.counts();
                first.kill();
                traffic.awaitSince(before, "an outage", now -> now.readsAnswered() > 100 && now.writesRefused() > 10);
                Counts meanwhile = traffic.since(before);
                second.execute("select pg_promote()");
                traffic.awaitUsual();
                seen.add("%s", meanwhile);
                assertThat(meanwhile.readsRefused()).isZero();
                seen.lost(traffic.stopAndCountLost());
            }
        }
    }

    private static LocalDatabase replica(LocalDatabase of, Path directory) throws Exception {
        of.copyAsReplica(directory);
        return LocalDatabase.in(directory, 0);
    }

    @Fault(
            value = "the disk of PostgreSQL is full",
            promise = "public reads go on; changes are refused with 503, and none is lost once there is space")
    void full(Seen seen) throws Exception {
        try (var disk = new SmallDisk(home.resolve("disk"), 256)) {
            Path data = disk.directory().resolve("postgresql");
            LocalDatabase database = durable(LocalDatabase.in(data, 0));
            try (var instance = new Instance(home.resolve("a"), database, Map.of());
                    var traffic = new Traffic(instance.start())) {
                for (int round = 0; round < Scale.of(1, 10); round++) {
                    traffic.awaitUsual();
                    Counts before = traffic.counts();
                    disk.fill();
                    traffic.awaitSince(
                            before, "refusals", now -> now.readsAnswered() > 100 && now.writesRefused() > 10);
                    Counts meanwhile = traffic.since(before);
                    disk.free();
                    if (!database.isRunning()) {
                        seen.add("PostgreSQL has ended itself, and is started again");
                        database.close();
                        database = LocalDatabase.in(data, database.port());
                    }
                    traffic.awaitUsual();
                    seen.add("%s", meanwhile);
                    assertThat(meanwhile.readsRefused()).isZero();
                    assertThat(meanwhile.writes().keySet()).isSubsetOf("201", "503 store.unavailable");
                }
                seen.lost(traffic.stopAndCountLost());
            } finally {
                database.close();
            }
        }
    }

    @Fault(
            value = "PostgreSQL becomes read-only",
            promise =
                    "public reads go on, what was acknowledged before stays; changes and lookups are refused with 503")
    void readOnly(Seen seen) throws Exception {
        try (var database = durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, Map.of());
                var traffic = new Traffic(instance.start())) {
            traffic.awaitUsual();
            Counts before = traffic.counts();
            database.execute("alter system set default_transaction_read_only = on");
            database.execute("select pg_reload_conf()");
            traffic.awaitSince(before, "refusals", now -> now.readsAnswered() > 100 && now.writesRefused() > 10);
            Counts meanwhile = traffic.since(before);
            seen.add("%s", meanwhile);
            assertThat(meanwhile.readsRefused()).isZero();
            assertThat(meanwhile.writes().keySet()).isSubsetOf("201", "503 store.unavailable");
            database.execute("alter system reset default_transaction_read_only");
            database.execute("select pg_reload_conf()");
            traffic.awaitUsual();
            seen.lost(traffic.stopAndCountLost());
        }
    }

    /** What is committed survives the end of a process. Other tests need no such database. */
    static LocalDatabase durable(LocalDatabase database) throws SQLException {
        database.execute("alter database postgres set synchronous_commit = on");
        return database;
    }
}
