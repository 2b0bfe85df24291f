package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.WriteAudit;

/** Reads the owners of stored records, and hands records over. {@link Publications} checks owners on each write. */
@ApplicationScoped
public class Ownerships {

    private final Clock clock;
    private final Event<RevisionsTaken> taken;
    private final WriteAudit audit;

    Ownerships(Clock clock, Event<RevisionsTaken> taken, WriteAudit audit) {
        this.clock = clock;
        this.taken = taken;
        this.audit = audit;
    }

    /**
     * Gives the records of one owner to another. The records that are not withdrawn take revisions, because what they state
     * about others counts by their owner.
     *
     * @param from the owner, {@code null} for records that nobody owns
     * @param to   the new owner
     * @param keys keys of the records, empty for all; those of other owners are skipped
     * @return the number of records
     */
    @Transactional
    public int handOver(Origin origin, String kind, String from, String to, Set<String> keys) {
        var counter = RevisionCounter.lock();
        long before = counter.value;
        try (Stream<Object[]> owned = Publication.ownedBy(from, kind, keys)) {
            audit.add(origin, owned.map(row -> {
                var revision = (Long) row[1];
                return new WriteAudit.Entry(
                        kind,
                        WriteAudit.Key.of((String) row[0]),
                        WriteAudit.Action.HANDED_OVER,
                        new WriteAudit.State(from, revision),
                        new WriteAudit.State(to, (Boolean) row[2] ? revision : counter.next()));
            }));
        }
        int count = Publication.handOver(from, to, kind, keys, before);
        if (counter.value > before) {
            counter.changedAt = clock.instant();
            taken.fire(new RevisionsTaken());
        }
        return count;
    }

    /**
     * Reads all records of a kind that have an owner and are not withdrawn. For kinds with few records, such as
     * organizations.
     *
     * @param each receives the ownership of a record and its JSON
     */
    @Transactional
    public void each(String kind, BiConsumer<Ownership, String> each) {
        try (Stream<Object[]> rows = Publication.owned(kind)) {
            rows.forEach(row -> each.accept(
                    new Ownership((String) row[0], (String) row[1], (String) row[2], (Long) row[3]), (String) row[4]));
        }
    }

    /** Returns the ownership of the records that are stored under keys of a kind, withdrawn or not. */
    @Transactional
    public List<Ownership> of(String kind, Set<String> keys) {
        return Publication.ownerships(kind, keys);
    }
}
