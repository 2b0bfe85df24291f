package org.sunwindow.privacy;

/** What a field is used for, which decides what counts as personal data in it. */
public enum FieldUse {
    /** Everything is looked for. */
    TEXT,
    /**
     * The number of a record. It is made of division codes, dates and sequences, so only an identity number with a valid check
     * digit counts.
     */
    RECORD_NUMBER,
    /** A public number that resembles a personal one, such as a credit code. Nothing counts. */
    PUBLIC_NUMBER,
    /** The phone that an institution publishes. Mobile and landline numbers do not count. */
    PUBLISHED_PHONE
}
