package org.sunwindow.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.sunwindow.crypto.KeyedHashes;

/**
 * The secrets by which receivers recognize messages. They are derived from the secret of the service, so that the database does
 * not have them. Thread-safe.
 */
@ApplicationScoped
class WebhookSecrets {

    /** Of Standard Webhooks. */
    private static final String PREFIX = "whsec_";

    private static final int SALT_BYTES = 16;
    private static final String SECRET = "webhook-secret";
    private static final String CHECK = "webhook-check";

    private final KeyedHashes hashes;
    private final SecureRandom random = new SecureRandom();

    WebhookSecrets(KeyedHashes hashes) {
        this.hashes = hashes;
    }

    /**
     * What the database has of a secret.
     *
     * @param check tells from which secret of the service it is derived
     */
    record Stored(byte[] salt, byte[] check) {}

    /** Returns what to store of a new secret. */
    Stored create(UUID webhook) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Stored(salt, hashes.of(0, CHECK, salt, webhook.toString()));
    }

    /** Returns the key of a secret, empty if it is derived from a secret that the service no longer has. */
    Optional<byte[]> key(UUID webhook, Stored stored) {
        for (int key = 0; key < hashes.keys(); key++) {
            if (MessageDigest.isEqual(stored.check(), hashes.of(key, CHECK, stored.salt(), webhook.toString()))) {
                return Optional.of(hashes.of(key, SECRET, stored.salt(), webhook.toString()));
            }
        }
        return Optional.empty();
    }

    /** Returns a secret as it is shown, once. */
    String shown(UUID webhook, Stored stored) {
        return PREFIX + Base64.getEncoder().encodeToString(key(webhook, stored).orElseThrow());
    }
}
