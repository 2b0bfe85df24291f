/**
 * The publication store and its revision log. Start with {@link org.sunwindow.publication.Publications}. Every write
 * checks the owner of the record, takes a revision, and is audited in the same transaction. {@code ExpiredRecordEraser}
 * erases; the index hides what has expired before that.
 */
package org.sunwindow.publication;
