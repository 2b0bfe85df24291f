package org.sunwindow.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * Where messages of a webhook go to, and what they are signed with.
 *
 * @param secret   the current one
 * @param previous signs as well until {@code previousUntil}; may be {@code null}
 */
record Receiver(
        UUID id,
        String caller,
        String address,
        WebhookSecrets.Stored secret,
        WebhookSecrets.Stored previous,
        Instant previousUntil) {

    /** Keeps the address, which may have a secret in its query, out of every log and message. */
    @Override
    public String toString() {
        return "Receiver[" + id + "]";
    }
}
