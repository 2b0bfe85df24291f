package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.Sha256;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/** The publication store and its revision log. Public reads never use it; they read the index, which follows the log. */
@ApplicationScoped
public class Publications {

    /** A read of the log ends when it has returned this many characters of JSON. */
    private static final long MAX_CHARACTERS = 2 * 1024 * 1024;

    private final Clock clock;
    private final Event<RevisionsTaken> taken;
    private final WriteAudit audit;

    Publications(Clock clock, Event<RevisionsTaken> taken, WriteAudit audit) {
        this.clock = clock;
        this.taken = taken;
        this.audit = audit;
    }

    /** A write to the record of one key. */
    public sealed interface Write {

        String kind();

        String key();
    }

    /** Creates or replaces a record. */
    public record Put(String kind, Envelope envelope, String json) implements Write {

        @Override
        public String key() {
            return envelope.key();
        }
    }

    /** Withdraws a record. The reason is for operators and is not published. */
    public record Withdraw(String kind, String key, String reason) implements Write {}

    /** The result of a {@link Write}. */
    public enum Outcome {
        CREATED,
        CHANGED,
        /** The store already holds the same record; no revision is taken. */
        UNCHANGED,
        WITHDRAWN,
        /** There is no record to withdraw. */
        UNKNOWN,
        /** The record belongs to a publisher whose records the sender may not write; nothing is changed. */
        FOREIGN;

        private Optional<WriteAudit.Action> action() {
            return switch (this) {
                case CREATED -> Optional.of(WriteAudit.Action.CREATED);
                case CHANGED -> Optional.of(WriteAudit.Action.CHANGED);
                case WITHDRAWN -> Optional.of(WriteAudit.Action.WITHDRAWN);
                case UNCHANGED, UNKNOWN, FOREIGN -> Optional.empty();
            };
        }
    }

    /**
     * The outcomes in the order of the writes.
     *
     * @param revision latest revision of the store after the writes
     */
    public record Applied(List<Outcome> outcomes, long revision) {}

    /** Applies all writes in order, or none. A write sees the earlier writes of the same key. */
    @Transactional
    public Applied apply(List<? extends Write> writes, Origin origin) {
        return apply(writes, origin, false);
    }

    /** Returns what {@link #apply(List, Origin)} would return, without changing the store. */
    @Transactional
    public Applied dryRun(List<? extends Write> writes, Origin origin) {
        return apply(writes, origin, true);
    }

    private Applied apply(List<? extends Write> writes, Origin origin, boolean dryRun) {
        var counter = dryRun ? RevisionCounter.read() : RevisionCounter.lock();
        long before = counter.value;
        Instant now = clock.instant();
        Map<PublicationId, Publication> known = known(writes);
        var outcomes = new ArrayList<Outcome>(writes.size());
        var entries = new ArrayList<WriteAudit.Entry>();
        for (Write write : writes) {
            var id = new PublicationId(write.kind(), write.key());
            Publication present = known.get(id);
            var stateBefore = state(present);
            Outcome outcome = isForeign(present, write, origin.publisher())
                    ? Outcome.FOREIGN
                    : switch (write) {
                        case Put put -> put(id, put, known, counter, now);
                        case Withdraw withdraw -> withdraw(present, withdraw, counter, now);
                    };
            if (outcome == Outcome.CREATED) {
                Publication created = known.get(id);
                created.owner = origin.publisher().name();
                if (!dryRun) {
                    created.persist();
                }
            }
            outcomes.add(outcome);
            outcome.action()
                    .map(action -> new WriteAudit.Entry(
                            id.kind(), WriteAudit.Key.of(id.key()), action, stateBefore, state(known.get(id))))
                    .ifPresent(entries::add);
        }
        if (dryRun) {
            Publication.getEntityManager().clear();
            return new Applied(outcomes, before);
        }
        audit.add(origin, entries.stream());
        if (counter.value > before) {
            counter.changedAt = now;
            taken.fire(new RevisionsTaken());
        }
        return new Applied(outcomes, counter.value);
    }

