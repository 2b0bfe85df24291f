package org.sunwindow.publication;

/**
 * Fired in a transaction that appends to the revision log. Observe it with {@code TransactionPhase.AFTER_SUCCESS} to
 * read the log without waiting for the next poll.
 */
public record RevisionsTaken() {}
