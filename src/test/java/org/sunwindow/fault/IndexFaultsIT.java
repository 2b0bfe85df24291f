package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sunwindow.Instance;
import org.sunwindow.Json;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;

/** Faults of the directory of the index. {@code IndexFaultTest} has the same without processes, and in more places. */
class IndexFaultsIT {

    private static final String REBUILT =
            "it is found at the start; nothing damaged is shown, and the index is built again from the database";

    private static final String CAUGHT_UP =
            "reads go on in the last state, withdrawals are hidden, changes are stored; afterwards all is shown";

    @TempDir
    Path home;

    private interface Damage {
        void doTo(Path file, Random random) throws IOException;
    }

    @BeforeEach
    void needsLinux() {
        assumeTrue(Files.isDirectory(Path.of("/proc")), "limits of processes are set as Linux does");
    }

    @Fault(value = "files of the index are damaged while the service is killed", promise = REBUILT)
    void damaged(Seen seen) throws Exception {
        restartAfter(seen, Scale.of(3, 20), IndexFaultsIT::flip);
    }

    @Fault(value = "files of the index are half-written when the service is killed", promise = REBUILT)
    void halfWritten(Seen seen) throws Exception {
        restartAfter(seen, Scale.of(3, 20), IndexFaultsIT::cut);
    }

    private void restartAfter(Seen seen, int rounds, Damage damage) throws Exception {
        Random random = Scale.random();
        var damaged = new ArrayList<String>();
        try (var running = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), running, Map.of("SUNWINDOW_INDEX_COMMIT_EVERY", "0s"));
                var traffic = new Traffic(instance.start())) {
            for (int round = 0; round < rounds; round++) {
                traffic.awaitUsual();
                instance.kill();
                traffic.forgetShown();
                Path file = any(instance.index(), random);
                damaged.add(file.getFileName() + " of " + Files.size(file));
                damage.doTo(file, random);
                instance.start();
            }
            traffic.awaitUsual();
            seen.add("%s; %s", damaged, traffic.counts());
            seen.lost(traffic.stopAndCountLost());
        }
    }

    /** Returns a file that a commit consists of. */
    private static Path any(Path index, Random random) throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            List<Path> candidates = files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("_.*|segments_.*"))
                    .sorted()
                    .toList();
            return candidates.get(random.nextInt(candidates.size()));
        }
    }

    private static void flip(Path file, Random random) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long place = random.nextLong(bytes.length());
            bytes.seek(place);
            int before = bytes.read();
            bytes.seek(place);
            bytes.write(before ^ 0x55);
        }
    }

    private static void cut(Path file, Random random) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(random.nextLong(bytes.length()));
        }
    }

    @Fault(
            value = "files of the index are damaged while they are read",
            promise = "reads are refused with 503 until the index has been built again; nothing damaged is shown")
    void damagedWhileOpen(Seen seen) throws Exception {
        Random random = Scale.random();
        try (var running = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(
                        home.resolve("a"),
                        running,
                        Map.of("SUNWINDOW_INDEX_COMMIT_EVERY", "0s", "SUNWINDOW_INDEX_VERIFY_EVERY", "1s"));
                var traffic = new Traffic(instance.start())) {
            for (int round = 0; round < Scale.of(1, 20); round++) {
                traffic.awaitUsual();
                Counts before = traffic.counts();
                int logged = instance.log().length();
                // again and again, because merges replace files
                Sunwindow.await("it is noticed", () -> {
                    flip(largest(instance.index()), random);
                    return instance.log().substring(logged).contains("damage");
                });
                traffic.awaitUsual();
                seen.add("%s", traffic.since(before));
            }
            seen.lost(traffic.stopAndCountLost());
        }
    }

    private static Path largest(Path index) throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            return files.filter(file -> file.getFileName().toString().startsWith("_"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    @Fault(
            value = "no file can grow any more, as on a full disk (RLIMIT_FSIZE), for index, withdrawals and log",
            promise = CAUGHT_UP)
    void full(Seen seen) throws Exception {
        try (var running = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = new Instance(home.resolve("a"), running, Map.of("SUNWINDOW_INDEX_COMMIT_EVERY", "0s"))) {
            Sunwindow sunwindow = instance.start();
            try (var traffic = new Traffic(sunwindow)) {
                for (int round = 0; round < Scale.of(1, 10); round++) {
                    traffic.awaitUsual();
                    Counts before = traffic.counts();
                    instance.limitFiles("0");
                    Sunwindow.await("health says so", () -> state(sunwindow).contains("cannot be written"));
                    traffic.awaitSince(
                            before,
                            "reads and changes",
                            now -> now.readsAnswered() > 100 && now.writesAcknowledged() > 20);
                    Counts meanwhile = traffic.since(before);
                    instance.limitFiles("unlimited");
                    traffic.awaitUsual();
                    seen.add("%s", meanwhile);
                    assertThat(meanwhile.readsRefused()).isZero();
                    assertThat(meanwhile.writesRefused()).isZero();
                }
                seen.lost(traffic.stopAndCountLost());
            }
        }
    }

    @Fault(
            value = "the directory of the index becomes read-only while the service runs and is so at its next start",
            promise = CAUGHT_UP)
    void readOnly(Seen seen) throws Exception {
        try (var running = DatabaseFaultsIT.durable(LocalDatabase.temporary());
                var instance = Unprivileged.instance(
                        home.resolve("a"), running, Map.of("SUNWINDOW_INDEX_COMMIT_EVERY", "0s"))) {
            Sunwindow sunwindow = instance.start();
            try (var traffic = new Traffic(sunwindow)) {
                traffic.awaitUsual();
                Unprivileged.permit(instance.index(), "r-xr-xr-x");
                Counts before = traffic.counts();
                Sunwindow.await("health says so", () -> state(sunwindow).contains("cannot be written"));
                traffic.awaitSince(before, "changes", now -> now.writesAcknowledged() > 20);
                seen.add("while it runs: %s", traffic.since(before));
                assertThat(traffic.since(before).readsRefused()).isZero();

                instance.kill();
                traffic.forgetShown();
                instance.start();
                Counts again = traffic.counts();
                traffic.awaitSince(again, "changes", now -> now.writesAcknowledged() > 20);
                seen.add("from its start: %s", traffic.since(again));
                assertThat(state(sunwindow)).contains("cannot be written");
                Unprivileged.permit(instance.index(), "rwxr-xr-x");
                traffic.awaitUsual();
                seen.lost(traffic.stopAndCountLost());
            }
        }
    }

    private static String state(Sunwindow sunwindow) {
        return sunwindow.ready().as(Json.class).getString("checks[name=search-index].data.state");
    }
}
