package org.sunwindow.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.crypto.Sha256;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/** The publication store and its revision log. Public reads use the index, which follows the log. */
@ApplicationScoped
public class Publications {

    /** A read of the log ends when it has returned this many characters of JSON. */
    private static final long MAX_CHARACTERS = 2 * 1024 * 1024;

    /** It also ends when the records and their superseded states together may have this many characters. */
    private static final long MAX_WITH_PAST = 8 * 1024 * 1024;

    /** Records of one query, each with two parameters. A statement has at most 65,535. */
    private static final int MAX_IDS = 10_000;

    /** Reason of the withdrawal of a record that is published under another key. */
    private static final String RENUMBERED = "改用正式编号公开";

    private final Clock clock;
    private final Event<RevisionsTaken> taken;
    private final WriteAudit audit;
    private final StoredFiles files;

    Publications(Clock clock, Event<RevisionsTaken> taken, WriteAudit audit, StoredFiles files) {
        this.files = files;
        this.clock = clock;
        this.taken = taken;
        this.audit = audit;
    }

    /** A write to one record. */
    public sealed interface Write {
        String kind();

        RecordIdentity identity();

        default PublicationId id() {
            return new PublicationId(kind(), identity().key());
        }
    }

    /**
     * Creates or replaces a record. If it has a number, it is withdrawn where it was stored without one: under its
     * other keys and as a record of its likeness.
     *
     * @param restored revision of the kept state to which this write returns. That state and later ones are erased, as
     *     if it had been the present one since it began. {@code null} for a write that begins a state
     */
    public record Put(String kind, Envelope envelope, String json, Long restored) implements Write {

        public Put(String kind, Envelope envelope, String json) {
            this(kind, envelope, json, null);
        }

        public Put restoring(long revision) {
            return new Put(kind, envelope, json, revision);
        }

        @Override
        public RecordIdentity identity() {
            return envelope.identity();
        }
    }

    /**
     * Withdraws a record, also where it was stored without a number; if it has no number itself, all records of its
     * likeness. The reason is for operators and is not published.
     */
    public record Withdraw(String kind, RecordIdentity identity, String reason) implements Write {

        public Withdraw(String kind, String key, String reason) {
            this(kind, RecordIdentity.of(key), reason);
        }
    }

    public enum Outcome {
        CREATED,
        CHANGED,
        /** The store already holds the same record; no revision is taken. */
        UNCHANGED,
        WITHDRAWN,
        /** There is no record to withdraw. */
        UNKNOWN,
        /** The record belongs to a publisher whose records the sender may not write; nothing is changed. */
        FOREIGN,
        /** The record has no number, and the store holds one of its likeness that has. Nothing is written. */
        ALIKE;

        private Optional<WriteAudit.Action> action() {
            return switch (this) {
                case CREATED -> Optional.of(WriteAudit.Action.CREATED);
                case CHANGED -> Optional.of(WriteAudit.Action.CHANGED);
                case WITHDRAWN -> Optional.of(WriteAudit.Action.WITHDRAWN);
                case UNCHANGED, UNKNOWN, FOREIGN, ALIKE -> Optional.empty();
            };
        }
    }

    /**
     * The outcomes in the order of the writes.
     *
     * @param revision latest revision of the store after the writes
     * @param alike    the key of the stored record by the position of each write that is {@link Outcome#ALIKE}
     * @param replaced the JSON of the record before by the position of each write that replaced it
     */
    public record Applied(
            List<Outcome> outcomes, long revision, Map<Integer, String> alike, Map<Integer, String> replaced) {}

    /** Applies all writes in order, or none. A write sees the earlier writes of the same key. */
    @Transactional
    public Applied apply(List<? extends Write> writes, Origin origin) {
        return apply(writes, origin, null);
    }

    /**
     * Returns what {@link #apply(List, Origin)} would return, without changing the store. Refusals are recorded.
     *
     * @param run collects the changes of the batches of a dry run
     */
    @Transactional
    public Applied dryRun(List<? extends Write> writes, Origin origin, DryRun run) {
        return apply(writes, origin, run);
    }

    private Applied apply(List<? extends Write> writes, Origin origin, DryRun run) {
        boolean dryRun = run != null;
        var counter = dryRun ? RevisionCounter.read() : RevisionCounter.lock();
        long revision = counter.value;
        Instant now = clock.instant();
        var known = KnownRecords.of(writes, origin.publisher(), run);
        var outcomes = new ArrayList<Outcome>(writes.size());
        var alike = new HashMap<Integer, String>();
        var replaced = new HashMap<Integer, String>();
        var entries = new ArrayList<WriteAudit.Entry>();
        for (Write write : writes) {
            PublicationId id = write.id();
            Publication present = known.get(id);
            List<Publication> others = known.others(write);
            var before = new HashMap<Publication, WriteAudit.State>();
            others.forEach(other -> before.put(other, state(other)));
            var stateBefore = state(present);
            String recordBefore = present == null ? null : present.record;
            Optional<String> numbered =
                    write instanceof Put put && !put.identity().numbered() ? known.numbered(put) : Optional.empty();
            Outcome outcome;
            if (isForeign(present, write, origin.publisher())) {
                outcome = Outcome.FOREIGN;
                entries.add(entry(id, WriteAudit.Action.REFUSED, stateBefore, present));
            } else if (numbered.isPresent()) {
                outcome = Outcome.ALIKE;
                alike.put(outcomes.size(), numbered.get());
            } else {
                outcome = switch (write) {
                    case Put put -> put(put, others, known, counter, now);
                    case Withdraw withdraw -> withdraw(present, others, withdraw, counter, now);
                };
                before.forEach(
                        (other, state) -> entries.add(entry(other.id, WriteAudit.Action.WITHDRAWN, state, other)));
            }
            Publication after = known.get(id);
            if (present == null && after != null) {
                after.owner = origin.publisher().name();
                if (!dryRun) {
                    after.persist();
                }
            }
            if (outcome == Outcome.CHANGED && recordBefore != null) {
                replaced.put(outcomes.size(), recordBefore);
            }
            outcomes.add(outcome);
            if (!stateBefore.equals(state(after))) {
                outcome.action().ifPresent(action -> entries.add(entry(id, action, stateBefore, after)));
            }
        }
        if (dryRun) {
            audit.add(origin, entries.stream().filter(entry -> entry.action() == WriteAudit.Action.REFUSED));
            Publication.getEntityManager().clear();
            run.remember(known.all());
            return new Applied(outcomes, revision, alike, replaced);
        }
        audit.add(origin, entries.stream());
        if (counter.value > revision) {
            counter.changedAt = now;
            taken.fire(new RevisionsTaken());
        }
        return new Applied(outcomes, counter.value, alike, replaced);
    }

