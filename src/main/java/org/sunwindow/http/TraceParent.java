package org.sunwindow.http;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The request header {@code traceparent} (W3C Trace Context), by which the log names the trace that a request belongs to. */
final class TraceParent {

    /** Key of the trace in the log. */
    static final String LOG_KEY = "traceId";

    private static final CharSequence HEADER = AsciiString.cached("traceparent");

    private static final Pattern FIELDS =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    private static final Pattern ZERO = Pattern.compile("0+");

    private TraceParent() {}

    /** Returns the identifier of the trace, empty without a valid header. */
    static Optional<String> traceId(HttpServerRequest request) {
        String sent = request.getHeader(HEADER);
        return sent == null ? Optional.empty() : traceId(sent);
    }

    static Optional<String> traceId(String header) {
        Matcher fields = FIELDS.matcher(header);
        return fields.matches() && isVersion(fields.group(1), fields.group(4) != null) && isSet(fields.group(3))
                ? Optional.of(fields.group(2)).filter(TraceParent::isSet)
                : Optional.empty();
    }

    /** There is no version ff, and version 00 has four fields; later ones may have more. */
    private static boolean isVersion(String version, boolean hasMore) {
        return !version.equals("ff") && !(hasMore && version.equals("00"));
    }

    private static boolean isSet(String id) {
        return !ZERO.matcher(id).matches();
    }
}
