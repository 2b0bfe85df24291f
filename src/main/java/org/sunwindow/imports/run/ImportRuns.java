package org.sunwindow.imports.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.ImportTarget.Outcome;
import org.sunwindow.imports.target.ImportTarget.Verdict;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/** Stores import runs, their counts and their rejects. */
@ApplicationScoped
public class ImportRuns {

    /** A running import that has stored no batch for this long is reported as interrupted. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private static final int MAX_REASON = 500;

    private static final Problem.Item UNKNOWN =
            new Problem.Item("withdraw", "withdraw.unknown", "没有这条记录，不能撤下；请核对编号", "编号", null);
    /** Begins the faults of a line that withdraws a record nevertheless, so that nobody sends the withdrawal again. */
    private static final String WITHDRAWN = "这条记录仍由本行撤下，不必为此重报，只是内容不保存：";

    private static final Problem.Item FOREIGN =
            new Problem.Item("", ProblemCode.PUBLISHER_FOREIGN.code(), "该编号的记录属于其他发布方，未作任何改动；确应由本方报送的，请其移交");

    private final Clock clock;
    private final ImportRejects rejects;
    private final RunKeys keys;

    public ImportRuns(Clock clock, ImportRejects rejects, RunKeys keys) {
        this.clock = clock;
        this.rejects = rejects;
        this.keys = keys;
    }

    @Transactional
    public UUID start(String kind, Publisher publisher, boolean dryRun, Sent sent) {
        var run = new ImportRun();
        run.id = UUID.randomUUID();
        run.kind = kind;
        run.publisher = publisher.name();
        run.dryRun = dryRun;
        run.fileName = sent.fileName();
        keys.claim(run, sent.key());
        run.state = ImportRun.State.RUNNING;
        run.startedAt = run.touchedAt = clock.instant();
        run.persist();
        return run.id;
    }

    public Lease attended(UUID run) {
        return new AttendedLease(run, clock);
    }

    /**
     * Applies the operations of a batch and counts its lines, in one transaction.
     *
     * @param keys of the lines before
     * @return revision of the store afterwards, {@code null} if the target has none
     */
    @Transactional
    public <O> Long store(
            Origin origin, ImportTarget.Applier<O> applier, List<CheckedLine<O>> batch, LineKeys keys, Lease lease) {
        lease.renew();
        List<O> operations = batch.stream()
                .map(line -> line.verdict().operation())
                .filter(Objects::nonNull)
                .toList();
        ImportTarget.Applied applied = applier.apply(operations);
        ImportRun run = ImportRun.findById(origin.id());
        int operation = 0;
        for (CheckedLine<O> line : batch) {
            if (line.verdict().operation() == null) {
                count(run, line, null, null, List.of(), keys);
            } else {
                count(
                        run,
                        line,
                        applied.outcomes().get(operation),
                        applied.alike().get(operation),
                        applied.warnings().getOrDefault(operation, List.of()),
                        keys);
                applied.refusals()
                        .getOrDefault(operation, List.of())
                        .forEach(refusal -> rejects.keep(run, line, refusal));
                operation++;
            }
        }
        run.lines += batch.size();
        run.bytesRead = lease.bytesRead();
        run.revision = applied.revision();
        run.touchedAt = clock.instant();
        return applied.revision();
    }

    /**
     * Stores the warnings about the heading of a file, unless the run has stored them before it was interrupted. They are
     * stored in one transaction, so the first one stands for the others.
     */
    @Transactional
    public void warnOnce(UUID id, long line, List<Problem.Item> warnings, Lease lease) {
        if (!warnings.isEmpty() && !rejects.hasWarning(id, line, warnings.getFirst())) {
            lease.renew();
            warn(id, line, warnings, LineListener.NONE);
        }
    }

