package org.sunwindow.cases.lookup;

import java.time.Duration;
import java.time.Instant;
import org.sunwindow.cases.CaseSettings;

/**
 * Counts the failures of one number, user, address or caller in a time window, and locks it when they reach the budget.
 * Immutable.
 *
 * @param failures    failures in the current window
 * @param windowEnds  end of the current window
 * @param locks       consecutive locks
 * @param lockedUntil end of the last lock
 * @param expiresAt   when the counter is discarded
 */
record FailureCounter(int failures, Instant windowEnds, int locks, Instant lockedUntil, Instant expiresAt) {

    static final FailureCounter NONE = new FailureCounter(0, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH);

    /** Bounds the shift; the configured maximum is reached long before. */
    private static final int MAX_DOUBLINGS = 30;

    boolean isLocked(Instant now) {
        return lockedUntil.isAfter(now);
    }

    /** Returns the counter after one more failure. Each consecutive lock is twice as long as the previous one. */
    FailureCounter increment(CaseSettings.Budget budget, Instant now) {
        if (!expiresAt.isAfter(now)) {
            return NONE.count(budget, now, now.plus(budget.within()));
        }
        return windowEnds.isAfter(now)
                ? count(budget, now, windowEnds)
                : new FailureCounter(0, windowEnds, locks, lockedUntil, expiresAt)
                        .count(budget, now, now.plus(budget.within()));
    }

    private FailureCounter count(CaseSettings.Budget budget, Instant now, Instant ends) {
        if (failures + 1 < budget.failures()) {
            return new FailureCounter(failures + 1, ends, locks, lockedUntil, later(ends, expiresAt));
        }
        Duration lock = budget.lock().multipliedBy(1L << Math.min(locks, MAX_DOUBLINGS));
        Instant until = now.plus(lock.compareTo(budget.maxLock()) < 0 ? lock : budget.maxLock());
        return new FailureCounter(0, until, locks + 1, until, until.plus(budget.within()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
