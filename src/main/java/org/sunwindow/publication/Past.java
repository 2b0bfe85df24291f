package org.sunwindow.publication;

import java.time.Instant;
import java.util.List;

/**
 * What is known of the earlier states of a record.
 *
 * @param since      when its present state began
 * @param knownSince all its states are known from then on, {@code null} for all there were
 * @param unknownSince no state was public before, {@code null} if that is not known; of no account without
 *     {@code knownSince}
 * @param erased     revision at which states were last deleted, by a {@link Retraction} or an undo; {@code null} for none
 * @param count      number of states that were superseded since
 * @param dropped    whether an index must drop all states that it has before it adds those given
 * @param states     superseded states that the index may not have
 */
public record Past(
        Instant since,
        Instant knownSince,
        Instant unknownSince,
        Long erased,
        int count,
        boolean dropped,
        List<Superseded> states) {

    /**
     * A state that is no longer the present one.
     *
     * @param slot  of the kept states of the record; a later state in the same slot replaces it
     * @param until when the next state began
     * @param state as it was, but for the owner, who is the present one, and without stored files
     */
    public record Superseded(int slot, Instant until, Change state) {}

    /** Of a record that had no other state. */
    public static Past none(Instant since) {
        return of(since, null, null, null, 0);
    }

    static Past of(Instant since, Instant knownSince, Instant unknownSince, Long erased, int count) {
        Instant known = knownSince == null || knownSince.isBefore(since) ? knownSince : since;
        return new Past(since, known, unknownSince, erased, count, count == 0, List.of());
    }

    /** Returns the number of superseded states that are kept. */
    int kept() {
        return Math.min(count, SupersededStates.MAX);
    }

    /**
     * @param settled revision up to which the index has all states, as long as the store keeps them
     */
    Past with(List<Superseded> added, long settled) {
        boolean erasedSince = erased != null && erased > settled;
        return new Past(since, knownSince, unknownSince, erased, count, dropped || erasedSince, added);
    }
}
