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
import org.sunwindow.json.Sha256;

/** The publication store and its revision log. Public reads do not come here: they read the index that follows it. */
@ApplicationScoped
public class Publications {

    /** What a reader of the log is given at once. */
    private static final long MAX_CHARACTERS = 2 * 1024 * 1024;

    private final Clock clock;
    private final Event<RevisionsTaken> taken;

    Publications(Clock clock, Event<RevisionsTaken> taken) {
        this.clock = clock;
        this.taken = taken;
    }

    /** Something to be done to the record of one key. */
    public sealed interface Write {

        String kind();

        String key();
    }

    /** Create or replace. */
    public record Put(String kind, Envelope envelope, String json) implements Write {

        @Override
        public String key() {
            return envelope.key();
        }
    }

    /** Take back; the reason is for the operator and is not published. */
    public record Withdraw(String kind, String key, String reason) implements Write {}

    /** What became of a {@link Write}. */
    public enum Outcome {
        CREATED,
        CHANGED,
        /** The store held it just so; no revision was taken. */
        UNCHANGED,
        WITHDRAWN,
        /** There was nothing to withdraw. */
        UNKNOWN
    }

    /**
     * Outcomes in the order of the writes.
     *
     * @param revision newest revision of the store after them
     */
    public record Applied(List<Outcome> outcomes, long revision) {}

    /** Applies the writes in their order, all or none. Later writes of the same key see the earlier ones. */
    @Transactional
    public Applied apply(List<? extends Write> writes) {
        return apply(writes, false);
    }

    /** Tells what {@link #apply(List)} would do, and leaves the store as it is. */
    @Transactional
    public Applied rehearse(List<? extends Write> writes) {
        return apply(writes, true);
    }

    private Applied apply(List<? extends Write> writes, boolean rehearsal) {
        var counter = rehearsal ? RevisionCounter.read() : RevisionCounter.lock();
        long before = counter.value;
        Instant now = clock.instant();
        Map<PublicationId, Publication> known = known(writes);
        var outcomes = new ArrayList<Outcome>(writes.size());
        for (Write write : writes) {
            var id = new PublicationId(write.kind(), write.key());
            outcomes.add(
                    switch (write) {
                        case Put put -> put(id, put, known, counter, now, rehearsal);
                        case Withdraw withdraw -> withdraw(id, withdraw, known, counter, now);
                    });
        }
        if (rehearsal) {
            Publication.getEntityManager().clear();
            return new Applied(outcomes, before);
        }
        if (counter.value > before) {
            counter.changedAt = now;
            taken.fire(new RevisionsTaken(counter.value));
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
            boolean rehearsal) {
        byte[] hash = Sha256.of(put.json());
        Publication present = known.get(id);
        if (present == null) {
            var created = new Publication();
            created.id = id;
            created.put(put.envelope(), put.json(), hash, counter.next(), now);
            if (!rehearsal) {
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

    /** Newest revision of the store. */
    @Transactional
    public LogPosition head() {
        var counter = RevisionCounter.read();
        return new LogPosition(counter.storeId, counter.value, counter.changedAt);
    }

    /**
     * The log after a revision, in order, at most {@code limit} entries and fewer when they are long; none only at its
     * end. A record that changed twice stands there once,
     * with its newest state. Numbers become visible in their order, so nothing can appear later below what was returned.
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

    /** Entries of the log after a revision. */
    @Transactional
    public long countAfter(long revision) {
        return Publication.count("revision > ?1", revision);
    }
}
