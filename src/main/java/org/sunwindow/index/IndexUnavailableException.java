package org.sunwindow.index;

import java.time.Duration;

/**
 * The index cannot be read now, because it is being opened or built. Carries no stack trace, because it is not a
 * defect.
 */
public final class IndexUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Duration retryAfter;

    public IndexUnavailableException(Duration retryAfter) {
        super("the index cannot be read now", null, false, false);
        this.retryAfter = retryAfter;
    }

    /** How long a client should wait before the next attempt. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
