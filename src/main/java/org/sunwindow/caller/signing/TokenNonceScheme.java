package org.sunwindow.caller.signing;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.sunwindow.crypto.Sha256;

/**
 * Hexadecimal SHA-256(time + secret + nonce + time). A plain hash can be continued by anyone who knows one: the time at
 * its end, the padding and more would become part of a longer nonce. Padding is not visible ASCII, which is all that a
 * nonce may have. The signature covers neither address nor body.
 *
 * @param name of the scheme in the settings
 */
public record TokenNonceScheme(
        String name, AsciiString key, AsciiString time, ChronoUnit unit, AsciiString nonce, AsciiString signature)
        implements SignatureScheme {

    public TokenNonceScheme(String name, String key, String time, ChronoUnit unit, String nonce, String signature) {
        this(
                name,
                SignatureHeaders.name(key),
                SignatureHeaders.name(time),
                unit,
                SignatureHeaders.name(nonce),
                SignatureHeaders.name(signature));
    }

    @Override
    public boolean signs(HttpServerRequest request) {
        return request.headers().contains(signature);
    }

    @Override
    public Signature read(HttpServerRequest request) {
        String sent = SignatureHeaders.text(request, time);
        String once = SignatureHeaders.text(request, nonce);
        return new Signature(
                name,
                SignatureHeaders.text(request, key),
                SignatureHeaders.time(sent, time, unit),
                once,
                SignatureHeaders.hex(SignatureHeaders.text(request, signature), signature),
                secret -> hash(sent, secret, once),
                null);
    }

    private static byte[] hash(String time, byte[] secret, String nonce) {
        var text = new ByteArrayOutputStream();
        text.writeBytes(time.getBytes(StandardCharsets.UTF_8));
        text.writeBytes(secret);
        text.writeBytes((nonce + time).getBytes(StandardCharsets.UTF_8));
        return Sha256.of(text.toByteArray());
    }
}
