package org.sunwindow.http;

import java.time.Duration;
import java.util.List;

/** Ends a request with a {@link Problem}. It has no stack trace, because it is an answer and not a defect. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ProblemCode code;
    private final transient List<Problem.Item> errors;
    private final Duration retryAfter;
    private final transient Problem.Limit limit;

    private ProblemException(
            ProblemCode code, String detail, List<Problem.Item> errors, Duration retryAfter, Problem.Limit limit) {
        super(detail, null, false, false);
        this.limit = limit;
        this.code = code;
        this.errors = errors;
        this.retryAfter = retryAfter;
    }

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of(), null, null);
    }

    public ProblemException(ProblemCode code, String detail, List<Problem.Item> errors) {
        this(code, detail, errors, null, null);
    }

    /** A temporary refusal, with a {@code Retry-After}. */
    public static ProblemException retryAfter(ProblemCode code, String detail, Duration wait) {
        return new ProblemException(code, detail, List.of(), wait, null);
    }

    /** A refusal beyond a quota. */
    public static ProblemException limited(String detail, Duration wait, Problem.Limit limit) {
        return new ProblemException(ProblemCode.RATE_LIMITED, detail, List.of(), wait, limit);
    }

    public ProblemCode code() {
        return code;
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    public Problem problem() {
        Problem problem = Problem.of(code, code.status(), getMessage(), errors);
        return retryAfter == null ? problem : problem.temporary(ProblemMappers.seconds(retryAfter), limit);
    }
}
