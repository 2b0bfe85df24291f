package org.sunwindow.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/**
 * Computes keyed hashes (HMAC-SHA256) of values that must not be stored. The values are short enough to be found by
 * brute force, so the key is a secret that is not in the database. Thread-safe.
 */
@ApplicationScoped
public class KeyedHashes implements StartupCheck {

    /** Length of a hash. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] NO_SALT = {};

    private final String secret;

    /** Initialized with the keys, the current one first. Only clones are used, because a Mac is not thread-safe. */
    private final List<Mac> keys;

    public KeyedHashes(Settings settings) {
        secret = settings.progress().secret();
        keys = Stream.concat(Stream.of(secret), settings.progress().previousSecrets().orElse(List.of()).stream())
                .map(KeyedHashes::keyed)
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

    /** Returns the number of keys: the current one, and those that were used before. */
    public int keys() {
        return keys.size();
    }

    /** Returns a hash of each key, the current one first, by which a database recognizes its keys. */
    public List<byte[]> checks() {
        return IntStream.range(0, keys())
                .mapToObj(key -> of(key, "key", NO_SALT, ""))
                .toList();
    }

    /**
     * Hashes a value with the current key.
     *
     * @param purpose what the hash is for; equal values have different hashes for different purposes
     */
    public byte[] of(String purpose, String value) {
        return of(0, purpose, NO_SALT, value);
    }

    /**
     * Hashes a value with one of the keys.
     *
     * @param key less than {@link #keys()}, 0 for the current one
     */
    public byte[] of(int key, String purpose, byte[] salt, String value) {
        try {
            Mac mac = (Mac) keys.get(key).clone();
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(salt);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public List<String> unfitForProduction() {
        return Secrets.weakKey("sunwindow.progress.secret", secret);
    }
}
