package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Dockerfiles build images that the pods can run. */
class DockerfilesTest extends DeploymentFiles {

    @Test
    void dockerfilesBeginWithTheirBuildAndRunCommands() {
        assertThat(dockerfiles()).hasSize(2).allSatisfy(file -> {
            String kind = file.getFileName().toString().replace("Dockerfile.", "");
            assertThat(text(file).lines().takeWhile(line -> line.startsWith("#")))
                    .contains("#   docker build -f src/main/docker/Dockerfile.%1$s -t sunwindow:%1$s .".formatted(kind))
                    .anyMatch(line -> line.startsWith("#   docker run "))
                    .anyMatch(line -> line.endsWith(" sunwindow:" + kind));
        });
    }

    @Test
    void baseImagesAreVersioned() {
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(instructions(file, "FROM"))
                        .singleElement()
                        .asString()
                        .matches("[^ ]+:\\d[^ ]*"));
    }

    /** A profile that listens on the loopback address does so with both ports. */
    @Test
    void whatOpensThePublicPortOpensTheManagementPort() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            List<Path> opening = files.filter(Files::isRegularFile)
                    .filter(file -> text(file).contains("QUARKUS_HTTP_HOST"))
                    .toList();
            assertThat(opening)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(text(file)).contains("QUARKUS_MANAGEMENT_HOST"));
        }
    }

    /** The compiler's default refuses to start on older processors and many virtual machines. */
    @Test
    void nativeExecutableRunsOnEveryProcessorAndOperatorsAreTold() throws IOException {
        assertThat(properties.getProperty("quarkus.native.march")).isEqualTo("compatibility");
        for (String page : List.of("docs/operating.md", "docs/operating.zh-CN.md")) {
            assertThat(Files.readString(Path.of(page))).contains("quarkus.native.march=compatibility", "x86-64-v3");
        }
    }

    @Test
    void imagesExposeTheListeningPorts() {
        assertThat(dockerfiles())
                .allSatisfy(file ->
                        assertThat(instructions(file, "EXPOSE")).containsExactly(httpPort() + " " + managementPort()));
    }

    @Test
    void imagesRunAsTheUserOfThePods() {
        YamlNode context = pod.get("securityContext");
        String user = "%s:%s"
                .formatted(
                        context.get("runAsUser").value(),
                        context.get("runAsGroup").value());
        assertThat(dockerfiles())
                .allSatisfy(
                        file -> assertThat(instructions(file, "USER").getLast()).isEqualTo(user));
    }

    @Test
    void imagesUseTheDirectoriesOfThePods() {
        Map<String, String> directories = new TreeMap<>(environment());
        directories.keySet().removeIf(name -> !name.endsWith("_DIRECTORY"));
        assertThat(directories).containsKey("SUNWINDOW_INDEX_DIRECTORY");
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(settingsIn(file)).containsAllEntriesOf(directories));
    }

    /** Otherwise the default is below the working directory, which cannot be written to. */
    @Test
    void podsSetEveryDirectory() {
        assertThat(properties().stringPropertyNames().stream()
                        .filter(name -> name.startsWith("sunwindow.") && name.endsWith(".directory"))
                        .map(DockerfilesTest::variable))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(environment()).containsKey(name));
    }

    private static String variable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }

    /** Otherwise the JVM takes file names for ASCII. */
    @Test
    void filesMayHaveChineseNames() {
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(instructions(file, "ENV")).contains("LANG=C.UTF-8"));
    }

    @Test
    void copiedFilesAreInTheDockerContext() {
        List<String> sent = text(Path.of(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(dockerfiles())
                .allSatisfy(file -> assertThat(instructions(file, "COPY"))
                        .isNotEmpty()
                        .allSatisfy(copy -> assertThat(sent)
                                .anyMatch(path ->
                                        copy.replaceFirst("^--\\S+ ", "").startsWith(path))));
    }
}
