package org.sunwindow.imports;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.background.HeldLease;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.background.UnreadableBodyException;
import org.sunwindow.imports.background.WaitingBodies;
import org.sunwindow.imports.background.WaitingRun;
import org.sunwindow.imports.background.WaitingRuns;
import org.sunwindow.imports.background.Work;
import org.sunwindow.imports.background.Workers;
import org.sunwindow.imports.format.BrokenFileException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.GzippedLines;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.run.BackgroundRuns;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRun;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.run.LineListener;
import org.sunwindow.imports.run.RunLog;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/**
 * Imports in the background: receives their bodies, continues their runs, and ends them. A run ends with its counts as
 * if it had never been interrupted, because each batch is stored together with the counts and only under a lease.
 */
@ApplicationScoped
class BackgroundImports implements Work {

    private static final Logger LOG = Logger.getLogger(BackgroundImports.class);

    /** Attempts on a run without storing a batch. A run that has stopped its instance so often would stop it again. */
    private static final int MAX_ATTEMPTS = 5;

    /** Wait before a run that lacked memory, space or the database is taken up again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final String KEPT = "已计入的各行已经保存。";
    private static final String NOT_KEPT = "试导入不保存任何内容。";
    private static final String CANCELLED = "已按要求取消；" + KEPT;
    private static final String AGAIN = KEPT + "重新提交整个文件即可，不会重复。";
    private static final String NOT_RECEIVED = "文件没有收完。未导入任何内容，请重新提交。";

    private final Importer importer;
    private final ImportRuns runs;
    private final BackgroundRuns states;
    private final WaitingRuns waiting;
    private final WaitingBodies bodies;
    private final Workers workers;
    private final Publishers publishers;
    private final RunLog log;

    BackgroundImports(
            Importer importer,
            ImportRuns runs,
            BackgroundRuns states,
            WaitingRuns waiting,
            WaitingBodies bodies,
            Workers workers,
            Publishers publishers,
            RunLog log) {
        this.importer = importer;
        this.runs = runs;
        this.states = states;
        this.waiting = waiting;
        this.bodies = bodies;
        this.workers = workers;
        this.publishers = publishers;
        this.log = log;
    }

    /**
     * What to import.
     *
     * @param sent with the file
     */
    record Order(String kind, Publisher publisher, boolean dryRun, Sent sent, FileFormat format, boolean gzipped) {}

    /**
     * Receives a complete body. Afterwards, a worker may take the run.
     *
     * @param length of the body in bytes, 0 if it is not known
     * @return the run that waits
     * @throws ProblemException if there is no room for the body, in which case there is no run
     * @throws IOException if the body breaks off
     */
    ImportReport receive(Order order, long length, InputStream body) throws IOException {
        String publisher = order.publisher().name();
        UUID run = QuarkusTransaction.requiringNew().call(() -> {
            UUID id = states.receive(order.kind(), order.publisher(), order.dryRun(), order.sent());
            waiting.add(id, publisher, order.kind(), order.format().name(), order.gzipped());
            return id;
        });
        long reserved;
        try {
            reserved = bodies.reserve(run, publisher, length);
        } catch (RuntimeException e) {
            states.delete(run);
            throw e;
        }
        try {
            long bytes = bodies.receive(run, publisher, reserved, body);
            ImportReport report = QuarkusTransaction.requiringNew()
                    .call(() -> waiting.complete(run) ? states.queue(run, bytes, order.sent()) : runs.get(run));
            workers.wake();
            return report;
        } catch (IOException | RuntimeException e) {
            endIncomplete(run);
            throw e;
        }
    }

    /** Ends a run whose body broke off. If a worker has it, the body was complete, and the run is left to the worker. */
    void endIncomplete(UUID run) {
        try {
            QuarkusTransaction.requiringNew()
                    .call(() -> waiting.discard(run)
                            ? Optional.of(runs.finish(run, ImportRun.State.INTERRUPTED, NOT_RECEIVED))
                            : Optional.<ImportReport>empty())
                    .ifPresent(log::ended);
        } catch (RuntimeException e) {
            // endExpired ends it later
            LOG.debugf("the incomplete import %s was not ended: %s", run, e.getMessage());
        }
    }

    /**
     * Ends a run at once if no worker has it, otherwise before its next batch.
     *
     * @return the run; if it has no end yet, its worker ends it
     * @throws ProblemException {@link ProblemCode#IMPORT_ENDED} if it is not in the background, or has ended
     */
    ImportReport cancel(UUID run) {
        Optional<ImportReport> cancelled = QuarkusTransaction.requiringNew().call(() -> switch (waiting.cancel(run)) {
            case DONE -> Optional.of(runs.finish(run, ImportRun.State.CANCELLED, reason(run, CANCELLED)));
            case REQUESTED -> Optional.of(runs.get(run));
            case NONE -> Optional.empty();
        });
        ImportReport report =
                cancelled.orElseThrow(() -> new ProblemException(ProblemCode.IMPORT_ENDED, "这次导入已经结束，或者不是后台导入，不能取消。"));
        if (report.state().isEnd()) {
            log.ended(report);
        }
        return report;
    }

    @Override
    public void work(WaitingRun taken, BooleanSupplier stopped) {
        try {
            Optional<String> refusal = refusal(taken);
            if (taken.cancelled()) {
                end(taken, ImportRun.State.CANCELLED, CANCELLED);
            } else if (refusal.isPresent()) {
                end(taken, ImportRun.State.INTERRUPTED, refusal.get() + KEPT);
            } else {
                complete(taken, proceed(taken, stopped));
            }
        } catch (Lease.Ended e) {
            ended(taken, e.reason());
        } catch (IOException | RuntimeException | InterruptedException | Importer.AllRejected | Error e) {
            failed(taken, e, stopped.getAsBoolean());
        }
    }

