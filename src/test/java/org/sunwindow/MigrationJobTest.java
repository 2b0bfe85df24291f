package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The job that migrates the schema is the service of the bureau, with its database and its limits. */
@Tag("slow")
class MigrationJobTest {

    private RenderedResources migration;
    private RenderedResources bureau;
    private JsonNode pod;
    private JsonNode job;

    @BeforeEach
    void render() throws IOException, InterruptedException {
        migration = RenderedResources.of(Path.of("k8s/migration"));
        bureau = RenderedResources.of(Path.of("k8s/overlays/bureau"));
        pod = bureau.named("Deployment", "sunwindow").at("/spec/template/spec");
        job = migration.named("Job", "sunwindow-migration").at("/spec/template/spec");
    }

    @Test
    void everyKeyIsOneOfTheApi() {
        assertThat(migration.all())
                .isNotEmpty()
                .allSatisfy(resource ->
                        assertThat(KubernetesTypes.unknownKeys(resource)).isEmpty());
    }

    @Test
    void itIsTheImageOfThePods() {
        assertThat(job.at("/containers/0/image")).isEqualTo(pod.at("/containers/0/image"));
        assertThat(migration.named("Job", "sunwindow-migration").at("/metadata/namespace"))
                .isEqualTo(bureau.named("Deployment", "sunwindow").at("/metadata/namespace"));
    }

    @Test
    void itHasTheDatabaseOfThePods() {
        Map<String, JsonNode> ofPods = variables(pod);
        Map<String, JsonNode> ofJob = variables(job);
        assertThat(ofJob).containsKeys("SUNWINDOW_DB_URL", "SUNWINDOW_DB_USER", "SUNWINDOW_DB_PASSWORD");
        ofJob.keySet().removeIf(name -> name.startsWith("QUARKUS_"));
        assertThat(ofPods).containsAllEntriesOf(ofJob);
    }

    /** See quarkus.init-and-exit: migrations are the only task of the service before it starts. */
    @Test
    void itMigratesAndEnds() {
        Map<String, JsonNode> variables = variables(job);
        for (String name : new String[] {"QUARKUS_INIT_AND_EXIT", "QUARKUS_FLYWAY_MIGRATE_AT_START"}) {
            assertThat(variables.get(name).path("value").asText()).as(name).isEqualTo("true");
        }
        assertThat(job.path("restartPolicy").asText()).isEqualTo("Never");
    }

    @Test
    void itIsAsUnprivilegedAsThePods() {
        assertThat(job.at("/containers/0/securityContext")).isEqualTo(pod.at("/containers/0/securityContext"));
        assertThat(job.path("securityContext").properties())
                .isSubsetOf(pod.path("securityContext").properties());
        assertThat(job.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(job.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(job.at("/containers/0/resources/limits/memory").isMissingNode())
                .isFalse();
    }

    @Test
    void noRequestOfThePublicReachesIt() {
        JsonNode labels = migration.named("Job", "sunwindow-migration").at("/spec/template/metadata/labels");
        assertThat(bureau.ofKind("Service"))
                .isNotEmpty()
                .noneMatch(service -> RenderedResources.selects(service.at("/spec/selector"), labels));
    }

    private static Map<String, JsonNode> variables(JsonNode pod) {
        return pod.at("/containers/0/env")
                .valueStream()
                .collect(Collectors.toMap(variable -> variable.path("name").asText(), variable -> variable));
    }
}
