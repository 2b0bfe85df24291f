package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Compose file, the unit of systemd and the file of the web server fit the service and each other. */
class SingleMachineTest {

    private static final String COMPOSE = "src/main/docker/compose.yaml";
    private static final String VARIABLES = "src/main/docker/sunwindow.env.example";
    private static final String UNIT = "src/main/systemd/sunwindow.service";
    private static final String CREDENTIALS = "src/main/systemd/credentials.conf";

    private static final Pattern NAME = Pattern.compile("\\b(?:SUNWINDOW|QUARKUS)_[A-Z_]+\\b");
    private static final Pattern DIRECTORY = Pattern.compile("(SUNWINDOW_[A-Z]+_DIRECTORY)(?:=|: )(\\S+)");

    @ParameterizedTest
    @ValueSource(strings = {COMPOSE, VARIABLES, UNIT, CREDENTIALS, "src/main/nginx/sunwindow.conf"})
    void variablesNameSettings(String file) throws IOException {
        assertThat(NAME.matcher(text(file)).results().map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(ServiceDefaults.isVariable(name)).as(name).isTrue());
    }

    /** The index of the unit is where that of the image is, so operators find it in one place. */
    @Test
    void directoriesAreTheSameAndBelowWhatCanBeWritten() throws IOException {
        Map<String, String> ofUnit = directories(UNIT);
        assertThat(ofUnit)
                .isEqualTo(directories(COMPOSE))
                .hasSize(3)
                .allSatisfy((name, path) -> assertThat(path).startsWith("/var/lib/sunwindow/"));
        assertThat(text(UNIT)).contains("\nStateDirectory=sunwindow\n");
        assertThat(service("sunwindow").get("volumes").items())
                .singleElement()
                .satisfies(volume -> assertThat(volume.text()).endsWith(":/var/lib/sunwindow"));
    }

    @Test
    void portsAreThoseOfTheServiceAndOnlyOnTheMachine() throws IOException {
        assertThat(service("sunwindow").get("ports").items().stream().map(YamlNode::text))
                .containsExactly(
                        "127.0.0.1:%1$d:%1$d".formatted(ServiceDefaults.httpPort()),
                        "127.0.0.1:%1$d:%1$d".formatted(ServiceDefaults.managementPort()));
        assertThat(service("postgresql").keys()).doesNotContain("ports");
        assertThat(text(UNIT)).contains("QUARKUS_HTTP_HOST=127.0.0.1\n", "QUARKUS_MANAGEMENT_HOST=127.0.0.1\n");
        assertThat(WebServerFile.text()).contains("server 127.0.0.1:%d;".formatted(ServiceDefaults.httpPort()));
        assertThat(service("sunwindow")
                        .get("healthcheck", "test")
                        .items()
                        .getLast()
                        .text())
                .contains("/dev/tcp/127.0.0.1/%d ".formatted(ServiceDefaults.managementPort()), "/q/health/ready");
    }

    @Test
    void containersAreUnprivilegedAndLimited() throws IOException {
        for (String name : List.of("postgresql", "sunwindow")) {
            YamlNode container = service(name);
            assertThat(container.get("read_only").value()).isEqualTo(true);
            assertThat(container.get("cap_drop").value()).isEqualTo(List.of("ALL"));
            assertThat(container.get("security_opt").value()).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(container.get("user").text()).matches("[1-9]\\d*:[1-9]\\d*");
            assertThat(container.keys())
                    .contains("mem_limit", "pids_limit", "healthcheck", "restart")
                    .doesNotContain("privileged", "cap_add");
            assertThat(container.get("logging", "options").keys()).contains("max-size", "max-file");
        }
    }

    @Test
    void imagesAndVolumesAreNamed() throws IOException {
        assertThat(service("postgresql").get("image").text()).matches(".*:\\d[\\w.-]*");
        YamlNode compose = compose();
        assertThat(compose.get("services").keys().stream()
                        .flatMap(name -> compose.get("services", name, "volumes").items().stream())
                        .map(volume -> volume.text().split(":")[0]))
                .containsExactlyInAnyOrderElementsOf(compose.get("volumes").keys());
    }

    /** Whoever may send X-Forwarded-For is the gateway of the one network that has a port. */
    @Test
    void onlyTheWebServerIsTrusted() throws IOException {
        YamlNode front = compose().get("networks", "front", "ipam", "config");
        assertThat(service("sunwindow").get("environment", "SUNWINDOW_TRUSTED_PROXIES"))
                .isEqualTo(front.items().getFirst().get("gateway"));
        assertThat(compose().get("networks", "database", "internal").value()).isEqualTo(true);
        assertThat(service("postgresql").get("networks").value()).isEqualTo(List.of("database"));
        assertThat(WebServerFile.text()).contains("X-Forwarded-For $remote_addr;");
    }

