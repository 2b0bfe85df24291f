package org.sunwindow.publication;

import java.time.Instant;

/**
 * One entry of the revision log: the state of a record since {@code revision}.
 *
 * @param json         the record, or {@code null} when it was withdrawn
 * @param changedAt    when the revision was taken
 * @param visibleFrom  see {@link Envelope}
 * @param visibleUntil see {@link Envelope}
 * @param withdrawnAt  when it was withdrawn, or {@code null}
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
