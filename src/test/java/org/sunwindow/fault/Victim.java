package org.sunwindow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.sunwindow.Instance;
import org.sunwindow.LocalDatabase;
import org.sunwindow.Sunwindow;
import org.sunwindow.http.connection.RawConnection;

/** A service that is attacked while others use it. */
final class Victim implements AutoCloseable {

    /** Anonymous memory in MiB: the heap, and what a JVM needs besides. */
    private static final long MEMORY = 700;

    private final LocalDatabase database;
    private final Instance instance;
    private final Sunwindow sunwindow;

    Victim(Path home) throws IOException {
        database = LocalDatabase.temporary();
        instance = new Instance(home.resolve("a"), database, Map.of());
        sunwindow = instance.start();
        sunwindow.publishSamples("division", "organization", "service", "answer");
    }

    Sunwindow sunwindow() {
        return sunwindow;
    }

    String log() {
        return instance.log();
    }

    /** What hostile clients do. */
    interface Attack {
        void run() throws Exception;
    }

    /** Runs an attack while others read and publish. */
    void beside(Seen seen, Attack attack) throws Exception {
        try (var others = new Traffic(sunwindow)) {
            others.awaitUsual();
            Counts before = others.counts();
            attack.run();
            others.awaitUsual();
            Counts meanwhile = others.since(before);
            seen.add("others: %s; %d MiB", meanwhile, memory());
            assertThat(meanwhile.readsRefused() + meanwhile.writesRefused()).isZero();
            assertThat(memory()).isLessThan(MEMORY);
            assertThat(instance.process().isAlive()).isTrue();
        }
    }

    /** Anonymous memory of the service in MiB, -1 where it is not told. */
    private long memory() throws IOException {
        Path status = Path.of("/proc", Long.toString(instance.process().pid()), "status");
        return !Files.exists(status)
                ? -1
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("RssAnon:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .findFirst()
                        .orElse(-1);
    }

    RawConnection connect() throws IOException {
        return new RawConnection(URI.create(sunwindow.base()).getPort());
    }

    /** Sends bytes and returns the status of the answer, 0 if the connection was closed without one. */
    int send(byte[]... parts) {
        try (var connection = connect()) {
            try {
                for (byte[] part : parts) {
                    connection.send(part);
                }
            } catch (IOException e) {
                // the service need not read all of it; its answer may have arrived
            }
            return status(connection);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns the status of the next answer, 0 if the connection is closed without one. */
    static int status(RawConnection connection) {
        try {
            return connection.receive().status();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        instance.close();
        database.close();
    }
}
