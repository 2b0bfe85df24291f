package org.sunwindow.caller;

/** What a caller may do. */
public enum Scope {
    /** Public reads. */
    READ,

    /** Status of a case by its number, and the challenges that belong to it. */
    STATUS,

    /** Receipts with a new query code. */
    RECEIPTS,

    /** Webhooks, by which it is told of changes. */
    WEBHOOKS,

    /** Following cases for its users. It needs a webhook, too. */
    FOLLOW
}
