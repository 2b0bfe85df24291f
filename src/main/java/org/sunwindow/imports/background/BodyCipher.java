package org.sunwindow.imports.background;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sunwindow.crypto.KeyedHashes;

/**
 * Encrypts the parts of bodies with AES-256-GCM. Each run has a key of its own, derived from the secret of the service
 * and the random number of the run. A part is encrypted once, so its number can be the nonce. Thread-safe.
 */
@ApplicationScoped
class BodyCipher {

    private static final String PURPOSE = "import-body";
    private static final byte[] NO_SALT = {};
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final KeyedHashes hashes;

    BodyCipher(KeyedHashes hashes) {
        this.hashes = hashes;
    }

    byte[] encrypt(UUID run, int part, byte[] content) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, 0, run, part).doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Decrypts a part, also one that was encrypted before the secret was changed.
     *
     * @throws UnreadableBodyException if it was changed, is another part, or its secret is not known
     */
    byte[] decrypt(UUID run, int part, byte[] content) throws UnreadableBodyException {
        for (int key = 0; key < hashes.keys(); key++) {
            try {
                return cipher(Cipher.DECRYPT_MODE, key, run, part).doFinal(content);
            } catch (AEADBadTagException e) {
                // perhaps of an earlier secret
            } catch (GeneralSecurityException e) {
                throw new UnreadableBodyException();
            }
        }
        throw new UnreadableBodyException();
    }

    private Cipher cipher(int mode, int key, UUID run, int part) throws GeneralSecurityException {
        byte[] secret = hashes.of(key, PURPOSE, NO_SALT, run.toString());
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(part).array();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
