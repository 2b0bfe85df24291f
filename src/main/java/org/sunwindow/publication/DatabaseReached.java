package org.sunwindow.publication;

/** Fired once, after the first connection to the database and the migration of its schema. */
public record DatabaseReached() {}
