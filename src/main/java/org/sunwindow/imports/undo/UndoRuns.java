package org.sunwindow.imports.undo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.ImportSettings;
import org.sunwindow.imports.ImportTargets;
import org.sunwindow.imports.StoringPlaces;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.publication.PublicationImport;
import org.sunwindow.imports.publication.PublicationImport.Operation;
import org.sunwindow.imports.record.SingleRecords;
import org.sunwindow.imports.run.CheckedLine;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRun;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.run.LineKeys;
import org.sunwindow.imports.run.LineListener;
import org.sunwindow.imports.run.RunLog;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.imports.target.ImportTarget.Applier;
import org.sunwindow.imports.target.ImportTarget.Verdict;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.publication.RunWrites;
import org.sunwindow.publication.RunWrites.RunWrite;
import org.sunwindow.publication.StoredRecords;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/**
 * Takes back the writes of a run, in a run of its own. A record that others have changed in between or since stays as it is. What
 * comes back passes the checks of an import once more. What the store has not kept does not come back: what was withdrawn, or
 * published less of. What the run wrote is erased from the past, too: a mistake must not stay public by an earlier time.
 */
@ApplicationScoped
class UndoRuns {

    /** After the end of a run. */
    static final Duration LIMIT = Duration.ofHours(24);

    private static final String REASON = "撤销导入";

    private static final Problem.Item CHANGED =
            new Problem.Item("", "undo.changed", "这条记录在这次导入期间或之后另有变化（变更、撤下、移交或附件到达），没有改动；仍要恢复的，请报送原来的内容");
    private static final Problem.Item LOST =
            new Problem.Item("", "undo.lost", "导入前的内容没有保留（撤下、减少公开内容或尚未公开的不保留），没有改动；请报送原来的内容");

    private final ImportTargets targets;
    private final ImportRuns runs;
    private final RunWrites writes;
    private final StoredRecords stored;
    private final StoringPlaces places;
    private final ImportSettings settings;
    private final IndexRevisions index;
    private final Clock clock;
    private final RunLog log;

    UndoRuns(
            ImportTargets targets,
            ImportRuns runs,
            RunWrites writes,
            StoredRecords stored,
            StoringPlaces places,
            ImportSettings settings,
            IndexRevisions index,
            Clock clock,
            RunLog log) {
        this.targets = targets;
        this.runs = runs;
        this.writes = writes;
        this.stored = stored;
        this.places = places;
        this.settings = settings;
        this.index = index;
        this.clock = clock;
        this.log = log;
    }

    /**
     * The result of an undo.
     *
     * @param isNew whether it was done now; an earlier one is not repeated
     */
    record Undone(ImportReport report, boolean isNew) {}

    /**
     * @param earlier     the undo that was completed before, {@code null} for none
     * @param interrupted undos that were not completed
     */
    private record Start(UUID undo, String kind, ImportReport earlier, List<UUID> interrupted) {}

    /**
     * Undoes a run.
     *
     * @throws ProblemException {@link ProblemCode#IMPORT_NOT_FOUND} if the publisher may not see the run, {@link
     *     ProblemCode#IMPORT_NOT_UNDOABLE}
     */
    Undone undo(UUID id, Publisher publisher) throws InterruptedException {
        Start start = QuarkusTransaction.requiringNew().call(() -> start(id, publisher));
        if (start.earlier() != null) {
            return new Undone(start.earlier(), false);
        }
        try {
            undoAll(
                    id,
                    start.interrupted(),
                    targets.publication(start.kind()).orElseThrow(),
                    new Origin(publisher, start.undo()));
        } catch (RuntimeException | InterruptedException | Error e) {
            try {
                log.ended(runs.finish(start.undo(), ImportRun.State.INTERRUPTED));
            } catch (RuntimeException unreachable) {
                e.addSuppressed(unreachable);
            }
            throw e;
        }
        ImportReport report = runs.finish(start.undo(), ImportRun.State.COMPLETED);
        log.ended(report);
        return new Undone(report, true);
    }

