package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the alerts and the dashboard, whatever the service measures. */
class AlertsTest {

    private static final Path MONITORING = Path.of("k8s/observability");
    private static final Path ALERTS = MONITORING.resolve("alerts.yaml");

    /** Code, and names of panels, which are in italics. */
    private static final Pattern CODE = Pattern.compile("`[^`]+`|(?<!\\*)\\*[A-Z][^*]+\\*(?!\\*)");

    private static final Pattern ANCHOR = Pattern.compile("\\(#([a-z]+)\\)");

    private static List<String> alerts() throws IOException {
        return Files.readString(ALERTS)
                .lines()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.replaceFirst(".*- alert: ", ""))
                .toList();
    }

    private static List<String> sections(String page) throws IOException {
        return Files.readString(Path.of(page))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/runbook.md", "docs/runbook.zh-CN.md"})
    void everyAlertHasASectionOfTheRunbook(String page) throws IOException {
        assertThat(alerts()).isNotEmpty().doesNotHaveDuplicates().isEqualTo(sections(page));
        assertThat(ANCHOR.matcher(Files.readString(Path.of(page))).results().map(found -> found.group(1)))
                .isNotEmpty()
                .isSubsetOf(alerts().stream()
                        .map(alert -> alert.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** The same settings, addresses, log lines and panels. */
    @Test
    void runbooksNameTheSameThings() throws IOException {
        assertThat(code("docs/runbook.zh-CN.md")).isEqualTo(code("docs/runbook.md"));
    }

    private static List<String> code(String page) throws IOException {
        return CODE.matcher(Files.readString(Path.of(page)))
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"docs/runbook.md, runbook.zh-CN.md", "docs/runbook.zh-CN.md, runbook.md"})
    void runbooksLinkToEachOther(String page, String other) throws IOException {
        assertThat(Files.readString(Path.of(page))).contains("](" + other + ")");
    }

    /** Several bureaus may share one Prometheus: what is well in one namespace must not hide what is not in another. */
    @Test
    void everyAlertIsAboutOneNamespace() throws IOException {
        List<PromQl> expressions = MonitoringFiles.expressions(ALERTS);
        assertThat(expressions).hasSameSizeAs(alerts()).allSatisfy(each -> {
            assertThat(each.aggregatesBy("namespace")).as(each.expression()).isTrue();
            // absent() has no namespace; beside it stands what has
            assertThat(each.expression().replaceAll("or absent\\(", "")).doesNotContain("absent");
        });
    }

    @Test
    void panelsShowTheChosenNamespaces() throws IOException {
        assertThat(MonitoringFiles.expressions(MONITORING.resolve("dashboard.json")))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.expression()).contains("{namespace=~\"$namespace\""));
    }
}
