package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Compose file and the systemd unit, for one machine without Kubernetes, are consistent with the pods. */
class SingleMachineTest extends DeploymentFiles {

    private static final Path COMPOSE = Path.of("src/main/docker/compose.yaml");
    private static final Path COMPOSE_VARIABLES = Path.of("src/main/docker/sunwindow.env.example");
    private static final Path UNIT = Path.of("src/main/systemd/sunwindow.service");
    private static final Pattern VARIABLE = Pattern.compile("\\bSUNWINDOW_[A-Z_]+");

    @Test
    void variablesOfASingleMachineNameSettings() {
        assertThat(Stream.of(COMPOSE, COMPOSE_VARIABLES, UNIT).flatMap(SingleMachineTest::variables))
                .isNotEmpty()
                .allSatisfy(
                        variable -> assertThat(isKnown(variable)).as(variable).isTrue());
    }

    private static Stream<String> variables(Path file) {
        return VARIABLE.matcher(text(file)).results().map(MatchResult::group);
    }

    @Test
    void composeTakesWhatTheExampleLists() {
        List<String> listed = text(COMPOSE_VARIABLES)
                .lines()
                .filter(line -> line.endsWith("="))
                .map(line -> line.substring(0, line.length() - 1))
                .toList();
        assertThat(Pattern.compile("\\$\\{(\\w+):\\?}")
                        .matcher(text(COMPOSE))
                        .results()
                        .map(required -> required.group(1))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void composeIsAsTightAsThePods() {
        YamlNode service = read(COMPOSE).get("services", "sunwindow");
        assertThat(service.get("read_only").value()).isEqualTo(true);
        assertThat(service.get("cap_drop").value()).isEqualTo(List.of("ALL"));
        assertThat(service.get("stop_grace_period").text())
                .isEqualTo(pod.get("terminationGracePeriodSeconds").value() + "s");
        assertThat(service.get("ports").value()).asString().contains("127.0.0.1:");
        Path data = Path.of(service.get("volumes").items().getFirst().text().split(":")[1]);
        assertThat(indexDirectory()).startsWithRaw(data);
    }

    @Test
    void unitSetsEveryDirectory() {
        environment().forEach((name, value) -> {
            if (name.endsWith("_DIRECTORY")) {
                assertThat(text(UNIT)).contains("Environment=%s=%s\n".formatted(name, value));
            }
        });
        assertThat(text(UNIT))
                .contains("TimeoutStopSec="
                        + pod.get("terminationGracePeriodSeconds").value() + "\n");
    }

    /** Otherwise the JVM takes file names for ASCII. */
    @Test
    void filesMayHaveChineseNames() {
        assertThat(text(UNIT).lines()).contains("Environment=LANG=C.UTF-8");
    }
}
