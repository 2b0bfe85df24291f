package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sunwindow.Identifier;
import org.sunwindow.crypto.KeyedHashes;

/** The {@link KeyedHashes} of cases and their lookups. Thread-safe. */
@ApplicationScoped
public class FactorHashes {

    private static final int SALT_BYTES = 16;
    private static final int CURRENT = 0;
    private static final byte[] NO_SALT = {};
    private static final String LINE = "line";

    private final KeyedHashes keyed;

    private final SecureRandom random = new SecureRandom();

    public FactorHashes(KeyedHashes keyed) {
        this.keyed = keyed;
    }

    /** Returns the salted hash of a factor: a random salt, followed by the hash. */
    public byte[] hash(Factor factor) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] salted = Arrays.copyOf(salt, SALT_BYTES + KeyedHashes.BYTES);
        System.arraycopy(ofFactor(CURRENT, salt, factor), 0, salted, SALT_BYTES, KeyedHashes.BYTES);
        return salted;
    }

    /** Returns random bytes with the length of a salted hash, which match no factor. */
    public byte[] randomHash() {
        var bytes = new byte[SALT_BYTES + KeyedHashes.BYTES];
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
        for (int key = keyed.keys() - 1; key >= 0; key--) {
            if (MessageDigest.isEqual(hash, ofFactor(key, salt, factor))) {
                match = key == CURRENT ? Match.CURRENT_KEY : Match.PREVIOUS_KEY;
            }
        }
        return match;
    }

    private byte[] ofFactor(int key, byte[] salt, Factor factor) {
        return keyed.of(key, "factor", salt, factor.type() + ":" + Identifier.canonical(factor.value()));
    }

    /** Hashes what a failure counter counts, such as a normalized number or an address. */
    public byte[] of(FailureScope scope, String value) {
        return keyed.of(scope.name(), value);
    }

    /** Returns a fingerprint of an imported line, which contains factors. */
    byte[] ofLine(String text) {
        return keyed.of(LINE, text);
    }

    /** Returns the fingerprints of a line with the current and the former keys. */
    Stream<byte[]> ofLineWithAllKeys(String text) {
        return withAllKeys(LINE, text).stream();
    }

    /** Hashes a text with all keys, the current one first, so that the text is recognized after a change of the key. */
    List<byte[]> withAllKeys(String purpose, String text) {
        return IntStream.range(0, keyed.keys())
                .mapToObj(key -> keyed.of(key, purpose, NO_SALT, text))
                .toList();
    }

    /** Signs the terms of a challenge. */
    public byte[] ofChallenge(String text) {
        return keyed.of("challenge", text);
    }
}
