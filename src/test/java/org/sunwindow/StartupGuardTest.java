package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupGuardTest {

    private static final String TOKEN = "sunwindow.publishers.bureau.token";
    private static final String SECRET = "sunwindow.progress.secret";

    @Test
    void ownSecretsWithoutSampleDataAreAccepted() {
        assertThat(unfit(Map.of())).isEmpty();
    }

    @Test
    void sampleDataIsRejected() {
        assertThat(unfit(Map.of("sunwindow.sample-data", "true"))).contains("sample-data");
    }

    @Test
    void demoSecretsAreRejected() {
        assertThat(unfit(Map.of(TOKEN, Sunwindow.TOKEN))).contains("bureau");
        assertThat(unfit(Map.of(SECRET, "demo-secret-not-for-production-0123456789")))
                .contains("secret");
    }

    @Test
    void shortSecretsAreRejected() {
        assertThat(unfit(Map.of(TOKEN, "short"))).contains("bureau");
        assertThat(unfit(Map.of("sunwindow.callers.portal", "short"))).contains("portal");
        assertThat(unfit(Map.of(SECRET, "short"))).contains("secret");
    }

    @Test
    void settingsBelowOneAreReported() {
        assertThat(tooLow(Map.of())).isEmpty();
        assertThat(tooLow(Map.of(
                        "sunwindow.imports.batch", "0",
                        "sunwindow.reads.cache-bytes", "-1",
                        "sunwindow.progress.budgets.number.failures", "0")))
                .containsExactly(
                        "sunwindow.imports.batch",
                        "sunwindow.progress.budgets.NUMBER.failures",
                        "sunwindow.reads.cache-bytes");
    }

    private static String unfit(Map<String, String> changed) {
        return String.join(
                "; ", StartupGuard.unfitForProduction(TestSettings.startupChecks(TestSettings.with(changed))));
    }

    private static List<String> tooLow(Map<String, String> changed) {
        return StartupGuard.tooLow(TestSettings.startupChecks(TestSettings.with(changed)));
    }
}
