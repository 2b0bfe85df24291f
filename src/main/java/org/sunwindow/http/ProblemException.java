package org.sunwindow.http;

import java.time.Duration;
import java.util.List;

/** Ends a request with a {@link Problem}. It has no stack trace, because it is an answer and not a defect. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;
    private final transient List<Problem.Item> errors;
    private final Duration retryAfter;

    private ProblemException(ProblemCode code, String detail, List<Problem.Item> errors, Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = errors;
        this.retryAfter = retryAfter;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    public ProblemException(ProblemCode code, String detail, List<Problem.Item> errors) {
        this(code, detail, errors, null);
    }

    /** A temporary refusal, with a {@code Retry-After}. */
    public static ProblemException retryAfter(ProblemCode code, String detail, Duration wait) {
        return new ProblemException(code, detail, List.of(), wait);
    }

    public ProblemCode code() {
        return code;
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    public Problem problem() {
        return Problem.of(code, code.status(), getMessage(), errors);
    }
}
