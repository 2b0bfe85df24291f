package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupGuardTest {

    private static final String TOKEN = "sunwindow.publishers.bureau";
    private static final String SECRET = "sunwindow.progress.secret";

    @Test
    void ownSecretsAndNoSampleDataAreFit() {
        assertThat(faults(Map.of())).isEmpty();
    }

    @Test
    void sampleDataIsNotFit() {
        assertThat(faults(Map.of("sunwindow.sample-data", "true"))).contains("sample-data");
    }

    @Test
    void publishedSecretsAreNotFit() {
        assertThat(faults(Map.of(TOKEN, Sunwindow.TOKEN))).contains("bureau");
        assertThat(faults(Map.of(SECRET, "demo-secret-not-for-production-0123456789")))
                .contains("secret");
    }

    @Test
    void shortSecretsAreNotFit() {
        assertThat(faults(Map.of(TOKEN, "short"))).contains("bureau");
        assertThat(faults(Map.of("sunwindow.callers.portal", "short"))).contains("portal");
        assertThat(faults(Map.of(SECRET, "short"))).contains("secret");
    }

    @Test
    void numbersBelowOneMakeNoSense() {
        assertThat(senseless(Map.of())).isEmpty();
        assertThat(senseless(Map.of(
                        "sunwindow.imports.batch", "0",
                        "sunwindow.reads.cache-bytes", "-1",
                        "sunwindow.progress.budgets.number.failures", "0")))
                .containsExactly(
                        "sunwindow.imports.batch",
                        "sunwindow.progress.budgets.NUMBER.failures",
                        "sunwindow.reads.cache-bytes");
    }

    private static String faults(Map<String, String> changed) {
        return String.join("; ", StartupGuard.faults(TestSettings.general(changed), TestSettings.progress(changed)));
    }

    private static List<String> senseless(Map<String, String> changed) {
        return StartupGuard.senseless(TestSettings.general(changed), TestSettings.progress(changed));
    }
}
