package org.sunwindow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Runs the packaged service with the production profile in a separate process. */
public final class Instance implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");

    /** Of all instances, because those of a database share it. */
    private static final String SECRET = UUID.randomUUID().toString();

    private final Path home;
    private final List<String> command;
    private final int port = freePort();
    private final int managementPort = freePort();
    private final Map<String, String> environment;
    private Process process;

    /**
     * @param home     directory of the index and the log
     * @param database database of the service
     * @param more     additional environment variables
     */
    public Instance(Path home, LocalDatabase database, Map<String, String> more) {
        this(home, database, jar("256m"), more);
    }

    /**
     * @param command starts the service: {@link #jar} or a native executable
     */
    public Instance(Path home, LocalDatabase database, List<String> command, Map<String, String> more) {
        this(home, database.url(), command, more);
    }

    /**
     * @param database JDBC URL of the database, whose user is {@code postgres}
     */
    Instance(Path home, String database, List<String> command, Map<String, String> more) {
        this.home = home;
        this.command = command;
        this.environment = new java.util.HashMap<>(Map.of(
                "SUNWINDOW_DB_URL",
                database,
                "SUNWINDOW_DB_USER",
                "postgres",
                "SUNWINDOW_DB_PASSWORD",
                "postgres",
                "SUNWINDOW_PUBLISHERS_BUREAU_TOKEN",
                UUID.randomUUID().toString(),
                "SUNWINDOW_PROGRESS_SECRET",
                SECRET,
                "SUNWINDOW_INDEX_DIRECTORY",
                home.resolve("index").toString(),
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                // nobody has to notice that a test stops the service
                "QUARKUS_SHUTDOWN_DELAY",
                "0S"));
        environment.put("SUNWINDOW_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        // a service empties it at the start
        environment.put("SUNWINDOW_BULK_DIRECTORY", home.resolve("exports").toString());
        // all clients of a test have one address
        environment.put("SUNWINDOW_LIMITS_ADDRESS_PER_MINUTE", "1000000000");
        environment.put("SUNWINDOW_LIMITS_NETWORK_PER_MINUTE", "1000000000");
        environment.put("SUNWINDOW_LIMITS_USER_PER_MINUTE", "1000000000");
        environment.put("SUNWINDOW_LIMITS_CALLER_PER_MINUTE", "1000000000");
        environment.putAll(more);
    }

    /**
     * @param heap    maximum heap size in the syntax of {@code -Xmx}
     * @param options additional JVM options
     */
    public static List<String> jar(String heap, String... options) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", JAR.toString()));
        return command;
    }

    /** Starts the service and waits until it is ready. */
    public Sunwindow start() throws IOException {
        launch();
        var client = client();
        Sunwindow.await("ready", () -> {
            if (!process.isAlive()) {
                // not an exception, which would be waited out
                throw new AssertionError("the service exited:\n" + log());
            }
            return client.ready().statusCode() == 200;
        });
        return client;
    }

    /** Starts the service without waiting. */
    public Process launch() throws IOException {
        Files.createDirectories(home);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SUNWINDOW_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        process = builder.start();
        return process;
    }

    public Sunwindow client() {
        return new Sunwindow(
                "http://127.0.0.1:" + port,
                environment.get("SUNWINDOW_PUBLISHERS_BUREAU_TOKEN"),
                () -> "http://127.0.0.1:" + managementPort);
    }

    /** Kills the process, as an out-of-memory kill would. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops the process until {@link #resume}, as a virtual machine is stopped while it is moved. */
    public void pause() throws IOException {
        Signals.send("STOP", process());
    }

    public void resume() throws IOException {
        Signals.send("CONT", process());
    }

    /**
     * Bounds the length of the files that the process writes, as a full disk does, until another bound is set. Needs
     * Linux.
     *
     * @param bytes a number, or {@code unlimited}
     */
    public void limitFiles(String bytes) throws IOException {
        // the soft limit only, which the process may raise again
        Process limit =
                new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":").start();
        if (limit.onExit().join().exitValue() != 0) {
            throw new IOException(new String(limit.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Returns the directory of the index. */
    public Path index() {
        return home.resolve("index");
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    public String log() {
        try {
            return Files.readString(home.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }

    /** Returns a port that is not in use. */
    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
