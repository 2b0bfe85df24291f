package org.sunwindow.publication;

/** Fired once, after the first contact with the database and the migration of its schema. */
public record DatabaseReached() {}
