package org.sunwindow.caller.signing;

import io.vertx.core.http.HttpServerRequest;
import org.sunwindow.http.ProblemException;

/** A way to sign requests. Thread-safe. */
public interface SignatureScheme {

    /** Whether the request has a signature of this scheme, right or wrong. */
    boolean signs(HttpServerRequest request);

    /**
     * Reads the signature of a request.
     *
     * @throws ProblemException if a header is missing, repeated or malformed
     */
    Signature read(HttpServerRequest request);
}
