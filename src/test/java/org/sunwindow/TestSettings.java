package org.sunwindow;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.sunwindow.cases.CaseSettings;

/** Settings as the service has them, for tests that do without the service. */
public final class TestSettings {

    /** Among the classes of a test there may be another one of that name. */
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");

    private TestSettings() {}

    /** Those of application.properties, with secrets that only tests have, changed as given. */
    public static SmallRyeConfig with(Map<String, String> changed, ConfigSource... more) {
        var properties = new HashMap<>(Map.of(
                "sunwindow.index.directory", "unused",
                "sunwindow.progress.secret", "a-secret-that-only-tests-have-long-enough",
                "sunwindow.publishers.bureau", "a-token-that-only-tests-have"));
        properties.putAll(changed);
        try {
            return new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(PROPERTIES.toUri().toURL(), 50))
                    .withSources(new PropertiesConfigSource(properties, "test", 100))
                    .withSources(more)
                    .withConverter(ZoneId.class, 100, ZoneId::of)
                    .withConverter(Duration.class, 100, text -> new DurationConverter().convert(text))
                    .withMapping(Settings.class)
                    .withMapping(CaseSettings.class)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Settings general(Map<String, String> changed) {
        return with(changed).getConfigMapping(Settings.class);
    }

    public static CaseSettings progress(Map<String, String> changed) {
        return with(changed).getConfigMapping(CaseSettings.class);
    }
}
