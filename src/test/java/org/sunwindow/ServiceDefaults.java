package org.sunwindow;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sunwindow.attachment.AttachmentSettings;
import org.sunwindow.bulk.BulkSettings;
import org.sunwindow.imports.ImportSettings;

/** What a deployment has to fit: the settings of production as they are without any change. */
final class ServiceDefaults {

    /** The longest {@code wait} of a request for changes, see the contract. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final Path CONFIGURATION = Path.of("docs/configuration.md");
    private static final Pattern VARIABLE = Pattern.compile("^\\| `([A-Z0-9_<>]+)` \\|", Pattern.MULTILINE);
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");

    /** Settings of Quarkus that application.properties does not have. */
    private static final Set<String> OF_QUARKUS = Set.of(
            "QUARKUS_PROFILE",
            "QUARKUS_HTTP_HOST",
            "QUARKUS_MANAGEMENT_HOST",
            "QUARKUS_CONFIG_LOCATIONS",
            "QUARKUS_INIT_AND_EXIT");

    private static final SmallRyeConfig CONFIG = config();

    private ServiceDefaults() {}

    private static SmallRyeConfig config() {
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withProfile("prod")
                    .withSources(new PropertiesConfigSource(PROPERTIES.toUri().toURL(), PropertiesConfigSource.ORDINAL))
                    .withMapping(AttachmentSettings.class)
                    .withMapping(BulkSettings.class)
                    .withMapping(ImportSettings.class)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int httpPort() {
        return CONFIG.getValue("quarkus.http.port", Integer.class);
    }

    static int managementPort() {
        return CONFIG.getValue("quarkus.management.port", Integer.class);
    }

    static long longestBody() {
        return Math.max(
                CONFIG.getConfigMapping(ImportSettings.class).maxFile(),
                CONFIG.getConfigMapping(AttachmentSettings.class).maxBytes());
    }

    /** The longest time for which a request is left without an answer on purpose. */
    static Duration longestWait() {
        Duration export = CONFIG.getConfigMapping(BulkSettings.class).exportWait();
        return export.compareTo(LONGEST_WAIT) > 0 ? export : LONGEST_WAIT;
    }

    /** The time after the signal to end in which the service is not ready but still accepts requests. */
    static Duration drain() {
        return duration("quarkus.shutdown.delay");
    }

    /** The time that pending requests have after that. */
    static Duration shutdown() {
        return duration("quarkus.shutdown.timeout");
    }

    static Duration idleConnection() {
        return duration("quarkus.http.idle-timeout");
    }

    private static Duration duration(String property) {
        return Duration.parse("PT" + CONFIG.getValue(property, String.class));
    }

    /** The connections of an instance to the database: those of its pool, and that of the revision log. */
    static int connections() {
        return CONFIG.getValue("quarkus.datasource.jdbc.max-size", Integer.class) + 1;
    }

    /** Returns whether a variable is described in the configuration page or used by application.properties. */
    static boolean isVariable(String name) {
        String page = text(CONFIGURATION);
        return VARIABLE.matcher(page)
                        .results()
                        .anyMatch(row -> name.matches(row.group(1).replace("<NAME>", "[A-Z0-9_]+")))
                || expressions().contains(name)
                || isOfQuarkus(name);
    }

    /** Variables in the values of application.properties. */
    private static Set<String> expressions() {
        return EXPRESSION
                .matcher(text(PROPERTIES))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOfQuarkus(String name) {
        return name.startsWith("QUARKUS_")
                && (OF_QUARKUS.contains(name)
                        || StreamSupport.stream(CONFIG.getPropertyNames().spliterator(), false)
                                .anyMatch(property ->
                                        property.replaceAll("[^A-Za-z0-9]", "_").equalsIgnoreCase(name)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
