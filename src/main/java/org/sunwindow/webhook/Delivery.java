package org.sunwindow.webhook;

import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Sends a message to a receiver. Implementations are thread-safe. */
interface Delivery {

    /**
     * Sends a message, and returns when the receiver has said that it has it.
     *
     * @throws Failed if it has not, or may not have it
     */
    void send(Message message) throws Failed, InterruptedException;

    /**
     * A message for one receiver.
     *
     * @param id   the same each time that it is sent
     * @param body JSON
     */
    record Message(Receiver receiver, String id, String body) {}

    @Schema(name = "WebhookFailure")
    enum Reason {
        /** The host, scheme, port or address is not allowed. */
        ADDRESS_FORBIDDEN,
        /** No connection, or it broke off. */
        UNREACHABLE,
        TIMEOUT,
        /** The certificate is not trusted or of another host. */
        CERTIFICATE,
        /** The receiver is elsewhere, which is not followed. */
        REDIRECT,
        /** The status of the answer is none of 200 to 299. */
        STATUS,
        /** The secret is derived from one that the service no longer has. */
        SECRET
    }

    /** A message was not delivered. The text is in Chinese and repeats nothing of what was received. */
    final class Failed extends Exception {

        private static final long serialVersionUID = 1;

        private final Reason reason;
        private final Integer status;
        private final Duration retryAfter;

        Failed(Reason reason, String message) {
            this(reason, message, null, Duration.ZERO);
        }

        /**
         * @param status     of the answer, {@code null} without one
         * @param retryAfter what the receiver asked for
         */
        Failed(Reason reason, String message, Integer status, Duration retryAfter) {
            super(message, null, false, false);
            this.reason = reason;
            this.status = status;
            this.retryAfter = retryAfter;
        }

        Reason reason() {
            return reason;
        }

        Integer status() {
            return status;
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }
}
