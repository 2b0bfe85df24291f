package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The environment of the pods sets what the service reads, and no secret is in the repository. */
class DeploymentSettingsTest extends DeploymentFiles {

    @Test
    void everyVariableNamesASetting() {
        Set<String> variables = new LinkedHashSet<>(environment().keySet());
        patchedContainers().forEach(each -> variables.addAll(each.find("env").names()));
        dockerfiles().forEach(file -> variables.addAll(settingsIn(file).keySet()));
        assertThat(variables)
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(isKnown(variable))
                        .as("%s sets a property of Settings or application.properties", variable)
                        .isTrue());
    }

    /** Loads the settings as the service does and runs its start-up checks. */
    @Test
    void environmentPassesTheStartupChecks() {
        assertThat(StartupGuard.unfitForProduction(TestSettings.startupChecks(config())))
                .isEmpty();
    }

    /** The defaults are for a developer's machine. */
    @Test
    void databaseVariablesAreProvided() {
        var variables = new LinkedHashSet<String>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith("quarkus.datasource.")) {
                variables.addAll(expressions(properties.getProperty(name)));
            }
        }
        assertThat(variables).isNotEmpty().isSubsetOf(environment().keySet());
    }

    @Test
    void everyVariableReachesItsSetting() {
        Map<String, String> environment = environment();
        SmallRyeConfig config = config();
        Settings settings = config.getConfigMapping(Settings.class);
        assertThat(settings.publishers()).containsOnlyKeys("bureau");
        assertThat(settings.publishers().get("bureau").token())
                .isEqualTo(environment.get("SUNWINDOW_PUBLISHERS_BUREAU_TOKEN"));
        assertThat(settings.progress().secret()).isEqualTo(environment.get("SUNWINDOW_PROGRESS_SECRET"));
        assertThat(settings.index().directory()).isEqualTo(indexDirectory());
        assertThat(config.getValue("quarkus.datasource.jdbc.url", String.class))
                .isEqualTo(configMap.get("data", "db-url").text());
        assertThat(config.getValue("quarkus.datasource.username", String.class))
                .isEqualTo(configMap.get("data", "db-user").text());
        assertThat(config.getValue("quarkus.datasource.password", String.class))
                .isEqualTo(environment.get("SUNWINDOW_DB_PASSWORD"));
    }

    @Test
    void serviceLinksAreDisabled() {
        assertThat(pod.get("enableServiceLinks").value()).isEqualTo(false);
    }

    @Test
    void configMapHasExactlyTheReferencedKeys() {
        assertThat(references("configMapKeyRef", name(configMap)))
                .containsExactlyInAnyOrderElementsOf(configMap.get("data").keys());
    }

    @Test
    void documentedSecretHasExactlyTheReferencedKeys() {
        var documented = new LinkedHashSet<String>();
        var keys = KEY_OF_SECRET.matcher(text(BASE.resolve(KUSTOMIZATION)));
        while (keys.find()) {
            documented.add(keys.group(1));
        }
        assertThat(documented).containsExactlyInAnyOrder("db-password", "publisher-token", "progress-secret");
        assertThat(references("secretKeyRef", "sunwindow")).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void repositoryContainsNoSecret() {
        assertThat(files()).allSatisfy(file -> {
            assertThat(read(file).get("kind").text()).isNotEqualTo("Secret");
            assertThat(read(file).keys()).doesNotContain("secretGenerator");
        });
        assertThat(Stream.concat(Stream.of(configMap), patches().stream())
                        .flatMap(file -> file.find("data").map().values().stream()))
                .noneMatch(value -> value.toString().contains("password="));
        assertThat(container.get("env").items())
                .filteredOn(variable -> variable.get("name").text().matches(".*(PASSWORD|SECRET|PUBLISHERS).*"))
                .isNotEmpty()
                .allSatisfy(
                        variable -> assertThat(variable.get("valueFrom").keys()).containsExactly("secretKeyRef"));
    }
}
