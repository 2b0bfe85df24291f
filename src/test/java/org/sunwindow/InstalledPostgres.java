package org.sunwindow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL that is installed on the machine. It has the client programs that the embedded one lacks, such as
 * {@code pg_dump}, which must not be older than the server.
 */
final class InstalledPostgres implements AutoCloseable {

    private static final String USER = "postgres";

    private static final List<String> NEEDED =
            List.of("initdb", "pg_ctl", "postgres", "createdb", "pg_dump", "pg_restore");

    /** Where Debian and its relatives have them, by version. */
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path data;
    private final int port = Instance.freePort();

    /**
     * Starts an empty server on a free port.
     *
     * @param programs see {@link #programs}
     * @param data     directory that does not exist
     */
    InstalledPostgres(Path programs, Path data) throws IOException {
        this.programs = programs;
        this.data = data;
        run("initdb", "--auth=trust", "--username=" + USER, "--encoding=UTF8", "--pgdata=" + data);
        run(
                "pg_ctl",
                "--wait",
                "--timeout=600",
                "--pgdata=" + data,
                "--log=" + data.resolveSibling(data.getFileName() + ".log"),
                "--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=".formatted(port),
                "start");
    }

    /** Returns the directory of the programs of the newest version, empty if not all of them are installed. */
    static Optional<Path> programs() throws IOException {
        var candidates = new ArrayList<Path>();
        if (Files.isDirectory(VERSIONS)) {
            try (Stream<Path> versions = Files.list(VERSIONS)) {
                versions.sorted(Comparator.comparing(Path::toString).reversed())
                        .map(version -> version.resolve("bin"))
                        .forEach(candidates::add);
            }
        }
        for (String directory : System.getenv("PATH").split(":")) {
            candidates.add(Path.of(directory));
        }
        return candidates.stream()
                .filter(directory ->
                        NEEDED.stream().allMatch(program -> Files.isExecutable(directory.resolve(program))))
                .findFirst();
    }

    String url(String name) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name);
    }

    /**
     * The environment in which the programs are found and use a database of this server.
     *
     * @param name of the database
     */
    Map<String, String> environment(String name) {
        return Map.of(
                "PATH",
                programs + ":" + System.getenv("PATH"),
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(port),
                "PGUSER",
                USER,
                "PGDATABASE",
                name);
    }

    /** Runs commands of a shell, and returns what they print. */
    static String shell(String commands, Path directory, Map<String, String> environment) throws IOException {
        return run(List.of("bash", "-euc", commands), directory, new HashMap<>(environment));
    }

    private void run(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        // PostgreSQL refuses to run as root
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command, data.getParent(), Map.of());
    }

    /** The output is written to a file, because a server that was started keeps it open. */
    private static String run(List<String> command, Path directory, Map<String, String> environment)
            throws IOException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().onExit().join().exitValue();
        String printed = Files.readString(output);
        Files.delete(output);
        if (status != 0) {
            throw new IOException(command + " ended with " + status + ":\n" + printed);
        }
        return printed;
    }

    @Override
    public void close() throws IOException {
        run("pg_ctl", "--wait", "--timeout=600", "--mode=fast", "--pgdata=" + data, "stop");
    }
}
