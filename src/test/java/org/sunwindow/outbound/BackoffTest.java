package org.sunwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff earliest = new Backoff(Duration.ofHours(6), () -> 0);
    private final Backoff latest = new Backoff(Duration.ofHours(6), () -> 1);

    @ParameterizedTest
    @CsvSource({"1, 30, 60", "2, 60, 120", "5, 480, 960", "9, 7680, 15360", "10, 10800, 21600", "1000000, 10800, 21600"
    })
    void waitDoublesWithEachFailureUpToTheLongest(int failures, long least, long most) {
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
}
