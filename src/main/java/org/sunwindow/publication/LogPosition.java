package org.sunwindow.publication;

import java.time.Instant;
import java.util.UUID;

/**
 * A position in the revision log of a store.
 *
 * @param storeId  identity of the store; revisions of different stores cannot be compared
 * @param revision the last revision before the position
 * @param time     of that revision
 * @param mark     a later or equal revision that was in the log when the position was read, {@code null} if none is
 *     known
 */
public record LogPosition(UUID storeId, long revision, Instant time, Mark mark) {

    /**
     * Distinguishes two histories that count the same revisions, as after a restore of the store.
     *
     * @param id random, of the transaction that took the revision
     */
    public record Mark(long revision, UUID id) {}

    public LogPosition(UUID storeId, long revision, Instant time) {
        this(storeId, revision, time, null);
    }
}