    /** Returns why a run may not be continued. */
    private Optional<String> refusal(WaitingRun taken) {
        Optional<Publisher> publisher = publishers.named(taken.publisher());
        if (publisher.isEmpty() || !publisher.get().mayImport(taken.kind())) {
            return Optional.of("该发布方不再获准报送这一种类。");
        }
        return taken.attempts() > MAX_ATTEMPTS
                ? Optional.of("多次处理都没有进展，不再继续。请拆成几个文件重新提交，仍然如此的请告知管理员。")
                : Optional.empty();
    }

    private FileWarnings proceed(WaitingRun taken, BooleanSupplier stopped)
            throws IOException, InterruptedException, Importer.AllRejected {
        BackgroundRuns.Begun begun = begin(taken);
        var lease = new HeldLease(taken, waiting, bodies, begun.bytes(), stopped);
        return proceed(taken, begun, lease, lease);
    }

    BackgroundRuns.Begun begin(WaitingRun taken) {
        return QuarkusTransaction.requiringNew().call(() -> {
            waiting.requireHeld(taken);
            return states.begin(taken.run());
        });
    }

    FileWarnings proceed(WaitingRun taken, BackgroundRuns.Begun begun, InputStream body, Lease lease)
            throws IOException, InterruptedException, Importer.AllRejected {
        var origin = new Origin(publishers.named(taken.publisher()).orElseThrow(), taken.run());
        try (GzippedLines lines = taken.gzipped() ? new GzippedLines(body) : null) {
            return importer.proceed(
                    origin,
                    taken.kind(),
                    begun.dryRun(),
                    FileFormat.valueOf(taken.format()),
                    lines == null ? body : lines,
                    lease,
                    begun.counted());
        }
    }

    private void ended(WaitingRun taken, Lease.Cause cause) {
        switch (cause) {
            case CANCELLED -> end(taken, ImportRun.State.CANCELLED, CANCELLED);
            case LOST -> LOG.infof("import %s has ended or was taken by another worker", taken.run());
            case STOPPED -> giveBack(taken, Duration.ZERO);
        }
    }

    private void failed(WaitingRun taken, Throwable e, boolean stopped) {
        if (stopped) {
            // may be the consequence of an interrupt
            giveBack(taken, Duration.ZERO);
        } else if (isTemporary(e)) {
            LOG.debugf("import %s waits: %s", taken.run(), ExceptionSummary.of(e));
            giveBack(taken, PAUSE);
        } else {
            end(taken, ImportRun.State.INTERRUPTED, reason(taken, e));
        }
    }

    private static boolean isTemporary(Throwable e) {
        return e instanceof ImportMemory.Exhausted || e instanceof OutOfMemoryError || ImportFailures.isUnavailable(e);
    }

    private static String reason(WaitingRun taken, Throwable e) {
        return switch (e) {
            case ProblemException problem -> problem.getMessage();
            case BrokenFileException broken -> broken.getMessage() + AGAIN;
            case GzippedLines.Invalid invalid -> invalid.getMessage() + AGAIN;
            case UnreadableBodyException unreadable -> "等待导入的文件已无法读出（服务的密钥已更换）。" + AGAIN;
            case Importer.AllRejected rejected ->
                "前 %d 行全部退回，其余不再读取。请核对文件和种类，退回原因见这次导入。".formatted(Importer.MAX_REJECTED);
            default -> {
                LOG.warnf("import %s was interrupted: %s", taken.run(), ExceptionSummary.of(e));
                yield "中断于服务内部错误；" + KEPT;
            }
        };
    }

    private void giveBack(WaitingRun taken, Duration pause) {
        // no connection is given to an interrupted thread
        boolean wasInterrupted = Thread.interrupted();
        QuarkusTransaction.requiringNew().run(() -> {
            if (waiting.release(taken, pause)) {
                states.requeue(taken.run());
            }
        });
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void complete(WaitingRun taken, FileWarnings warnings) {
        ImportReport report = QuarkusTransaction.requiringNew().call(() -> {
            waiting.end(taken);
            runs.warn(taken.run(), warnings.line(), warnings.items(), LineListener.NONE);
            return runs.finish(taken.run(), ImportRun.State.COMPLETED);
        });
        log.ended(report);
    }

    private void end(WaitingRun taken, ImportRun.State state, String reason) {
        ImportReport report = QuarkusTransaction.requiringNew().call(() -> {
            waiting.end(taken);
            return runs.finish(taken.run(), state, reason(taken.run(), reason));
        });
        log.ended(report);
    }

    private String reason(UUID run, String reason) {
        return runs.get(run).dryRun() ? reason.replace(KEPT, NOT_KEPT) : reason;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void run() {
        try {
            endExpired();
        } catch (RuntimeException e) {
            // left to the next run; an unreachable database is logged by DatabaseMonitor
            LOG.debugf("expired imports were not ended: %s", e.getMessage());
        }
    }

    /** Ends runs that have waited too long, with or without their bodies. */
    void endExpired() {
        QuarkusTransaction.requiringNew()
                .call(() -> waiting.expired().stream()
                        .map(expired -> {
                            waiting.delete(expired.run());
                            String reason = expired.isIncomplete() ? NOT_RECEIVED : "在保存期限内没有处理完，文件已经删去。" + AGAIN;
                            return runs.finish(
                                    expired.run(), ImportRun.State.INTERRUPTED, reason(expired.run(), reason));
                        })
                        .toList())
                .forEach(log::ended);
    }
}
