package org.sunwindow.publication.database;

/** Fired once, after the first connection to the database and the migration of its schema. */
public record DatabaseReached() {}
