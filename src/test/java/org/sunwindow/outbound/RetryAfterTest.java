package org.sunwindow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    @Test
    void itIsSecondsOrADate() {
        assertThat(RetryAfter.of("120", NOW)).hasSeconds(120);
        assertThat(RetryAfter.of("Sun, 22 Nov 2026 02:05:00 GMT", NOW)).hasMinutes(5);
        assertThat(RetryAfter.of("Sun, 22 Nov 2026 01:05:00 GMT", NOW)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e9", "99999999999999999999", "2026-11-22"})
    void otherTextsAreNoWait(String header) {
        assertThat(RetryAfter.of(header, NOW)).isZero();
        assertThat(RetryAfter.of(null, NOW)).isZero();
    }
}
