package org.sunwindow.cases.lookup;

import java.time.Duration;
import java.time.Instant;
import org.sunwindow.cases.CaseSettings;

/**
 * Counts the failures of one number, user, address or caller in a time window, and locks it when they reach the budget.
 * Each lock is twice as long as the previous one. One doubling is taken back for each window that passes after a lock,
 * not all of them at once, so that pausing does not pay for an attacker. Immutable.
 *
 * @param failures    failures in the current window
 * @param windowEnds  end of the current window
 * @param locks       doublings of the next lock, at the time {@code lockedUntil}
 * @param lockedUntil end of the last lock
 * @param expiresAt   when the counter is discarded, because it equals {@link #NONE}
 */
record FailureCounter(int failures, Instant windowEnds, int locks, Instant lockedUntil, Instant expiresAt) {

    static final FailureCounter NONE = new FailureCounter(0, Instant.EPOCH, 0, Instant.EPOCH, Instant.EPOCH);

    /** Bounds the shift; the longest lock is reached long before. */
    private static final int MAX_DOUBLINGS = 30;

    boolean isLocked(Instant now) {
        return lockedUntil.isAfter(now);
    }

    /** Failures that count towards the next lock. */
    int failuresAt(Instant now) {
        return windowEnds.isAfter(now) && expiresAt.isAfter(now) ? failures : 0;
    }

    /** Returns the counter after one more failure. */
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
        int doublings = doublings(budget, now);
        Duration lock = budget.lock().multipliedBy(1L << doublings);
        boolean isLongest = lock.compareTo(budget.maxLock()) >= 0;
        Instant until = now.plus(isLongest ? budget.maxLock() : lock);
        int next = isLongest ? doublings : doublings + 1;
        // kept for at least one window; after that, a counter without doublings equals a new one
        Instant expiry = until.plus(budget.within().multipliedBy(Math.max(1, next)));
        return new FailureCounter(0, until, next, until, expiry);
    }

    private int doublings(CaseSettings.Budget budget, Instant now) {
        long windows = lockedUntil.isAfter(now)
                ? 0
                : Duration.between(lockedUntil, now).dividedBy(budget.within());
        return (int) Math.clamp(locks - windows, 0, MAX_DOUBLINGS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
