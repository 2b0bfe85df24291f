package org.sunwindow.imports;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One import and its counts, which are updated in the transaction of every batch. */
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

    /** When the last batch was stored. */
    Instant touchedAt;

    Instant finishedAt;
    long lines;
    long created;
    long changed;
    long unchanged;
    long withdrawn;
    long rejected;
    long warnings;

    /** Faults and warnings that are stored. */
    int rejectsKept;

    int warningsKept;
    Long revision;

    /** The run whose writes this one takes back, {@code null} for none. */
    UUID undoes;

    /** The run that took back the writes of this one, {@code null} for none. */
    UUID undoneBy;

    /** Records that a complete file did not contain, {@code null} if it was not said to be complete. */
    Long missing;

    @Schema(name = "State")
    enum State {
        RUNNING,
        COMPLETED,
        /** Ended before the last line; all counted lines are stored. */
        INTERRUPTED
    }
}