    private static Map<PublicationId, Publication> known(List<? extends Write> writes) {
        var ids = writes.stream()
                .map(write -> new PublicationId(write.kind(), write.key()))
                .distinct()
                .toList();
        var known = new HashMap<PublicationId, Publication>();
        Publication.withIds(ids).forEach(publication -> known.put(publication.id, publication));
        return known;
    }

    /** Whether a write changes a record, or would move one, out of what the publisher may write. */
    private static boolean isForeign(Publication present, Write write, Publisher publisher) {
        if (present == null) {
            return false;
        }
        return !publisher.mayWrite(present.owner, present.division)
                || write instanceof Put put
                        && !publisher.mayWrite(present.owner, put.envelope().division());
    }

    private static WriteAudit.State state(Publication publication) {
        return publication == null
                ? WriteAudit.State.NONE
                : new WriteAudit.State(publication.owner, publication.revision);
    }

    private static Outcome put(
            PublicationId id, Put put, Map<PublicationId, Publication> known, RevisionCounter counter, Instant now) {
        byte[] hash = Sha256.of(put.json());
        Publication present = known.get(id);
        if (present == null) {
            var created = new Publication();
            created.id = id;
            created.put(put.envelope(), put.json(), hash, counter.next(), now);
            known.put(id, created);
            return Outcome.CREATED;
        }
        if (!present.isWithdrawn() && MessageDigest.isEqual(present.fingerprint, hash)) {
            return Outcome.UNCHANGED;
        }
        present.put(put.envelope(), put.json(), hash, counter.next(), now);
        return Outcome.CHANGED;
    }

    private static Outcome withdraw(Publication present, Withdraw withdraw, RevisionCounter counter, Instant now) {
        if (present == null) {
            return Outcome.UNKNOWN;
        }
        if (present.isWithdrawn()) {
            return Outcome.UNCHANGED;
        }
        present.withdraw(withdraw.reason(), counter.next(), now);
        return Outcome.WITHDRAWN;
    }

    /**
     * Gives the records of one owner to another. It takes no revision, because owners are not public.
     *
     * @param from the owner, {@code null} for records that nobody owns
     * @param to   the new owner
     * @param keys keys of the records, empty for all; those of other owners are skipped
     * @return the number of records
     */
    @Transactional
    public int handOver(Origin origin, String kind, String from, String to, Set<String> keys) {
        RevisionCounter.lock();
        try (Stream<Object[]> owned = Publication.ownedBy(from, kind, keys)) {
            audit.add(origin, owned.map(row -> {
                var revision = (Long) row[1];
                return new WriteAudit.Entry(
                        kind,
                        WriteAudit.Key.of((String) row[0]),
                        WriteAudit.Action.HANDED_OVER,
                        new WriteAudit.State(from, revision),
                        new WriteAudit.State(to, revision));
            }));
        }
        return Publication.handOver(from, to, kind, keys);
    }

    /**
     * Returns the entries after a revision, in order: at most {@code limit}, fewer if they are long, none only at the
     * end of the log. A record that changed several times occurs once, with its latest state. Revisions become visible
     * in order, so no entry can later appear before those returned.
     */
    @Transactional
    public List<Change> changesAfter(long revision, int limit) {
        var changes = new ArrayList<Change>();
        long characters = 0;
        try (Stream<Publication> entries = Publication.after(revision, limit)) {
            for (var next = entries.iterator(); next.hasNext() && characters < MAX_CHARACTERS; ) {
                Change change = next.next().toChange();
                characters += change.json() == null ? 0 : change.json().length();
                changes.add(change);
            }
        }
        return changes;
    }

    @Transactional
    public long countAfter(long revision) {
        return Publication.count("revision > ?1", revision);
    }
}
