package org.sunwindow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the service tells its operators: metrics, what is built on them, and the access log. */
@Tag("slow")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ObservabilityTest.Logging.class)
class ObservabilityTest {

    public static final class Logging implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sunwindow.access-log.enabled", "true");
        }
    }

    private static final Path MONITORING = Path.of("k8s/observability");

    private static final Pattern SELECTORS =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(?:by|on|without) \\([^)]*\\)|\"[^\"]*\"");

    /** A name with an underscore that is no function. */
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+_[a-z0-9_]+\\b(?!\\()");

    private static final String QUERY = "王建国的低保申请";
    private static final String NUMBER = "990102261109999901";
    private static final String CODE = "735902";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    /** What was asked for, as it was sent and as it is encoded. */
    private static final List<String> PLANTED = List.of(
            QUERY,
            Sunwindow.encoded(QUERY),
            "王建国",
            NUMBER,
            CODE,
            "nobody-asks-for-this",
            "follower-17",
            Sunwindow.TOKEN,
            "demo-caller-token-not-for-production");

    private static Sunwindow sunwindow;
    private static Logged logged;

    /** Everything that is logged, with what the log names about the request. */
    private static final class Logged extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line instanceof ExtLogRecord extended) {
                lines.add(extended.getFormattedMessage() + " " + extended.getMdcCopy());
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing to release
        }
    }

    /** Once; the port is not known before the first test. */
    @BeforeEach
    void ask() {
        if (logged != null) {
            return;
        }
        sunwindow = Sunwindow.underTest();
        sunwindow.publishSamples("division", "disclosure");
        logged = new Logged();
        Logger.getLogger("").addHandler(logged);
        try {
            requests();
        } finally {
            Logger.getLogger("").removeHandler(logged);
        }
    }

    private static void requests() {
        for (int i = 0; i < 3; i++) {
            sunwindow.read("/divisions?size=7");
        }
        sunwindow.read("/search?q=" + Sunwindow.encoded(QUERY));
        sunwindow.read("/suggestions?q=" + Sunwindow.encoded("王建国"));
        sunwindow.get("/disclosures/nobody-asks-for-this");
        sunwindow.get("/nobody-asks-for-this?q=" + Sunwindow.encoded(QUERY));
        sunwindow.get("/divisions?size=" + NUMBER);
        sunwindow
                .request()
                .header("Authorization", "Bearer demo-caller-token-not-for-production")
                .header("End-User", "follower-17")
                .contentType("application/json")
                .body("{\"applicationNo\":\"%s\",\"factor\":{\"type\":\"QUERY_CODE\",\"value\":\"%s\"}}"
                        .formatted(NUMBER, CODE))
                .post("/status-queries");
        sunwindow
                .request()
                .header("Authorization", "Bearer demo-caller-token-not-for-production")
                .get("/case-subscriptions/follower-17");
        sunwindow
                .request()
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .get("/nosuch");
        sunwindow.send("disclosure", "{\"indexNo\":\"nobody-asks-for-this\",\"title\":\"%s\"}\n".formatted(QUERY));
    }

    private static String metrics() {
        return given().baseUri(sunwindow.management())
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void requestsAreCountedByOperationAndOutcome() {
        assertThat(metrics().lines())
                .anyMatch(line -> line.startsWith("sunwindow_http_requests_total{")
                        && line.contains("operation=\"listDivisions\"")
                        && line.contains("outcome=\"SUCCESS\"")
                        && line.contains("replayed=\"true\""))
                .anyMatch(line -> line.contains("operation=\"getDisclosure\"")
                        && line.contains("outcome=\"CLIENT_ERROR\"")
                        && line.contains("code=\"record.not-found\""))
                .anyMatch(line -> line.contains("operation=\"listDivisions\"") && line.contains("parameter.invalid"))
                .anyMatch(line -> line.contains("operation=\"none\"") && line.contains("code=\"path.not-found\""))
                .anyMatch(line -> line.equals("sunwindow_lookups_total{outcome=\"no_match\"} 1.0"))
                .noneMatch(line -> line.startsWith("http_server_requests"));
    }

    @Test
    void nothingThatWasAskedForIsInMetricsOrLogs() {
        assertThat(metrics()).doesNotContain(PLANTED);
        assertThat(logged.lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain(PLANTED));
    }

    @Test
    void accessLogHasThePathsOfTheContract() {
        assertThat(logged.lines)
                .anyMatch(line -> line.contains("GET /api/v1/divisions, 200"))
                .anyMatch(line -> line.contains("GET /api/v1/disclosures/{id}, 404"))
                .anyMatch(line -> line.contains("POST /api/v1/status-queries, 404"))
                .anyMatch(line -> line.contains("GET /api/v1/case-subscriptions/{id}, "))
                .anyMatch(line -> line.contains("GET -, 404"));
    }

    @Test
    void logNamesRequestTraceAndCaller() {
        assertThat(logged.lines)
                .anyMatch(line -> line.contains("requestId=sunwindow-test") && line.contains("traceId=" + TRACE))
                .anyMatch(line -> line.contains("POST /api/v1/status-queries") && line.contains("caller=demo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard.json", "alerts.yaml"})
    void everyMetricOfDashboardAndAlertsExists(String file) throws IOException {
        Set<String> used = used(MONITORING.resolve(file));
        assertThat(used).hasSizeGreaterThan(5);
        // some meters appear with the first answer of the database
        Sunwindow.await("metrics of " + file, () -> {
            var missing = new TreeSet<>(used);
            missing.removeAll(existing());
            return missing.isEmpty();
        });
    }

    private static Set<String> existing() {
        return metrics()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    /** Prometheus sees no increase in a series that appears with its first value. */
    @Test
    void seriesOfRunsBeginWithZero() {
        assertThat(metrics().lines())
                .contains("sunwindow_imports_runs_total{kind=\"hotline\",state=\"interrupted\"} 0.0")
                .contains("sunwindow_imports_lines_total{kind=\"application\",outcome=\"rejected\"} 0.0");
    }

    private static Set<String> used(Path file) throws IOException {
        var names = new LinkedHashSet<String>();
        Object content = file.toString().endsWith(".json")
                ? new ObjectMapper().readValue(file.toFile(), Map.class)
                : new Yaml().load(Files.readString(file));
        expressions(content)
                .forEach(expression -> METRIC.matcher(
                                SELECTORS.matcher(expression).replaceAll(""))
                        .results()
                        .forEach(name -> names.add(name.group())));
        return names;
    }

    /** Returns all values named {@code expr}. */
    private static List<String> expressions(Object node) {
        return switch (node) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .flatMap(entry -> entry.getKey().equals("expr")
                                ? List.of(entry.getValue().toString()).stream()
                                : expressions(entry.getValue()).stream())
                        .toList();
            case List<?> list ->
                list.stream().flatMap(item -> expressions(item).stream()).toList();
            default -> List.of();
        };
    }

    @Test
    void everyAlertHasASectionOfTheRunbook() throws IOException {
        List<String> alerts = Files.readString(MONITORING.resolve("alerts.yaml"))
                .lines()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.replaceFirst(".*- alert: ", ""))
                .toList();
        List<String> sections = Files.readString(Path.of("docs/runbook.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertThat(alerts).isNotEmpty().doesNotHaveDuplicates().isEqualTo(sections);
    }

    @Test
    void buildAndHealthAreOnThePortOfManagementOnly() {
        for (String path : List.of("/q/info", "/q/health", "/q/health/live", "/q/metrics")) {
            assertThat(given().baseUri(sunwindow.management()).get(path).statusCode())
                    .as(path)
                    .isEqualTo(200);
            assertThat(given().baseUri(sunwindow.base()).get(path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(given().baseUri(sunwindow.management())
                        .get("/q/info")
                        .jsonPath()
                        .getString("build.artifact"))
                .isEqualTo("sunwindow");
    }

    @Test
    void managementAnswersNothingThatMeansNothing() {
        assertThat(given().baseUri(sunwindow.management())
                        .get("/q/health/group/nosuch")
                        .statusCode())
                .isEqualTo(404);
        assertThat(given().baseUri(sunwindow.management()).post("/q/health").statusCode())
                .isEqualTo(405);
    }
}
