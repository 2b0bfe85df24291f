package org.sunwindow.publication;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a store, or something that follows it, stands.
 *
 * @param storeId  the store; another one means that nothing known of revisions holds
 * @param revision the newest revision
 * @param time     when that revision was taken
 */
public record LogPosition(UUID storeId, long revision, Instant time) {}
