package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The overlays as {@code kubectl kustomize} renders them: every key is one of the Kubernetes API, and the rules of a
 * careful cluster are kept. Needs {@code kubectl}; {@link KustomizeTest} checks the files themselves without it.
 */
@Tag("slow")
@ParameterizedClass
@MethodSource("overlays")
class OverlaysTest {

    private static final Path OVERLAYS = Path.of("k8s/overlays");

    private final Path overlay;
    private RenderedResources resources;

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
        resources = RenderedResources.of(overlay);
    }

    @Test
    void everyKeyIsOneOfTheApi() {
        assertThat(resources.all())
                .isNotEmpty()
                .allSatisfy(resource ->
                        assertThat(KubernetesTypes.unknownKeys(resource)).isEmpty());
    }

    @Test
    void imagesAreVersioned() {
        assertThat(resources.containers())
                .isNotEmpty()
                .allSatisfy(container ->
                        assertThat(container.path("image").asText()).matches("[^:]+(:\\d+)?/[^:]+:\\d[\\w.-]*"));
    }

    @Test
    void containersAreUnprivilegedAndLimited() {
        assertThat(resources.podTemplates()).isNotEmpty().allSatisfy(template -> {
            assertThat(template.at("/spec/securityContext/runAsNonRoot").asBoolean())
                    .isTrue();
            assertThat(template.at("/spec/automountServiceAccountToken").asBoolean(true))
                    .isFalse();
        });
        assertThat(resources.containers()).allSatisfy(container -> {
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
        for (JsonNode reference : resources.values("configMapKeyRef")) {
            JsonNode configMap =
                    resources.named("ConfigMap", reference.path("name").asText());
            assertThat(configMap.path("data").has(reference.path("key").asText()))
                    .isTrue();
        }
    }

    @Test
    void servicesAndPathsLeadToPortsOfPods() {
        for (JsonNode service : resources.ofKind("Service")) {
            List<JsonNode> selected = resources.podTemplates().stream()
                    .filter(template ->
                            RenderedResources.selects(service.at("/spec/selector"), template.at("/metadata/labels")))
                    .toList();
            assertThat(selected).hasSize(1);
            Set<String> ports = new HashSet<>(
                    selected.getFirst().at("/spec/containers/0/ports").findValuesAsText("name"));
            assertThat(service.at("/spec/ports"))
                    .allSatisfy(port ->
                            assertThat(ports).contains(port.path("targetPort").asText()));
        }
        for (JsonNode ingress : resources.ofKind("Ingress")) {
            for (JsonNode backend : ingress.findValues("service")) {
                JsonNode service =
                        resources.named("Service", backend.path("name").asText());
                assertThat(service.at("/spec/ports").findValuesAsText("name"))
                        .contains(backend.at("/port/name").asText());
            }
            assertThat(ingress.findValuesAsText("path")).noneMatch(path -> path.startsWith("/q"));
        }
    }

    /** Otherwise each application of the overlay would set the number back. */
    @Test
    void aDeploymentThatIsScaledStatesNoReplicas() {
        for (JsonNode autoscaler : resources.ofKind("HorizontalPodAutoscaler")) {
            JsonNode target = autoscaler.at("/spec/scaleTargetRef");
            JsonNode scaled = resources.named(
                    target.path("kind").asText(), target.path("name").asText());
            assertThat(scaled.path("spec").has("replicas")).isFalse();
        }
    }
}
