package org.sunwindow.privacy;

/** What a field is used for. It decides what counts as personal data in the field. */
public enum FieldUse {
    /** All kinds of personal data count. */
    TEXT,
    /**
     * The number of a record. It consists of division codes, dates and sequence numbers, so only an identity number
     * with a valid check digit counts. One that contains Chinese is read like a text.
     */
    RECORD_NUMBER,
    /** A public number that resembles a personal one, such as a credit code. Nothing counts. */
    PUBLIC_NUMBER,
    /** The phone that an institution publishes. Mobile and landline numbers do not count. */
    PUBLISHED_PHONE
}
