package org.sunwindow.publication;

import org.sunwindow.publisher.Publisher;

/**
 * The owner and division of a stored record, which decide who may write it.
 *
 * @param owner    {@code null} if nobody owns it
 * @param division its 12-digit code, may be {@code null}
 */
public record Ownership(String key, String owner, String division, long revision) {

    /** Whether a publisher may write the record in its present division. */
    public boolean allows(Publisher publisher) {
        return publisher.mayWrite(owner, division);
    }
}
