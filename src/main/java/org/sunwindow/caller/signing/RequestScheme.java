package org.sunwindow.caller.signing;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * Covers the whole request: the hexadecimal HMAC of eight lines, which are the algorithm, method, path and query as they
 * are sent, key, time, nonce, and the digest of the body. The digest is a header, so that the sender is known before the
 * body is read; it is compared once the body was read.
 *
 * @param name of the scheme in the settings
 */
public record RequestScheme(
        String name,
        Algorithm algorithm,
        AsciiString key,
        AsciiString time,
        ChronoUnit unit,
        AsciiString nonce,
        AsciiString digest,
        AsciiString signature)
        implements SignatureScheme {

    private static final byte[] NO_BODY = {};

    public RequestScheme(
            String name,
            Algorithm algorithm,
            String key,
            String time,
            ChronoUnit unit,
            String nonce,
            String digest,
            String signature) {
        this(
                name,
                algorithm,
                SignatureHeaders.name(key),
                SignatureHeaders.name(time),
                unit,
                SignatureHeaders.name(nonce),
                SignatureHeaders.name(digest),
                SignatureHeaders.name(signature));
    }

    @Override
    public boolean signs(HttpServerRequest request) {
        return request.headers().contains(signature);
    }

    @Override
    public Signature read(HttpServerRequest request) {
        String sender = SignatureHeaders.text(request, key);
        String sent = SignatureHeaders.text(request, time);
        String once = SignatureHeaders.text(request, nonce);
        byte[] body = request.headers().contains(digest)
                ? SignatureHeaders.hex(SignatureHeaders.text(request, digest), digest)
                : algorithm.digest(NO_BODY);
        String uri = request.uri();
        int query = uri.indexOf('?');
        byte[] text = String.join(
                        "\n",
                        algorithm.label(),
                        request.method().name(),
                        query < 0 ? uri : uri.substring(0, query),
                        query < 0 ? "" : uri.substring(query + 1),
                        sender,
                        sent,
                        once,
                        HexFormat.of().formatHex(body))
                .getBytes(StandardCharsets.UTF_8);
        return new Signature(
                name,
                sender,
                SignatureHeaders.time(sent, time, unit),
                once,
                SignatureHeaders.hex(SignatureHeaders.text(request, signature), signature),
                secret -> algorithm.mac(secret, text),
                new Signature.Body(algorithm, body));
    }
}
