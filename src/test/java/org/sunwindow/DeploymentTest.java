package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The resources of Kubernetes are consistent with each other and with the service. */
class DeploymentTest extends DeploymentFiles {

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
}
