package org.sunwindow.imports.quarantine;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Personal data of one kind in one field of a record, without the data. An entry whose {@link #expiresAt} has passed
 * does not exist for any reader.
 */
@Entity
class QuarantineEntry extends PanacheEntityBase {

    @Id
    UUID id;

    String kind;

    /** Canonical key of the record. */
    String key;

    /** Who sent the line. Lines of other publishers with the same key have entries of their own. */
    String publisher;

    /** The import of the line. */
    UUID runId;

    /** Path without array indices. */
    String field;

    /** Of a {@link org.sunwindow.privacy.PersonalKind}. */
    String code;

    /** The text around the first value, with all personal data replaced. */
    String excerpt;

    /** See {@link Fingerprints}. */
    byte[] hashes;

    @Enumerated(EnumType.STRING)
    State state;

    /** When the line was sent last. */
    Instant heldAt;

    /** When it was released or mended; {@code null} while it is held. */
    Instant decidedAt;

    String decidedBy;

    /** Of the release. */
    String reason;

    Instant expiresAt;

    @Schema(name = "QuarantineState")
    enum State {
        HELD,
        /** Lines with these values are accepted. */
        RELEASED,
        /** A later line of the record without these values was accepted. */
        MENDED
    }

    static QuarantineEntry of(String kind, String key, String field, String code, byte[] hashes) {
        var entry = new QuarantineEntry();
        entry.id = UUID.randomUUID();
        entry.kind = kind;
        entry.key = key;
        entry.field = field;
        entry.code = code;
        entry.hashes = hashes;
        return entry;
    }

    /**
     * Returns the open entries of records, locked until the end of the transaction: those of a publisher, and all of
     * shared records.
     */
    static List<QuarantineEntry> held(
            String kind, Collection<String> keys, String publisher, Collection<String> shared) {
        return QuarantineEntry.<QuarantineEntry>find(
                        "kind = ?1 and key in ?2 and state = ?3 and (publisher = ?4 or key in ?5) order by id",
                        kind,
                        keys,
                        State.HELD,
                        publisher,
                        shared)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    static long countHeld(String publisher, Instant now) {
        return count("publisher = ?1 and state = ?2 and expiresAt > ?3", publisher, State.HELD, now);
    }

    /** Returns the keys under which publishers other than one have open entries. */
    static Set<String> heldByOthers(String publisher, String kind, Collection<String> keys) {
        return getEntityManager()
                .createQuery(
                        "select distinct e.key from QuarantineEntry e"
                                + " where e.kind = :kind and e.key in :keys and e.state = :held and e.publisher <> :publisher",
                        String.class)
                .setParameter("kind", kind)
                .setParameter("keys", keys)
                .setParameter("held", State.HELD)
                .setParameter("publisher", publisher)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** Returns id, key, hashes and publisher of the valid releases of records. */
    static Stream<Object[]> released(String kind, Collection<String> keys, Instant now) {
        return getEntityManager()
                .createQuery(
                        "select e.id, e.key, e.hashes, e.publisher from QuarantineEntry e"
                                + " where e.kind = :kind and e.key in :keys and e.state = :released and e.expiresAt > :now",
                        Object[].class)
                .setParameter("kind", kind)
                .setParameter("keys", keys)
                .setParameter("released", State.RELEASED)
                .setParameter("now", now)
                .getResultStream();
    }

    /** Extends releases that would end before a time. */
    static void renew(Collection<UUID> ids, Instant until, Instant before) {
        update("expiresAt = ?1 where id in ?2 and state = ?3 and expiresAt < ?4", until, ids, State.RELEASED, before);
    }

    /** Returns an entry, locked until the end of the transaction. */
    static Optional<QuarantineEntry> locked(UUID id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Puts the entry back into the state in which it was before a decision. */
    void hold(Instant now, Duration validity) {
        state = State.HELD;
        decidedAt = null;
        decidedBy = null;
        reason = null;
        expiresAt = now.plus(validity);
    }

    void release(String by, String why, Instant now, Duration validity) {
        state = State.RELEASED;
        decidedAt = now;
        decidedBy = by;
        reason = why;
        expiresAt = now.plus(validity);
    }

    void mend(String by, Instant now, Duration validity) {
        state = State.MENDED;
        decidedAt = now;
        decidedBy = by;
        expiresAt = now.plus(validity);
    }

    /** Marks the open entries of records as mended: those of a publisher, and all of shared records. */
    static void mend(
            String kind,
            Collection<String> keys,
            Collection<String> shared,
            String by,
            Instant now,
            Duration validity) {
        update(
                "state = ?1, decidedAt = ?2, decidedBy = ?3, expiresAt = ?4 where kind = ?5 and key in ?6 and state = ?7"
                        + " and (publisher = ?3 or key in ?8)",
                State.MENDED,
                now,
                by,
                now.plus(validity),
                kind,
                keys,
                State.HELD,
                shared);
    }
}
