package org.sunwindow.bulk;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.PublicLog.Logged;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordSheets;
import org.sunwindow.kind.RecordSheets.TooManyRowsException;
import org.sunwindow.publication.LogPosition;

/**
 * Writes exports to files, from which they are served: a file has a size, parts and an entity tag, and takes no memory.
 * Each kind has at most one file in each format, written when it is asked for. A download that has begun reads its file
 * to the end. Thread-safe.
 */
@ApplicationScoped
class ExportFiles {

    private static final Logger LOG = Logger.getLogger(ExportFiles.class);
    private static final Duration RETRY = Duration.ofSeconds(10);

    /** Records read at a time. */
    private static final int BATCH = 100;

    private final SearchIndex index;
    private final Instance<RecordSheets> sheets;
    private final HashTrees trees;
    private final ChangeFeed feed;
    private final StrictJson json;
    private final BulkExecutor executor;
    private final BulkSettings settings;
    private final ExportMetrics metrics;
    private final Clock clock;

    /** The latest file of each kind and format, or the attempt to write it. Guarded by this. */
    private final Map<Wanted, CompletableFuture<Export>> exports = new HashMap<>();

    private final RetiredFiles retired = new RetiredFiles();

    /** Distinguishes files of the same kind and format. Used by the thread of the executor only. */
    private long written;

    ExportFiles(
            SearchIndex index,
            Instance<RecordSheets> sheets,
            HashTrees trees,
            ChangeFeed feed,
            StrictJson json,
            BulkExecutor executor,
            BulkSettings settings,
            MeterRegistry registry,
            Clock clock) {
        this.index = index;
        this.sheets = sheets;
        this.trees = trees;
        this.feed = feed;
        this.json = json;
        this.executor = executor;
        this.settings = settings;
        this.metrics = new ExportMetrics(registry);
        this.clock = clock;
    }

    private record Wanted(Kind<?> kind, ExportFormat format) {}

    /**
     * All records of a kind that were public at one position of the log and at one instant.
     *
     * @param root   of the hash tree of the records
     * @param cursor from which the change feed continues
     */
    record Export(
            WrittenFile written,
            LogPosition position,
            Instant at,
            int records,
            String root,
            ChangeCursor cursor,
            DataVersion version) {}