    private Start start(UUID id, Publisher publisher) {
        ImportRun run = ImportRun.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (run == null || !ImportRuns.isVisible(run, publisher)) {
            throw new ProblemException(ProblemCode.IMPORT_NOT_FOUND, "没有这次导入，请核对导入编号。");
        }
        publisher.require(run.kind);
        Instant now = clock.instant();
        ImportRun earlier = run.undoneBy == null ? null : ImportRun.findById(run.undoneBy);
        if (earlier != null && earlier.state == ImportRun.State.COMPLETED) {
            return new Start(earlier.id, run.kind, runs.report(earlier), List.of());
        }
        if (run.dryRun) {
            throw refused("试导入没有保存内容，不必撤销。");
        }
        if (run.undoes != null) {
            throw refused("这次本身就是撤销，不能再撤销；请重新报送文件。");
        }
        if (targets.publication(run.kind).isEmpty()) {
            throw refused("办件和节假日的导入不能撤销：以前的内容不保留。请报送正确的内容。");
        }
        if (isRunning(run) || earlier != null && isRunning(earlier)) {
            throw refused("导入或对它的撤销正在进行，请待其完成后再试。");
        }
        Instant end = run.finishedAt == null ? run.touchedAt : run.finishedAt;
        if (end.plus(LIMIT).isBefore(now)) {
            throw refused("导入完成已超过 %d 小时，不能撤销；请报送正确的内容。".formatted(LIMIT.toHours()));
        }
        List<UUID> interrupted = ImportRun.<ImportRun>list("undoes", id).stream()
                .map(undo -> undo.id)
                .toList();
        UUID undo = runs.start(run.kind, publisher, false, Sent.NOTHING);
        ImportRun.<ImportRun>findById(undo).undoes = id;
        run.undoneBy = undo;
        return new Start(undo, run.kind, null, interrupted);
    }

    private boolean isRunning(ImportRun run) {
        return run.finishedAt == null && !runs.isAbandoned(run);
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemCode.IMPORT_NOT_UNDOABLE, detail);
    }

    private void undoAll(UUID run, List<UUID> interrupted, PublicationImport<?> target, Origin origin)
            throws InterruptedException {
        String kind = target.kind().name();
        Applier<Operation> applier = SingleRecords.intended(target.applier(origin, false));
        long number = 0;
        List<RunWrite> page = writes.after(run, interrupted, kind, "", settings.batch());
        while (!page.isEmpty()) {
            var lines = new ArrayList<CheckedLine<Operation>>();
            for (RunWrite write : page) {
                lines.add(new CheckedLine<>(++number, verdict(write, target), LineListener.NONE));
            }
            List<RunWrite> written = page;
            Long revision = places.store(
                    () -> QuarkusTransaction.requiringNew().call(() -> store(origin, applier, kind, written, lines)));
            index.holdBack(revision, settings.maxLag());
            page = writes.after(run, interrupted, kind, page.getLast().key(), settings.batch());
        }
    }

    private static Verdict<Operation> verdict(RunWrite write, PublicationImport<?> target) {
        if (!write.isOfRunAlone()) {
            return Verdict.rejected(write.key(), List.of(CHANGED));
        }
        if (write.absent()) {
            return Verdict.accepted(target.withdrawal(write.key(), REASON), write.key());
        }
        if (write.former() == null) {
            return Verdict.rejected(write.key(), List.of(LOST));
        }
        Verdict<Operation> former = target.check(target.asSent(write.former()).toString());
        if (!former.faults().isEmpty() || former.operation() == null) {
            return Verdict.rejected(former.key(), former.faults());
        }
        if (!former.operation().key().equals(write.key())) {
            return Verdict.rejected(write.key(), List.of(LOST));
        }
        Operation restoring = former.operation().restoring(write.from());
        return new Verdict<>(restoring, former.key(), former.identity(), former.faults(), former.warnings());
    }

    /**
     * Stores a batch. A record that has changed since it was read is left as it is. A record that an interrupted undo has
     * already restored is counted as unchanged.
     */
    private Long store(
            Origin origin,
            Applier<Operation> applier,
            String kind,
            List<RunWrite> page,
            List<CheckedLine<Operation>> lines) {
        Map<String, Long> revisions =
                stored.lockRevisions(kind, page.stream().map(RunWrite::key).collect(Collectors.toSet()));
        var current = new ArrayList<CheckedLine<Operation>>();
        int undone = 0;
        for (int i = 0; i < lines.size(); i++) {
            CheckedLine<Operation> line = lines.get(i);
            RunWrite write = page.get(i);
            boolean isCurrent = Objects.equals(revisions.get(write.key()), write.present());
            if (isCurrent && write.undone()) {
                undone++;
            } else {
                current.add(isCurrent || line.verdict().operation() == null ? line : changed(line, write));
            }
        }
        runs.unchanged(origin.id(), undone);
        return runs.store(origin, applier, current, new LineKeys(), Lease.UNLIMITED);
    }

    private static CheckedLine<Operation> changed(CheckedLine<Operation> line, RunWrite write) {
        return new CheckedLine<>(line.number(), Verdict.rejected(write.key(), List.of(CHANGED)), LineListener.NONE);
    }
}