    @Test
    void stoppingWaitsForTheDrainAndPendingRequests() throws IOException {
        Duration needed = ServiceDefaults.drain().plus(ServiceDefaults.shutdown());
        assertThat(Duration.ofSeconds(number(text(UNIT), "TimeoutStopSec=(\\d+)")))
                .isGreaterThan(needed);
        assertThat(Duration.ofSeconds(
                        number(service("sunwindow").get("stop_grace_period").text(), "(\\d+)s")))
                .isGreaterThan(needed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DynamicUser=yes",
                "ProtectSystem=strict",
                "NoNewPrivileges=yes",
                "CapabilityBoundingSet=",
                "Restart=on-failure",
                "EnvironmentFile=/etc/sunwindow/sunwindow.env",
                "SystemCallFilter=@system-service"
            })
    void unitIsConfined(String line) throws IOException {
        assertThat(text(UNIT).lines()).contains(line);
    }

    /** The names of the example, as properties. */
    @Test
    void credentialsAreTheSecretsOfTheExample() throws IOException {
        assertThat(text(CREDENTIALS).lines().filter(line -> line.endsWith("=…")))
                .containsExactly(
                        "#   quarkus.datasource.password=…",
                        "#   sunwindow.progress.secret=…",
                        "#   sunwindow.publishers.bureau.token=…");
        assertThat(text(VARIABLES).lines().filter(line -> line.matches("\\w+=")))
                .containsExactly(
                        "SUNWINDOW_DB_PASSWORD=",
                        "SUNWINDOW_PROGRESS_SECRET=",
                        "SUNWINDOW_PUBLISHERS_BUREAU_TOKEN=",
                        "SUNWINDOW_PUBLIC_ADDRESS=");
    }

    @Test
    void webServerPassesOnWhatTheServiceAccepts() throws IOException {
        String file = WebServerFile.text();
        assertThat(number(file, "client_max_body_size (\\d+)m;") * 1024 * 1024)
                .isGreaterThanOrEqualTo(ServiceDefaults.longestBody());
        assertThat(Duration.ofSeconds(number(file, "proxy_read_timeout (\\d+)s;")))
                .isGreaterThan(ServiceDefaults.longestWait());
        assertThat(Duration.ofSeconds(number(file, "keepalive_timeout (\\d+)s;")))
                .isLessThan(ServiceDefaults.idleConnection());
    }

    /** What was withdrawn must not come back, and queries must not be kept. */
    @Test
    void webServerServesNothingStaleAndLogsNoQuery() throws IOException {
        assertThat(WebServerFile.text())
                .contains("proxy_cache_use_stale off;", "access_log /var/log/nginx/sunwindow.log sunwindow;")
                .doesNotContain("stale-while", "$args", "\"$request\"");
        assertThat(WebServerFile.text().lines().filter(line -> line.startsWith("log_format")))
                .singleElement()
                .satisfies(format -> assertThat(format).doesNotContain("$request ", "$request_uri", "$query_string"));
    }

    @Test
    void composeTakesWhatTheExampleLists() throws IOException {
        assertThat(Pattern.compile("\\$\\{(\\w+):\\?}")
                        .matcher(text(COMPOSE))
                        .results()
                        .map(required -> required.group(1))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(text(VARIABLES)
                        .lines()
                        .filter(line -> line.endsWith("="))
                        .map(line -> line.substring(0, line.length() - 1))
                        .toList());
    }

    /** Otherwise the JVM takes file names for ASCII. */
    @Test
    void filesMayHaveChineseNames() throws IOException {
        assertThat(text(UNIT).lines()).contains("Environment=LANG=C.UTF-8");
    }

    private static Map<String, String> directories(String file) throws IOException {
        return DIRECTORY
                .matcher(text(file))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    private static long number(String text, String pattern) {
        return Stream.of(Pattern.compile(pattern).matcher(text))
                .filter(found -> found.find())
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not found: " + pattern));
    }

    private static YamlNode service(String name) throws IOException {
        return compose().get("services", name);
    }

    private static YamlNode compose() throws IOException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new YamlNode(new Yaml(new SafeConstructor(options)).load(text(COMPOSE)), COMPOSE);
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
