package org.sunwindow.outbound;

/** Another server was not asked, or did not answer. The message is in Chinese and repeats nothing of what was received. */
public final class OutboundException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why there is no answer. */
    public enum Reason {
        /** The host, scheme, port or address is not allowed. */
        ADDRESS_FORBIDDEN,
        /** No connection, or it broke off. */
        UNREACHABLE,
        TIMEOUT,
        /** The certificate is not trusted or of another host. */
        CERTIFICATE
    }

    private final Reason reason;

    OutboundException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * @param cause what the exchange failed with, may be {@code null}
     */
    OutboundException(Reason reason, String message, Throwable cause) {
        super(message, cause, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
