package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sunwindow.Identifier;

/**
 * Computes keyed hashes (HMAC-SHA256) of values that must not be stored. Query codes are short enough to be found by brute
 * force, so the key is a secret that is not in the database. Thread-safe.
 */
@ApplicationScoped
public class Hashes {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** Initialised with the keys, the current one first. Only clones are used, because a Mac is not thread-safe. */
    private final List<Mac> keyed;

    private final SecureRandom random = new SecureRandom();

    public Hashes(CaseSettings settings) {
        keyed = Stream.concat(Stream.of(settings.secret()), settings.previousSecrets().orElse(List.of()).stream())
                .map(Hashes::keyed)
                .toList();
    }

    private static Mac keyed(String secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the salted hash of a factor: a random salt, followed by the hash. */
    public byte[] hash(Factor factor) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] salted = Arrays.copyOf(salt, SALT_BYTES + HASH_BYTES);
        System.arraycopy(ofFactor(keyed.getFirst(), salt, factor), 0, salted, SALT_BYTES, HASH_BYTES);
        return salted;
    }

    /** Returns random bytes with the length of a salted hash, which match no factor. */
    public byte[] randomHash() {
        var bytes = new byte[SALT_BYTES + HASH_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Whether a factor matches a salted hash, and with which key. */
    public enum Match {
        NONE,
        CURRENT_KEY,
        PREVIOUS_KEY
    }

    /** Compares a factor with a salted hash. All keys are tried, so the time does not depend on the result. */
    public Match match(byte[] salted, Factor factor) {
        byte[] salt = Arrays.copyOf(salted, SALT_BYTES);
        byte[] hash = Arrays.copyOfRange(salted, SALT_BYTES, salted.length);
        Match match = Match.NONE;
        for (int key = keyed.size() - 1; key >= 0; key--) {
            if (MessageDigest.isEqual(hash, ofFactor(keyed.get(key), salt, factor))) {
                match = key == 0 ? Match.CURRENT_KEY : Match.PREVIOUS_KEY;
            }
        }
        return match;
    }

    private static byte[] ofFactor(Mac keyed, byte[] salt, Factor factor) {
        return hash(keyed, "factor", salt, factor.type() + ":" + Identifier.canonical(factor.value()));
    }

    /** Hashes what a failure counter counts, such as a normalised number or an address. */
    public byte[] of(FailureScope scope, String value) {
        return hash(keyed.getFirst(), scope.name(), new byte[0], value);
    }

    /** Returns a fingerprint of an imported line, which contains factors. */
    byte[] ofLine(String text) {
        return hash(keyed.getFirst(), "line", new byte[0], text);
    }

    /** Hashes a text with all keys, the current one first, so that the text is recognised after a change of the key. */
    List<byte[]> withAllKeys(String purpose, String text) {
        return keyed.stream().map(key -> hash(key, purpose, new byte[0], text)).toList();
    }

    /** Signs the terms of a challenge. */
    public byte[] ofChallenge(String text) {
        return hash(keyed.getFirst(), "challenge", new byte[0], text);
    }

    private static byte[] hash(Mac keyed, String purpose, byte[] salt, String value) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(salt);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
