package org.sunwindow.publication;

/** Fired in a transaction that took revisions. Observe it after success to read the log at once. */
public record RevisionsTaken() {}
