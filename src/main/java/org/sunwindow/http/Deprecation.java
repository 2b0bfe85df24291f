package org.sunwindow.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A parameter or an operation that will not be there for ever. Responses to requests that use it say so (RFC 9745) and
 * until when it works (RFC 8594). It is declared beside what it concerns: the annotation in the contract has {@code
 * deprecated} and the two dates as extensions, which are the constants that this is made of.
 *
 * @param parameter name of a query parameter, {@code null} for the operation
 * @param since     day from which it should not be used any more
 * @param sunset    first day on which it may be missing
 */
public record Deprecation(String parameter, LocalDate since, LocalDate sunset) {

    /** Extension of the contract with the day from which something is deprecated. */
    public static final String SINCE = "x-deprecated-since";

    /** Extension of the contract with the first day on which something may be missing. */
    public static final String SUNSET = "x-sunset";

    /** A response that has it is not replayed from memory, because it would be sent without it. */
    public static final CharSequence HEADER = HttpHeaders.createOptimized("Deprecation");

    /** The format of RFC 9110, whose days always have two digits. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    /** The contract says what to use instead. */
    private static final String LINK = "</q/openapi>; rel=\"deprecation\"; type=\"application/yaml\"";

    /**
     * @param since  an ISO date
     * @param sunset an ISO date
     */
    public static Deprecation ofParameter(String parameter, String since, String sunset) {
        return new Deprecation(parameter, LocalDate.parse(since), LocalDate.parse(sunset));
    }

    /** Adds the headers to the response, if the request uses what is deprecated. */
    public void tell(HttpServerRequest request, UriInfo uri) {
        if (parameter == null || uri.getQueryParameters().containsKey(parameter)) {
            MultiMap headers = request.response().headers();
            headers.set(HEADER, "@" + since.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
            headers.set("Sunset", HTTP_DATE.format(sunset.atStartOfDay(ZoneOffset.UTC)));
            headers.add("Link", LINK);
        }
    }
}