    /** Stores warnings about a line of a file that is no record, such as its heading. */
    @Transactional
    public void warn(UUID id, long line, List<Problem.Item> warnings, LineListener listener) {
        ImportRun run = ImportRun.findById(id);
        var about = new CheckedLine<>(line, Verdict.rejected(null, List.of()), listener);
        for (Problem.Item warning : warnings) {
            run.warnings++;
            rejects.keep(run, about, warning, ImportReject.Severity.WARNING);
        }
    }

    /**
     * Stores which records a complete file did not contain.
     *
     * @param line     last line of the file
     * @param refusal  why they are not withdrawn, {@code null} if they are
     * @param keys     of some of them
     * @param warning  about each of these
     * @param listener receives the refusal, and one warning about all of them
     */
    @Transactional
    public void missing(
            UUID id,
            long line,
            long missing,
            Problem.Item refusal,
            List<String> keys,
            Problem.Item warning,
            LineListener listener) {
        warn(id, line, refusal == null ? List.of() : List.of(refusal), listener.ofFile());
        ImportRun run = ImportRun.findById(id);
        run.missing = missing;
        for (String key : keys) {
            run.warnings++;
            var about = new CheckedLine<>(line, Verdict.rejected(key, List.of()), LineListener.NONE);
            rejects.keep(run, about, warning, ImportReject.Severity.WARNING);
        }
        if (missing > 0) {
            listener.ofFile().message(line, true, MissingKeys.warning(missing, keys, warning), null, null);
        }
    }

    /** Counts lines whose records need not be written. */
    @Transactional
    public void unchanged(UUID id, int lines) {
        ImportRun run = ImportRun.findById(id);
        run.lines += lines;
        run.unchanged += lines;
    }

    /** Counts withdrawals that no line stands for. */
    @Transactional
    public void withdrawn(UUID id, ImportTarget.Applied applied) {
        ImportRun run = ImportRun.findById(id);
        run.withdrawn += Collections.frequency(applied.outcomes(), Outcome.WITHDRAWN);
        run.revision = applied.revision();
        run.touchedAt = clock.instant();
    }

    private void count(
            ImportRun run,
            CheckedLine<?> line,
            Outcome outcome,
            String alike,
            List<Problem.Item> warnings,
            LineKeys keys) {
        List<Problem.Item> repeated = repeated(line, keys);
        switch (outcome) {
            case CREATED -> run.created++;
            case CHANGED -> run.changed++;
            case UNCHANGED -> run.unchanged++;
            case WITHDRAWN -> run.withdrawn++;
            case HELD -> run.rejected++;
            case UNKNOWN, FOREIGN, ALIKE -> {}
            case null -> {}
        }
        List<Problem.Item> faults = faults(line.verdict(), outcome, alike);
        faults.forEach(fault -> rejects.keep(run, line, fault, ImportReject.Severity.FAULT));
        if (!faults.isEmpty()) {
            run.rejected++;
            return;
        }
        if (outcome == Outcome.HELD) {
            return;
        }
        Stream.of(line.verdict().warnings(), warnings, repeated)
                .flatMap(List::stream)
                .forEach(warning -> {
                    run.warnings++;
                    rejects.keep(run, line, warning, ImportReject.Severity.WARNING);
                });
    }

    /**
     * Returns the faults of a line, those that the store found included.
     *
     * @param outcome {@code null} if the line did not reach the store
     * @param alike   as {@link ImportTarget.Applied#alike}
     */
    public static List<Problem.Item> faults(Verdict<?> verdict, Outcome outcome, String alike) {
        var faults = new ArrayList<>(verdict.faults());
        if (outcome == Outcome.FOREIGN) {
            faults.add(FOREIGN);
        } else if (outcome == Outcome.UNKNOWN && faults.isEmpty()) {
            faults.add(UNKNOWN);
        } else if (outcome == Outcome.ALIKE) {
            String message = "发布机构、名称和发布日期与 %s 相同，而本条没有索引号；请补索引号后报送".formatted(alike);
            faults.add(new Problem.Item("indexNo", "record.alike", message, "索引号", null));
        }
        String effect = outcome == Outcome.WITHDRAWN ? WITHDRAWN : "";
        return faults.stream().map(fault -> after(effect, fault)).toList();
    }

