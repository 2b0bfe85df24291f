package org.sunwindow.caller.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.sunwindow.crypto.Sha256;

/** Signs requests as a caller does. Written without the schemes that it tests. */
public record TestSigner(String key, String secret) {

    private static final AtomicLong NONCES = new AtomicLong();

    public static TestSigner demo() {
        return new TestSigner("demo", "demo-caller-secret-not-for-production");
    }

    public Map<String, String> gateway(Instant time) {
        return sidRid("gjzwfwpt", "a-service", time);
    }

    public Map<String, String> sidRid(String prefix, String sid, Instant time) {
        String rtime = Long.toString(time.toEpochMilli());
        var headers = new LinkedHashMap<String, String>();
        headers.put(prefix + "_sid", sid);
        headers.put(prefix + "_rid", key);
        headers.put(prefix + "_rtime", rtime);
        headers.put(
                prefix + "_sign",
                Base64.getEncoder().encodeToString(Algorithm.HMAC_SHA256.mac(bytes(secret), bytes(sid + key + rtime))));
        return headers;
    }

    public Map<String, String> paas(Instant time) {
        String seconds = Long.toString(time.getEpochSecond());
        String nonce = "nonce-" + NONCES.incrementAndGet();
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-tif-paasid", key);
        headers.put("x-tif-timestamp", seconds);
        headers.put("x-tif-nonce", nonce);
        headers.put(
                "x-tif-signature",
                HexFormat.of().withUpperCase().formatHex(Sha256.of(seconds + secret + nonce + seconds)));
        return headers;
    }

    /**
     * @param target path and query
     */
    public Map<String, String> request(Algorithm algorithm, String method, String target, String body, Instant time) {
        String millis = Long.toString(time.toEpochMilli());
        String nonce = "nonce-" + NONCES.incrementAndGet();
        String digest = HexFormat.of().formatHex(algorithm.digest(bytes(body)));
        String[] parts = target.split("\\?", 2);
        String text = String.join(
                "\n",
                algorithm.label(),
                method,
                parts[0],
                parts.length > 1 ? parts[1] : "",
                key,
                millis,
                nonce,
                digest);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Sunwindow-Key", key);
        headers.put("Sunwindow-Time", millis);
        headers.put("Sunwindow-Nonce", nonce);
        headers.put("Sunwindow-Digest", digest);
        headers.put(
                algorithm == Algorithm.HMAC_SM3 ? "Sunwindow-Signature-SM3" : "Sunwindow-Signature",
                HexFormat.of().formatHex(algorithm.mac(bytes(secret), bytes(text))));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
