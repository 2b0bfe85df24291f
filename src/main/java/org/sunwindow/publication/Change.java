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
 * @param files        the stored files that the record names, by their hashes
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
        Map<String, StoredFile> files) {

    /** A change of a record that names no stored files. */
    public Change(
            String kind,
            String key,
            long revision,
            Instant changedAt,
            String json,
            Instant visibleFrom,
            Instant visibleUntil,
            Instant withdrawnAt) {
        this(kind, key, revision, changedAt, json, visibleFrom, visibleUntil, withdrawnAt, Map.of());
    }

    Change with(Map<String, StoredFile> named) {
        return new Change(kind, key, revision, changedAt, json, visibleFrom, visibleUntil, withdrawnAt, named);
    }

    public boolean isWithdrawal() {
        return json == null;
    }
}
