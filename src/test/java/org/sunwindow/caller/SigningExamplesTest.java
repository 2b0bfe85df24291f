package org.sunwindow.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.MovableClock;
import org.sunwindow.Sunwindow;
import org.sunwindow.TestDatabase;

/** Runs the examples of clients/signing as an integrator does. A language whose tools are missing is skipped. */
@QuarkusTest
@Tag("slow")
@QuarkusTestResource(TestDatabase.class)
class SigningExamplesTest {

    private static final Path EXAMPLES = Path.of("clients/signing").toAbsolutePath();
    private static final String BODY = "{\"applicationNo\":\"SIGNED-3\"}";

    @Inject
    MovableClock clock;

    @BeforeEach
    void useTheClockOfTheExamples() {
        Sunwindow.underTest();
        clock.forward(Duration.between(MovableClock.START, Instant.now()));
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "sh, gateway",
        "sh, exchange",
        "sh, paas",
        "sh, sunwindow",
        "sh, sunwindow-sm3",
        "py, gateway",
        "py, exchange",
        "py, paas",
        "py, sunwindow",
        "py, sunwindow-sm3",
        "ts, gateway",
        "ts, exchange",
        "ts, paas",
        "ts, sunwindow",
        "ts, sunwindow-sm3",
        "java, gateway",
        "java, exchange",
        "java, paas",
        "java, sunwindow"
    })
    void exampleIsAdmitted(String language, String scheme) throws IOException, InterruptedException {
        List<String> command = command(language);
        String base = Sunwindow.underTest().base() + "/api/v1";
        assertThat(run(command, scheme, "GET", base + "/calendar?from=2026-10-01&to=2026-10-02"))
                .endsWith("\n200");
        assertThat(run(command, scheme, "POST", base + "/challenges", BODY)).endsWith("\n200");
    }

    private static List<String> command(String language) throws IOException, InterruptedException {
        return switch (language) {
            case "sh" -> List.of(required("bash"), EXAMPLES.resolve("sign.sh").toString());
            case "py" ->
                List.of(required("python3"), EXAMPLES.resolve("sign.py").toString());
            case "java" ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        EXAMPLES.resolve("Sign.java").toString());
            default -> List.of(required("node"), compiled().toString());
        };
    }

    /** The example without its types. Node.js strips them itself since 22.18. */
    private static Path compiled() throws IOException, InterruptedException {
        Path source = EXAMPLES.resolve("sign.ts");
        String version = output(new ProcessBuilder("node", "--version")).strip();
        String[] parts = version.substring(1).split("\\.");
        int major = Integer.parseInt(parts[0]);
        if (major > 22 || major == 22 && Integer.parseInt(parts[1]) >= 18) {
            return source;
        }
        Path directory = Files.createTempDirectory("signing");
        Path script = directory.resolve("sign.mjs");
        Files.writeString(script, stripped(Files.readString(source)));
        return script;
    }

    /** Removes the few forms of types that the example uses. */
    private static String stripped(String source) {
        String type = "(?:string|boolean|Headers|Promise<void>)";
        return source.replaceAll("(?m)^type .*;$", "")
                .replaceAll("(?<=[(, ])(\\w+): " + type + "(?=[,)])", "$1")
                .replaceAll("\\): " + type + " \\{", ") {");
    }

    /** Skips the example unless a program is there. */
    private static String required(String program) {
        boolean found = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        assumeTrue(found, "skipped, because this machine has no " + program);
        return program;
    }

    private static String run(List<String> command, String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        var builder = new ProcessBuilder(all);
        builder.environment().put("SUNWINDOW_KEY", "demo");
        builder.environment().put("SUNWINDOW_SECRET", "demo-caller-secret-not-for-production");
        return output(builder).strip();
    }

    private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
