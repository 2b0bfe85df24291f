package org.sunwindow.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are those of the documentation and the sources of Prometheus. */
class ExpressionTest {

    private static final Map<String, String> TARGET = Map.of("namespace", "n", "job", "n/sunwindow");

    private final Samples samples = new Samples();

    /** Adds a scrape every 15 seconds, and returns the time of the last one. */
    private double scrape(String... texts) {
        double time = 0;
        for (String text : texts) {
            time += 15;
            samples.add(TARGET, time, text.isEmpty() ? null : text.replace("; ", "\n"));
        }
        return time;
    }

    private Map<Map<String, String>, Double> at(double time, String expression) {
        return Expression.parse(expression).at(samples, time).values();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a_total; 3",
                "a_total{k=\"x\"} / a_total{k=~\"x|y\"}; 1",
                "sum by (namespace) (b_total); 7",
                "max by (namespace) (b_total) > 4; 5",
                "10 - sum by (namespace) (b_total) / sum by (namespace) (b_total) + 2 * 3; 15",
                "sum by (namespace) (b_total) > 6 and sum by (namespace) (a_total) > 2; 7",
                "group by (namespace) (up{job=~\"(.+/)?sunwindow\"}) unless on (namespace) c_total; 1",
                "b_total{k!=\"x\",k!~\"z.*\"}; 5",
                "a_total == 4 or b_total{k=\"x\"}; 2",
                "absent(c_total); 1",
            })
    void expressionsHaveTheValuesOfPrometheus(String expression, double value) {
        double time = scrape("# HELP a_total all; a_total{k=\"x\",} 3.0; b_total{k=\"x\"} 2; b_total{k=\"y\"} 5");
        assertThat(at(time, expression).values()).containsExactly(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a_total > 3",
                "c_total",
                "absent(a_total)",
                "a_total and on (k) c_total",
                "a_total unless on (namespace) b_total",
                "rate(a_total[5m])"
            })
    void nothingIsNoElement(String expression) {
        double time = scrape("a_total{k=\"x\"} 3.0; b_total{k=\"x\"} 2");
        assertThat(at(time, expression)).isEmpty();
    }

    /** A counter that begins again at 0, and half an interval before the first sample that Prometheus adds. */
    @Test
    void increaseIsExtrapolated() {
        double time = scrape("a_total 100", "a_total 110", "a_total 5", "a_total 15");
        assertThat(at(time, "increase(a_total[5m])").values()).containsExactly(25 * 52.5 / 45);
        assertThat(at(time, "rate(a_total[5m])").values()).containsExactly(25 * 52.5 / 45 / 300);
        assertThat(at(time, "delta(a_total[5m])").values()).containsExactly(-85 * 52.5 / 45);
    }

    /** The first sample of a series is no increase, whatever its value. */
    @Test
    void increaseOfANewSeriesIsThatSinceItsFirstSample() {
        double time = scrape("b_total 1", "a_total 900", "a_total 900");
        assertThat(at(time, "increase(a_total[5m])").values()).containsExactly(0.0);
    }

    @Test
    void seriesEndWithTheScrapeThatLacksThem() {
        double time = scrape("a_total 1", "b_total 1", "");
        assertThat(at(time, "a_total")).isEmpty();
        assertThat(at(time, "b_total")).isEmpty();
        assertThat(at(time, "up").values()).containsExactly(0.0);
        assertThat(at(time, "last_over_time(b_total[1d])").values()).containsExactly(1.0);
        assertThat(at(time - 15, "b_total").values()).containsExactly(1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a_total >", "a_total > b_total", "median(a_total)", "a_total{k=}", "a ^ b", "a_total b", "5"})
    void whatIsNotKnownIsRefused(String expression) {
        double time = scrape("a_total 1");
        assertThatThrownBy(() -> at(time, expression)).isInstanceOf(IllegalArgumentException.class);
    }
}
