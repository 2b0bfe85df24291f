package org.sunwindow.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sunwindow.Instance;

/** Runs the bare Quarkus application of src/test/bench/bare in a separate process. */
final class BareApplication implements AutoCloseable {

    private final Path home;
    private final List<String> command;
    private final int port;
    private Process process;

    /**
     * @param answers response bodies by path
     */
    BareApplication(Path home, List<String> command, Map<String, byte[]> answers) throws IOException {
        this.home = home;
        this.command = command;
        this.port = Instance.freePort();
        Files.createDirectories(home.resolve("answers"));
        for (var answer : answers.entrySet()) {
            Files.write(home.resolve("answers").resolve(answer.getKey()), answer.getValue());
        }
    }

    /** Starts the process without waiting. */
    BareApplication launch() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment()
                .put("BARE_DIRECTORY", home.resolve("answers").toAbsolutePath().toString());
        process = builder.start();
        return this;
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }
}