    private static Problem.Item after(String effect, Problem.Item fault) {
        return new Problem.Item(fault.name(), fault.code(), effect + fault.message(), fault.label(), fault.value());
    }

    /**
     * Warns of a line with the key of an earlier one of its run. The store may have refused the earlier one: a
     * continued run knows earlier keys only from the lines, not from their outcomes.
     */
    public static List<Problem.Item> repeated(CheckedLine<?> line, LineKeys keys) {
        String identity = line.verdict().identity();
        long before = identity == null ? 0 : keys.add(identity, line.number());
        return before == 0
                ? List.of()
                : List.of(new Problem.Item(
                        "",
                        "key.repeated",
                        "与第 %1$d 行是同一条记录（编号相同，或者都没有编号而名称等相同）：以本行为准，第 %1$d 行不算；不是同一条的，请改编号".formatted(before)));
    }

    /** Stores that the body of a run was read to its end, if a retry may come. */
    @Transactional
    public void received(UUID id, Sent sent) {
        if (sent.key() != null) {
            ImportRun.<ImportRun>findById(id).bodyHash = sent.key().body().get();
        }
    }

    @Transactional
    public ImportReport finish(UUID id, ImportRun.State state) {
        return finish(id, state, null);
    }

    /**
     * @param reason why it ended before the last line, in Chinese; may be {@code null}
     */
    @Transactional
    public ImportReport finish(UUID id, ImportRun.State state, String reason) {
        ImportRun run = ImportRun.findById(id);
        run.state = state;
        run.reason = ImportRejects.cut(reason, MAX_REASON);
        run.finishedAt = clock.instant();
        return report(run);
    }

    /** Whether a publisher has completed an import of a kind. */
    @Transactional
    public boolean isCompleted(String publisher, String kind) {
        return ImportRun.count(
                        "publisher = ?1 and kind = ?2 and state = ?3", publisher, kind, ImportRun.State.COMPLETED)
                > 0;
    }

    @Transactional
    public boolean exists(String publisher) {
        return ImportRun.count("publisher", publisher) > 0;
    }

    @Transactional
    public ImportReport get(UUID id) {
        return report(ImportRun.findById(id));
    }

    /** Returns a run, if it is one of the publisher or the publisher is an administrator. */
    @Transactional
    public Optional<ImportReport> find(UUID id, Publisher publisher) {
        return ImportRun.<ImportRun>findByIdOptional(id)
                .filter(run -> isVisible(run, publisher))
                .map(this::report);
    }

    public static boolean isVisible(ImportRun run, Publisher publisher) {
        return publisher.isAdministrator() || run.publisher.equals(publisher.name());
    }

    /** A run whose sender waits counts as interrupted if it has stored its last batch before this time. */
    public Instant abandonedBefore() {
        return clock.instant().minus(ABANDONED);
    }

    /** Whether a running import is taken as interrupted. */
    public boolean isAbandoned(ImportRun run) {
        return run.state == ImportRun.State.RUNNING && !run.background && run.touchedAt.isBefore(abandonedBefore());
    }

    public ImportReport report(ImportRun run) {
        boolean abandoned = isAbandoned(run);
        return new ImportReport(
                run.id,
                run.kind,
                run.publisher,
                run.dryRun,
                abandoned ? ImportRun.State.INTERRUPTED : run.state,
                run.reason,
                run.fileName,
                run.background ? RunProgress.of(run, clock.instant()) : null,
                run.lines,
                run.lines - run.rejected,
                run.created,
                run.changed,
                run.unchanged,
                run.withdrawn,
                run.rejected,
                run.warnings,
                run.revision,
                null,
                null,
                time(run.startedAt),
                run.finishedAt == null ? null : time(run.finishedAt),
                run.undoes,
                run.undoneBy,
                run.missing);
    }

    private OffsetDateTime time(Instant instant) {
        return instant.atZone(clock.getZone()).toOffsetDateTime();
    }
}
