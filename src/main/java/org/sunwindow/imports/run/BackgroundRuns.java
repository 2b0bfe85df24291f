package org.sunwindow.imports.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import org.sunwindow.publisher.Publisher;

/** Stores the states of runs in the background until they end. */
@ApplicationScoped
public class BackgroundRuns {

    private final ImportRuns runs;
    private final Clock clock;

    public BackgroundRuns(ImportRuns runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Starts a run whose body is about to be received. The row is in the database afterwards, so that others may refer
     * to it.
     */
    @Transactional
    public UUID receive(String kind, Publisher publisher, boolean dryRun, Sent sent) {
        UUID id = runs.start(kind, publisher, dryRun, sent);
        ImportRun run = ImportRun.findById(id);
        run.state = ImportRun.State.RECEIVING;
        run.background = true;
        run.flush();
        return id;
    }

    /** Lets a run wait for a worker, after its body was received. */
    @Transactional
    public ImportReport queue(UUID id, long bytes, Sent sent) {
        ImportRun run = ImportRun.findById(id);
        runs.received(id, sent);
        run.state = ImportRun.State.QUEUED;
        run.bytes = bytes;
        run.bytesRead = 0L;
        return runs.report(run);
    }

    /** Lets a run wait for another worker. */
    @Transactional
    public void requeue(UUID id) {
        ImportRun.update(
                "state = ?1 where id = ?2 and state = ?3", ImportRun.State.QUEUED, id, ImportRun.State.RUNNING);
    }

    @Transactional
    public void delete(UUID id) {
        ImportRun.deleteById(id);
    }

    /**
     * What a worker must know about a run.
     *
     * @param counted lines that were counted before
     * @param bytes   length of the body
     */
    public record Begun(boolean dryRun, long counted, long bytes) {}

    /**
     * Called when a worker has taken a run, in the transaction that has secured its lease. A dry run starts again,
     * because what it would have stored was in the memory of the previous worker.
     */
    @Transactional
    public Begun begin(UUID id) {
        ImportRun run = ImportRun.findById(id);
        if (run.dryRun) {
            ImportReject.delete("id.runId", id);
            run.clearCounts();
        }
        run.state = ImportRun.State.RUNNING;
        run.workingSince = run.touchedAt = clock.instant();
        run.linesBefore = run.lines;
        return new Begun(run.dryRun, run.lines, run.bytes);
    }
}
