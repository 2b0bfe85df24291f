package org.sunwindow.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.TestSettings;

/** The caller file, and what it may contain. */
class CallerRegistryTest {

    private static final String FIRST = "portal.secret=the-first-secret-of-the-portal-in-tests\n";
    private static final String BOTH = FIRST + "portal.next-secret=the-second-secret-of-the-portal-in-tests\n";
    private static final String SECOND = "portal.secret=the-second-secret-of-the-portal-in-tests\n";

    @TempDir
    Path directory;

    private Path file;
    private Instant modified = Instant.parse("2026-11-22T02:00:00Z");

    @BeforeEach
    void createFile() throws IOException {
        file = directory.resolve("callers.properties");
        write(FIRST);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        // the clock of a file system is coarse
        modified = modified.plusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private CallerRegistry registry() {
        Map<String, String> settings = Map.of(
                "sunwindow.caller-file",
                file.toString(),
                "sunwindow.callers.app.token",
                "the-token-of-the-app-in-tests");
        return new CallerRegistry(TestSettings.callers(settings), TestSettings.general(settings));
    }

    private static boolean knows(CallerRegistry registry, String secret) {
        return RegisteredCaller.secretsOf(registry.current().signer("portal", "gateway")).stream()
                .anyMatch(known -> new String(known, StandardCharsets.UTF_8).equals(secret));
    }

    @Test
    void secretIsReplacedWithoutARestart() throws IOException {
        CallerRegistry registry = registry();
        String first = "the-first-secret-of-the-portal-in-tests";
        String second = "the-second-secret-of-the-portal-in-tests";
        assertThat(knows(registry, first)).isTrue();
        write(BOTH);
        registry.refresh();
        assertThat(knows(registry, first)).isTrue();
        assertThat(knows(registry, second)).isTrue();
        write(SECOND);
        registry.refresh();
        assertThat(knows(registry, first)).isFalse();
        assertThat(knows(registry, second)).isTrue();
        assertThat(registry.contradictions()).isEmpty();
    }

    @Test
    void callerThatIsRemovedIsUnknown() throws IOException {
        CallerRegistry registry = registry();
        write("");
        registry.refresh();
        assertThat(registry.current().signer("portal", "gateway")).isNull();
        assertThat(registry.current().named("app").id()).isEqualTo("app");
    }

    @Test
    void everyPropertyIsRead() throws IOException {
        write(FIRST + """
                portal.keys=portal-1, f9e001b4@2399
                portal.schemes=exchange
                portal.scopes=read,receipts
                portal.per-minute=600
                portal.per-day=100000
                portal.publisher=bureau
                """);
        KnownCallers callers = registry().current();
        Caller portal = callers.signer("f9e001b4@2399", "exchange").caller();
        assertThat(portal.scopes()).containsExactlyInAnyOrder(Scope.READ, Scope.RECEIPTS);
        assertThat(portal.quotas().perMinute()).hasValue(600);
        assertThat(portal.quotas().perDay()).hasValue(100_000);
        assertThat(portal.publisher()).contains("bureau");
        assertThat(callers.signer("portal-1", "exchange").caller()).isEqualTo(portal);
        assertThat(callers.signer("portal-1", "gateway")).isNull();
        assertThat(callers.signer("portal", "exchange")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "portal.secrets=a-value-that-stays-secret, portal.secrets",
        "portal.per-day=a-value-that-stays-secret, per-day",
        "portal.scopes=a-value-that-stays-secret, scopes",
        "portal.schemes=nosuch, nosuch",
        "portal.publisher=nosuch, nosuch",
        "other.keys=portal, other",
        "app.secret=a-value-that-stays-secret, app"
    })
    void wrongFileIsNotUsedAndSaysWhy(String line, String reason) throws IOException {
        CallerRegistry registry = registry();
        write(SECOND + line + "\n");
        registry.refresh();
        assertThat(knows(registry, "the-first-secret-of-the-portal-in-tests")).isTrue();
        assertThat(registry.contradictions()).hasSize(1).first().asString().contains(reason);
        assertThat(registry.contradictions().toString())
                .doesNotContain("a-value-that-stays-secret", "the-second-secret");
        // the service does not start with it
        assertThat(registry().contradictions()).isNotEmpty();
        write(SECOND);
        registry.refresh();
        assertThat(registry.contradictions()).isEmpty();
    }

    @Test
    void missingFilePreventsTheStart() throws IOException {
        Files.delete(file);
        assertThat(registry().contradictions()).hasSize(1);
    }

    @Test
    void weakSecretsAreUnfitForProduction() throws IOException {
        write("portal.secret=short\n");
        assertThat(registry().unfitForProduction())
                .hasSize(1)
                .first()
                .asString()
                .contains("portal");
    }
}
