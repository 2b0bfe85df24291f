package org.sunwindow.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The request header {@code X-Request-Id}, by which a caller and the log name the same request. It is logged, so it must
 * not be able to contain the number of a person.
 */
public final class RequestId {

    public static final String HEADER = "X-Request-Id";

    /** Key of the identifier in the log. */
    public static final String LOG_KEY = "requestId";

    private static final CharSequence NAME = AsciiString.cached(HEADER);

    private static final int MAX_LENGTH = 64;

    /** As many digits in a row as a mobile phone number has; identity documents and bank cards have more. */
    private static final int MAX_DIGITS = 10;

    /** Random identifiers that usually have so many digits by chance. */
    private static final Pattern RANDOM =
            Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private RequestId() {}

    /** Returns the identifier of a request, after {@link #settle}. */
    public static String of(HttpServerRequest request) {
        return request.getHeader(NAME);
    }

    /**
     * Keeps the identifier that a client sent if it is acceptable, or else puts a new one in its place, which it
     * returns. So everything that reads the header later reads an identifier of this service.
     */
    public static String settle(HttpHeaders headers) {
        String sent = headers.get(NAME);
        if (sent != null) {
            List<String> all = headers.getAll(NAME);
            if (all.size() == 1 && isAcceptable(sent)) {
                return sent;
            }
        }
        String created = create();
        headers.set(NAME, created);
        return created;
    }

    /** Adds an identifier to a response. */
    public static void addTo(HttpHeaders response, String id) {
        response.set(NAME, id);
    }

    /** Returns a new identifier. It is unique but not secret. */
    public static String create() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    /** Letters, digits and {@code . _ -}, of which the last three do not separate digits. */
    static boolean isAcceptable(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        int digits = 0;
        boolean numbered = false;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                numbered |= digits > MAX_DIGITS;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                digits = 0;
            } else if (c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !numbered || RANDOM.matcher(id).matches();
    }
}
