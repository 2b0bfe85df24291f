package org.sunwindow.cases;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.sunwindow.publisher.Publisher;

/** A stored case. Factors are hashed by {@link FactorHashes#hash}; {@code null} where the case has no such factor. */
@Entity
@Table(name = "application_case")
class StoredCase extends PanacheEntityBase {

    private static final int FETCH = 1_000;
    private static final String OWNED =
            "c.owner is not distinct from :owner and (:all = true or c.applicationNo in :numbers)";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String applicationNo;

    /** The publisher it belongs to; {@code null} for nobody. */
    String owner;

    @Enumerated(EnumType.STRING)
    CaseType caseType;

    /**
     * A {@link CaseProgress} as JSON, the response to a lookup except for the clock. Nothing else of a case is stored.
     */
    String progress;

    /** A {@link CaseTiming} as JSON, {@code null} if the case has no limits. */
    String timing;

    byte[] queryCode;
    byte[] idTail;
    byte[] phoneTail;

    /** A query code that was issued here. Imports do not replace it. */
    @Column(name = "minted_code")
    byte[] issuedCode;

    byte[] fingerprint;

    /** Time of the update in the source. Updates may arrive late, repeatedly and out of order. */
    Instant updatedAt;

    /**
     * {@link #updatedAt} and {@link #fingerprint} of the update that the factors are from; see {@link #factorsVersion}.
     */
    Instant factorsUpdatedAt;

    byte[] factorsFingerprint;

    /** When the case ended; {@code null} while it is open. */
    Instant endedAt;

    Instant importedAt;

    /** Serializes writes until the end of the transaction. Lookups are not blocked. */
    static void lockAgainstWrites() {
        getEntityManager()
                .createNativeQuery("lock table application_case in share row exclusive mode")
                .executeUpdate();
    }

    static List<StoredCase> withNumbers(Collection<String> numbers) {
        return list("applicationNo in ?1", numbers);
    }

    /**
     * Returns a case that a publisher may write. The database leaves out the cases of others, so the answer for them
     * takes as long as for a number that does not exist.
     */
    static Optional<StoredCase> withNumber(String number, Publisher publisher) {
        return find(
                        "applicationNo = ?1 and (?2 = true or owner in ?3)",
                        number,
                        publisher.isAdministrator(),
                        publisher.owners())
                .firstResultOptional();
    }

    /** Returns the numbers of the cases of an owner, in batches. */
    static Stream<String> ownedBy(String owner, Collection<String> numbers) {
        return getEntityManager()
                .createQuery("select c.applicationNo from StoredCase c where " + OWNED, String.class)
                .setParameter("owner", owner)
                .setParameter("all", numbers.isEmpty())
                .setParameter("numbers", numbers)
                .setHint(HibernateHints.HINT_FETCH_SIZE, FETCH)
                .getResultStream();
    }

    static int handOver(String from, String to, Collection<String> numbers) {
        return getEntityManager()
                .createQuery("update StoredCase c set c.owner = :to where " + OWNED)
                .setParameter("to", to)
                .setParameter("owner", from)
                .setParameter("all", numbers.isEmpty())
                .setParameter("numbers", numbers)
                .executeUpdate();
    }

    /**
     * The order of the updates of a case.
     *
     * @param fingerprint breaks ties
     */
    record Version(Instant updatedAt, byte[] fingerprint) {

        /** Earlier than any update. */
        static final Version NONE = new Version(Instant.parse("0001-01-01T00:00:00Z"), new byte[0]);

        boolean isLaterThan(Version other) {
            int later = updatedAt.compareTo(other.updatedAt);
            return later > 0 || later == 0 && Arrays.compareUnsigned(fingerprint, other.fingerprint) > 0;
        }
    }

    Version version() {
        return new Version(updatedAt, fingerprint);
    }

    void setVersion(Version version) {
        updatedAt = version.updatedAt();
        fingerprint = version.fingerprint();
    }

    /** The update that the factors are from. A release that did not store it took them from the latest update. */
    Version factorsVersion() {
        if (factorsUpdatedAt != null) {
            return new Version(factorsUpdatedAt, factorsFingerprint);
        }
        return updatedAt == null ? Version.NONE : version();
    }

    void setFactorsVersion(Version version) {
        factorsUpdatedAt = version.updatedAt();
        factorsFingerprint = version.fingerprint();
    }

    /** What a lookup shows, except for what follows from the day. */
    String shown() {
        return progress + '\n' + timing;
    }

    /** Returns a copy of what decides whether a later update applies. */
    StoredCase outline() {
        var outline = new StoredCase();
        outline.applicationNo = applicationNo;
        outline.owner = owner;
        outline.updatedAt = updatedAt;
        outline.fingerprint = fingerprint;
        outline.factorsUpdatedAt = factorsUpdatedAt;
        outline.factorsFingerprint = factorsFingerprint;
        return outline;
    }

    /** {@code null} if the case has no such factor, or this is an {@link #outline}. */
    byte[] factor(FactorType type) {
        return switch (type) {
            case QUERY_CODE -> queryCode;
            case ID_TAIL -> idTail;
            case PHONE_TAIL -> phoneTail;
        };
    }

    void setFactor(FactorType type, byte[] hash) {
        switch (type) {
            case QUERY_CODE -> queryCode = hash;
            case ID_TAIL -> idTail = hash;
            case PHONE_TAIL -> phoneTail = hash;
        }
    }
}
