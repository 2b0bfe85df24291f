package org.sunwindow.imports;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** One import and what became of it. Counted along with every batch, in the same transaction. */
@Entity
class ImportRun extends PanacheEntityBase {

    @Id
    UUID id;

    String kind;
    String publisher;
    boolean dryRun;

    @Enumerated(EnumType.STRING)
    State state;

    Instant startedAt;

    /** When its last batch was stored; a run that rests long has lost its process. */
    Instant touchedAt;

    Instant finishedAt;
    long lines;
    long created;
    long changed;
    long unchanged;
    long withdrawn;
    long rejected;
    int rejectsKept;
    Long revision;

    enum State {
        RUNNING,
        COMPLETED,
        /** Ended before its last line; what it counted is stored. */
        INTERRUPTED
    }
}
