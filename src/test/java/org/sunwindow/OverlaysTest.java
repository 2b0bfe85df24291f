package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The overlays as {@code kubectl kustomize} renders them: every key is one of the Kubernetes API, and the rules of a
 * careful cluster are kept. Needs {@code kubectl}; {@link KustomizeTest} checks the files themselves without it.
 */
@ParameterizedClass
@MethodSource("overlays")
class OverlaysTest {

    private static final Path OVERLAYS = Path.of("k8s/overlays");

    private static final Map<String, Class<?>> TYPES = Stream.of(
                    ConfigMap.class,
                    Deployment.class,
                    HorizontalPodAutoscaler.class,
                    Ingress.class,
                    Namespace.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    Service.class,
                    ServiceAccount.class)
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private final ObjectMapper json = new ObjectMapper();
    private final Path overlay;
    private List<JsonNode> resources;

    OverlaysTest(Path overlay) {
        this.overlay = overlay;
    }

    static List<Path> overlays() throws IOException {
        try (Stream<Path> found = Files.list(OVERLAYS)) {
            return found.sorted().toList();
        }
    }

    @BeforeEach
    void render() throws IOException, InterruptedException {
        assumeTrue(isInstalled("kubectl"), "kubectl is not installed: the overlays are not rendered");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", overlay.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        resources = StreamSupport.stream(
                        new Yaml(new SafeConstructor(options)).loadAll(rendered).spliterator(), false)
                .map(document -> (JsonNode) json.valueToTree(document))
                .toList();
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    @Test
    void everyKeyIsOneOfTheApi() {
        var unknown = new ArrayList<String>();
        for (JsonNode resource : resources) {
            String kind = resource.path("kind").asText();
            assertThat(TYPES).containsKey(kind);
            JavaType type = json.constructType(TYPES.get(kind));
            findUnknown(resource, type, kind, unknown);
            assertThat(json.<Object>convertValue(resource, type))
                    .as("values of the right types")
                    .isNotNull();
        }
        assertThat(unknown).isEmpty();
    }

    private void findUnknown(JsonNode node, JavaType type, String path, List<String> unknown) {
        if (node.isArray()) {
            node.forEach(item -> findUnknown(item, type.containedTypeOrUnknown(0), path + "[]", unknown));
        } else if (node.isObject() && type.isMapLikeType()) {
            node.forEach(value -> findUnknown(value, type.getContentType(), path + ".*", unknown));
        } else if (node.isObject()) {
            Map<String, JavaType> properties =
                    json.getDeserializationConfig().introspect(type).findProperties().stream()
                            .collect(Collectors.toMap(
                                    BeanPropertyDefinition::getName, BeanPropertyDefinition::getPrimaryType));
            node.properties().forEach(property -> {
                String name = path + "." + property.getKey();
                if (properties.containsKey(property.getKey())) {
                    findUnknown(property.getValue(), properties.get(property.getKey()), name, unknown);
                } else {
                    unknown.add(name);
                }
            });
        }
    }

    @Test
    void imagesAreVersioned() {
        assertThat(containers())
                .isNotEmpty()
                .allSatisfy(container ->
                        assertThat(container.path("image").asText()).matches("[^:]+(:\\d+)?/[^:]+:\\d[\\w.-]*"));
    }

    @Test
    void containersAreUnprivilegedAndLimited() {
        assertThat(pods()).isNotEmpty().allSatisfy(pod -> {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        });
        assertThat(containers()).allSatisfy(container -> {
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(container.at("/resources/limits/memory")).isEqualTo(container.at("/resources/requests/memory"));
            assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
            assertThat(container.at("/resources/limits/cpu").isMissingNode()).isFalse();
            assertThat(container.has("readinessProbe")).isTrue();
        });
    }

    @Test
    void everyReferencedKeyOfAConfigMapExists() {
        for (JsonNode reference : found("configMapKeyRef")) {
            JsonNode configMap = resource("ConfigMap", reference.path("name").asText());
            assertThat(configMap.path("data").has(reference.path("key").asText()))
                    .isTrue();
        }
    }

    @Test
    void servicesAndPathsLeadToPortsOfPods() {
        for (JsonNode service : ofKind("Service")) {
            List<JsonNode> selected = ofKind("Deployment").stream()
                    .map(deployment -> deployment.at("/spec/template"))
                    .filter(template -> matches(service.at("/spec/selector"), template.at("/metadata/labels")))
                    .toList();
            assertThat(selected).hasSize(1);
            Set<String> ports = new HashSet<>(
                    selected.getFirst().at("/spec/containers/0/ports").findValuesAsText("name"));
            assertThat(service.at("/spec/ports"))
                    .allSatisfy(port ->
                            assertThat(ports).contains(port.path("targetPort").asText()));
        }
        for (JsonNode ingress : ofKind("Ingress")) {
            for (JsonNode backend : ingress.findValues("service")) {
                JsonNode service = resource("Service", backend.path("name").asText());
                assertThat(service.at("/spec/ports").findValuesAsText("name"))
                        .contains(backend.at("/port/name").asText());
            }
            assertThat(ingress.findValuesAsText("path")).noneMatch(path -> path.startsWith("/q"));
        }
    }

    /** Otherwise each application of the overlay would set the number back. */
    @Test
    void aDeploymentThatIsScaledStatesNoReplicas() {
        for (JsonNode autoscaler : ofKind("HorizontalPodAutoscaler")) {
            JsonNode target = autoscaler.at("/spec/scaleTargetRef");
            JsonNode scaled =
                    resource(target.path("kind").asText(), target.path("name").asText());
            assertThat(scaled.path("spec").has("replicas")).isFalse();
        }
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return selector.properties().stream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    private List<JsonNode> ofKind(String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .toList();
    }

    private JsonNode resource(String kind, String name) {
        List<JsonNode> named = ofKind(kind).stream()
                .filter(resource -> resource.at("/metadata/name").asText().equals(name))
                .toList();
        assertThat(named).as(kind + " " + name).hasSize(1);
        return named.getFirst();
    }

    private List<JsonNode> pods() {
        return ofKind("Deployment").stream()
                .map(deployment -> deployment.at("/spec/template/spec"))
                .toList();
    }

    private List<JsonNode> containers() {
        var containers = new ArrayList<JsonNode>();
        pods().forEach(pod -> pod.path("containers").forEach(containers::add));
        return containers;
    }

    private List<JsonNode> found(String key) {
        return resources.stream()
                .flatMap(resource -> resource.findValues(key).stream())
                .toList();
    }
}
