package org.sunwindow.publication;

import java.time.Instant;
import java.util.UUID;

/**
 * A position in the revision log of a store.
 *
 * @param storeId  identity of the store; revisions of different stores cannot be compared
 * @param revision the last revision before the position
 * @param time     of that revision
 */
public record LogPosition(UUID storeId, long revision, Instant time) {}
