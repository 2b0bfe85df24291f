package org.sunwindow.publication;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.UUID;

/** The single row from which revisions are numbered. */
@Entity
class RevisionCounter extends PanacheEntityBase {

    private static final short ONLY = 1;

    @Id
    short id;

    long value;
    UUID storeId;
    Instant changedAt;

    static RevisionCounter read() {
        return findById(ONLY);
    }

    /**
     * Locks the row until the end of the transaction. Every write locks it first, so that writers are serialized,
     * cannot deadlock over records, and see a state that no other writer changes.
     */
    static RevisionCounter lock() {
        return findById(ONLY, LockModeType.PESSIMISTIC_WRITE);
    }

    long next() {
        return ++value;
    }
}
