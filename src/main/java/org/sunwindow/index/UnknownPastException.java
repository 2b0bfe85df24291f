package org.sunwindow.index;

import java.time.Instant;

/** Not all states are known that records had at an instant. Carries no stack trace, because it is not a defect. */
public final class UnknownPastException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Instant earliest;

    public UnknownPastException(Instant earliest) {
        super("known from " + earliest, null, false, false);
        this.earliest = earliest;
    }

    /** Returns the first instant from which all states are known. */
    public Instant earliest() {
        return earliest;
    }
}
