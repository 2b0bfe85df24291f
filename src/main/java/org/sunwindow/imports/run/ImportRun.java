package org.sunwindow.imports.run;

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
public class ImportRun extends PanacheEntityBase {

    @Id
    public UUID id;

    public String kind;
    public String publisher;
    public boolean dryRun;

    @Enumerated(EnumType.STRING)
    public State state;

    public Instant startedAt;

    /** When the last batch was stored. */
    public Instant touchedAt;

    public Instant finishedAt;
    public long lines;
    public long created;
    public long changed;
    public long unchanged;
    public long withdrawn;
    public long rejected;
    public long warnings;

    /** Faults and warnings that are stored. */
    public int rejectsKept;

    public int warningsKept;
    public Long revision;

    /** Name of the file, given by the sender; {@code null} for none. */
    public String fileName;

    /** Whether workers work on it, see {@link org.sunwindow.imports.background}. */
    public boolean background;

    /** Length of the body, in bytes; {@code null} unless it was received before the work began. */
    public Long bytes;

    public Long bytesRead;

    /** When the last worker has begun; {@code null} for a run whose sender waits. */
    public Instant workingSince;

    /** Lines that were counted then. */
    public long linesBefore;

    /** Why it ended before the last line, in Chinese. */
    public String reason;

    public void clearCounts() {
        lines = created = changed = unchanged = withdrawn = rejected = warnings = 0;
        rejectsKept = warningsKept = 0;
        bytesRead = 0L;
    }

    /** The run that this one undoes, {@code null} for none. */
    public UUID undoes;

    /** The run that undid this one, {@code null} for none. */
    public UUID undoneBy;

    /** Number of records that a complete file did not contain, {@code null} for other files. */
    public Long missing;

    @Schema(name = "ImportState")
    public enum State {
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

        public boolean isEnd() {
            return this == COMPLETED || this == INTERRUPTED || this == CANCELLED;
        }
    }
}
