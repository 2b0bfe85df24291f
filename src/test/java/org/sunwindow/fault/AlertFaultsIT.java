package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Instance;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;
import org.sunwindow.alert.Alerts;
import org.sunwindow.http.connection.RawConnection;

/** The alerts of {@code k8s/observability} that faults raise, evaluated with the metrics of the service. */
class AlertFaultsIT {

    /**
     * Between two scrapes. Rates are thereby at least this many in 15 seconds, however slow the machine is. While the
     * database is paused, each read waits two seconds before it is refused.
     */
    private static final int REQUESTS = 4;

    @TempDir
    Path home;

    private Sunwindow sunwindow;
    private Traffic traffic;
    private Alerts alerts;
    private LocalDatabase restarted;

    /** All that have fired since the fault began. */
    private final Set<String> fired = new TreeSet<>();

    private interface Use {
        void use() throws Exception;
    }

    /** Uses an instance without a fault, does the fault, and waits until no alert fires any more. */
    private void watch(Seen seen, Instance instance, Use fault) throws Exception {
        sunwindow = instance.start();
        alerts = new Alerts(Map.of(
                "a",
                () -> RestAssured.get(sunwindow.management() + "/q/metrics").asString()));
        try (var users = new Traffic(sunwindow)) {
            traffic = users;
            traffic.awaitUsual();
            for (int i = 0; i < 5; i++) {
                scrape();
            }
            assertThat(alerts.firing()).as("without a fault").isEmpty();
            fault.use();
            seen.add("%s", fired);
            Sunwindow.await("no alert fires", () -> {
                scrape();
                return alerts.firing().isEmpty();
            });
            seen.lost(traffic.stopAndCountLost());
        }
    }

    private void scrape() {
        Counts before = traffic.counts();
        traffic.awaitSince(before, "requests", now -> now.all() >= REQUESTS);
        alerts.scrape();
        fired.addAll(alerts.firing());
    }

    private void awaitFiring(String... names) {
        try {
            Sunwindow.await("alerts " + List.of(names), () -> {
                scrape();
                return alerts.firing().containsAll(List.of(names));
            });
        } catch (AssertionError e) {
            throw new AssertionError("%s; those that fire: %s".formatted(e.getMessage(), alerts.firing()), e);
        }
    }

    @Fault(
            value = "PostgreSQL is killed, and started again when an alert has fired",
            promise = "SunwindowDatabaseUnreachable fires, none about public reads; then all end")
    void databaseKilled(Seen seen) throws Exception {
        Path data = home.resolve("postgresql");
        restarted = DatabaseFaultsIT.durable(LocalDatabase.in(data, 0));
        try (var instance = new Instance(home.resolve("a"), restarted, Map.of())) {
            watch(seen, instance, () -> {
                restarted.kill();
                awaitFiring("SunwindowDatabaseUnreachable");
                restarted = LocalDatabase.in(data, restarted.port());
                traffic.awaitUsual();
            });
            assertThat(fired)
                    .doesNotContain(
                            "SunwindowMetricsMissing", "SunwindowNotAnswering", "SunwindowInstanceNotAnswering");
        } finally {
            restarted.close();
        }
    }

    @Fault(
            value = "PostgreSQL is paused (SIGSTOP), and continued when alerts have fired",
            promise = "SunwindowNotAnswering, -InstanceNotAnswering and -ServerErrors fire; then all end")
    void databasePaused(Seen seen) throws Exception {
        try (var database = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, Map.of())) {
            watch(seen, instance, () -> {
                database.pause();
                try {
                    awaitFiring("SunwindowNotAnswering", "SunwindowInstanceNotAnswering", "SunwindowServerErrors");
                } finally {
                    database.resume();
                }
                traffic.awaitUsual();
            });
        }
    }

    @Fault(
            value = "the only instance is killed, and started again when an alert has fired",
            promise = "SunwindowMetricsMissing fires, and ends")
    void serviceKilled(Seen seen) throws Exception {
        try (var database = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, Map.of())) {
            watch(seen, instance, () -> {
                instance.kill();
                awaitFiring("SunwindowMetricsMissing");
                traffic.forgetShown();
                instance.start();
                traffic.awaitUsual();
            });
        }
    }

    @Fault(
            value = "more connections than an instance takes, until an alert fires",
            promise = "SunwindowConnectionsRefused fires, and ends; who is connected is answered")
    void tooManyConnections(Seen seen) throws Exception {
        var limited = Map.of("QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS", "50");
        var open = new ArrayList<RawConnection>();
        try (var database = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, limited)) {
            watch(seen, instance, () -> {
                Counts before = traffic.counts();
                Sunwindow.await("the alert", () -> {
                    open(open, 60);
                    scrape();
                    return alerts.firing().contains("SunwindowConnectionsRefused");
                });
                Counts meanwhile = traffic.since(before);
                seen.add("%s", meanwhile);
                assertThat(meanwhile.readsRefused() + meanwhile.writesRefused()).isZero();
                close(open);
            });
        } finally {
            close(open);
        }
    }

    private void open(List<RawConnection> connections, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            connections.add(new RawConnection(URI.create(sunwindow.base()).getPort()));
        }
    }

    private static void close(List<RawConnection> connections) throws IOException {
        for (RawConnection each : connections) {
            each.close();
        }
        connections.clear();
    }

    @Fault(value = "somebody guesses the code of a case", promise = "SunwindowGuessing fires, and ends")
    void guessing(Seen seen) throws Exception {
        try (var database = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), database, Map.of())) {
            watch(seen, instance, () -> {
                int guess = 0;
                while (!alerts.firing().contains("SunwindowGuessing") && guess < 1_000) {
                    for (int i = 0; i < 20; i++) {
                        sunwindow.ask("990102261109000017", "QUERY_CODE", "%06d".formatted(guess++));
                    }
                    scrape();
                }
                assertThat(alerts.firing()).as("after %d guesses", guess).contains("SunwindowGuessing");
                seen.add("after %d guesses", guess);
            });
        }
    }
}
