package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods start, drain and multiply within what the service and its database need. */
@Tag("slow")
class PodLifecycleTest {

    /** A JVM of the packaged service took this long on a machine with twenty times as much work as processors. */
    private static final Duration SLOW_START = Duration.ofSeconds(90);

    /** {@code max_connections} of PostgreSQL by default, without those that it reserves. */
    private static final int CONNECTIONS_OF_DATABASE = 100 - 3;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "bureau", "province"})
    void probesLeaveTimeForASlowStartAndForAStall(String overlay) throws IOException, InterruptedException {
        JsonNode container = container(overlay);
        assertThat(untilFailure(container.path("startupProbe"))).isGreaterThan(SLOW_START.multipliedBy(2));
        assertThat(untilFailure(container.path("livenessProbe"))).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    /** Otherwise a balancer that follows readiness sends requests to a pod that accepts none. */
    @ParameterizedTest
    @ValueSource(strings = {"demo", "bureau", "province"})
    void readinessIsSeenToGoDownWhileThePodStillAnswers(String overlay) throws IOException, InterruptedException {
        assertThat(untilFailure(container(overlay).path("readinessProbe"))).isLessThan(ServiceDefaults.drain());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "bureau", "province"})
    void graceCoversTheDrainAndPendingRequests(String overlay) throws IOException, InterruptedException {
        int grace = deployment(overlay)
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt();
        Duration needed = ServiceDefaults.drain().plus(ServiceDefaults.shutdown());
        assertThat(Duration.ofSeconds(grace)).isGreaterThan(needed);
    }

    @Test
    void connectionsOfAllPodsFitTheDatabase() throws IOException, InterruptedException {
        var resources = RenderedResources.of(Path.of("k8s/overlays/province"));
        int pods = resources
                        .named("HorizontalPodAutoscaler", "sunwindow")
                        .at("/spec/maxReplicas")
                        .asInt()
                + deployment("province")
                        .at("/spec/strategy/rollingUpdate/maxSurge")
                        .asInt();
        assertThat(pods * ServiceDefaults.connections()).isBetween(1, CONNECTIONS_OF_DATABASE);
    }

    @Test
    void autoscalerHasSomethingToMeasureAndLeavesAPodWhileANodeIsDrained() throws IOException, InterruptedException {
        var resources = RenderedResources.of(Path.of("k8s/overlays/province"));
        JsonNode autoscaler = resources.named("HorizontalPodAutoscaler", "sunwindow");
        assertThat(container("province").at("/resources/requests/cpu").isMissingNode())
                .isFalse();
        assertThat(autoscaler.at("/spec/minReplicas").asInt())
                .isGreaterThan(resources
                        .named("PodDisruptionBudget", "sunwindow")
                        .at("/spec/maxUnavailable")
                        .asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bureau", "province"})
    void podsAreSpreadOverNodesAndZones(String overlay) throws IOException, InterruptedException {
        assertThat(deployment(overlay)
                        .at("/spec/template/spec/topologySpreadConstraints")
                        .findValuesAsText("topologyKey"))
                .containsExactlyInAnyOrder("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    }

    private static Duration untilFailure(JsonNode probe) {
        return Duration.ofSeconds((long) probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt());
    }

    private static JsonNode container(String overlay) throws IOException, InterruptedException {
        return deployment(overlay).at("/spec/template/spec/containers/0");
    }

    private static JsonNode deployment(String overlay) throws IOException, InterruptedException {
        return RenderedResources.of(Path.of("k8s/overlays", overlay)).named("Deployment", "sunwindow");
    }
}
