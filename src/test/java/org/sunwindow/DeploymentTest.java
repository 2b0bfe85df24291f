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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

/** The files under k8s/, the Dockerfiles and the settings of the service are consistent. */
class DeploymentTest {

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

    private static final Path K8S = Path.of("k8s");
    private static final Path BASE = K8S.resolve("base");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)[:}]");
    private static final Pattern KEY_OF_SECRET = Pattern.compile("--from-(?:literal|file)=([\\w.-]+)=");

    private final YamlNode deployment = base("Deployment");
    private final YamlNode pod = deployment.get("spec", "template", "spec");
    private final YamlNode container = only(pod.get("containers").items());
    private final YamlNode configMap = base("ConfigMap");
    private final Properties properties = properties();

    // ---- Kustomize files ----

    @Test
    void everyFileIsOneResourceWithoutDuplicateKeys() {
        assertThat(files()).isNotEmpty().allSatisfy(file -> {
            YamlNode document = read(file);
            assertThat(document.get("apiVersion").text()).isNotEmpty();
            assertThat(document.get("kind").text()).isNotEmpty();
            if (!isKustomization(file)) {
                assertThat(document.get("metadata", "name").text()).isNotEmpty();
            }
        });
    }

    @Test
    void filesReferencedByKustomizationsExist() {
        assertThat(kustomizations())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(named(file))
                        .isNotEmpty()
                        .allSatisfy(path -> assertThat(Files.isDirectory(path) ? path.resolve(KUSTOMIZATION) : path)
                                .isRegularFile()));
    }

    @Test
    void everyFileIsReferencedByAKustomization() {
        Set<Path> named = new LinkedHashSet<>();
        kustomizations().forEach(file -> named.addAll(named(file)));
        assertThat(files()).filteredOn(file -> !isKustomization(file)).isSubsetOf(named);
    }

    @Test
    void everyPatchTargetsTheBase() {
        assertThat(patches()).isNotEmpty().allSatisfy(patch -> {
            YamlNode patched = base(patch.get("kind").text());
            assertThat(patch.get("apiVersion")).isEqualTo(patched.get("apiVersion"));
            assertThat(patch.get("metadata", "name")).isEqualTo(patched.get("metadata", "name"));
            // Kustomize would silently add an unknown name
            assertThat(patch.find("data").keys())
                    .isSubsetOf(patched.find("data").keys());
            YamlNode containers = patch.find("spec", "template", "spec", "containers");
            assertThat(containers.names())
                    .isSubsetOf(patched.find("spec", "template", "spec", "containers")
                            .names());
        });
    }

    @Test
    void everyOverlayPinsTheImageOfTheBase() {
        assertThat(overlays()).isNotEmpty().allSatisfy(overlay -> {
            YamlNode image = only(overlay.get("images").items());
            assertThat(image.get("name")).isEqualTo(container.get("image"));
            assertThat(image.get("newTag").text()).isNotEmpty().isNotEqualTo("latest");
        });
    }

    @Test
    void everyOverlaySetsTheReplicasOfTheDeployment() {
        assertThat(overlays())
                .isNotEmpty()
                .allSatisfy(
                        overlay -> assertThat(overlay.get("replicas").names()).containsExactly(name(deployment)));
    }

    // ---- Kubernetes resources ----

    @Test
    void everySelectorMatchesThePods() {
        Map<String, Object> labels =
                deployment.get("spec", "template", "metadata", "labels").map();
        List<YamlNode> selectors = new ArrayList<>(List.of(
                deployment.get("spec", "selector", "matchLabels"),
                base("Service").get("spec", "selector"),
                base("PodDisruptionBudget").get("spec", "selector", "matchLabels")));
        pod.get("topologySpreadConstraints")
                .items()
                .forEach(spread -> selectors.add(spread.get("labelSelector", "matchLabels")));
        assertThat(selectors).allSatisfy(selector -> {
            assertThat(selector.map()).isNotEmpty();
            assertThat(labels).containsAllEntriesOf(selector.map());
        });
    }

    @Test
    void podsUseAServiceAccountWithoutApiToken() {
        YamlNode account = base("ServiceAccount");
        assertThat(pod.get("serviceAccountName").text()).isEqualTo(name(account));
        assertThat(pod.get("automountServiceAccountToken").value()).isEqualTo(false);
        assertThat(account.get("automountServiceAccountToken").value()).isEqualTo(false);
    }

    @Test
    void metricsAreCollectedFromThePods() {
        YamlNode monitor = read(K8S.resolve("observability/podmonitor.yaml"));
        assertThat(deployment.get("spec", "template", "metadata", "labels").map())
                .containsAllEntriesOf(
                        monitor.get("spec", "selector", "matchLabels").map());
        YamlNode endpoint = only(monitor.get("spec", "podMetricsEndpoints").items());
        assertThat(endpoint.get("port")).isEqualTo(port("management").get("name"));
        assertThat(endpoint.get("path").text()).isEqualTo("/q/metrics");
    }

    @Test
    void serviceTargetsTheListeningPort() {
        assertThat(container.get("ports").names()).containsExactly("http", "management");
        YamlNode listening = port("http");
        YamlNode offered = only(base("Service").get("spec", "ports").items());
        assertThat(listening.get("containerPort").value()).isEqualTo(httpPort());
        // the management port has no Service: only probes and collectors of metrics reach it, at the pods
        assertThat(offered.get("targetPort")).isEqualTo(listening.get("name"));
    }

    @ParameterizedTest
    @EnumSource
    void everyProbeRequestsAServedPath(Probe probe) {
        YamlNode asked = container.get(probe.key, "httpGet");
        String root = properties.getProperty("quarkus.http.non-application-root-path", "q");
        String health = properties.getProperty("quarkus.smallrye-health.root-path", "health");
        String path = properties.getProperty(probe.property, probe.path);
        assertThat(asked.get("path").text()).isEqualTo("/%s/%s/%s", root, health, path);
        assertThat(asked.get("port")).isEqualTo(port("management").get("name"));
        assertThat(port("management").get("containerPort").value()).isEqualTo(managementPort());
        assertThat(properties.getProperty("quarkus.management.enabled", "false"))
                .isEqualTo("true");
    }

    private enum Probe {
        STARTUP("startupProbe", "quarkus.smallrye-health.startup-path", "started"),
        READINESS("readinessProbe", "quarkus.smallrye-health.readiness-path", "ready"),
        LIVENESS("livenessProbe", "quarkus.smallrye-health.liveness-path", "live");

        private final String key;
        private final String property;
        private final String path;

        Probe(String key, String property, String path) {
            this.key = key;
            this.property = property;
            this.path = path;
        }
    }

    @Test
    void rollingUpdateKeepsOldPodsUntilNewOnesAreReady() {
        assertThat(deployment
                        .get("spec", "strategy", "rollingUpdate", "maxUnavailable")
                        .value())
                .isEqualTo(0);
    }

    @Test
    void gracePeriodCoversShutdownAndTheStatementTimeout() {
        assertThat(properties.getProperty("quarkus.shutdown.delay-enabled")).isEqualTo("true");
        int leaving = Integer.parseInt(
                properties.getProperty("%prod.quarkus.shutdown.delay").replace("S", ""));
        int statement = Integer.parseInt(
                properties.getProperty("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout"));
        assertThat((int) pod.get("terminationGracePeriodSeconds").value()).isGreaterThan(leaving + statement);
    }

    @Test
    void memoryLimitEqualsItsRequest() {
        List<YamlNode> resources = new ArrayList<>(List.of(container.get("resources")));
        patchedContainers().stream()
                .map(each -> each.find("resources"))
                .filter(each -> each.value() != null)
                .forEach(resources::add);
        assertThat(resources)
                .allSatisfy(each -> assertThat(each.get("limits", "memory")).isEqualTo(each.get("requests", "memory")));
    }

    // ---- settings ----

    @Test
    void everyVariableNamesASetting() {
        Set<String> variables = new LinkedHashSet<>(environment().keySet());
        patchedContainers().forEach(each -> variables.addAll(each.find("env").names()));
        dockerfiles().forEach(file -> variables.addAll(settingsIn(file).keySet()));
        assertThat(variables)
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(isKnown(variable))
                        .as("%s sets a property of Settings or application.properties", variable)
                        .isTrue());
    }

    /** Loads the settings as the service does and runs its start-up checks. */
    @Test
    void environmentPassesTheStartupChecks() {
        assertThat(StartupGuard.unfitForProduction(TestSettings.startupChecks(config())))
                .isEmpty();
    }

    /** The defaults are for a developer's machine. */
    @Test
    void databaseVariablesAreProvided() {
        var variables = new LinkedHashSet<String>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("quarkus.datasource.")) {
                variables.addAll(expressions(properties.getProperty(name)));
            }
        }
        assertThat(variables).isNotEmpty().isSubsetOf(environment().keySet());
    }

    @Test
    void everyVariableReachesItsSetting() {
        Map<String, String> environment = environment();
        SmallRyeConfig config = config();
        Settings settings = config.getConfigMapping(Settings.class);
        assertThat(settings.publishers()).containsOnlyKeys("bureau");
        assertThat(settings.publishers().get("bureau").token())
                .isEqualTo(environment.get("SUNWINDOW_PUBLISHERS_BUREAU_TOKEN"));
        assertThat(settings.progress().secret()).isEqualTo(environment.get("SUNWINDOW_PROGRESS_SECRET"));
        assertThat(settings.index().directory()).isEqualTo(indexDirectory());
        assertThat(config.getValue("quarkus.datasource.jdbc.url", String.class))
                .isEqualTo(configMap.get("data", "db-url").text());
        assertThat(config.getValue("quarkus.datasource.username", String.class))
                .isEqualTo(configMap.get("data", "db-user").text());
        assertThat(config.getValue("quarkus.datasource.password", String.class))
                .isEqualTo(environment.get("SUNWINDOW_DB_PASSWORD"));
    }

    @Test
    void serviceLinksAreDisabled() {
        assertThat(pod.get("enableServiceLinks").value()).isEqualTo(false);
    }

    @Test
    void configMapHasExactlyTheReferencedKeys() {
        assertThat(references("configMapKeyRef", name(configMap)))
                .containsExactlyInAnyOrderElementsOf(configMap.get("data").keys());
    }

    @Test
    void documentedSecretHasExactlyTheReferencedKeys() {
        var documented = new LinkedHashSet<String>();
        var keys = KEY_OF_SECRET.matcher(text(BASE.resolve(KUSTOMIZATION)));
        while (keys.find()) {
            documented.add(keys.group(1));
        }
        assertThat(documented).containsExactlyInAnyOrder("db-password", "publisher-token", "progress-secret");
        assertThat(references("secretKeyRef", "sunwindow")).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void repositoryContainsNoSecret() {
        assertThat(files()).allSatisfy(file -> {
            assertThat(read(file).get("kind").text()).isNotEqualTo("Secret");
            assertThat(read(file).keys()).doesNotContain("secretGenerator");
        });
        assertThat(Stream.concat(Stream.of(configMap), patches().stream())
                        .flatMap(file -> file.find("data").map().values().stream()))
                .noneMatch(value -> value.toString().contains("password="));
        assertThat(container.get("env").items())
                .filteredOn(variable -> variable.get("name").text().matches(".*(PASSWORD|SECRET|PUBLISHERS).*"))
                .isNotEmpty()
                .allSatisfy(
                        variable -> assertThat(variable.get("valueFrom").keys()).containsExactly("secretKeyRef"));
    }

    // ---- directories and permissions ----

    @Test
    void mountsAndVolumesMatch() {
        assertThat(container.get("volumeMounts").names())
                .containsExactlyInAnyOrderElementsOf(pod.get("volumes").names());
    }

    @Test
    void indexIsOnAWritableVolumeOfThePod() {
        YamlNode mount = only(container.get("volumeMounts").items().stream()
                .filter(each ->
                        indexDirectory().startsWith(each.get("mountPath").text()))
                .toList());
        assertThat(mount.find("readOnly").value()).isNotEqualTo(true);
        assertThat(volume(mount).keys()).containsExactlyInAnyOrder("name", "emptyDir");
        // in memory it would count against the limit of the container
        assertThat(volume(mount).find("emptyDir", "medium").value()).isNull();
    }

    @Test
    void temporaryFilesAreWritableUnderAReadOnlyRoot() {
        assertThat(container.get("volumeMounts").items())
                .anySatisfy(mount -> assertThat(mount.get("mountPath").text()).isEqualTo("/tmp"));
    }

    @Test
    void podsRunUnprivileged() {
        YamlNode ofPod = pod.get("securityContext");
        assertThat(ofPod.get("runAsNonRoot").value()).isEqualTo(true);
        assertThat((int) ofPod.get("runAsUser").value()).isGreaterThan(0);
        assertThat(ofPod.get("seccompProfile", "type").text()).isEqualTo("RuntimeDefault");

        YamlNode ofContainer = container.get("securityContext");
        assertThat(ofContainer.get("allowPrivilegeEscalation").value()).isEqualTo(false);
        assertThat(ofContainer.get("readOnlyRootFilesystem").value()).isEqualTo(true);
        assertThat(ofContainer.get("capabilities").map()).isEqualTo(Map.of("drop", List.of("ALL")));
        assertThat(ofContainer.keys())
                .as("nothing is given back")
                .containsExactlyInAnyOrder("allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities");
        assertThat(pod.keys()).doesNotContain("hostNetwork", "hostPID", "hostIPC", "initContainers");
    }

    // ---- images ----

    @Test
    void dockerfilesBeginWithTheirBuildAndRunCommands() {
        assertThat(dockerfiles()).hasSize(2).allSatisfy(file -> {
            String kind = file.getFileName().toString().replace("Dockerfile.", "");
            assertThat(text(file).lines().takeWhile(line -> line.startsWith("#")))
                    .contains("#   docker build -f src/main/docker/Dockerfile.%1$s -t sunwindow:%1$s .".formatted(kind))
                    .anyMatch(line -> line.startsWith("#   docker run "))
                    .anyMatch(line -> line.endsWith(" sunwindow:" + kind));
        });
    }

    @Test
    void baseImagesAreVersioned() {
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(instructions(file, "FROM"))
                        .singleElement()
                        .asString()
                        .matches("[^ ]+:\\d[^ ]*"));
    }

    /** A profile that listens on the loopback address does so with both ports. */
    @Test
    void whatOpensThePublicPortOpensTheManagementPort() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            List<Path> opening = files.filter(Files::isRegularFile)
                    .filter(file -> text(file).contains("QUARKUS_HTTP_HOST"))
                    .toList();
            assertThat(opening)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(text(file)).contains("QUARKUS_MANAGEMENT_HOST"));
        }
    }

    /** The compiler's default refuses to start on older processors and many virtual machines. */
    @Test
    void nativeExecutableRunsOnEveryProcessorAndOperatorsAreTold() throws IOException {
        assertThat(properties.getProperty("quarkus.native.march")).isEqualTo("compatibility");
        for (String page : List.of("docs/operating.md", "docs/operating.zh-CN.md")) {
            assertThat(Files.readString(Path.of(page))).contains("quarkus.native.march=compatibility", "x86-64-v3");
        }
    }

    @Test
    void imagesExposeTheListeningPorts() {
        assertThat(dockerfiles())
                .allSatisfy(file ->
                        assertThat(instructions(file, "EXPOSE")).containsExactly(httpPort() + " " + managementPort()));
    }

    @Test
    void imagesRunAsTheUserOfThePods() {
        YamlNode context = pod.get("securityContext");
        String user = "%s:%s"
                .formatted(
                        context.get("runAsUser").value(),
                        context.get("runAsGroup").value());
        assertThat(dockerfiles())
                .allSatisfy(
                        file -> assertThat(instructions(file, "USER").getLast()).isEqualTo(user));
    }

    @Test
    void imagesUseTheDirectoriesOfThePods() {
        Map<String, String> directories = new TreeMap<>(environment());
        directories.keySet().removeIf(name -> !name.endsWith("_DIRECTORY"));
        assertThat(directories).containsKey("SUNWINDOW_INDEX_DIRECTORY");
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(settingsIn(file)).containsAllEntriesOf(directories));
    }

    /** Otherwise the default is below the working directory, which cannot be written to. */
    @Test
    void podsSetEveryDirectory() {
        assertThat(properties().stringPropertyNames().stream()
                        .filter(name -> name.startsWith("sunwindow.") && name.endsWith(".directory"))
                        .map(DeploymentTest::variable))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(environment()).containsKey(name));
    }

    private static String variable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }

    /** Otherwise the JVM takes file names for ASCII. */
    @Test
    void filesMayHaveChineseNames() {
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(instructions(file, "ENV")).contains("LANG=C.UTF-8"));
        assertThat(text(UNIT).lines()).contains("Environment=LANG=C.UTF-8");
    }

    @Test
    void copiedFilesAreInTheDockerContext() {
        List<String> sent = text(Path.of(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(instructions(file, "COPY"))
                        .isNotEmpty()
                        .allSatisfy(copy -> assertThat(sent)
                                .anyMatch(path ->
                                        copy.replaceFirst("^--\\S+ ", "").startsWith(path))));
    }

    // ---- one machine, without Kubernetes ----

    private static final Path COMPOSE = Path.of("src/main/docker/compose.yaml");
    private static final Path COMPOSE_VARIABLES = Path.of("src/main/docker/sunwindow.env.example");
    private static final Path UNIT = Path.of("src/main/systemd/sunwindow.service");
    private static final Pattern VARIABLE = Pattern.compile("\\bSUNWINDOW_[A-Z_]+");

    @Test
    void variablesOfASingleMachineNameSettings() {
        assertThat(Stream.of(COMPOSE, COMPOSE_VARIABLES, UNIT).flatMap(DeploymentTest::variables))
                .isNotEmpty()
                .allSatisfy(
                        variable -> assertThat(isKnown(variable)).as(variable).isTrue());
    }

    private static Stream<String> variables(Path file) {
        return VARIABLE.matcher(text(file)).results().map(MatchResult::group);
    }

    @Test
    void composeTakesWhatTheExampleLists() {
        List<String> listed = text(COMPOSE_VARIABLES)
                .lines()
                .filter(line -> line.endsWith("="))
                .map(line -> line.substring(0, line.length() - 1))
                .toList();
        assertThat(Pattern.compile("\\$\\{(\\w+):\\?}")
                        .matcher(text(COMPOSE))
                        .results()
                        .map(required -> required.group(1))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void composeIsAsTightAsThePods() {
        YamlNode service = read(COMPOSE).get("services", "sunwindow");
        assertThat(service.get("read_only").value()).isEqualTo(true);
        assertThat(service.get("cap_drop").value()).isEqualTo(List.of("ALL"));
        assertThat(service.get("stop_grace_period").text())
                .isEqualTo(pod.get("terminationGracePeriodSeconds").value() + "s");
        assertThat(service.get("ports").value()).asString().contains("127.0.0.1:");
        Path data = Path.of(service.get("volumes").items().getFirst().text().split(":")[1]);
        assertThat(indexDirectory()).startsWithRaw(data);
    }

    @Test
    void unitSetsEveryDirectory() {
        environment().forEach((name, value) -> {
            if (name.endsWith("_DIRECTORY")) {
                assertThat(text(UNIT)).contains("Environment=%s=%s\n".formatted(name, value));
            }
        });
        assertThat(text(UNIT))
                .contains("TimeoutStopSec="
                        + pod.get("terminationGracePeriodSeconds").value() + "\n");
    }

    // ---- reading the files ----

    private static <T> T only(List<T> items) {
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private static String name(YamlNode resource) {
        return resource.get("metadata", "name").text();
    }

    private static List<Path> files() {
        try (Stream<Path> found = Files.walk(K8S)) {
            return found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static YamlNode read(Path file) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new YamlNode(new Yaml(new SafeConstructor(options)).load(text(file)), file.toString());
        } catch (YAMLException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    /** Returns the only resource of a kind in the base. */
    private static YamlNode base(String kind) {
        return only(files().stream()
                .filter(file -> file.startsWith(BASE) && !isKustomization(file))
                .map(DeploymentTest::read)
                .filter(resource -> resource.get("kind").text().equals(kind))
                .toList());
    }

    private static boolean isKustomization(Path file) {
        return file.endsWith(KUSTOMIZATION);
    }

    private static List<Path> kustomizations() {
        return files().stream().filter(DeploymentTest::isKustomization).toList();
    }

    /** Returns the overlays of the base, without those of another overlay. */
    private static List<YamlNode> overlays() {
        return kustomizations().stream()
                .filter(file -> named(file).contains(BASE))
                .map(DeploymentTest::read)
                .toList();
    }

    /** Returns the files that a kustomization references: its resources and patches. */
    private static List<Path> named(Path kustomization) {
        YamlNode content = read(kustomization);
        Stream<String> resources = content.find("resources").items().stream().map(YamlNode::text);
        Stream<String> patches = content.find("patches").items().stream()
                .map(patch -> patch.get("path").text());
        return Stream.concat(resources, patches)
                .map(path -> kustomization.resolveSibling(path).normalize())
                .toList();
    }

    private static List<YamlNode> patches() {
        return kustomizations().stream()
                .flatMap(file -> read(file).find("patches").items().stream()
                        .map(patch -> read(file.resolveSibling(patch.get("path").text()))))
                .toList();
    }

    private static List<YamlNode> patchedContainers() {
        return patches().stream()
                .flatMap(patch -> patch.find("spec", "template", "spec", "containers").items().stream())
                .toList();
    }

    private YamlNode volume(YamlNode mount) {
        return only(pod.get("volumes").items().stream()
                .filter(volume -> volume.get("name").equals(mount.get("name")))
                .toList());
    }

    private Path indexDirectory() {
        Map<String, String> environment = environment();
        assertThat(environment).containsKey("SUNWINDOW_INDEX_DIRECTORY");
        return Path.of(environment.get("SUNWINDOW_INDEX_DIRECTORY"));
    }

    // ---- reading the settings ----

    private static Properties properties() {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(PROPERTIES)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private YamlNode port(String name) {
        return only(container.get("ports").items().stream()
                .filter(port -> port.get("name").text().equals(name))
                .toList());
    }

    private int managementPort() {
        return Integer.parseInt(properties
                .getProperty("quarkus.management.port")
                .replaceFirst("^\\$\\{SUNWINDOW_MANAGEMENT_PORT:(\\d+)}$", "$1"));
    }

    private int httpPort() {
        return Integer.parseInt(properties.getProperty("quarkus.http.port"));
    }

    /** Returns the variables of the container, with a placeholder for each key of the Secret. */
    private Map<String, String> environment() {
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
    private List<String> references(String kind, String resource) {
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

    private boolean isKnown(String variable) {
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
    private static List<String> expressions(String value) {
        return EXPRESSION.matcher(value).results().map(each -> each.group(1)).toList();
    }

    private SmallRyeConfig config() {
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

    private static List<Path> dockerfiles() {
        try (Stream<Path> found = Files.list(Path.of("src/main/docker"))) {
            return found.filter(file -> file.getFileName().toString().startsWith("Dockerfile."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> instructions(Path file, String instruction) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip())
                .toList();
    }

    /** Returns the variables that an image sets for the service, without those of Java. */
    private static Map<String, String> settingsIn(Path file) {
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
