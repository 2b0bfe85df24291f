package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are named, described where they are needed, and can be changed without a gap. */
@Tag("slow")
class PodSecretsTest {

    @ParameterizedTest
    @ValueSource(strings = {"overlays/bureau", "overlays/province"})
    void secretsThatAreRequiredAndThoseOfAChangeAreNamed(String kustomization)
            throws IOException, InterruptedException {
        var required = new TreeMap<String, Boolean>();
        for (JsonNode reference : references(kustomization)) {
            assertThat(reference.path("name").asText()).isEqualTo("sunwindow");
            required.put(
                    reference.path("key").asText(), !reference.path("optional").asBoolean());
        }
        assertThat(required)
                .isEqualTo(Map.of(
                        "db-password", true,
                        "progress-secret", true,
                        "publisher-token", true,
                        "progress-previous-secrets", false,
                        "publisher-next-token", false));
    }

    @Test
    void operatorsAreToldEveryKey() throws IOException, InterruptedException {
        for (String page : List.of("docs/operating.md", "docs/operating.zh-CN.md")) {
            String text = Files.readString(Path.of(page));
            assertThat(references("overlays/bureau"))
                    .isNotEmpty()
                    .allSatisfy(reference ->
                            assertThat(text).contains(reference.path("key").asText()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/demo", "overlays/bureau", "overlays/province", "migration"})
    void variablesNameSettings(String kustomization) throws IOException, InterruptedException {
        List<String> names = RenderedResources.of(Path.of("k8s", kustomization)).containers().stream()
                .filter(container -> container.path("image").asText().contains("/sunwindow:"))
                .flatMap(container -> container.path("env").findValuesAsText("name").stream())
                .filter(name -> name.matches("[A-Z0-9_]+"))
                .toList();
        assertThat(names)
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(ServiceDefaults.isVariable(name)).as(name).isTrue());
    }

    private static List<JsonNode> references(String kustomization) throws IOException, InterruptedException {
        return RenderedResources.of(Path.of("k8s", kustomization)).values("secretKeyRef");
    }
}
