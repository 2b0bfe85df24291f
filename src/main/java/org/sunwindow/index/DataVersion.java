package org.sunwindow.index;

import java.time.Instant;
import org.sunwindow.publication.LogPosition;

/**
 * What an answer depends on beside the question. As long as it is the same, so is the answer.
 *
 * @param head       of the records
 * @param vocabulary version of the words
 * @param from       nothing appears, disappears or lapses by itself from here on
 * @param until      and before this
 */
public record DataVersion(LogPosition head, String vocabulary, Instant from, Instant until) {

    /** The head itself, not its like: each is made once. */
    public boolean isOf(LogPosition current, String words) {
        return head == current && vocabulary.equals(words);
    }

    /** The same, for what holds no longer than to a moment by itself. */
    public DataVersion until(Instant earlier) {
        return earlier.isBefore(until) ? new DataVersion(head, vocabulary, from, earlier) : this;
    }

    public boolean holdsAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
