package org.sunwindow.publication;

import java.time.Instant;

/**
 * One entry of the revision log: the state of a record since {@code revision}.
 *
 * @param key          canonical, see {@link RecordIdentity}; the record itself shows it as it was sent
 * @param json         the record, {@code null} for a withdrawal
 * @param changedAt    time of the revision
 * @param visibleFrom  see {@link Envelope}
 * @param visibleUntil see {@link Envelope}
 * @param withdrawnAt  time of the withdrawal, {@code null} otherwise
 */
public record Change(
        String kind,
        String key,
        long revision,
        Instant changedAt,
        String json,
        Instant visibleFrom,
        Instant visibleUntil,
        Instant withdrawnAt) {

    public boolean isWithdrawal() {
        return json == null;
    }
}
