import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request and sends it. Needs Java 17 and nothing else.
 *
 * <pre>SUNWINDOW_KEY=portal SUNWINDOW_SECRET=… java Sign.java SCHEME METHOD URL [BODY]</pre>
 *
 * SCHEME is gateway, exchange, paas or sunwindow. The body is JSON. Prints the answer; the last line is the status. The
 * JDK has no SM3: for sunwindow-sm3, take {@code SM3Digest} and {@code HMac} of Bouncy Castle in place of
 * {@code MessageDigest} and {@code Mac}.
 */
public class Sign {

    /** The national gateways: base64(HMAC-SHA256(secret, sid + rid + rtime)), in milliseconds. */
    static Map<String, String> sidRid(String prefix, String key, String secret) throws GeneralSecurityException {
        String sid = "sunwindow";
        String rtime = Long.toString(Instant.now().toEpochMilli());
        var headers = new LinkedHashMap<String, String>();
        headers.put(prefix + "_sid", sid);
        headers.put(prefix + "_rid", key);
        headers.put(prefix + "_rtime", rtime);
        headers.put(prefix + "_sign", Base64.getEncoder().encodeToString(hmac(secret, sid + key + rtime)));
        return headers;
    }

    /** Hexadecimal SHA-256(time + token + nonce + time), in seconds. */
    static Map<String, String> tokenNonce(String key, String secret) throws GeneralSecurityException {
        String seconds = Long.toString(Instant.now().getEpochSecond());
        String nonce = UUID.randomUUID().toString();
        var headers = new LinkedHashMap<String, String>();
        headers.put("x-tif-paasid", key);
        headers.put("x-tif-timestamp", seconds);
        headers.put("x-tif-nonce", nonce);
        headers.put("x-tif-signature", hash(seconds + secret + nonce + seconds));
        return headers;
    }

    /** Method, path, query and body. Path and query are signed exactly as they are sent. */
    static Map<String, String> wholeRequest(String key, String secret, String method, URI address, String body)
            throws GeneralSecurityException {
        String millis = Long.toString(Instant.now().toEpochMilli());
        String nonce = UUID.randomUUID().toString();
        String digest = hash(body);
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        String text =
                String.join("\n", "HMAC-SHA256", method, address.getRawPath(), query, key, millis, nonce, digest);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Sunwindow-Key", key);
        headers.put("Sunwindow-Time", millis);
        headers.put("Sunwindow-Nonce", nonce);
        headers.put("Sunwindow-Digest", digest);
        headers.put("Sunwindow-Signature", HexFormat.of().formatHex(hmac(secret, text)));
        return headers;
    }

    /** Returns the headers to add to a request. A request that is repeated must be signed again. */
    static Map<String, String> signed(
            String scheme, String key, String secret, String method, URI address, String body)
            throws GeneralSecurityException {
        return switch (scheme) {
            case "gateway" -> sidRid("gjzwfwpt", key, secret);
            case "exchange" -> sidRid("gjgxjhpt", key, secret);
            case "paas" -> tokenNonce(key, secret);
            case "sunwindow" -> wholeRequest(key, secret, method, address, body);
            default -> throw new IllegalArgumentException("there is no scheme " + scheme);
        };
    }

    static byte[] hmac(String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hash(String text) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    public static void main(String[] arguments) throws Exception {
        String method = arguments[1];
        URI address = URI.create(arguments[2]);
        String body = arguments.length > 3 ? arguments[3] : "";
        var request = HttpRequest.newBuilder(address)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        String key = System.getenv("SUNWINDOW_KEY");
        signed(arguments[0], key, System.getenv("SUNWINDOW_SECRET"), method, address, body)
                .forEach(request::header);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(response.body());
        System.out.println(response.statusCode());
    }
}
