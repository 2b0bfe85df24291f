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

    /** Of the file, as its sender has named it; {@code null} if it has not. */
    String fileName;

    /** Whether workers work on it, see {@link org.sunwindow.imports.background}. */
    boolean background;

    /** Length of the body, in bytes; {@code null} unless it was received before the work began. */
    Long bytes;

    Long bytesRead;

    /** When the last worker has begun; {@code null} for a run whose sender waits. */
    Instant workingSince;

    /** Lines that were counted then. */
    long linesBefore;

    /** Why it ended before the last line, in Chinese. */
    String reason;

    void clearCounts() {
        lines = created = changed = unchanged = withdrawn = rejected = warnings = 0;
        rejectsKept = warningsKept = 0;
        bytesRead = 0L;
    }

    /** The run whose writes this one takes back, {@code null} for none. */
    UUID undoes;

    /** The run that took back the writes of this one, {@code null} for none. */
    UUID undoneBy;

    /** Records that a complete file did not contain, {@code null} if it was not said to be complete. */
    Long missing;

    @Schema(name = "State")
    enum State {
        /** The body of a run in the background is being received. */
        RECEIVING,
        /** Waits for a worker. */
        QUEUED,
        RUNNING,
        COMPLETED,
        /** Ended before the last line; all counted lines are stored. */
        INTERRUPTED,
        /** Ended by its publisher; all counted lines are stored. */
        CANCELLED;

        boolean isEnd() {
            return this == COMPLETED || this == INTERRUPTED || this == CANCELLED;
        }
    }
}
