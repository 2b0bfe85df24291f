package org.sunwindow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {

    private static final Map<String, Map<String, Set<String>>> SERIES = Map.of(
            "runs_total",
            Map.of("kind", Set.of("disclosure", "notice"), "state", Set.of("completed", "interrupted")),
            "requests_total",
            Map.of("code", Set.of("none", "export.pending", "attachment.pending"), "operation", Set.of("listOffices")),
            "up",
            Map.of());

    private static List<String> faults(String expression) {
        return new PromQl(expression).faults(SERIES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (namespace, kind) (increase(runs_total{state=\"interrupted\"}[15m])) > 0",
                "runs_total{state=~\"completed|interrupted\",kind!=\"notice\"}",
                "sum(requests_total{code!~\"(export|attachment).pending\"}) / sum(requests_total)",
                "requests_total{operation=~\"list.*\"} and on (namespace) runs_total",
                "group by (namespace) (last_over_time(up{job=~\"(.+/)?sunwindow\"}[1d])) unless on (namespace) runs_total",
                "histogram_quantile(0.95, sum by (code) (rate(requests_total{namespace=~\"$namespace\"}[5m])))"
            })
    void whatExistsIsNoFault(String expression) {
        assertThat(faults(expression)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sum(runs_totl); no metric runs_totl",
                "sum(runs_total{state=\"interupted\"}); runs_total: no state is interupted",
                "sum(runs_total{state!=\"interupted\"}); runs_total: no state is interupted",
                "sum(runs_total{state=~\"completed|interupted\"}); runs_total: no state is interupted",
                "sum(requests_total{code!~\"(export|atachment).pending\"}); requests_total: no code is atachment.pending",
                "sum(requests_total{operation=~\"get.*\"}); requests_total: no operation is get.*",
                "sum(runs_total{outcome=\"interrupted\"}); runs_total has no label outcome",
                "sum by (kinds) (runs_total); nothing has the label kinds"
            })
    void whatDoesNotExistIsAFault(String expression, String fault) {
        assertThat(faults(expression)).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "runs_total > 0; true",
                "sum by (namespace) (runs_total); true",
                "sum by (kind, namespace) (runs_total); true",
                "max(runs_total); false",
                "sum by (kind) (runs_total); false",
                "sum by (namespace) (runs_total) / sum(runs_total); false"
            })
    void aggregationsAreToldApartByWhatTheyKeep(String expression, boolean keeps) {
        assertThat(new PromQl(expression).aggregatesBy("namespace")).isEqualTo(keeps);
    }

    @Test
    void metricsAreNamedWithoutFunctionsLabelsAndValues() {
        assertThat(new PromQl("sum by (code_x) (rate(requests_total{a=\"b_c\"}[5m])) / last_over_time(runs_total[1d])")
                        .metrics())
                .containsExactly("requests_total", "runs_total");
    }
}
