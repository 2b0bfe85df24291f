package org.sunwindow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.http.Outcome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.imports.run.ImportReject;

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

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** What others measure. */
    private static final Map<String, Map<String, Set<String>>> OF_OTHERS =
            Map.of("up", Map.of(), "kube_deployment_spec_replicas", Map.of("deployment", Set.of("sunwindow")));

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
        sendUnknownVersion();
    }

    private static void sendUnknownVersion() {
        try (var socket = new Socket("127.0.0.1", URI.create(sunwindow.base()).getPort())) {
            String request = "GET /nobody-asks-for-this?q=%s HTTP/2.7\r\nHost: a\r\n\r\n".formatted(NUMBER);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    void whatIsNoRequestIsCountedAndLoggedWithItsReason() {
        assertThat(metrics().lines())
                .anyMatch(line -> line.startsWith("sunwindow_connections_refused_total{reason=\"version\"} ")
                        && !line.endsWith(" 0.0"));
        assertThat(logged.lines).anyMatch(line -> line.matches("request [\\w-]+: refused, version .*"));
    }

    @Test
    void logNamesRequestTraceAndCaller() {
        assertThat(logged.lines)
                .anyMatch(line -> line.contains("requestId=sunwindow-test") && line.contains("traceId=" + TRACE))
                .anyMatch(line -> line.contains("POST /api/v1/status-queries") && line.contains("caller=demo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dashboard.json", "alerts.yaml"})
    void everyMetricLabelAndValueOfDashboardAndAlertsExists(String file) throws IOException {
        List<PromQl> expressions = MonitoringFiles.expressions(MONITORING.resolve(file));
        assertThat(expressions).hasSizeGreaterThan(5);
        // some meters appear with the first answer of the database
        Sunwindow.await("metrics of " + file, () -> {
            Set<String> existing = series().keySet();
            return expressions.stream().allMatch(each -> existing.containsAll(each.metrics()));
        });
        Map<String, Map<String, Set<String>>> series = series();
        assertThat(expressions)
                .allSatisfy(each ->
                        assertThat(each.faults(series)).as(each.expression()).isEmpty());
    }

    /** Returns the values of the labels of every metric: those that there are, and those that the code declares. */
    private static Map<String, Map<String, Set<String>>> series() {
        var series = new TreeMap<String, Map<String, Set<String>>>(OF_OTHERS);
        metrics().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Map<String, Set<String>> labels = series.computeIfAbsent(line.split("[{ ]", 2)[0], name -> new TreeMap<>());
            LABEL.matcher(line)
                    .results()
                    .forEach(found -> labels.computeIfAbsent(found.group(1), label -> new TreeSet<>())
                            .add(found.group(2)));
        });
        Map<String, Set<String>> requests = series.get("sunwindow_http_requests_total");
        Stream.of(ProblemCode.values()).map(ProblemCode::code).forEach(requests.get("code")::add);
        Stream.of(Outcome.values()).map(Outcome::name).forEach(requests.get("outcome")::add);
        Set<String> operations = operations();
        series.values().stream()
                .filter(labels -> labels.containsKey("operation"))
                .forEach(labels -> labels.get("operation").addAll(operations));
        Stream.of(ImportReject.Severity.values())
                .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                .forEach(series.getOrDefault("sunwindow_imports_findings_total", Map.of())
                        .getOrDefault("severity", new TreeSet<>())::add);
        return series;
    }

    /** Returns the identifiers of the operations of the contract. */
    private static Set<String> operations() {
        try (Stream<String> lines = Files.lines(Path.of("openapi/openapi.yaml"))) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("operationId: "))
                    .map(line -> line.substring("operationId: ".length()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prometheus sees no increase in a series that appears with its first value. */
    @Test
    void seriesOfRunsBeginWithZero() {
        assertThat(metrics().lines())
                .contains("sunwindow_imports_runs_total{kind=\"hotline\",state=\"interrupted\"} 0.0")
                .contains("sunwindow_imports_lines_total{kind=\"application\",outcome=\"rejected\"} 0.0")
                .contains("sunwindow_connections_refused_total{reason=\"connections\"} 0.0");
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
