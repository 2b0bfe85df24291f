package org.sunwindow.index;

/** A cursor is malformed, outdated or of another request. Carries no stack trace: it is no defect. */
public final class InvalidCursorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidCursorException() {
        super("the cursor does not belong to the request", null, false, false);
    }
}
