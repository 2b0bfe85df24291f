package org.sunwindow.publication;

/** Fired inside a transaction that took revisions; observe it after success to follow at once. */
public record RevisionsTaken(long newest) {}
