package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients that the build has generated from the contract compile. Those in Java and TypeScript, and the mini-program,
 * are driven against the packaged service with the sample data.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientsIT {

    private static final Path CLIENTS = Path.of("clients");
    private static final Path TARGET = Path.of("target/clients");
    private static final String TOKEN = "demo-publisher-token-not-for-production";

    @TempDir
    static Path home;

    private static LocalDatabase database;
    private static Instance service;
    private static String address;

    @BeforeAll
    static void start() throws IOException {
        database = LocalDatabase.temporary();
        service = new Instance(home, database, Instance.jar("512m", "-Dquarkus.profile=demo"), Map.of());
        address = service.start().base();
        // cases are loaded last
        Sunwindow.await("sample data", () -> service.log().contains("sample data, application"));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        database.close();
    }

    @Test
    @Order(1)
    void javaClientWorks() throws Exception {
        Path classes = Files.createDirectories(TARGET.resolve("java/classes"));
        var arguments = new ArrayList<>(List.of(
                "--release",
                "21",
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
        arguments.addAll(sources(TARGET.resolve("java/generated/src/main/java"), ".java"));
        arguments.add(CLIENTS.resolve("java/Walkthrough.java").toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("errors of the compiler")
                .isZero();
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "Walkthrough",
                address,
                TOKEN);
    }

    /** TypeScript is compiled and bundled, C# parsed. */
    @Test
    @Order(2)
    void typeScriptAndCSharpClientsCompile() throws Exception {
        requires("node");
        requires("npm");
        run("node", CLIENTS.resolve("build.mjs").toString());
    }

    @Test
    @Order(3)
    void typeScriptClientWorks() throws Exception {
        requires("node");
        run("node", TARGET.resolve("typescript/walkthrough.mjs").toString(), address, TOKEN);
    }

    /** The exports, a change, a withdrawal, a tampered copy, and the same roots as those of the service. */
    @Test
    @Order(3)
    void typeScriptFollowerWorks() throws Exception {
        requires("node");
        run("node", TARGET.resolve("follower/drive.mjs").toString(), address, TOKEN);
    }

    @Test
    @Order(3)
    void miniProgramWorks() throws Exception {
        requires("node");
        run("node", CLIENTS.resolve("drive-miniprogram.cjs").toString(), address);
    }

    /** Its modules are imported if the libraries that they need are installed, and only compiled otherwise. */
    @Test
    void pythonClientCompiles() throws Exception {
        requires("python3");
        run(
                "python3",
                CLIENTS.resolve("python/check.py").toString(),
                TARGET.resolve("python/generated").toString());
    }

    private static List<String> sources(Path root, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> found = files.map(Path::toString)
                    .filter(file -> file.endsWith(suffix))
                    .toList();
            assertThat(found).as("sources in %s", root).isNotEmpty();
            return found;
        }
    }

    private static void requires(String tool) {
        boolean present = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
        if (!present) {
            System.out.println("Skipped: " + tool + " is not installed");
        }
        assumeTrue(present, tool + " is not installed");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(System.out);
        assertThat(process.waitFor()).as("exit status of %s", command[0]).isZero();
    }
}
