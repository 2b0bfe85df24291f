package org.sunwindow.http.connection;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;

/** What a request must comply with before it is routed (RFC 9112). */
final class RequestRules {

    /** Characters of a host name besides letters and digits. */
    private static final String NAME_CHARACTERS = ".-_~!$&'()*+,;=";

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
        if (!isTarget(request.uri()) || headers.contains("")) {
            return Refusal.MALFORMED;
        }
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || hosts.isEmpty() && current || hosts.size() == 1 && !isHost(hosts.getFirst())) {
            return Refusal.HOST;
        }
        if (isRepeated(headers, HttpHeaderNames.AUTHORIZATION) || isRepeated(headers, HttpHeaderNames.CONTENT_TYPE)) {
            return Refusal.REPEATED;
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

    /**
     * Whether a part of a body cannot be read, or has trailers, which are not needed, and which proxies read
     * differently.
     */
    static boolean isMalformed(HttpContent content) {
        return content.decoderResult().isFailure()
                || content instanceof LastHttpContent last
                        && !last.trailingHeaders().isEmpty();
    }

    private static Refusal unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException line -> Refusal.URI_TOO_LONG;
            case TooLongHttpHeaderException header -> Refusal.HEADERS_TOO_LARGE;
            case null, default -> Refusal.MALFORMED;
        };
    }

    /** Whether a header that has one value occurs twice. A proxy may have read the other one. */
    private static boolean isRepeated(HttpHeaders headers, CharSequence name) {
        return headers.contains(name) && headers.getAll(name).size() > 1;
    }

    /**
     * An absolute path, or a whole address as proxies send it. A user before the host could be mistaken for the host. A
     * fragment is not sent; some proxies cut it off, and others take it for a part of the path.
     */
    private static boolean isTarget(String uri) {
        return uri.indexOf('#') < 0
                && (uri.startsWith("/")
                        || uri.regionMatches(true, 0, "http://", 0, 7) && !hasUser(uri, 7)
                        || uri.regionMatches(true, 0, "https://", 0, 8) && !hasUser(uri, 8));
    }

    private static boolean hasUser(String uri, int from) {
        for (int i = from; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c == '@') {
                return true;
            }
            if (c == '/' || c == '?') {
                return false;
            }
        }
        return false;
    }

    /** A name or an address, and perhaps a port. The server cannot read any other form. */
    private static boolean isHost(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        if (end < 0) {
            end = host.length();
        }
        return end > 0 && (host.startsWith("[") ? isAddress(host, end - 1) : isName(host, end)) && isPort(host, end);
    }

    private static boolean isAddress(String host, int end) {
        for (int i = 1; i < end; i++) {
            char c = host.charAt(i);
            if (Character.digit(c, 16) < 0 && c != ':' && c != '.' || c >= 0x80) {
                return false;
            }
        }
        return end > 1;
    }

    private static boolean isName(String host, int end) {
        for (int i = 0; i < end; i++) {
            char c = host.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && NAME_CHARACTERS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPort(String host, int from) {
        if (from == host.length()) {
            return true;
        }
        int port = 0;
        for (int i = from + 1; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = Math.min(port * 10 + c - '0', 100_000);
        }
        return host.charAt(from) == ':' && host.length() > from + 1 && port <= 0xFFFF;
    }
}
