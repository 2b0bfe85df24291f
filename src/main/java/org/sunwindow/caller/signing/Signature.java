package org.sunwindow.caller.signing;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.sunwindow.crypto.Sha256;

/**
 * The signature of a request, as its headers state it.
 *
 * @param scheme   name of its scheme
 * @param key      names the sender
 * @param time     when it was signed, according to the sender
 * @param once     what no two requests of a sender have in common
 * @param value    the signature
 * @param expected the right signature for a secret
 * @param body     what the body must be, {@code null} if the scheme does not cover it
 */
public record Signature(
        String scheme,
        String key,
        Instant time,
        String once,
        byte[] value,
        Function<byte[], byte[]> expected,
        Body body) {

    /** The digest of a body. */
    public record Body(Algorithm algorithm, byte[] digest) {

        public boolean matches(byte[] body) {
            return MessageDigest.isEqual(digest, algorithm.digest(body));
        }
    }

    /** Whether it was made with one of the secrets. Takes the same time whichever it was. */
    public boolean isOf(List<byte[]> secrets) {
        boolean right = false;
        for (byte[] secret : secrets) {
            right |= MessageDigest.isEqual(value, expected.apply(secret));
        }
        return right;
    }

    /** Identifies the signature among those of all callers. */
    public byte[] identity(String caller) {
        return Sha256.of(caller + '\0' + scheme + '\0' + once);
    }

    /** Keeps keys and signatures out of every log and message. */
    @Override
    public String toString() {
        return "Signature";
    }
}
