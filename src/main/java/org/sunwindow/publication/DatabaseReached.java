package org.sunwindow.publication;

/** Fired once, when the database has answered for the first time and its schema is current. */
public record DatabaseReached() {}
