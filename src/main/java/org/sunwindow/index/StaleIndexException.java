package org.sunwindow.index;

import java.time.Duration;

/** Withdrawals may be missing from what would be read. Carries no stack trace, because it is not a defect. */
public final class StaleIndexException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    public StaleIndexException(Duration retryAfter) {
        super("withdrawals may be missing from the index", null, false, false);
        this.retryAfter = retryAfter;
    }

    /** How long a client should wait before the next attempt. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
