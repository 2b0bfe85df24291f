package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may reach the pods, and what the ingress in front of them passes on. */
@Tag("slow")
class TrafficPoliciesTest {

    private static final Path BUREAU = Path.of("k8s/overlays/bureau");

    @ParameterizedTest
    @ValueSource(strings = {"overlays/demo", "overlays/bureau", "overlays/province", "migration"})
    void everyPodHasAPolicyForBothDirections(String kustomization) throws IOException, InterruptedException {
        var resources = RenderedResources.of(Path.of("k8s", kustomization));
        assertThat(resources.podTemplates())
                .isNotEmpty()
                .allSatisfy(template -> assertThat(policiesOf(template, resources))
                        .isNotEmpty()
                        .allSatisfy(policy -> assertThat(texts(policy.at("/spec/policyTypes")))
                                .containsExactlyInAnyOrder("Ingress", "Egress")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/demo", "overlays/bureau", "overlays/province", "migration"})
    void policiesOpenPortsThatPodsHaveAndNeverThatOfManagement(String kustomization)
            throws IOException, InterruptedException {
        var resources = RenderedResources.of(Path.of("k8s", kustomization));
        for (JsonNode template : resources.podTemplates()) {
            List<String> ports = template.at("/spec/containers/0/ports").findValuesAsText("name");
            for (JsonNode policy : policiesOf(template, resources)) {
                assertThat(policy.at("/spec/ingress").findValuesAsText("port"))
                        .isSubsetOf(ports)
                        .doesNotContain("management");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/demo", "overlays/bureau", "overlays/province"})
    void podsReachTheirDatabase(String overlay) throws IOException, InterruptedException {
        var resources = RenderedResources.of(Path.of("k8s", overlay));
        String address =
                resources.named("ConfigMap", "sunwindow").at("/data/db-url").asText();
        String port = address.replaceFirst("^jdbc:postgresql://[^:/]+:(\\d+)/.*", "$1");
        assertThat(resources
                        .named("NetworkPolicy", "sunwindow")
                        .at("/spec/egress")
                        .findValuesAsText("port"))
                .containsExactlyInAnyOrder("53", "53", port);
    }

    @Test
    void theJobReachesWhatThePodsReach() throws IOException, InterruptedException {
        JsonNode job = RenderedResources.of(Path.of("k8s/migration")).named("NetworkPolicy", "sunwindow-migration");
        JsonNode pods = RenderedResources.of(BUREAU).named("NetworkPolicy", "sunwindow");
        assertThat(job.at("/spec/egress")).isEqualTo(pods.at("/spec/egress"));
        assertThat(job.at("/spec").has("ingress")).isFalse();
    }

    /** Whoever reaches the pods from an address of the cluster may send any X-Forwarded-For. */
    @Test
    void onlyTheIngressReachesPodsThatTrustItsHeader() throws IOException, InterruptedException {
        JsonNode policy = RenderedResources.of(BUREAU).named("NetworkPolicy", "sunwindow");
        assertThat(policy.at("/spec/ingress")).hasSize(1).allSatisfy(rule -> {
            assertThat(rule.at("/from")).hasSize(1);
            assertThat(rule.at("/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                            .asText())
                    .isEqualTo("ingress-nginx");
        });
    }

    @Test
    void ingressEndsTlsForEveryHost() throws IOException, InterruptedException {
        JsonNode ingress = ingress();
        assertThat(texts(ingress.at("/spec/tls/0/hosts")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(ingress.at("/spec/rules").findValuesAsText("host"));
        assertThat(annotation(ingress, "ssl-redirect")).isEqualTo("true");
    }

    /** A longer body or a longer wait would be refused by the ingress, with a page in place of a problem. */
    @Test
    void ingressPassesOnWhatTheServiceAccepts() throws IOException, InterruptedException {
        JsonNode ingress = ingress();
        String limit = annotation(ingress, "proxy-body-size");
        assertThat(limit).matches("\\d+m");
        assertThat(Long.parseLong(limit.replace("m", "")) * 1024 * 1024)
                .isGreaterThanOrEqualTo(ServiceDefaults.longestBody());
        assertThat(Integer.parseInt(annotation(ingress, "proxy-read-timeout")))
                .isGreaterThan((int) ServiceDefaults.longestWait().toSeconds());
        assertThat(annotation(ingress, "proxy-buffering")).isEqualTo("off");
    }

    @Test
    void ingressAndWebServerPassOnTheSamePaths() throws IOException, InterruptedException {
        List<String> ofWebServer = WebServerFile.paths();
        assertThat(ingress().at("/spec/rules").findValuesAsText("path"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(ofWebServer).contains(path));
        assertThat(ofWebServer)
                .noneMatch(path -> path.startsWith("/q"))
                .filteredOn(path -> !path.startsWith("/api/v1"))
                .isSubsetOf(ingress().at("/spec/rules").findValuesAsText("path"));
    }

    private static JsonNode ingress() throws IOException, InterruptedException {
        return RenderedResources.of(BUREAU).named("Ingress", "sunwindow");
    }

    private static String annotation(JsonNode ingress, String name) {
        return ingress.at("/metadata/annotations")
                .path("nginx.ingress.kubernetes.io/" + name)
                .asText();
    }

    private static List<JsonNode> policiesOf(JsonNode template, RenderedResources resources) {
        return resources.ofKind("NetworkPolicy").stream()
                .filter(policy -> RenderedResources.selects(
                        policy.at("/spec/podSelector/matchLabels"), template.at("/metadata/labels")))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
