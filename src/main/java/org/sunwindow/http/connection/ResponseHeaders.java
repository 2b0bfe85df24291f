package org.sunwindow.http.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.sunwindow.http.RequestId;

/** The headers that every response has, wherever it is created. Thread-safe. */
final class ResponseHeaders {

    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");
    private static final AsciiString REFERRER_POLICY = AsciiString.cached("Referrer-Policy");
    private static final AsciiString NO_REFERRER = AsciiString.cached("no-referrer");

    /** Responses are data. A browser that shows one as a page loads and runs nothing. */
    private static final AsciiString DATA_ONLY = AsciiString.cached("default-src 'none'; frame-ancestors 'none'");

    /** The pages that show the contract; they have scripts and styles of their own. */
    private static final AsciiString OWN_PAGES = AsciiString.cached(
            "default-src 'self'; script-src 'self' 'unsafe-inline';"
                    + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'");

    private static final String PAGES = "/q/swagger-ui";

    /** The format of {@code Date}, whose days always have two digits (RFC 9110). */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private record Written(long second, AsciiString text) {}

    private final Clock clock;
    private volatile Written date = new Written(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

    ResponseHeaders(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds the headers to a response.
     *
     * @param uri of the request, may be {@code null}
     * @param id  of the request
     */
    void addTo(HttpHeaders headers, String uri, String id) {
        headers.set(HttpHeaderNames.DATE, date())
                .set(CONTENT_TYPE_OPTIONS, NO_SNIFF)
                .set(REFERRER_POLICY, NO_REFERRER);
        RequestId.addTo(headers, id);
        // uploaded files state a stricter policy
        if (!headers.contains(HttpHeaderNames.CONTENT_SECURITY_POLICY)) {
            headers.set(
                    HttpHeaderNames.CONTENT_SECURITY_POLICY,
                    uri != null && uri.startsWith(PAGES) ? OWN_PAGES : DATA_ONLY);
        }
    }

    private AsciiString date() {
        long second = clock.millis() / 1000;
        Written written = date;
        if (written.second() != second) {
            written = new Written(second, AsciiString.cached(FORMAT.format(Instant.ofEpochSecond(second))));
            date = written;
        }
        return written.text();
    }
}
