package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The workflows of a public forge call scripts that exist, with the least permissions, and end. */
class WorkflowsTest {

    private static final Pattern SCRIPT = Pattern.compile("(?<![\\w./-])(script/\\w+|\\./mvnw)");

    static Stream<Path> workflows() throws IOException {
        return Files.list(Path.of(".github/workflows"));
    }

    private static Map<String, Object> read(Path workflow) throws IOException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).load(Files.readString(workflow));
    }

    @SuppressWarnings("unchecked")
    private static <T> T member(Object map, String name) {
        return (T) ((Map<String, Object>) map).get(name);
    }

    private static List<Map<String, Object>> steps(Map<String, Object> workflow) {
        var steps = new ArrayList<Map<String, Object>>();
        Map<String, Object> jobs = member(workflow, "jobs");
        jobs.values().forEach(job -> steps.addAll(WorkflowsTest.<List<Map<String, Object>>>member(job, "steps")));
        return steps;
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void jobsEndAndMayDoLittle(Path file) throws IOException {
        Map<String, Object> workflow = read(file);
        assertThat(workflow.get("permissions")).isEqualTo(Map.of("contents", "read"));
        Map<String, Object> jobs = member(workflow, "jobs");
        assertThat(jobs).isNotEmpty();
        jobs.forEach((name, job) -> {
            assertThat(WorkflowsTest.<Integer>member(job, "timeout-minutes"))
                    .as(name)
                    .isPositive();
            Object needs = member(job, "needs");
            if (needs != null) {
                assertThat(jobs.keySet())
                        .containsAll(needs instanceof List<?> list ? cast(list) : List.of((String) needs));
            }
        });
    }

    private static List<String> cast(List<?> names) {
        return names.stream().map(String.class::cast).toList();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void stepsUseVersionsAndCallScriptsThatExist(Path file) throws IOException {
        List<Map<String, Object>> steps = steps(read(file));
        var scripts = new ArrayList<String>();
        for (Map<String, Object> step : steps) {
            if (step.get("uses") instanceof String action) {
                assertThat(action).matches("[\\w-]+/[\\w-]+@v\\d+");
            }
            if (step.get("run") instanceof String command) {
                assertThat(command)
                        .as("names from outside are passed as variables")
                        .doesNotContain("${{");
                SCRIPT.matcher(command).results().map(MatchResult::group).forEach(scripts::add);
            }
        }
        assertThat(scripts)
                .isNotEmpty()
                .allSatisfy(script -> assertThat(Path.of(script)).isExecutable());
    }
}
