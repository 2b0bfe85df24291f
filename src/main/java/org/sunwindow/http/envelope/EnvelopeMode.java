package org.sunwindow.http.envelope;

/** Whether a response has an envelope, and the status of HTTP that it then has. */
public enum EnvelopeMode {
    NONE(""),

    /** Failures keep their status. */
    TRUE_STATUS("true-status"),

    /** Failures have the status 200, and their own one in {@code code}. */
    ALWAYS_OK("always-ok");

    private final String preference;

    EnvelopeMode(String preference) {
        this.preference = preference;
    }

    /** The value of the preference {@code envelope}. */
    String preference() {
        return preference;
    }
}
