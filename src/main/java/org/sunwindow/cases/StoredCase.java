package org.sunwindow.cases;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A case that can be asked for by its number. Factors are as {@link Hashes#seal} makes them, {@code null} for none. */
@Entity
@Table(name = "application_case")
class StoredCase extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String applicationNo;

    @Enumerated(EnumType.STRING)
    CaseType caseType;

    /** A {@link CaseProgress} as JSON: what is told, as it is told, and nothing that is not. */
    String progress;

    /** A {@link CaseTiming} as JSON, {@code null} for none. */
    String timing;

    byte[] queryCode;
    byte[] idTail;
    byte[] phoneTail;

    /** A query code made here, which no line replaces. */
    byte[] mintedCode;

    byte[] fingerprint;

    /** The source's own time: updates may arrive late, twice and out of order. */
    Instant updatedAt;

    /** When it was decided or ended, {@code null} before that. */
    Instant endedAt;

    Instant importedAt;

    /** To the end of the transaction: imports follow one another, lookups go on. */
    static void lockAgainstWrites() {
        getEntityManager()
                .createNativeQuery("lock table application_case in share row exclusive mode")
                .executeUpdate();
    }

    static List<StoredCase> withNumbers(Collection<String> numbers) {
        return list("applicationNo in ?1", numbers);
    }

    static Optional<StoredCase> withNumber(String number) {
        return find("applicationNo", number).firstResultOptional();
    }

    void seal(FactorType type, byte[] sealed) {
        switch (type) {
            case QUERY_CODE -> queryCode = sealed;
            case ID_TAIL -> idTail = sealed;
            case PHONE_TAIL -> phoneTail = sealed;
        }
    }
}
