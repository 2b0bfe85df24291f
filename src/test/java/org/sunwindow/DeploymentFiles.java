package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.attachment.AttachmentSettings;
import org.sunwindow.bulk.BulkSettings;
import org.sunwindow.caller.CallerSettings;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.harvest.HarvestSettings;
import org.sunwindow.http.AccessLogSettings;
import org.sunwindow.http.envelope.EnvelopeSettings;
import org.sunwindow.imports.ImportSettings;
import org.sunwindow.imports.background.BackgroundSettings;
import org.sunwindow.imports.inbox.InboxSettings;
import org.sunwindow.imports.quarantine.QuarantineSettings;
import org.sunwindow.imports.source.SourceSettings;
import org.sunwindow.limit.LimitSettings;
import org.sunwindow.webhook.WebhookSettings;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The files under k8s/, the Dockerfiles and the settings of the service, for the tests of them. */
abstract class DeploymentFiles {

    private static final List<Class<?>> SETTINGS = List.of(
            Settings.class,
            CaseSettings.class,
            CallerSettings.class,
            EnvelopeSettings.class,
            HarvestSettings.class,
            LimitSettings.class,
            AccessLogSettings.class,
            ImportSettings.class,
            BackgroundSettings.class,
            InboxSettings.class,
            SourceSettings.class,
            QuarantineSettings.class,
            AttachmentSettings.class,
            BulkSettings.class,
            WebhookSettings.class);

    /** Variables of Quarkus itself that a deployment may set. */
    private static final Set<String> OF_QUARKUS =
            Set.of("QUARKUS_PROFILE", "QUARKUS_HTTP_HOST", "QUARKUS_MANAGEMENT_HOST");

    static final Path K8S = Path.of("k8s");
    static final Path BASE = K8S.resolve("base");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");
    static final Pattern KEY_OF_SECRET = Pattern.compile("--from-(?:literal|file)=([\\w.-]+)=");

    final YamlNode deployment = base("Deployment");
    final YamlNode pod = deployment.get("spec", "template", "spec");
    final YamlNode container = only(pod.get("containers").items());
    final YamlNode configMap = base("ConfigMap");
    final Properties properties = properties();

    // ---- reading the files ----

