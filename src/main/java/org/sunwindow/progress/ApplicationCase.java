package org.sunwindow.progress;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A case that can be asked for by its number. */
@Entity
class ApplicationCase extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String applicationNo;

    /** A {@link CaseProgress} as JSON: what is told, as it is told, and nothing that is not. */
    String progress;

    byte[] fingerprint;

    /** The source's own time: updates may arrive late, twice and out of order. */
    Instant updatedAt;

    Instant importedAt;

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "case_factor", joinColumns = @JoinColumn(name = "case_id"))
    Set<StoredFactor> factors = new HashSet<>();

    /** A factor as it is kept. */
    @Embeddable
    static class StoredFactor {

        @Enumerated(EnumType.STRING)
        FactorType type;

        byte[] salt;
        byte[] hash;

        StoredFactor() {}

        StoredFactor(FactorType type, byte[] salt, byte[] hash) {
            this.type = type;
            this.salt = salt;
            this.hash = hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof StoredFactor that && type == that.type && java.util.Arrays.equals(hash, that.hash);
        }

        @Override
        public int hashCode() {
            return type.hashCode();
        }
    }

    /** To the end of the transaction: imports follow one another, lookups go on. */
    static void lockAgainstWrites() {
        getEntityManager()
                .createNativeQuery("lock table application_case in share row exclusive mode")
                .executeUpdate();
    }

    static List<ApplicationCase> withNumbers(Collection<String> numbers) {
        return list("from ApplicationCase c left join fetch c.factors where c.applicationNo in ?1", numbers);
    }

    static Optional<ApplicationCase> withNumber(String number) {
        return find("from ApplicationCase c left join fetch c.factors where c.applicationNo = ?1", number)
                .firstResultOptional();
    }

    Optional<StoredFactor> factor(FactorType type) {
        return factors.stream().filter(factor -> factor.type == type).findFirst();
    }
}
