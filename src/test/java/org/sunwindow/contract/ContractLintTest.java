package org.sunwindow.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two linters find nothing in the contract. They are npm packages, installed below {@code target} as the lock file in
 * {@code openapi/lint} says; without Node.js the tests are skipped.
 */
@Tag("slow")
class ContractLintTest {

    private static final Path RULES = Path.of("openapi/lint").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target/contract-lint").toAbsolutePath();
    private static final String LOCK = "package-lock.json";

    static Stream<Path> contracts() throws IOException {
        try (Stream<Path> files = Files.list(PublishedContract.FILE.getParent())) {
            return files
                    .filter(file -> file.getFileName().toString().startsWith("openapi"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        boolean hasNode = isInstalled("node") && isInstalled("npm");
        if (!hasNode) {
            System.out.println("The contract is not linted: node and npm are not installed.");
        }
        assumeThat(hasNode).as("node and npm are installed").isTrue();
        Path installed = INSTALLED.resolve("node_modules/installed-lock.json");
        if (Files.exists(installed) && Files.mismatch(installed, RULES.resolve(LOCK)) < 0) {
            return;
        }
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", LOCK)) {
            Files.copy(RULES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"))
                .isEqualTo("0");
        Files.copy(RULES.resolve(LOCK), installed);
    }

    @Test
    void spectral() throws IOException, InterruptedException {
        for (Path contract : contracts().toList()) {
            assertThat(run(
                            "node_modules/.bin/spectral",
                            "lint",
                            "--fail-severity=hint",
                            "--ruleset",
                            RULES.resolve("spectral.yaml").toString(),
                            contract.toString()))
                    .isEqualTo("0");
        }
    }

    @Test
    void redocly() throws IOException, InterruptedException {
        for (Path contract : contracts().toList()) {
            assertThat(run(
                            "node_modules/.bin/redocly",
                            "lint",
                            "--config",
                            RULES.resolve("redocly.yaml").toString(),
                            contract.toString()))
                    .isEqualTo("0");
        }
    }

    private static boolean isInstalled(String command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command, "--version").redirectErrorStream(true);
            return process.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the exit code 0, or else what the command wrote. */
    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("contract-lint", ".txt");
        var builder = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        int exit = builder.start().waitFor();
        String written = Files.readString(output);
        Files.delete(output);
        return exit == 0 ? "0" : exit + "\n" + written;
    }
}
