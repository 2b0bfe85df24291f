package org.sunwindow.publication;

import java.time.Instant;

/**
 * The newest withdrawal of a record's content, in whole or in part. It remains when the record is published again.
 *
 * @param revision    of the newest state of the record
 * @param retracted   revision of the withdrawal; content of earlier revisions must not be shown
 * @param withdrawnAt time of the withdrawal, {@code null} if the record has been published again or was only changed
 */
public record Retraction(String kind, String key, long revision, long retracted, Instant withdrawnAt) {}
