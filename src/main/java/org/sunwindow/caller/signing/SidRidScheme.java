package org.sunwindow.caller.signing;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * The signature of the national gateways: base64 of HMAC-SHA256(secret, sid + rid + rtime), where {@code rid} is the
 * sender and {@code sid} the service. Nothing separates the three, so {@code sid} and {@code rid} can be cut
 * differently without changing the signature. The signature itself is therefore what can be used once. It covers
 * neither address nor body.
 *
 * @param name of the scheme in the settings
 */
public record SidRidScheme(
        String name, AsciiString service, AsciiString key, AsciiString time, ChronoUnit unit, AsciiString signature)
        implements SignatureScheme {

    public SidRidScheme(String name, String service, String key, String time, ChronoUnit unit, String signature) {
        this(
                name,
                SignatureHeaders.name(service),
                SignatureHeaders.name(key),
                SignatureHeaders.name(time),
                unit,
                SignatureHeaders.name(signature));
    }

    @Override
    public boolean signs(HttpServerRequest request) {
        return request.headers().contains(signature);
    }

    @Override
    public Signature read(HttpServerRequest request) {
        String sid = SignatureHeaders.text(request, service);
        String rid = SignatureHeaders.text(request, key);
        String rtime = SignatureHeaders.text(request, time);
        byte[] sign = SignatureHeaders.base64(SignatureHeaders.text(request, signature), signature);
        byte[] text = (sid + rid + rtime).getBytes(StandardCharsets.UTF_8);
        return new Signature(
                name,
                rid,
                SignatureHeaders.time(rtime, time, unit),
                HexFormat.of().formatHex(sign),
                sign,
                secret -> Algorithm.HMAC_SHA256.mac(secret, text),
                null);
    }
}
