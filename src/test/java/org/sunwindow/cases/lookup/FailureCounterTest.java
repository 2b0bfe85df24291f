package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sunwindow.TestSettings;
import org.sunwindow.cases.CaseSettings;
import org.sunwindow.cases.FailureScope;

/** Failures, windows and locks. */
class FailureCounterTest {

    private static final CaseSettings.Budget NUMBER =
            TestSettings.cases(Map.of()).budgets().get(FailureScope.NUMBER);
    private static final CaseSettings.Budget CALLER =
            TestSettings.cases(Map.of()).budgets().get(FailureScope.CALLER);

    private final Instant start = Instant.parse("2026-11-22T02:00:00Z");

    @Test
    void fifthFailureLocks() {
        FailureCounter counter = FailureCounter.NONE;
        for (int i = 0; i < 4; i++) {
            counter = counter.increment(NUMBER, start.plusSeconds(i));
            assertThat(counter.isLocked(start.plusSeconds(i))).isFalse();
        }
        counter = counter.increment(NUMBER, start.plusSeconds(4));
        assertThat(counter.isLocked(start.plusSeconds(4))).isTrue();
        assertThat(counter.isLocked(start.plusSeconds(4).plus(NUMBER.lock()))).isFalse();
    }

    @Test
    void eachFurtherLockIsTwiceAsLongUpToADay() {
        FailureCounter counter = FailureCounter.NONE;
        Instant now = start;
        var locks = new ArrayList<Duration>();
        for (int lock = 0; lock < 9; lock++) {
            for (int failure = 0; failure < 5; failure++) {
                counter = counter.increment(NUMBER, now);
            }
            locks.add(Duration.between(now, counter.lockedUntil()));
            now = counter.lockedUntil();
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

    /** The number stated in the configuration and the README. */
    @Test
    void thirtyFiveGuessesOnTheFirstDay() {
        FailureCounter counter = FailureCounter.NONE;
        int guesses = 0;
        for (Instant now = start; now.isBefore(start.plus(Duration.ofDays(1))); now = now.plusSeconds(30)) {
            if (!counter.isLocked(now)) {
                counter = counter.increment(NUMBER, now);
                guesses++;
            }
        }
        assertThat(guesses).isEqualTo(35);
    }

    @Test
    void failuresAreForgottenAfterTheWindow() {
        FailureCounter counter = FailureCounter.NONE;
        for (int i = 0; i < 4; i++) {
            counter = counter.increment(NUMBER, start);
        }
        Instant later = start.plus(NUMBER.within());
        counter = counter.increment(NUMBER, later);
        assertThat(counter.isLocked(later)).isFalse();
        assertThat(counter.failures()).isEqualTo(1);
    }

    @Test
    void locksAreForgottenAfterAQuietWindow() {
        FailureCounter counter = FailureCounter.NONE;
        for (int i = 0; i < 10; i++) {
            counter = counter.increment(NUMBER, i < 5 ? start : start.plus(Duration.ofMinutes(16)));
        }
        assertThat(counter.locks()).isEqualTo(2);
        Instant quiet = counter.lockedUntil().plus(NUMBER.within());
        assertThat(counter.increment(NUMBER, quiet).locks()).isZero();
    }

    /** Many users of one caller mistype now and then. */
    @Test
    void busyCallerIsNotLockedByTypingErrors() {
        FailureCounter counter = FailureCounter.NONE;
        Instant now = start;
        for (int i = 0; i < 50_000; i++) {
            now = now.plusSeconds(1);
            counter = counter.increment(CALLER, now);
            assertThat(counter.isLocked(now)).isFalse();
        }
    }
}
