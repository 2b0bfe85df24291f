package org.sunwindow.http.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/** What a request must comply with before it is routed (RFC 9112). */
final class RequestRules {

    /** Characters of a host and a port besides letters and digits. */
    private static final String HOST_CHARACTERS = ".-:[]_%~!$&'()*+,;=";

    private RequestRules() {}

    /** The rule that a request breaks, {@code null} for none. */
    static Refusal broken(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        HttpVersion version = request.protocolVersion();
        boolean current = version.equals(HttpVersion.HTTP_1_1);
        if (!current && !version.equals(HttpVersion.HTTP_1_0)) {
            return Refusal.VERSION;
        }
        HttpHeaders headers = request.headers();
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || hosts.isEmpty() && current || hosts.size() == 1 && !isHost(hosts.getFirst())) {
            return Refusal.HOST;
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            boolean chunked =
                    encodings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.getFirst());
            if (!chunked || !current || headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
                return Refusal.TRANSFER_ENCODING;
            }
        }
        return null;
    }

    private static Refusal unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> Refusal.URI_TOO_LONG;
            case TooLongHttpHeaderException header -> Refusal.HEADERS_TOO_LARGE;
            case null, default -> Refusal.MALFORMED;
        };
    }

    private static boolean isHost(String host) {
        if (host.isEmpty()) {
            return false;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && HOST_CHARACTERS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
