package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code k8s/observability} adds to an overlay. {@link ObservabilityTest} checks it against the metrics. */
@Tag("slow")
class MonitoringResourcesTest {

    private RenderedResources monitoring;
    private JsonNode pods;

    @BeforeEach
    void render() throws IOException, InterruptedException {
        monitoring = RenderedResources.of(Path.of("k8s/observability"));
        pods = RenderedResources.of(Path.of("k8s/overlays/bureau"))
                .named("Deployment", "sunwindow")
                .at("/spec/template");
    }

    @Test
    void everyKeyIsOneOfTheApiOrTheOperator() {
        assertThat(monitoring.all())
                .isNotEmpty()
                .allSatisfy(resource ->
                        assertThat(KubernetesTypes.unknownKeys(resource)).isEmpty());
    }

    @Test
    void metricsAreCollectedFromAPortThatThePolicyOpens() {
        JsonNode monitor = monitoring.named("PodMonitor", "sunwindow");
        JsonNode policy = monitoring.named("NetworkPolicy", "sunwindow-metrics");
        JsonNode labels = pods.at("/metadata/labels");
        assertThat(RenderedResources.selects(monitor.at("/spec/selector/matchLabels"), labels))
                .isTrue();
        assertThat(RenderedResources.selects(policy.at("/spec/podSelector/matchLabels"), labels))
                .isTrue();
        List<String> collected = monitor.at("/spec/podMetricsEndpoints").findValuesAsText("port");
        assertThat(collected).containsExactly("management");
        assertThat(policy.at("/spec/ingress").findValuesAsText("port")).isEqualTo(collected);
        assertThat(pods.at("/spec/containers/0/ports").findValuesAsText("name")).containsAll(collected);
    }
}
