package org.sunwindow.imports.source;

import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.outbound.OutboundException;

/** A source could not be fetched or imported. The message is in Chinese and repeats nothing of what was received. */
final class FetchException extends Exception {

    private static final long serialVersionUID = 1;

    @Schema(name = "ImportSourceFailure")
    enum Reason {
        /** The host, scheme, port or address is not allowed. */
        ADDRESS_FORBIDDEN,
        /** No connection, or it broke off. */
        UNREACHABLE,
        TIMEOUT,
        /** The certificate is not trusted or of another host. */
        CERTIFICATE,
        /** The status of the answer. */
        STATUS,
        /** Too many redirects, or one without an address. */
        REDIRECT,
        TOO_LARGE,
        /** The answer does not tell where its body ends. */
        LENGTH_UNKNOWN,
        /** The encoding or format of the file is not known. */
        FORMAT,
        /** The file cannot be imported. */
        FILE,
        /** The store or the memory is not available. */
        STORE
    }

    private final Reason reason;
    private final Duration retryAfter;

    FetchException(Reason reason, String message) {
        this(reason, message, Duration.ZERO);
    }

    /**
     * @param retryAfter what the server asked for
     */
    FetchException(Reason reason, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Returns why a file was not fetched: what was wrong with the answer, if there was one. */
    static FetchException of(OutboundException failure) {
        for (Throwable each = failure.getCause(); each != null; each = each.getCause()) {
            if (each instanceof FetchException own) {
                return own;
            }
        }
        return new FetchException(Reason.valueOf(failure.reason().name()), failure.getMessage());
    }

    Reason reason() {
        return reason;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
