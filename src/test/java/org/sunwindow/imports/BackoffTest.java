package org.sunwindow.imports.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private final Backoff earliest = new Backoff(() -> 0);
    private final Backoff latest = new Backoff(() -> 1);

    @ParameterizedTest
    @CsvSource({"1, 30, 60", "2, 60, 120", "5, 480, 960", "9, 7680, 15360", "10, 10800, 21600", "1000000, 10800, 21600"
    })
    void waitDoublesWithEachFailureUpToSixHours(int failures, long least, long most) {
        assertThat(earliest.afterFailure(failures, Duration.ZERO)).hasSeconds(least);
        assertThat(latest.afterFailure(failures, Duration.ZERO)).hasSeconds(most);
    }

    @Test
    void serverMayAskForALongerWaitOfUpToADay() {
        assertThat(earliest.afterFailure(1, Duration.ofMinutes(10))).hasMinutes(10);
        assertThat(earliest.afterFailure(10, Duration.ofMinutes(10))).hasHours(3);
        assertThat(earliest.afterFailure(1, Duration.ofDays(100))).hasDays(1);
    }

    @Test
    void sourcesDoNotStayInStep() {
        assertThat(earliest.afterSuccess(Duration.ofHours(1))).hasMinutes(60);
        assertThat(latest.afterSuccess(Duration.ofHours(1))).hasMinutes(66);
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(Backoff.retryAfter("120", NOW)).hasSeconds(120);
        assertThat(Backoff.retryAfter("Sun, 22 Nov 2026 02:05:00 GMT", NOW)).hasMinutes(5);
        assertThat(Backoff.retryAfter("Sun, 22 Nov 2026 01:05:00 GMT", NOW)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e9", "99999999999999999999", "2026-11-22"})
    void otherTextsAreNoWait(String header) {
        assertThat(Backoff.retryAfter(header, NOW)).isZero();
        assertThat(Backoff.retryAfter(null, NOW)).isZero();
    }
}
