package org.sunwindow.publication;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of the revision log: the state of a record since {@code revision}.
 *
 * @param key          canonical, see {@link RecordIdentity}; the record itself shows it as it was sent
 * @param json         the record, {@code null} for a withdrawal
 * @param changedAt    time of the revision
 * @param visibleFrom  see {@link Envelope}
 * @param visibleUntil see {@link Envelope}
 * @param withdrawnAt  time of the withdrawal, {@code null} otherwise
 * @param owner        who may write the record
 * @param files        the stored files that the record names, by their hashes
 * @param past         what is known of its earlier states
 * @param firstPublic  when a record with this key first became public, or will; {@code null} if that is not known.
 *     Later changes and withdrawals do not move it
 */
public record Change(
        String kind,
        String key,
        long revision,
        Instant changedAt,
        String json,
        Instant visibleFrom,
        Instant visibleUntil,
        Instant withdrawnAt,
        Owner owner,
        Map<String, StoredFile> files,
        Past past,
        Instant firstPublic) {

    /**
     * Decides who may write a record.
     *
     * @param publisher its name, {@code null} if nobody owns the record
     * @param division  12-digit code of the division of the record, may be {@code null}
     */
    public record Owner(String publisher, String division) {

        public static final Owner NOBODY = new Owner(null, null);
    }

    /** A change of a record that nobody owns and that names no stored files. */
    public Change(
            String kind,
            String key,
            long revision,
            Instant changedAt,
            String json,
            Instant visibleFrom,
            Instant visibleUntil,
            Instant withdrawnAt) {
        this(
                kind,
                key,
                revision,
                changedAt,
                json,
                visibleFrom,
                visibleUntil,
                withdrawnAt,
                Owner.NOBODY,
                Map.of(),
                Past.none(changedAt),
                null);
    }

    Change with(Map<String, StoredFile> named) {
        return copy(owner, named, past, firstPublic);
    }

    public Change ownedBy(Owner other) {
        return copy(other, files, past, firstPublic);
    }

    public Change with(Past known) {
        return copy(owner, files, known, firstPublic);
    }

    public Change firstPublic(Instant time) {
        return copy(owner, files, past, time);
    }

    private Change copy(Owner by, Map<String, StoredFile> named, Past known, Instant first) {
        return new Change(
                kind, key, revision, changedAt, json, visibleFrom, visibleUntil, withdrawnAt, by, named, known, first);
    }

    public boolean isWithdrawal() {
        return json == null;
    }
}
