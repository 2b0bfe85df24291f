package org.sunwindow.index;

import java.time.Instant;
import org.sunwindow.publication.LogPosition;

/**
 * Everything that a response depends on besides its request.
 *
 * @param position   of the index in the revision log
 * @param hidden     the withdrawals that are applied to it
 * @param vocabulary version of the vocabulary
 * @param from       start of the period in which no record becomes public, expires or lapses, inclusive
 * @param until      its end, exclusive
 */
public record DataVersion(LogPosition position, Retractions hidden, String vocabulary, Instant from, Instant until) {

    /**
     * Whether this version is of the current position and vocabulary. Positions are compared by identity, so that no
     * version outlives the build of the index that it belongs to.
     */
    public boolean isOf(LogPosition current, Retractions currentlyHidden, String currentVocabulary) {
        return position == current && hidden == currentlyHidden && vocabulary.equals(currentVocabulary);
    }

    /** Returns this version, limited to before an instant. */
    public DataVersion until(Instant earlier) {
        return earlier.isBefore(until) ? new DataVersion(position, hidden, vocabulary, from, earlier) : this;
    }

    public boolean holdsAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }
}
