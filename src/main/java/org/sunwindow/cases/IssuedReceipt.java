package org.sunwindow.cases;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A receipt that was requested with a key, so that a retry gets the same query code. The code itself is not stored. */
@Entity
@Table(name = "issued_receipt")
class IssuedReceipt extends PanacheEntityBase {

    /** How long a retry gets the same code. */
    static final Duration VALIDITY = Duration.ofDays(1);

    @Id
    byte[] keyHash;

    byte[] numberHash;

    /** From which the query code is derived. */
    byte[] salt;

    /** Whether the code replaced an earlier one. */
    boolean replaced;

    Instant expiresAt;

    /**
     * Returns the receipt of a key that has not expired, and deletes an expired one.
     *
     * @param keyHashes of all secrets, see {@link FactorHashes#withAllKeys}
     */
    static Optional<IssuedReceipt> withKey(List<byte[]> keyHashes, Instant now) {
        delete("keyHash in ?1 and expiresAt <= ?2", keyHashes, now);
        return find("keyHash in ?1", keyHashes).firstResultOptional();
    }

    boolean isFor(List<byte[]> numberHashes) {
        return numberHashes.stream().anyMatch(hash -> MessageDigest.isEqual(hash, numberHash));
    }
}
