package org.sunwindow.publication;

import org.sunwindow.publisher.Publisher;

/**
 * What decides who may write a stored record.
 *
 * @param owner    {@code null} if nobody owns it
 * @param division its 12-digit code, may be {@code null}
 */
public record Ownership(String key, String owner, String division, long revision) {

    /** Whether a publisher may write the record where it is. */
    public boolean allows(Publisher publisher) {
        return publisher.mayWrite(owner, division);
    }
}
