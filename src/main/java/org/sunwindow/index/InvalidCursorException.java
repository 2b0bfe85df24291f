package org.sunwindow.index;

/** A cursor is malformed, outdated or of another request. Carries no stack trace, because it is not a defect. */
public final class InvalidCursorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidCursorException() {
        super("the cursor does not belong to the request", null, false, false);
    }
}
