package org.sunwindow.progress;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sunwindow.Settings;

/**
 * Keyed hashes (HMAC-SHA256) of what must not be kept. Query codes are short, so without the secret, which is not in
 * the database, a hash must not be worth guessing at.
 */
@ApplicationScoped
class Hashes {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SALT_BYTES = 16;

    /** With the key already worked in; never used itself, so that threads may copy it. */
    private final Mac keyed;

    private final SecureRandom random = new SecureRandom();

    Hashes(Settings settings) {
        byte[] key = settings.progress().secret().getBytes(StandardCharsets.UTF_8);
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] salt() {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    byte[] ofFactor(byte[] salt, Factor factor) {
        return hash("factor", salt, factor.type() + ":" + Numbers.canonical(factor.value()));
    }

    byte[] ofNumber(String applicationNo) {
        return hash("number", new byte[0], applicationNo);
    }

    /** A name for a number in logs. */
    static String forLog(byte[] numberHash) {
        return HexFormat.of().formatHex(numberHash, 0, 6);
    }

    private byte[] hash(String purpose, byte[] salt, String value) {
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
