package org.sunwindow.publication;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.UUID;

/** The single row that numbers revisions. */
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
     * Locks the row to the end of the transaction. It is the first thing a write does: writers then follow one another
     * whole, cannot deadlock over the records they share, and compare with a state that nobody else changes.
     */
    static RevisionCounter lock() {
        return findById(ONLY, LockModeType.PESSIMISTIC_WRITE);
    }

    long next() {
        return ++value;
    }
}
