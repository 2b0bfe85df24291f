package org.sunwindow.publication;

import java.time.Instant;
import java.util.Set;

/**
 * The columns that the store keeps in addition to the JSON of a record.
 *
 * @param identity     its natural key within its kind, which never changes
 * @param title        its name for the public
 * @param publisher    the publishing body, may be {@code null}
 * @param division     12-digit code of its administrative division, may be {@code null}
 * @param visibleFrom  first instant at which it is public, {@code null} for always
 * @param visibleUntil first instant at which it is no longer public, {@code null} for never; nothing is written then,
 *                     reads compare it with the clock (index.lucene.query.RecordVisibility)
 * @param excerpt      whether only a part of the record is published; what was published before disappears at once then
 * @param keepsPast    whether the state that this one replaces can still be read with an earlier {@code asOf}
 * @param counted      components whose values are counted, not written; a change of these alone begins no new state
 */
public record Envelope(
        RecordIdentity identity,
        String title,
        String publisher,
        String division,
        Instant visibleFrom,
        Instant visibleUntil,
        boolean excerpt,
        boolean keepsPast,
        Set<String> counted) {

    public Envelope(
            RecordIdentity identity,
            String title,
            String publisher,
            String division,
            Instant visibleFrom,
            Instant visibleUntil,
            boolean excerpt) {
        this(identity, title, publisher, division, visibleFrom, visibleUntil, excerpt, true, Set.of());
    }

    /** The envelope of a record that is public until it is withdrawn. */
    public static Envelope lasting(String key, String title, String division) {
        return new Envelope(RecordIdentity.of(key), title, null, division, null, null, false);
    }

    public Envelope withoutPast() {
        return new Envelope(identity, title, publisher, division, visibleFrom, visibleUntil, excerpt, false, counted);
    }

    public Envelope counting(Set<String> components) {
        return new Envelope(
                identity, title, publisher, division, visibleFrom, visibleUntil, excerpt, keepsPast, components);
    }
}
