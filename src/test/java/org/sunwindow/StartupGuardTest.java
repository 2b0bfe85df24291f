package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
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
        assertThat(unfit(Map.of("sunwindow.callers.portal.token", "short"))).contains("portal");
        assertThat(unfit(Map.of(SECRET, "short"))).contains("secret");
    }

    @Test
    void weakSecondTokenIsRejected() {
        assertThat(unfit(Map.of("sunwindow.publishers.bureau.next-token", "short")))
                .contains("bureau");
        assertThat(unfit(Map.of(
                        "sunwindow.callers.portal.token", "a-portal-token-that-only-tests-have",
                        "sunwindow.callers.portal.next-token", "short")))
                .contains("portal");
    }

    @ParameterizedTest
    @CsvSource({
        "kinds, 'office,ofice', there is no kind ofice",
        "publishers, 'nobody', there is no publisher nobody",
        "divisions, '99010', 99010 is no division code",
        "next-token, a-token-that-only-tests-have, a token occurs twice"
    })
    void contradictionsAreReported(String setting, String value, String reason) {
        assertThat(contradictions(Map.of("sunwindow.publishers.bureau." + setting, value)))
                .singleElement()
                .asString()
                .contains("bureau", reason);
    }

    @ParameterizedTest
    @CsvSource({"domain, https://mz.yunchuan.example", "domain, localhost", "id-code, 99010000", "id-code, 九九零一零零零零一七"})
    void siteThatCannotBeRightIsReported(String setting, String value) {
        assertThat(contradictions(Map.of("sunwindow.site." + setting, value)))
                .singleElement()
                .asString()
                .contains("sunwindow.site." + setting);
    }

    @ParameterizedTest
    @CsvSource({"domain, mz.yunchuan.example", "id-code, 9901000017", "id-code, bm99000001"})
    void siteMayBeStated(String setting, String value) {
        assertThat(contradictions(Map.of("sunwindow.site." + setting, value))).isEmpty();
    }

    @Test
    void publishersMustNotShareAToken() {
        assertThat(contradictions(Map.of("sunwindow.publishers.other.token", "a-token-that-only-tests-have")))
                .singleElement()
                .asString()
                .contains("a token occurs twice")
                .doesNotContain("only-tests");
    }

    @Test
    void callersMustNotShareAToken() {
        assertThat(contradictions(Map.of(
                        "sunwindow.callers.portal.token", "a-portal-token-that-only-tests-have",
                        "sunwindow.callers.portal.next-token", "the-next-token-of-the-portal",
                        "sunwindow.callers.app.token", "the-next-token-of-the-portal")))
                .singleElement()
                .asString()
                .contains("caller", "a token occurs twice")
                .doesNotContain("the-next");
    }

    @Test
    void nameOfTheSampleDataIsReserved() {
        assertThat(contradictions(Map.of("sunwindow.publishers.sample-data.token", "another-token-for-tests")))
                .singleElement()
                .asString()
                .contains("reserved");
    }

    @Test
    void rightsOfAPublisherAreAccepted() {
        assertThat(contradictions(Map.of(
                        "sunwindow.publishers.bureau.kinds", "office,application,calendar",
                        "sunwindow.publishers.bureau.publishers", "sample-data,other",
                        "sunwindow.publishers.bureau.divisions", "9901,990102001",
                        "sunwindow.publishers.other.token", "another-token-for-tests")))
                .isEmpty();
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

    /** As whoever runs the service sets them. */
    @ParameterizedTest
    @CsvSource({
        "sunwindow.imports.batch, SUNWINDOW_IMPORTS_BATCH",
        "less than 1: sunwindow.progress.budgets.NUMBER.failures, less than 1: SUNWINDOW_PROGRESS_BUDGETS_NUMBER_FAILURES",
        "sunwindow.site.id-code is 1., SUNWINDOW_SITE_ID_CODE is 1."
    })
    void settingsAreNamedByTheirEnvironmentVariables(String text, String expected) {
        assertThat(SettingNames.inEnvironment(text)).isEqualTo(expected);
    }

    private static String unfit(Map<String, String> changed) {
        return String.join(
                "; ", StartupGuard.unfitForProduction(TestSettings.startupChecks(TestSettings.with(changed))));
    }

    private static List<String> contradictions(Map<String, String> changed) {
        return StartupGuard.contradictions(TestSettings.startupChecks(TestSettings.with(changed)));
    }

    private static List<String> tooLow(Map<String, String> changed) {
        return StartupGuard.tooLow(TestSettings.startupChecks(TestSettings.with(changed)));
    }
}
