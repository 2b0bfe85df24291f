package org.sunwindow.publication;

import java.time.Instant;

/**
 * Up to which revision the content of a record must not be shown any more. A withdrawal, by which a publisher ends a record, is
 * one reason. The others are its erasure after it has expired, a change that publishes less or for a shorter time, and the
 * withdrawal of a file that it names; then the record may go on. A retraction remains when the record is published again.
 *
 * @param revision    of the newest state of the record
 * @param retracted   revision of the newest of these events; content of earlier revisions must not be shown
 * @param withdrawnAt time of the withdrawal, {@code null} if the record has been published again or was only changed
 */
public record Retraction(String kind, String key, long revision, long retracted, Instant withdrawnAt) {}
