package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
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
        assertThat(faults(Map.of(SECRET, "short"))).contains("secret");
    }

    @Test
    void numbersBelowOneMakeNoSense() {
        assertThat(StartupGuard.senseless(settings(Map.of()))).isEmpty();
        assertThat(StartupGuard.senseless(
                        settings(Map.of("sunwindow.imports.batch", "0", "sunwindow.reads.cache-bytes", "-1"))))
                .containsExactly("sunwindow.imports.batch", "sunwindow.reads.cache-bytes");
    }

    private static String faults(Map<String, String> changed) {
        return String.join("; ", StartupGuard.faults(settings(changed)));
    }

    private static Settings settings(Map<String, String> changed) {
        var properties = new HashMap<>(Map.of(
                "sunwindow.index.directory",
                "/tmp",
                TOKEN,
                "a-token-of-the-bureau-itself-77",
                SECRET,
                "a-secret-of-the-bureau-itself-long-enough"));
        properties.putAll(changed);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withConverter(java.time.ZoneId.class, 100, java.time.ZoneId::of)
                .withConverter(
                        java.time.Duration.class,
                        100,
                        text -> new io.quarkus.runtime.configuration.DurationConverter().convert(text))
                .withMapping(Settings.class)
                .build()
                .getConfigMapping(Settings.class);
    }
}
