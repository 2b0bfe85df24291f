package org.sunwindow.cases.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void quietWindowTakesBackOneDoubling() {
        FailureCounter counter = FailureCounter.NONE;
        Instant now = start;
        for (int lock = 0; lock < 4; lock++) {
            counter = fail(counter, NUMBER, 5, now);
            now = counter.lockedUntil();
        }
        assertThat(counter.locks()).isEqualTo(4);
        for (int days = 0; days <= 5; days++) {
            Instant later = now.plus(NUMBER.within().multipliedBy(days));
            FailureCounter next = fail(counter, NUMBER, 5, later);
            assertThat(Duration.between(later, next.lockedUntil()))
                    .as("after %d quiet days", days)
                    .isEqualTo(Duration.ofMinutes(15L << Math.max(0, 4 - days)));
        }
        assertThat(counter.expiresAt()).isEqualTo(now.plus(Duration.ofDays(4)));
    }

    private static FailureCounter fail(FailureCounter counter, CaseSettings.Budget budget, int failures, Instant now) {
        FailureCounter failed = counter;
        for (int i = 0; i < failures; i++) {
            failed = failed.increment(budget, now);
        }
        return failed;
    }

    /** The guesses that the settings name, of an attacker who rests after some locks for some hours. */
    @ParameterizedTest
    @CsvSource({
        "NUMBER, 1, 35", "NUMBER, 7, 65",
        "LOCKED_NUMBER, 1, 5", "LOCKED_NUMBER, 7, 35",
        "KNOWN_ASKER, 1, 5", "KNOWN_ASKER, 7, 35",
        "ALL_KNOWN_ASKERS, 1, 10", "ALL_KNOWN_ASKERS, 7, 70",
        "USER, 1, 70", "USER, 7, 130",
        "ADDRESS, 1, 210", "ADDRESS, 7, 390",
        "SUBNET, 1, 280", "SUBNET, 7, 520",
        "NETWORK, 1, 840", "NETWORK, 7, 1560"
    })
    void bestAttackerHasAsManyGuessesAsTheSettingsSay(FailureScope scope, int days, int guesses) {
        CaseSettings.Budget budget = TestSettings.cases(Map.of()).budgets().get(scope);
        int best = 0;
        for (int restsAfter = 1; restsAfter <= 8; restsAfter++) {
            for (int hours = 0; hours <= 48; hours++) {
                // one guess less than a lock, then a rest, avoids locks
                for (int spared = 0; spared <= 1; spared++) {
                    best = Math.max(best, guesses(budget, days, restsAfter, Duration.ofHours(hours), spared));
                }
            }
        }
        assertThat(best).isEqualTo(guesses);
    }

    private int guesses(CaseSettings.Budget budget, int days, int restsAfter, Duration rest, int spared) {
        FailureCounter counter = FailureCounter.NONE;
        int guesses = 0;
        Instant now = start;
        for (int round = 1; now.isBefore(start.plus(Duration.ofDays(days))); round++) {
            int tried = Math.max(1, budget.failures() - counter.failures() - spared);
            counter = fail(counter, budget, tried, now);
            guesses += tried;
            if (counter.isLocked(now)) {
                now = counter.lockedUntil();
            } else {
                now = counter.windowEnds();
            }
            if (round % restsAfter == 0) {
                now = now.plus(rest);
            }
        }
        return guesses;
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