    private static WriteAudit.Entry entry(
            PublicationId id, WriteAudit.Action action, WriteAudit.State before, Publication after) {
        return new WriteAudit.Entry(id.kind(), WriteAudit.Key.of(id.key()), action, before, state(after));
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
            Put put, List<Publication> replaced, KnownRecords known, RevisionCounter counter, Instant now) {
        replaced.forEach(other -> other.withdraw(RENUMBERED, counter.next(), now));
        byte[] hash = Sha256.of(put.json());
        Publication present = known.get(put.id());
        if (present == null) {
            var created = new Publication();
            created.id = put.id();
            created.put(put, hash, counter.next(), now);
            known.add(created);
            return replaced.isEmpty() ? Outcome.CREATED : Outcome.CHANGED;
        }
        // a withdrawn record has no fingerprint; what lies between equal states has to be erased
        if (put.restored() == null && MessageDigest.isEqual(present.fingerprint, hash)) {
            return replaced.isEmpty() ? Outcome.UNCHANGED : Outcome.CHANGED;
        }
        present.put(put, hash, counter.next(), now);
        known.add(present);
        return Outcome.CHANGED;
    }

    private static Outcome withdraw(
            Publication present, List<Publication> others, Withdraw withdraw, RevisionCounter counter, Instant now) {
        var all = new ArrayList<>(others);
        if (present != null && !present.isWithdrawn()) {
            all.add(present);
        }
        all.forEach(each -> each.withdraw(withdraw.reason(), counter.next(), now));
        return !all.isEmpty() ? Outcome.WITHDRAWN : present == null ? Outcome.UNKNOWN : Outcome.UNCHANGED;
    }

    /**
     * Returns those of some records that are not stored, are withdrawn, or must not be known to a publisher, because
     * they are those of another and were never public. Kinds of which nothing is stored are left out: they are not in
     * use, or not yet.
     *
     * @param run the dry run whose changes count, too; may be {@code null}
     */
    @Transactional
    public Set<PublicationId> missing(Set<PublicationId> ids, Publisher publisher, DryRun run) {
        var missing = new HashSet<>(ids);
        if (run != null) {
            missing.removeIf(run::has);
        }
        List<PublicationId> stored =
                missing.stream().filter(id -> run == null || !run.knows(id)).toList();
        Instant now = clock.instant();
        for (int i = 0; i < stored.size(); i += MAX_IDS) {
            Publication.present(stored.subList(i, Math.min(stored.size(), i + MAX_IDS)), publisher, now)
                    .forEach(missing::remove);
        }
        missing.stream()
                .map(PublicationId::kind)
                .distinct()
                .filter(kind -> !Publication.hasKind(kind))
                .toList()
                .forEach(unused -> missing.removeIf(id -> id.kind().equals(unused)));
        return missing;
    }

    /**
     * Returns the written keys of the parents of some records, by canonical key. Records of others that are not public
     * are left out.
     *
     * @param keys canonical, at most 10,000
     */
    @Transactional
    public Map<String, String> parents(String kind, Set<String> keys, Publisher publisher) {
        return keys.isEmpty() ? Map.of() : Publication.parents(kind, keys, publisher, clock.instant());
    }

    /**
     * Returns the keys of the records with some titles, by kind and title: one for each title. Records of others that
     * are not public are left out.
     */
    @Transactional
    public Map<PublicationId, String> keysByTitle(Set<PublicationId> titles, Publisher publisher) {
        return Publication.keysByTitle(titles, publisher, clock.instant());
    }

    /**
     * A record that has a name, or a similar one.
     *
     * @param exact whether the name is its title or its short name
     */
    public record Called(String key, String title, boolean exact) {}

    /**
     * Returns a few records by name: first those with this title or short name, then those whose title has the characters of
     * the name in this order, the shortest first. Records of others that are not public are left out.
     *
     * @param keyField  component with the key as it was sent
     * @param shortName component with the short name, {@code null} for none
     */
    @Transactional
    public List<Called> called(String kind, String name, String keyField, String shortName, Publisher publisher) {
        return Publication.called(kind, name, keyField, shortName, publisher, clock.instant());
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
        long withPast = 0;
        try (Stream<Publication> entries = Publication.after(revision, limit)) {
            for (var next = entries.iterator();
                    next.hasNext() && characters < MAX_CHARACTERS && withPast < MAX_WITH_PAST; ) {
                Change change = next.next().toChange();
                if (change.json() != null) {
                    characters += change.json().length() + StoredFiles.maxText(change.json());
                    withPast += (long) change.json().length() * change.past().kept();
                }
                changes.add(change);
            }
        }
        return files.withFiles(changes);
    }

    @Transactional
    public long countAfter(long revision) {
        return Publication.count("revision > ?1", revision);
    }
}
