package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestSettings;

/** How often one may be wrong, and what comes then. */
class FailureCounterTest {

    private static final CaseSettings.Budget NUMBER =
            TestSettings.progress(Map.of()).budgets().get(FailureScope.NUMBER);
    private static final CaseSettings.Budget CALLER =
            TestSettings.progress(Map.of()).budgets().get(FailureScope.CALLER);

    private final Instant start = Instant.parse("2026-11-22T02:00:00Z");

    @Test
    void fifthFailureLocks() {
        FailureCounter guard = FailureCounter.NONE;
        for (int i = 0; i < 4; i++) {
            guard = guard.failed(NUMBER, start.plusSeconds(i));
            assertThat(guard.isLocked(start.plusSeconds(i))).isFalse();
        }
        guard = guard.failed(NUMBER, start.plusSeconds(4));
        assertThat(guard.isLocked(start.plusSeconds(4))).isTrue();
        assertThat(guard.isLocked(start.plusSeconds(4).plus(NUMBER.lock()))).isFalse();
    }

    @Test
    void eachFurtherLockIsTwiceAsLongUpToADay() {
        FailureCounter guard = FailureCounter.NONE;
        Instant now = start;
        var locks = new ArrayList<Duration>();
        for (int lock = 0; lock < 9; lock++) {
            for (int failure = 0; failure < 5; failure++) {
                guard = guard.failed(NUMBER, now);
            }
            locks.add(Duration.between(now, guard.lockedUntil()));
            now = guard.lockedUntil();
        }
        assertThat(locks)
                .isEqualTo(List.of(
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofHours(4),
                        Duration.ofHours(8),
                        Duration.ofHours(16),
                        Duration.ofHours(24),
                        Duration.ofHours(24)));
    }

    /** The number that the configuration and the README name. */
    @Test
    void thirtyFiveGuessesOnTheFirstDay() {
        FailureCounter guard = FailureCounter.NONE;
        int guesses = 0;
        for (Instant now = start; now.isBefore(start.plus(Duration.ofDays(1))); now = now.plusSeconds(30)) {
            if (!guard.isLocked(now)) {
                guard = guard.failed(NUMBER, now);
                guesses++;
            }
        }
        assertThat(guesses).isEqualTo(35);
    }

    @Test
    void failuresAreForgottenAfterTheWindow() {
        FailureCounter guard = FailureCounter.NONE;
        for (int i = 0; i < 4; i++) {
            guard = guard.failed(NUMBER, start);
        }
        Instant later = start.plus(NUMBER.within());
        guard = guard.failed(NUMBER, later);
        assertThat(guard.isLocked(later)).isFalse();
        assertThat(guard.failures()).isEqualTo(1);
    }

    @Test
    void locksAreForgottenAfterAQuietWindow() {
        FailureCounter guard = FailureCounter.NONE;
        for (int i = 0; i < 10; i++) {
            guard = guard.failed(NUMBER, i < 5 ? start : start.plus(Duration.ofMinutes(16)));
        }
        assertThat(guard.locks()).isEqualTo(2);
        Instant quiet = guard.lockedUntil().plus(NUMBER.within());
        assertThat(guard.failed(NUMBER, quiet).locks()).isZero();
    }

    /** People mistype all day long: that adds up to nothing. */
    @Test
    void busyCallerIsNotLockedByWhatPeopleMistype() {
        FailureCounter guard = FailureCounter.NONE;
        Instant now = start;
        for (int i = 0; i < 50_000; i++) {
            now = now.plusSeconds(1);
            guard = guard.failed(CALLER, now);
            assertThat(guard.isLocked(now)).isFalse();
        }
    }
}
