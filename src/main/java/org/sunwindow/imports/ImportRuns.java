package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.sunwindow.Settings;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.imports.target.PersonalData;

/** The record of imports. */
@ApplicationScoped
class ImportRuns {

    /** A run without a batch for so long has lost its process. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final int REJECTS_PAGE = 500;

    private final Clock clock;
    private final Settings.Imports settings;

    ImportRuns(Clock clock, Settings settings) {
        this.clock = clock;
        this.settings = settings.imports();
    }

    /**
     * A line that was checked. A line can be both rejected and have something done: what a sender declares not public
     * is refused, and withdrawn where it was published.
     *
     * @param operation to be done, {@code null} for none
     * @param faults    why it is rejected, empty when it is not
     * @param keepable  what may be kept of it when it is rejected, or {@code null}
     */
    record Checked(long number, ImportTarget.Operation operation, List<Problem.Item> faults, String keepable) {}

    @Transactional
    UUID start(String kind, String publisher, boolean dryRun) {
        var run = new ImportRun();
        run.id = UUID.randomUUID();
        run.kind = kind;
        run.publisher = publisher;
        run.dryRun = dryRun;
        run.state = ImportRun.State.RUNNING;
        run.startedAt = run.touchedAt = clock.instant();
        run.persist();
        return run.id;
    }

    /** Stores lines and counts them, both or neither. */
    @Transactional
    void store(UUID id, ImportTarget target, List<Checked> batch, boolean dryRun) {
        List<ImportTarget.Operation> operations =
                batch.stream().map(Checked::operation).filter(Objects::nonNull).toList();
        ImportTarget.Applied applied = target.apply(operations, dryRun);
        ImportRun run = ImportRun.findById(id);
        Iterator<Outcome> outcomes = applied.outcomes().iterator();
        for (Checked line : batch) {
            count(run, line, line.operation() == null ? null : outcomes.next());
        }
        run.lines += batch.size();
        run.revision = applied.revision();
        run.touchedAt = clock.instant();
    }

    private void count(ImportRun run, Checked line, Outcome outcome) {
        switch (outcome) {
            case CREATED -> run.created++;
            case CHANGED -> run.changed++;
            case UNCHANGED -> run.unchanged++;
            case WITHDRAWN -> run.withdrawn++;
            case UNKNOWN -> {}
            case null -> {}
        }
        if (!line.faults().isEmpty()) {
            run.rejected++;
            keep(run, line, line.faults().getFirst(), line.keepable());
            line.faults().stream().skip(1).forEach(fault -> keep(run, line, fault, null));
        } else if (outcome == Outcome.UNKNOWN) {
            run.rejected++;
            keep(run, line, new Problem.Item("withdraw", "withdraw.unknown", "没有找到该记录，无从撤下"), null);
        }
    }

    /** The line itself stands with its first fault only. */
    private void keep(ImportRun run, Checked line, Problem.Item fault, String kept) {
        if (run.rejectsKept == settings.maxRejects()) {
            return;
        }
        var reject = new ImportReject();
        reject.id = new ImportReject.Id(run.id, ++run.rejectsKept);
        reject.lineNo = line.number();
        reject.field = fault.name().isEmpty() ? null : PersonalData.struckOut(fault.name());
        reject.code = fault.code();
        reject.message = fault.message();
        reject.line = kept;
        reject.persist();
    }

    @Transactional
    ImportReport finish(UUID id, ImportRun.State state) {
        ImportRun run = ImportRun.findById(id);
        run.state = state;
        run.finishedAt = clock.instant();
        return answer(run);
    }

    @Transactional
    boolean completed(String publisher, String kind) {
        return ImportRun.count(
                        "publisher = ?1 and kind = ?2 and state = ?3", publisher, kind, ImportRun.State.COMPLETED)
                > 0;
    }

    @Transactional
    boolean any(String publisher) {
        return ImportRun.count("publisher", publisher) > 0;
    }

    /** A run of this publisher. */
    @Transactional
    Optional<ImportReport> find(UUID id, String publisher) {
        return ImportRun.<ImportRun>findByIdOptional(id)
                .filter(run -> run.publisher.equals(publisher))
                .map(this::answer);
    }

    /** A page of the rejects of a run, after the one of a number. */
    @Transactional
    ImportReport.Rejects rejects(UUID id, int after) {
        List<ImportReject> page = ImportReject.after(id, after, REJECTS_PAGE);
        var items = page.stream()
                .map(reject ->
                        new ImportReport.Reject(reject.lineNo, reject.field, reject.code, reject.message, reject.line))
                .toList();
        String next = page.size() < REJECTS_PAGE
                ? null
                : Integer.toString(page.getLast().id.seq());
        return new ImportReport.Rejects(items, next);
    }

    private ImportReport answer(ImportRun run) {
        boolean abandoned = run.state == ImportRun.State.RUNNING
                && run.touchedAt.plus(ABANDONED).isBefore(clock.instant());
        return new ImportReport(
                run.id,
                run.kind,
                run.publisher,
                run.dryRun,
                abandoned ? ImportRun.State.INTERRUPTED : run.state,
                run.lines,
                run.created,
                run.changed,
                run.unchanged,
                run.withdrawn,
                run.rejected,
                run.revision,
                time(run.startedAt),
                run.finishedAt == null ? null : time(run.finishedAt));
    }

    private OffsetDateTime time(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
