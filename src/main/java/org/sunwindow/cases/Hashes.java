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

/**
 * Keyed hashes (HMAC-SHA256) of what must not be kept. Query codes are short, so without the secret, which is not in
 * the database, a hash must not be worth guessing at.
 */
@ApplicationScoped
class Hashes {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** With the keys already worked in, the present one first; never used themselves, so that threads may copy them. */
    private final List<Mac> keyed;

    private final SecureRandom random = new SecureRandom();

    Hashes(CaseSettings settings) {
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

    /** A factor as it is stored: a salt, and the hash with it. */
    byte[] seal(Factor factor) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] sealed = Arrays.copyOf(salt, SALT_BYTES + HASH_BYTES);
        System.arraycopy(ofFactor(keyed.getFirst(), salt, factor), 0, sealed, SALT_BYTES, HASH_BYTES);
        return sealed;
    }

    /** Something that no factor opens and that looks like what is stored. */
    byte[] sealOfNothing() {
        var sealed = new byte[SALT_BYTES + HASH_BYTES];
        random.nextBytes(sealed);
        return sealed;
    }

    /** Whether a factor opens what is stored, and with which key. */
    enum Fit {
        NONE,
        PRESENT_KEY,
        PREVIOUS_KEY
    }

    /** Tries every key, so that it takes the same time with and without success. */
    Fit fit(byte[] sealed, Factor factor) {
        byte[] salt = Arrays.copyOf(sealed, SALT_BYTES);
        byte[] hash = Arrays.copyOfRange(sealed, SALT_BYTES, sealed.length);
        Fit fit = Fit.NONE;
        for (int key = keyed.size() - 1; key >= 0; key--) {
            if (MessageDigest.isEqual(hash, ofFactor(keyed.get(key), salt, factor))) {
                fit = key == 0 ? Fit.PRESENT_KEY : Fit.PREVIOUS_KEY;
            }
        }
        return fit;
    }

    private static byte[] ofFactor(Mac keyed, byte[] salt, Factor factor) {
        return hash(keyed, "factor", salt, factor.type() + ":" + ApplicationNumbers.canonical(factor.value()));
    }

    /** Of a number in its canonical spelling, a user, an address or a caller. */
    byte[] of(FailureScope subject, String value) {
        return hash(keyed.getFirst(), subject.name(), new byte[0], value);
    }

    /** Tells two lines apart without telling what stands in them. */
    byte[] ofLine(String text) {
        return hash(keyed.getFirst(), "line", new byte[0], text);
    }

    /** What proves that a challenge was set here. */
    byte[] ofChallenge(String text) {
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