    static <T> T only(List<T> items) {
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    static String name(YamlNode resource) {
        return resource.get("metadata", "name").text();
    }

    static List<Path> files() {
        try (Stream<Path> found = Files.walk(K8S)) {
            return found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static YamlNode read(Path file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new YamlNode(new Yaml(new SafeConstructor(options)).load(text(file)), file.toString());
        } catch (YAMLException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the only resource of a kind in the base. */
    static YamlNode base(String kind) {
        return only(files().stream()
                .filter(file -> file.startsWith(BASE) && !isKustomization(file))
                .map(DeploymentFiles::read)
                .filter(resource -> resource.get("kind").text().equals(kind))
                .toList());
    }

    static boolean isKustomization(Path file) {
        return file.endsWith(KUSTOMIZATION);
    }

    static List<Path> kustomizations() {
        return files().stream().filter(DeploymentFiles::isKustomization).toList();
    }

    /** Returns the overlays of the base, without those of another overlay. */
    static List<YamlNode> overlays() {
        return kustomizations().stream()
                .filter(file -> named(file).contains(BASE))
                .map(DeploymentFiles::read)
                .toList();
    }

    /** Returns the files that a kustomization references: its resources and patches. */
    static List<Path> named(Path kustomization) {
        YamlNode content = read(kustomization);
        Stream<String> resources = content.find("resources").items().stream().map(YamlNode::text);
        Stream<String> patches = content.find("patches").items().stream()
                .map(patch -> patch.get("path").text());
        return Stream.concat(resources, patches)
                .map(path -> kustomization.resolveSibling(path).normalize())
                .toList();
    }

    static List<YamlNode> patches() {
        return kustomizations().stream()
                .flatMap(file -> read(file).find("patches").items().stream()
                        .map(patch -> read(file.resolveSibling(patch.get("path").text()))))
                .toList();
    }

    static List<YamlNode> patchedContainers() {
        return patches().stream()
                .flatMap(patch -> patch.find("spec", "template", "spec", "containers").items().stream())
                .toList();
    }

    YamlNode volume(YamlNode mount) {
        return only(pod.get("volumes").items().stream()
                .filter(volume -> volume.get("name").equals(mount.get("name")))
                .toList());
    }

    Path indexDirectory() {
        Map<String, String> environment = environment();
        assertThat(environment).containsKey("SUNWINDOW_INDEX_DIRECTORY");
        return Path.of(environment.get("SUNWINDOW_INDEX_DIRECTORY"));
    }

    // ---- reading the settings ----

    static Properties properties() {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(PROPERTIES)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    YamlNode port(String name) {
        return only(container.get("ports").items().stream()
                .filter(port -> port.get("name").text().equals(name))
                .toList());
    }

    int managementPort() {
        return Integer.parseInt(properties
                .getProperty("quarkus.management.port")
                .replaceFirst("^\\$\\{SUNWINDOW_MANAGEMENT_PORT:(\\d+)}$", "$1"));
    }

    int httpPort() {
        return Integer.parseInt(properties.getProperty("quarkus.http.port"));
    }

    /** Returns the variables of the container, with a placeholder for each key of the Secret. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        for (YamlNode variable : container.get("env").items()) {
            YamlNode source = variable.find("valueFrom");
            String value;
            if (source.value() == null) {
                value = variable.get("value").text();
            } else if (source.keys().contains("configMapKeyRef")) {
                String key = source.get("configMapKeyRef", "key").text();
                value = configMap.get("data", key).text();
            } else {
                value = "as long as a secret has to be: "
                        + source.get("secretKeyRef", "key").text();
            }
            assertThat(environment.put(variable.get("name").text(), value))
                    .as("%s is set once", variable)
                    .isNull();
        }
        return environment;
    }

    /** Returns the keys of a resource that variables refer to. References must not be optional. */
    List<String> references(String kind, String resource) {
        return container.get("env").items().stream()
                .map(variable -> variable.find("valueFrom", kind))
                .filter(reference -> reference.value() != null)
                .map(reference -> {
                    assertThat(reference.get("name").text()).isEqualTo(resource);
                    assertThat(reference.keys()).containsExactlyInAnyOrder("name", "key");
                    return reference.get("key").text();
                })
                .toList();
    }

    /** Returns the property names of {@link Settings}; an asterisk stands for the key of a map. */
    private static Set<String> settings() {
        return SETTINGS.stream()
                .flatMap(type ->
                        ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(type)).keySet().stream())
                .collect(Collectors.toSet());
    }

    boolean isKnown(String variable) {
        return OF_QUARKUS.contains(variable)
                || settings().stream().anyMatch(name -> sets(variable, name))
                || properties.stringPropertyNames().stream()
                        .filter(name -> !name.startsWith("%"))
                        .anyMatch(name -> sets(variable, name)
                                || expressions(properties.getProperty(name)).contains(variable));
    }

    /** Returns whether a variable sets a property, whose asterisks stand for keys of maps. */
    private static boolean sets(String variable, String property) {
        return variable.matches(Stream.of(property.split("\\*", -1))
                .map(part ->
                        StringUtil.replaceNonAlphanumericByUnderscores(part).toUpperCase(Locale.ROOT))
                .collect(Collectors.joining("[A-Z0-9_]+")));
    }

    /** Returns the environment variables in a value. */
    static List<String> expressions(String value) {
        return EXPRESSION.matcher(value).results().map(each -> each.group(1)).toList();
    }

    SmallRyeConfig config() {
        var builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withProfile("prod")
                .withSources(
                        new EnvConfigSource(environment(), EnvConfigSource.ORDINAL),
                        new PropertiesConfigSource(properties, PROPERTIES.toString(), PropertiesConfigSource.ORDINAL));
        SETTINGS.forEach(builder::withMapping);
        return builder.build();
    }

    // ---- reading the Dockerfiles ----

    static List<Path> dockerfiles() {
        try (Stream<Path> found = Files.list(Path.of("src/main/docker"))) {
            return found.filter(file -> file.getFileName().toString().startsWith("Dockerfile."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> instructions(Path file, String instruction) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip())
                .toList();
    }

    /** Returns the variables that an image sets for the service, without those of Java. */
    static Map<String, String> settingsIn(Path file) {
        var settings = new LinkedHashMap<String, String>();
        for (String assignment : instructions(file, "ENV")) {
            if (assignment.startsWith("SUNWINDOW_")) {
                int equals = assignment.indexOf('=');
                settings.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        return settings;
    }
}
