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
import java.util.stream.Stream;
import org.sunwindow.Sha256;

/** The publication store and its revision log. Public reads never use it; they read the index, which follows the log. */
@ApplicationScoped
public class Publications {

    /** A read of the log ends when it has returned this many characters of JSON. */
    private static final long MAX_CHARACTERS = 2 * 1024 * 1024;

    private final Clock clock;
    private final Event<RevisionsTaken> taken;

    Publications(Clock clock, Event<RevisionsTaken> taken) {
        this.clock = clock;
        this.taken = taken;
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
        UNKNOWN
    }

    /**
     * The outcomes in the order of the writes.
     *
     * @param revision latest revision of the store after the writes
     */
    public record Applied(List<Outcome> outcomes, long revision) {}

    /** Applies all writes in order, or none. A write sees the earlier writes of the same key. */
    @Transactional
    public Applied apply(List<? extends Write> writes) {
        return apply(writes, false);
    }

    /** Returns what {@link #apply(List)} would return, without changing the store. */
    @Transactional
    public Applied dryRun(List<? extends Write> writes) {
        return apply(writes, true);
    }

    private Applied apply(List<? extends Write> writes, boolean dryRun) {
        var counter = dryRun ? RevisionCounter.read() : RevisionCounter.lock();
        long before = counter.value;
        Instant now = clock.instant();
        Map<PublicationId, Publication> known = known(writes);
        var outcomes = new ArrayList<Outcome>(writes.size());
        for (Write write : writes) {
            var id = new PublicationId(write.kind(), write.key());
            outcomes.add(
                    switch (write) {
                        case Put put -> put(id, put, known, counter, now, dryRun);
                        case Withdraw withdraw -> withdraw(id, withdraw, known, counter, now);
                    });
        }
        if (dryRun) {
            Publication.getEntityManager().clear();
            return new Applied(outcomes, before);
        }
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

    private static Outcome put(
            PublicationId id,
            Put put,
            Map<PublicationId, Publication> known,
            RevisionCounter counter,
            Instant now,
            boolean dryRun) {
        byte[] hash = Sha256.of(put.json());
        Publication present = known.get(id);
        if (present == null) {
            var created = new Publication();
            created.id = id;
            created.put(put.envelope(), put.json(), hash, counter.next(), now);
            if (!dryRun) {
                created.persist();
            }
            known.put(id, created);
            return Outcome.CREATED;
        }
        if (!present.isWithdrawn() && MessageDigest.isEqual(present.fingerprint, hash)) {
            return Outcome.UNCHANGED;
        }
        present.put(put.envelope(), put.json(), hash, counter.next(), now);
        return Outcome.CHANGED;
    }

    private static Outcome withdraw(
            PublicationId id,
            Withdraw withdraw,
            Map<PublicationId, Publication> known,
            RevisionCounter counter,
            Instant now) {
        Publication present = known.get(id);
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
