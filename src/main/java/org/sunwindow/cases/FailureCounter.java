package org.sunwindow.cases;

import java.time.Duration;
import java.time.Instant;

/**
 * What is remembered of the failures of one number, user, address or caller.
 *
 * @param failures    since the window began
 * @param windowEnds  until when failures are counted together
 * @param locks       in a row
 * @param lockedUntil end of the last lock
 * @param expiresAt   from when on nothing is remembered
 */
record FailureCounter(int failures, Instant windowEnds, int locks, Instant lockedUntil, Instant expiresAt) {

    static final FailureCounter NONE = new FailureCounter(0, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH);

    /** More doublings than any lock has. */
    private static final int MAX_DOUBLINGS = 30;

    boolean isLocked(Instant now) {
        return lockedUntil.isAfter(now);
    }

    /** After one more failure. Each lock is twice as long as the one before. */
    FailureCounter failed(CaseSettings.Budget budget, Instant now) {
        if (!expiresAt.isAfter(now)) {
            return NONE.counted(budget, now, now.plus(budget.within()));
        }
        return windowEnds.isAfter(now)
                ? counted(budget, now, windowEnds)
                : new FailureCounter(0, windowEnds, locks, lockedUntil, expiresAt)
                        .counted(budget, now, now.plus(budget.within()));
    }

    private FailureCounter counted(CaseSettings.Budget budget, Instant now, Instant ends) {
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
