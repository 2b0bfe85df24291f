package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The files of Kustomize refer to each other and to the base. */
class KustomizeTest extends DeploymentFiles {

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
}
