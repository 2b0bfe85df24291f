package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.imports.target.ImportTarget.Refusal;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.PersonalData;
import org.sunwindow.privacy.Sentinel;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** Stores import runs, their counts and their rejects. */
@ApplicationScoped
class ImportRuns {

    /** A running import that has stored no batch for this long is reported as interrupted. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final int REJECTS_PAGE = 500;

    private static final Problem.Item UNKNOWN = new Problem.Item("withdraw", "withdraw.unknown", "没有找到该记录，无从撤下");
    private static final Problem.Item FOREIGN =
            new Problem.Item("", ProblemCode.PUBLISHER_FOREIGN.code(), "该编号的记录属于其他发布方，未作任何改动；确应由本方报送的，请其移交");

    private final Clock clock;
    private final ImportSettings settings;

    ImportRuns(Clock clock, ImportSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * A line with the result of its check.
     *
     * @param number    1-based line number
     * @param operation may be {@code null}
     * @param faults    reasons for the rejection, empty if the line is accepted
     * @param redacted  the part of a rejected line to be stored, may be {@code null}
     */
    record CheckedLine<O>(long number, O operation, List<Problem.Item> faults, String redacted) {

        static <O> CheckedLine<O> rejected(long number, List<Problem.Item> faults, String redacted) {
            return new CheckedLine<>(number, null, faults, redacted);
        }
    }

    @Transactional
    UUID start(String kind, Publisher publisher, boolean dryRun) {
        var run = new ImportRun();
        run.id = UUID.randomUUID();
        run.kind = kind;
        run.publisher = publisher.name();
        run.dryRun = dryRun;
        run.state = ImportRun.State.RUNNING;
        run.startedAt = run.touchedAt = clock.instant();
        run.persist();
        return run.id;
    }

    /**
     * Applies the operations of a batch and counts its lines, in one transaction.
     *
     * @return revision of the store afterwards, {@code null} if the target has none
     */
    @Transactional
    <O> Long store(Origin origin, ImportTarget<O> target, List<CheckedLine<O>> batch, boolean dryRun) {
        List<O> operations = batch.stream()
                .map(CheckedLine::operation)
                .filter(Objects::nonNull)
                .toList();
        ImportTarget.Applied applied = target.apply(operations, origin, dryRun);
        ImportRun run = ImportRun.findById(origin.id());
        int operation = 0;
        for (CheckedLine<O> line : batch) {
            if (line.operation() == null) {
                count(run, line, null, null);
            } else {
                count(
                        run,
                        line,
                        applied.outcomes().get(operation),
                        applied.alike().get(operation));
                applied.refusals().getOrDefault(operation, List.of()).forEach(refusal -> reject(run, line, refusal));
                operation++;
            }
        }
        run.lines += batch.size();
        run.revision = applied.revision();
        run.touchedAt = clock.instant();
        return applied.revision();
    }

    private void count(ImportRun run, CheckedLine<?> line, Outcome outcome, String alike) {
        switch (outcome) {
            case CREATED -> run.created++;
            case CHANGED -> run.changed++;
            case UNCHANGED -> run.unchanged++;
            case WITHDRAWN -> run.withdrawn++;
            case HELD -> run.rejected++;
            case UNKNOWN, FOREIGN, ALIKE -> {}
            case null -> {}
        }
        if (!line.faults().isEmpty()) {
            run.rejected++;
            reject(run, line, line.faults().getFirst(), line.redacted());
            line.faults().stream().skip(1).forEach(fault -> reject(run, line, fault, null));
            if (outcome == Outcome.FOREIGN) {
                reject(run, line, FOREIGN, null);
            }
        } else if (outcome == Outcome.UNKNOWN || outcome == Outcome.FOREIGN) {
            run.rejected++;
            reject(run, line, outcome == Outcome.FOREIGN ? FOREIGN : UNKNOWN, null);
        } else if (outcome == Outcome.ALIKE) {
            run.rejected++;
            String message = "发布机构、名称和发布日期与 %s 相同，而本条没有索引号；请补索引号后报送".formatted(alike);
            reject(run, line, new Problem.Item("indexNo", "record.alike", message), null);
        }
    }

    /** Stores one fault. The redacted line is stored with the first fault of a line only. */
    private void reject(ImportRun run, CheckedLine<?> line, Problem.Item fault, String redacted) {
        reject(run, line, fault).ifPresent(reject -> reject.line = redacted);
    }

    private void reject(ImportRun run, CheckedLine<?> line, Refusal refusal) {
        reject(run, line, refusal.item()).ifPresent(reject -> {
            reject.excerpt = refusal.excerpt().isEmpty() ? null : refusal.excerpt();
            reject.quarantineId = refusal.quarantineId();
        });
    }

    private Optional<ImportReject> reject(ImportRun run, CheckedLine<?> line, Problem.Item fault) {
        if (run.rejectsKept >= settings.maxRejects()) {
            return Optional.empty();
        }
        var reject = new ImportReject();
        reject.id = new ImportReject.Id(run.id, ++run.rejectsKept);
        reject.lineNo = line.number();
        reject.field = fault.name().isEmpty() ? null : named(fault.name());
        reject.code = fault.code();
        reject.message = fault.message();
        reject.persist();
        return Optional.of(reject);
    }

    /** The name of an unknown field is whatever was sent. */
    private static String named(String field) {
        return Sentinel.find(field, FieldUse.TEXT).isEmpty() ? PersonalData.redacted(field) : "***";
    }

    @Transactional
    ImportReport finish(UUID id, ImportRun.State state) {
        ImportRun run = ImportRun.findById(id);
        run.state = state;
        run.finishedAt = clock.instant();
        return report(run);
    }

    /** Whether a publisher has completed an import of a kind. */
    @Transactional
    boolean isCompleted(String publisher, String kind) {
        return ImportRun.count(
                        "publisher = ?1 and kind = ?2 and state = ?3", publisher, kind, ImportRun.State.COMPLETED)
                > 0;
    }

    @Transactional
    boolean exists(String publisher) {
        return ImportRun.count("publisher", publisher) > 0;
    }

    /** Returns a run, if it is one of the publisher or the publisher is an administrator. */
    @Transactional
    Optional<ImportReport> find(UUID id, Publisher publisher) {
        return ImportRun.<ImportRun>findByIdOptional(id)
                .filter(run -> publisher.isAdministrator() || run.publisher.equals(publisher.name()))
                .map(this::report);
    }

    /**
     * Returns a page of the rejects of a run.
     *
     * @param after sequence number of the last reject of the previous page, 0 for the first page
     */
    @Transactional
    ImportReport.Rejects rejects(UUID id, int after) {
        List<ImportReject> page = ImportReject.after(id, after, REJECTS_PAGE);
        var items = page.stream()
                .map(reject -> new ImportReport.Reject(
                        reject.lineNo,
                        reject.field,
                        reject.code,
                        reject.message,
                        reject.excerpt,
                        reject.quarantineId,
                        reject.line))
                .toList();
        String next = page.size() < REJECTS_PAGE
                ? null
                : Integer.toString(page.getLast().id.seq());
        return new ImportReport.Rejects(items, next);
    }

    private ImportReport report(ImportRun run) {
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
                null,
                null,
                time(run.startedAt),
                run.finishedAt == null ? null : time(run.finishedAt));
    }

    private OffsetDateTime time(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
