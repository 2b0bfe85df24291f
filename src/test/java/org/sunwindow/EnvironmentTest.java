package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sunwindow.caller.CallerSettings;
import org.sunwindow.caller.Scope;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.inbox.InboxSettings;
import org.sunwindow.imports.source.SourceSettings;
import org.sunwindow.webhook.WebhookSettings;

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
        CallerSettings settings = TestSettings.ofEnvironment(Map.of(
                        "SUNWINDOW_CALLER_FILE",
                        "/run/secrets/callers.properties",
                        "SUNWINDOW_CALLERS_PORTAL_SCOPES",
                        "READ,STATUS",
                        "SUNWINDOW_CALLERS_PORTAL_PER_MINUTE",
                        "600",
                        "SUNWINDOW_CALLERS_PORTAL_TOKEN",
                        "the-token-of-the-portal-in-tests",
                        "SUNWINDOW_CALLERS_PORTAL_NEXT_TOKEN",
                        "the-next-token-of-the-portal-in-tests",
                        "SUNWINDOW_CALLERS_APP_TOKEN",
                        "the-token-of-the-app-in-tests"))
                .getConfigMapping(CallerSettings.class);
        assertThat(settings.callers()).containsOnlyKeys("portal", "app");
        assertThat(settings.callerFile()).contains(Path.of("/run/secrets/callers.properties"));
        CallerSettings.Declared portal = settings.callers().get("portal");
        assertThat(portal.token()).contains("the-token-of-the-portal-in-tests");
        assertThat(portal.nextToken()).contains("the-next-token-of-the-portal-in-tests");
        assertThat(portal.scopes().orElseThrow()).containsExactlyInAnyOrder(Scope.READ, Scope.STATUS);
        assertThat(portal.perMinute()).hasValue(600);
        assertThat(settings.callers().get("app").nextToken()).isEmpty();
    }

    @Test
    void webhooksHaveVariables() {
        WebhookSettings settings = TestSettings.ofEnvironment(Map.of(
                        "SUNWINDOW_WEBHOOKS_ALLOWED_HOSTS", "portal.example,http://app.local:8080@10.0.0.0/8",
                        "SUNWINDOW_WEBHOOKS_EVERY", "5s",
                        "SUNWINDOW_WEBHOOKS_DEAD_AFTER", "12h",
                        "SUNWINDOW_WEBHOOKS_MAX_PER_CALLER", "3"))
                .getConfigMapping(WebhookSettings.class);
        assertThat(settings.allowedHosts().orElseThrow())
                .containsExactly("portal.example", "http://app.local:8080@10.0.0.0/8");
        assertThat(settings.every()).isEqualTo("5s");
        assertThat(settings.deadAfter()).hasHours(12);
        assertThat(settings.maxPerCaller()).isEqualTo(3);
    }

    @Test
    void inboxAndSourcesHaveVariables() {
        var config = TestSettings.ofEnvironment(Map.of(
                "SUNWINDOW_INBOX", "/srv/inbox",
                "SUNWINDOW_SOURCES_CMS_URL", "https://cms.example/notices.ndjson",
                "SUNWINDOW_SOURCES_CMS_KIND", "notice",
                "SUNWINDOW_SOURCES_CMS_PUBLISHER", "bureau",
                "SUNWINDOW_SOURCES_CMS_EVERY", "30m",
                "SUNWINDOW_SOURCES_CMS_FORMAT", "NDJSON",
                "SUNWINDOW_SOURCES_ALLOWED_HOSTS", "cms.example,http://cms.local:8080@10.0.0.0/8",
                "SUNWINDOW_SOURCES_FILE_HOSTS", "files.example",
                "SUNWINDOW_SOURCES_MAX_BYTES", "1000"));
        assertThat(config.getConfigMapping(InboxSettings.class).folder()).contains(Path.of("/srv/inbox"));
        SourceSettings sources = config.getConfigMapping(SourceSettings.class);
        assertThat(sources.sources()).containsOnlyKeys("cms");
        SourceSettings.Source cms = sources.sources().get("cms");
        assertThat(cms.url()).isEqualTo("https://cms.example/notices.ndjson");
        assertThat(cms.kind()).isEqualTo("notice");
        assertThat(cms.publisher()).isEqualTo("bureau");
        assertThat(cms.every()).hasMinutes(30);
        assertThat(cms.format()).contains(FileFormat.NDJSON);
        assertThat(sources.allowedHosts().orElseThrow())
                .containsExactly("cms.example", "http://cms.local:8080@10.0.0.0/8");
        assertThat(sources.fileHosts().orElseThrow()).containsExactly("files.example");
        assertThat(sources.maxBytes()).isEqualTo(1000);
    }

    @Test
    void nothingComesByItselfUnlessItIsConfigured() {
        var config = TestSettings.ofEnvironment(Map.of());
        assertThat(config.getConfigMapping(InboxSettings.class).folder()).isEmpty();
        assertThat(config.getConfigMapping(SourceSettings.class).sources()).isEmpty();
    }

    private static Settings settings(Map<String, String> environment) {
        return TestSettings.ofEnvironment(environment).getConfigMapping(Settings.class);
    }
}
