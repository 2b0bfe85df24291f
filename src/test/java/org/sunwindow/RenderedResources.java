package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The resources of a kustomization as {@code kubectl kustomize} renders them. */
record RenderedResources(List<JsonNode> all) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Renders a kustomization. Skips the test where {@code kubectl} is not installed. */
    static RenderedResources of(Path kustomization) throws IOException, InterruptedException {
        assumeTrue(isInstalled("kubectl"), "kubectl is not installed: nothing is rendered");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", kustomization.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new RenderedResources(StreamSupport.stream(
                        new Yaml(new SafeConstructor(options)).loadAll(rendered).spliterator(), false)
                .map(document -> (JsonNode) JSON.valueToTree(document))
                .toList());
    }

    static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    List<JsonNode> ofKind(String kind) {
        return all.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode named(String kind, String name) {
        List<JsonNode> named = ofKind(kind).stream()
                .filter(resource -> resource.at("/metadata/name").asText().equals(name))
                .toList();
        assertThat(named).as(kind + " " + name).hasSize(1);
        return named.getFirst();
    }

    /** Returns the templates of all pods. */
    List<JsonNode> podTemplates() {
        return Stream.of("Deployment", "Job")
                .flatMap(kind -> ofKind(kind).stream())
                .map(owner -> owner.at("/spec/template"))
                .toList();
    }

    List<JsonNode> containers() {
        return podTemplates().stream()
                .flatMap(template -> template.at("/spec/containers").valueStream())
                .toList();
    }

    /** Returns all values of a key, wherever it stands. */
    List<JsonNode> values(String key) {
        return all.stream()
                .flatMap(resource -> resource.findValues(key).stream())
                .toList();
    }

    /** Returns whether labels satisfy a selector; an empty one selects everything. */
    static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.properties().stream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }
}
