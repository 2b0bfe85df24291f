package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Erases the content of expired records, for {@code imports.ExpiredRecordsRetention}. Reads hide them from the instant at
 * which they expire, whether this has run or not: {@code index.lucene.query.RecordVisibility}.
 */
@ApplicationScoped
public class ExpiredRecordEraser {

    private static final int BATCH = 500;

    private final Clock clock;
    private final Event<RevisionsTaken> taken;

    ExpiredRecordEraser(Clock clock, Event<RevisionsTaken> taken) {
        this.clock = clock;
        this.taken = taken;
    }

    /**
     * Erases a batch: tombstones take the place of the records, in the store and through the log in every index. Owners
     * stay.
     *
     * @return whether there may be more
     */
    @Transactional
    public boolean erase(Set<String> kinds) {
        Instant now = clock.instant();
        if (kinds.isEmpty() || Publication.expired(kinds, now, 1).isEmpty()) {
            return false;
        }
        var counter = RevisionCounter.lock();
        List<Publication> expired = Publication.expired(kinds, now, BATCH);
        expired.forEach(record -> record.erase(counter.next(), now));
        if (!expired.isEmpty()) {
            counter.changedAt = now;
            taken.fire(new RevisionsTaken());
        }
        return expired.size() == BATCH;
    }
}