    void clear(@Observes StartupEvent started) {
        Path directory = settings.directory();
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warnf("old exports in %s cannot be deleted: %s", directory, ExceptionSummary.of(e));
        }
    }

    /** Returns the formats that can be written. */
    List<ExportFormat> formats() {
        return Arrays.stream(ExportFormat.values())
                .filter(format -> format.sheet == null || sheets.isResolvable())
                .toList();
    }

    /**
     * Returns the current export of a kind.
     *
     * @param notBefore the export must contain all changes before, {@code null} for no such demand
     * @throws ProblemException if this instance does not know these changes yet, or the cursor is of another store
     */
    CompletionStage<Export> get(Kind<?> kind, ExportFormat format, ChangeCursor notBefore) {
        if (notBefore != null) {
            requireReached(notBefore);
        }
        var answer = new CompletableFuture<Export>();
        answer(answer, new Wanted(kind, format), notBefore);
        return answer.orTimeout(settings.exportWait().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(ExportFiles::failed);
    }

    /** Answers with a file without anything that was withdrawn or has expired while it was written. */
    private void answer(CompletableFuture<Export> answer, Wanted wanted, ChangeCursor notBefore) {
        pending(wanted, notBefore).whenComplete((export, failure) -> {
            try {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else if (mayBeShown(export)) {
                    answer.complete(export);
                } else if (!answer.isDone()) {
                    answer(answer, wanted, notBefore);
                }
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private void requireReached(ChangeCursor cursor) {
        LogPosition position = index.dataVersion(clock.instant()).position();
        cursor.requireStore(position.storeId());
        if (!cursor.isCoveredBy(position.revision(), clock.instant())) {
            throw ProblemException.retryAfter(ProblemCode.EXPORT_PENDING, "这台服务器还没有取得 notBefore 之前的全部变更，请稍后再取。", RETRY);
        }
    }

    private static CompletionStage<Export> failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof UncheckedIOException && cause.getCause() instanceof TooManyRowsException tooMany) {
            cause = new ProblemException(ProblemCode.NOT_ACCEPTABLE, tooMany.getMessage());
        } else if (cause instanceof TimeoutException) {
            cause = ProblemException.retryAfter(ProblemCode.EXPORT_PENDING, "导出文件正在生成，请稍后再取。", RETRY);
        } else if (cause instanceof UncheckedIOException) {
            LOG.warnf("an export cannot be written: %s", ExceptionSummary.of(cause));
            cause = ProblemException.retryAfter(ProblemCode.EXPORT_PENDING, "导出文件暂时不能生成，请稍后再取。", RETRY);
        }
        return CompletableFuture.failedFuture(cause);
    }

    private synchronized CompletableFuture<Export> pending(Wanted wanted, ChangeCursor notBefore) {
        CompletableFuture<Export> known = exports.get(wanted);
        if (known != null && known.isDone() && isUsable(known) && covers(known.join(), notBefore)) {
            return known;
        }
        if (known != null && !known.isDone()) {
            // what is being written may have begun before the demand
            return known.thenCompose(export ->
                    covers(export, notBefore) ? CompletableFuture.completedFuture(export) : pending(wanted, notBefore));
        }
        CompletableFuture<Export> next = wanted.format().sheet == null
                ? executor.run(() -> lines(wanted))
                : pending(new Wanted(wanted.kind(), ExportFormat.NDJSON), notBefore)
                        .thenCompose(lines -> sheetLater(wanted, lines));
        exports.put(wanted, next);
        retire(known);
        return next;
    }

    private boolean isUsable(CompletableFuture<Export> export) {
        return !export.isCompletedExceptionally() && isCurrent(export.join());
    }

    private void retire(CompletableFuture<Export> export) {
        if (export != null && !export.isCompletedExceptionally()) {
            retired.add(export.join().written().files());
        }
    }

    /** Retires outdated files, since they may contain what was withdrawn, and deletes those of earlier calls. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        synchronized (this) {
            exports.values().removeIf(export -> {
                boolean remove = export.isDone() && !isKnownToBeUsable(export);
                if (remove) {
                    retire(export);
                }
                return remove;
            });
        }
        retired.sweep();
    }

    /** An index that cannot be read does not tell what was withdrawn. */
    private boolean isKnownToBeUsable(CompletableFuture<Export> export) {
        try {
            return isUsable(export);
        } catch (RuntimeException e) {
            LOG.debugf("exports are written again: %s", ExceptionSummary.of(e));
            return false;
        }
    }

    private static boolean covers(Export export, ChangeCursor notBefore) {
        return notBefore == null || notBefore.isCoveredBy(export.position().revision(), export.at());
    }

    private boolean isCurrent(Export export) {
        return index.isCurrent(export.version(), clock.instant())
                || clock.instant().isBefore(export.at().plus(settings.exportAge())) && mayBeShown(export);
    }

    /** Whether everything in a file is still public. */
    private boolean mayBeShown(Export export) {
        Instant now = clock.instant();
        return export.version().holdsAt(now)
                && index.dataVersion(now).hidden() == export.version().hidden();
    }

    private Export lines(Wanted wanted) {
        Optional<Export> lines;
        do {
            Instant now = clock.instant();
            DataVersion version = index.dataVersion(now);
            // the index may change in between
            lines = index.log(
                    now,
                    log -> log.position() == version.position()
                            ? Optional.of(lines(wanted, log, version))
                            : Optional.empty());
        } while (lines.isEmpty());
        return lines.get();
    }

    private Export lines(Wanted wanted, PublicLog log, DataVersion version) {
        HashTree tree = trees.of(wanted.kind(), log);
        return new Export(
                file(wanted, out -> write(log, wanted, out)),
                log.position(),
                log.now(),
                tree.records(),
                tree.root(),
                ChangeCursor.upTo(log.position().storeId(), log.position().revision(), log.now()),
                version);
    }

    private void write(PublicLog log, Wanted wanted, OutputStream out) throws IOException {
        List<Logged> records = log.records(wanted.kind(), null, BATCH);
        while (!records.isEmpty()) {
            for (Logged each : records) {
                out.write(wanted.format() == ExportFormat.CHANGES ? json.writeBytes(feed.changed(each)) : each.json());
                out.write('\n');
            }
            records = log.records(wanted.kind(), records.getLast().key(), BATCH);
        }
    }

    /** The lines are kept until they are read, however long the sheet has to wait. */
    private CompletableFuture<Export> sheetLater(Wanted wanted, Export lines) {
        Path source = lines.written().file();
        retired.hold(source);
        try {
            return executor.run(() -> sheet(wanted, lines)).whenComplete((sheet, failure) -> retired.release(source));
        } catch (RuntimeException e) {
            retired.release(source);
            throw e;
        }
    }

    private Export sheet(Wanted wanted, Export lines) {
        Path source = lines.written().file();
        WrittenFile sheet = file(wanted, out -> sheets.get().write(wanted.kind(), source, wanted.format().sheet, out));
        return new Export(
                sheet, lines.position(), lines.at(), lines.records(), lines.root(), lines.cursor(), lines.version());
    }

    private WrittenFile file(Wanted wanted, WrittenFile.Content content) {
        String name = "%s-%d.%s".formatted(wanted.kind().name(), written++, wanted.format().extension);
        return metrics.measure(
                wanted.format(),
                () -> WrittenFile.write(
                        settings.directory().resolve(name), wanted.format().isCompressed(), content));
    }
}
