package org.sunwindow;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.sunwindow.bulk.BulkSettings;
import org.sunwindow.caller.CallerRegistry;
import org.sunwindow.caller.CallerSettings;
import org.sunwindow.caller.SignatureCheck;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.CaseStartupCheck;
import org.sunwindow.crypto.KeyedHashes;
import org.sunwindow.harvest.HarvestSettings;
import org.sunwindow.harvest.HarvestStartupCheck;
import org.sunwindow.http.AccessLogSettings;
import org.sunwindow.http.TokenGuard;
import org.sunwindow.http.envelope.EnvelopeSettings;
import org.sunwindow.imports.ImportSettings;
import org.sunwindow.imports.ImportStartupCheck;
import org.sunwindow.imports.background.BackgroundSettings;
import org.sunwindow.imports.background.BackgroundStartupCheck;
import org.sunwindow.imports.inbox.InboxSettings;
import org.sunwindow.imports.inbox.InboxStartupCheck;
import org.sunwindow.imports.source.SourceSettings;
import org.sunwindow.imports.source.SourceStartupCheck;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.limit.LimitSettings;
import org.sunwindow.limit.LimitStartupCheck;
import org.sunwindow.publisher.Publishers;
import org.sunwindow.read.ReadStartupCheck;
import org.sunwindow.webhook.WebhookSettings;
import org.sunwindow.webhook.WebhookStartupCheck;

/** The settings of the service, for tests that do not start it. */
public final class TestSettings {

    /** Read from the source folder, because the test class path may contain another file of the same name. */
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");

    private TestSettings() {}

    /** The configuration of application.properties, with secrets for tests and the given changes. */
    public static SmallRyeConfig with(Map<String, String> changed, ConfigSource... more) {
        var properties = new HashMap<>(secrets());
        properties.put("sunwindow.publishers.bureau.token", "a-token-that-only-tests-have");
        properties.putAll(changed);
        return config(properties, more);
    }

    /** The configuration of application.properties and environment variables, without a publisher. */
    static SmallRyeConfig ofEnvironment(Map<String, String> variables) {
        return config(secrets(), new EnvConfigSource(variables, EnvConfigSource.ORDINAL));
    }

    private static Map<String, String> secrets() {
        return Map.of(
                "sunwindow.index.directory", "unused",
                "sunwindow.progress.secret", "a-secret-that-only-tests-have-long-enough");
    }

    private static SmallRyeConfig config(Map<String, String> properties, ConfigSource... more) {
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(PROPERTIES.toUri().toURL(), 50))
                    .withSources(new PropertiesConfigSource(properties, "test", 100))
                    .withSources(more)
                    .withConverter(ZoneId.class, 100, ZoneId::of)
                    .withConverter(Duration.class, 100, text -> new DurationConverter().convert(text))
                    .withMapping(Settings.class)
                    .withMapping(CaseSettings.class)
                    .withMapping(CallerSettings.class)
                    .withMapping(ImportSettings.class)
                    .withMapping(BackgroundSettings.class)
                    .withMapping(InboxSettings.class)
                    .withMapping(SourceSettings.class)
                    .withMapping(WebhookSettings.class)
                    .withMapping(AccessLogSettings.class)
                    .withMapping(LimitSettings.class)
                    .withMapping(EnvelopeSettings.class)
                    .withMapping(BulkSettings.class)
                    .withMapping(HarvestSettings.class)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Settings general(Map<String, String> changed) {
        return with(changed).getConfigMapping(Settings.class);
    }

    public static KeyedHashes keyedHashes(Map<String, String> changed) {
        return new KeyedHashes(general(changed));
    }

    /** The start-up checks of all features. */
    static List<StartupCheck> startupChecks(SmallRyeConfig config) {
        Settings general = config.getConfigMapping(Settings.class);
        var guard = new TokenGuard(general, Clock.systemUTC());
        var publishers = new Publishers(general, guard);
        var kinds = new HashSet<>(InstalledKinds.of(general).names());
        kinds.addAll(List.of("application", "calendar"));
        return List.of(
                new ReadStartupCheck(general),
                guard,
                publishers,
                new CallerRegistry(config.getConfigMapping(CallerSettings.class), general),
                new SignatureCheck(config.getConfigMapping(CallerSettings.class), Clock.systemUTC()),
                new KeyedHashes(general),
                new ImportStartupCheck(general, config.getConfigMapping(ImportSettings.class), publishers, kinds),
                new BackgroundStartupCheck(config.getConfigMapping(BackgroundSettings.class)),
                new HarvestStartupCheck(config.getConfigMapping(HarvestSettings.class)),
                new LimitStartupCheck(config.getConfigMapping(LimitSettings.class)),
                new InboxStartupCheck(config.getConfigMapping(InboxSettings.class), general),
                new SourceStartupCheck(config.getConfigMapping(SourceSettings.class), publishers, kinds),
                new WebhookStartupCheck(config.getConfigMapping(WebhookSettings.class)),
                new CaseStartupCheck(config.getConfigMapping(CaseSettings.class)));
    }

    public static CallerSettings callers(Map<String, String> changed) {
        return with(changed).getConfigMapping(CallerSettings.class);
    }

    public static CaseSettings cases(Map<String, String> changed) {
        return with(changed).getConfigMapping(CaseSettings.class);
    }
}
