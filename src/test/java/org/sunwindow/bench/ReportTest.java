package org.sunwindow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmarks tell about their targets. */
class ReportTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "≤ 2              | 2     | false",
                "≤ 2              | 2.01  | true",
                "≤ 2              | NaN   | true",
                "≥ 2,500          | 2500  | false",
                "≥ 2,500          | 2499  | true",
                "≥ 0.7            | 0.69  | true",
                "≥ 1, aim: 2      | 1     | false",
                "≥ 1, aim: 2      | 0.9   | true",
                "≤ 128, native    | 500   | false",
                "–                | 500   | false",
                "''               | 500   | false"
            })
    void targetIsMissed(String target, double value, boolean missed) {
        var report = new Report();
        report.add("line", value, target);
        assertThat(report.missed()).hasSize(missed ? 1 : 0);
    }

    @Test
    void medianOfAllRoundsIsJudged() {
        var report = new Report();
        Stream.of(2.4, 1.1, 2.2).forEach(value -> report.add("**p99 beside others**, ms", value, "≤ 2"));
        Stream.of(2.4, 1.1, 1.2).forEach(value -> report.add("**p99 afterwards**, ms", value, "≤ 2"));
        assertThat(report.missed()).containsExactly("p99 beside others, ms is 2.20 instead of ≤ 2");
    }
}
