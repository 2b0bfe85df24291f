package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.WriteAudit;

/** Reads the owners of stored records, and hands records over. {@link Publications} checks owners on each write. */
@ApplicationScoped
public class Ownerships {

    private static final int FETCH_RECORDS = 20;
    private static final int FETCH_KEYS = 1_000;

    private static final String OWNED =
            "p.id.kind = :kind and p.owner is not distinct from :owner and (:all = true or p.id.key in :keys)";

    private final Clock clock;
    private final Event<RevisionsTaken> taken;
    private final WriteAudit audit;

    Ownerships(Clock clock, Event<RevisionsTaken> taken, WriteAudit audit) {
        this.clock = clock;
        this.taken = taken;
        this.audit = audit;
    }

    /**
     * Gives the records of one owner to another. The records that are not withdrawn take revisions, because what they
     * state about others counts by their owner.
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
        try (Stream<Object[]> owned = ownedBy(from, kind, keys)) {
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
        int count = handOver(from, to, kind, keys, before);
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
        try (Stream<Object[]> rows = owned(kind)) {
            rows.forEach(row -> each.accept(
                    new Ownership((String) row[0], (String) row[1], (String) row[2], (Long) row[3]), (String) row[4]));
        }
    }

    /** Returns the ownership of the records that are stored under keys of a kind, withdrawn or not. */
    @Transactional
    public List<Ownership> of(String kind, Set<String> keys) {
        return ownerships(kind, keys);
    }

    /**
     * Returns keys and revisions of the records of an owner and whether they are withdrawn, by revision and in batches.
     */
    private static Stream<Object[]> ownedBy(String owner, String kind, Collection<String> keys) {
        return Publication.getEntityManager()
                .createQuery(
                        "select p.id.key, p.revision, p.withdrawnAt is not null from Publication p where " + OWNED
                                + " order by p.revision",
                        Object[].class)
                .setParameter("owner", owner)
                .setParameter("kind", kind)
                .setParameter("all", keys.isEmpty())
                .setParameter("keys", keys)
                .setHint(HibernateHints.HINT_FETCH_SIZE, FETCH_KEYS)
                .getResultStream();
    }

    static List<Ownership> ownerships(String kind, Collection<String> keys) {
        return Publication.getEntityManager()
                .createQuery(
                        "select p.id.key, p.owner, p.division, p.revision from Publication p"
                                + " where p.id.kind = :kind and p.id.key in :keys",
                        Object[].class)
                .setParameter("kind", kind)
                .setParameter("keys", keys)
                .getResultStream()
                .map(row -> new Ownership((String) row[0], (String) row[1], (String) row[2], (Long) row[3]))
                .toList();
    }

    /**
     * Returns keys, owners, divisions and contents of the records of a kind that are owned and not withdrawn, in
     * batches.
     */
    private static Stream<Object[]> owned(String kind) {
        return Publication.getEntityManager()
                .createQuery(
                        "select p.id.key, p.owner, p.division, p.revision, p.record from Publication p"
                                + " where p.id.kind = :kind and p.owner is not null and p.withdrawnAt is null",
                        Object[].class)
                .setParameter("kind", kind)
                .setHint(HibernateHints.HINT_FETCH_SIZE, FETCH_RECORDS)
                .getResultStream();
    }

    /**
     * Gives records another owner. Those that are not withdrawn get the revisions after a revision, in their present
     * order, so that the index learns the owner. They keep the time of their last change, because their content is the
     * same.
     */
    private static int handOver(String from, String to, String kind, Collection<String> keys, long revision) {
        String which = "kind = :kind and owner is not distinct from cast(:from as varchar)"
                + (keys.isEmpty() ? "" : " and key in (:keys)");
        var update = Publication.getEntityManager()
                .createNativeQuery("with owned as (select key, case when withdrawn_at is null then :revision"
                        + " + row_number() over (partition by withdrawn_at is null order by revision)"
                        + " else revision end as next from publication where " + which + ")"
                        + " update publication p set owner = :to, revision = owned.next from owned"
                        + " where p.kind = :kind and p.key = owned.key")
                .setParameter("to", to)
                .setParameter("from", from)
                .setParameter("kind", kind)
                .setParameter("revision", revision);
        if (!keys.isEmpty()) {
            update.setParameter("keys", keys);
        }
        return update.executeUpdate();
    }
}
