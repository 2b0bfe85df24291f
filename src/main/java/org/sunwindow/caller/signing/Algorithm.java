package org.sunwindow.caller.signing;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.sunwindow.crypto.Sha256;

/** A keyed hash and the hash that it is made of. Thread-safe. */
public enum Algorithm {
    HMAC_SHA256("HMAC-SHA256") {

        private static final String JDK_NAME = "HmacSHA256";

        @Override
        byte[] mac(byte[] secret, byte[] text) {
            try {
                var mac = Mac.getInstance(JDK_NAME);
                mac.init(new SecretKeySpec(secret, JDK_NAME));
                return mac.doFinal(text);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        byte[] digest(byte[] text) {
            return Sha256.of(text);
        }
    },

    /** By the lightweight API of Bouncy Castle, which registers no provider and needs no reflection. */
    HMAC_SM3("HMAC-SM3") {

        @Override
        byte[] mac(byte[] secret, byte[] text) {
            var mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(secret));
            mac.update(text, 0, text.length);
            byte[] result = new byte[BYTES];
            mac.doFinal(result, 0);
            return result;
        }

        @Override
        byte[] digest(byte[] text) {
            var digest = new SM3Digest();
            digest.update(text, 0, text.length);
            byte[] result = new byte[BYTES];
            digest.doFinal(result, 0);
            return result;
        }
    };

    /** Length of every result. */
    static final int BYTES = 32;

    private final String label;

    Algorithm(String label) {
        this.label = label;
    }

    /** The name in a signed text. */
    String label() {
        return label;
    }

    abstract byte[] mac(byte[] secret, byte[] text);

    abstract byte[] digest(byte[] text);
}
