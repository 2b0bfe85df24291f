package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Publishers and callers are configured by environment variables, as in Kubernetes. */
class EnvironmentTest {

    private static final String BUREAU = "SUNWINDOW_PUBLISHERS_BUREAU_";
    private static final String DISTRICT = "SUNWINDOW_PUBLISHERS_DISTRICT_";

    @Test
    void everyVariableOfAPublisherReachesItsSetting() {
        Settings settings = settings(Map.of(
                BUREAU + "TOKEN", "the-token-of-the-bureau-in-tests",
                BUREAU + "NEXT_TOKEN", "the-next-token-of-the-bureau-in-tests",
                BUREAU + "KINDS", "office,hotline",
                BUREAU + "PUBLISHERS", "district,sample-data",
                BUREAU + "DIVISIONS", "990102,990103",
                BUREAU + "RELEASES", "true",
                BUREAU + "ADMINISTRATOR", "true",
                DISTRICT + "TOKEN", "the-token-of-the-district-in-tests"));
        assertThat(settings.publishers()).containsOnlyKeys("bureau", "district");
        Settings.Publisher bureau = settings.publishers().get("bureau");
        assertThat(bureau.token()).isEqualTo("the-token-of-the-bureau-in-tests");
        assertThat(bureau.nextToken()).contains("the-next-token-of-the-bureau-in-tests");
        assertThat(bureau.kinds().orElseThrow()).containsExactlyInAnyOrder("office", "hotline");
        assertThat(bureau.publishers().orElseThrow()).containsExactlyInAnyOrder("district", "sample-data");
        assertThat(bureau.divisions().orElseThrow()).containsExactlyInAnyOrder("990102", "990103");
        assertThat(bureau.releases()).isTrue();
        assertThat(bureau.administrator()).isTrue();
        Settings.Publisher district = settings.publishers().get("district");
        assertThat(district.token()).isEqualTo("the-token-of-the-district-in-tests");
        assertThat(district.nextToken()).isEmpty();
        assertThat(district.kinds()).isEmpty();
        assertThat(district.publishers()).isEmpty();
        assertThat(district.divisions()).isEmpty();
        assertThat(district.releases()).isFalse();
        assertThat(district.administrator()).isFalse();
    }

    @Test
    void everyPublisherHasItsOwnVariables() {
        Settings settings = settings(Map.of(
                BUREAU + "TOKEN", "the-token-of-the-bureau-in-tests",
                BUREAU + "KINDS", "office",
                DISTRICT + "TOKEN", "the-token-of-the-district-in-tests",
                DISTRICT + "NEXT_TOKEN", "the-next-token-of-the-district-in-tests",
                DISTRICT + "DIVISIONS", "990102"));
        assertThat(settings.publishers()).containsOnlyKeys("bureau", "district");
        assertThat(settings.publishers().get("bureau").kinds().orElseThrow()).containsExactly("office");
        assertThat(settings.publishers().get("bureau").nextToken()).isEmpty();
        assertThat(settings.publishers().get("bureau").divisions()).isEmpty();
        assertThat(settings.publishers().get("district").kinds()).isEmpty();
        assertThat(Settings.Tokens.of(settings.publishers().get("district")))
                .isEqualTo(List.of("the-token-of-the-district-in-tests", "the-next-token-of-the-district-in-tests"));
        assertThat(settings.publishers().get("district").divisions().orElseThrow())
                .containsExactly("990102");
    }

    @Test
    void callersHaveTwoTokens() {
        Settings settings = settings(Map.of(
                BUREAU + "TOKEN",
                "the-token-of-the-bureau-in-tests",
                "SUNWINDOW_CALLERS_PORTAL_TOKEN",
                "the-token-of-the-portal-in-tests",
                "SUNWINDOW_CALLERS_PORTAL_NEXT_TOKEN",
                "the-next-token-of-the-portal-in-tests",
                "SUNWINDOW_CALLERS_APP_TOKEN",
                "the-token-of-the-app-in-tests"));
        assertThat(settings.callers()).containsOnlyKeys("portal", "app");
        assertThat(Settings.Tokens.of(settings.callers().get("portal")))
                .isEqualTo(List.of("the-token-of-the-portal-in-tests", "the-next-token-of-the-portal-in-tests"));
        assertThat(settings.callers().get("app").nextToken()).isEmpty();
    }

    private static Settings settings(Map<String, String> environment) {
        return TestSettings.ofEnvironment(environment).getConfigMapping(Settings.class);
    }
}
