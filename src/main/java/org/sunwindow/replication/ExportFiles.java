package org.sunwindow.replication;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.Sha256;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.index.DataVersion;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.PublicLog.Logged;
import org.sunwindow.index.SearchIndex;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.RecordSheets;
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

    private static final int BUFFER = 1 << 16;

    /** Records read at a time. */
    private static final int BATCH = 100;

    private final SearchIndex index;
    private final Instance<RecordSheets> sheets;
    private final HashTrees trees;
    private final ChangeFeed feed;
    private final StrictJson json;
    private final ReplicationExecutor executor;
    private final ReplicationSettings settings;
    private final ExportMetrics metrics;
    private final Clock clock;

    /** The latest file of each kind and format, or the attempt to write it. Guarded by this. */
    private final Map<Wanted, CompletableFuture<Export>> exports = new HashMap<>();

    /** Files that are no longer offered. Guarded by this. */
    private final List<Path> retired = new ArrayList<>();

    /** Distinguishes files of the same kind and format. Used by the thread of the executor only. */
    private long written;

    ExportFiles(
            SearchIndex index,
            Instance<RecordSheets> sheets,
            HashTrees trees,
            ChangeFeed feed,
            StrictJson json,
            ReplicationExecutor executor,
            ReplicationSettings settings,
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
            Written written,
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
        return pending(new Wanted(kind, format), notBefore)
                .copy()
                .orTimeout(settings.exportWait().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(ExportFiles::failed);
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
        if (cause instanceof TimeoutException) {
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
                        .thenCompose(lines -> executor.run(() -> sheet(wanted, lines)));
        exports.put(wanted, next);
        retire(known);
        return next;
    }

    private boolean isUsable(CompletableFuture<Export> export) {
        return !export.isCompletedExceptionally() && isCurrent(export.join());
    }

    private void retire(CompletableFuture<Export> export) {
        if (export != null && !export.isCompletedExceptionally()) {
            retired.addAll(export.join().written().files());
        }
    }

    /**
     * Deletes outdated files, since they may contain what was withdrawn. A file is no longer offered one period before,
     * so that every response has opened it; then it can be read to its end.
     */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        List<Path> outdated;
        synchronized (this) {
            outdated = List.copyOf(retired);
            retired.clear();
            exports.values().removeIf(export -> {
                boolean remove = export.isDone() && !isUsable(export);
                if (remove) {
                    retire(export);
                }
                return remove;
            });
        }
        outdated.forEach(ExportFiles::delete);
    }

    private static boolean covers(Export export, ChangeCursor notBefore) {
        return notBefore == null || notBefore.isCoveredBy(export.position().revision(), export.at());
    }

    private boolean isCurrent(Export export) {
        Instant now = clock.instant();
        return index.isCurrent(export.version(), now)
                || now.isBefore(export.at().plus(settings.exportAge()))
                        && export.version().holdsAt(now)
                        && index.dataVersion(now).hidden() == export.version().hidden();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("an outdated export cannot be deleted: %s", ExceptionSummary.of(e));
        }
    }

    private Export lines(Wanted wanted) {
        Instant now = clock.instant();
        DataVersion version = index.dataVersion(now);
        return index.log(now, log -> {
            HashTree tree = trees.of(wanted.kind(), log);
            return file(wanted, out -> write(log, wanted, out)).export(log, version, tree);
        });
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

    private Export sheet(Wanted wanted, Export lines) {
        Path source = lines.written().file();
        Written sheet = file(wanted, out -> sheets.get().write(wanted.kind(), source, wanted.format().sheet, out));
        return new Export(
                sheet, lines.position(), lines.at(), lines.records(), lines.root(), lines.cursor(), lines.version());
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * A file.
     *
     * @param size       in bytes
     * @param hash       SHA-256 of its bytes in hexadecimal digits
     * @param gzip       the same compressed, {@code null} for a format that is compressed itself
     * @param gzipSize   in bytes
     */
    record Written(Path file, long size, String hash, Path gzip, long gzipSize) {

        List<Path> files() {
            return gzip == null ? List.of(file) : List.of(file, gzip);
        }

        private Export export(PublicLog log, DataVersion version, HashTree tree) {
            return new Export(
                    this,
                    log.position(),
                    log.now(),
                    tree.records(),
                    tree.root(),
                    ChangeCursor.upTo(log.position().storeId(), log.position().revision(), log.now()),
                    version);
        }
    }

    private Written file(Wanted wanted, Content content) {
        return metrics.measure(wanted.format(), () -> writtenFile(wanted, content));
    }

    private Written writtenFile(Wanted wanted, Content content) {
        String name = "%s-%d.%s".formatted(wanted.kind().name(), written++, wanted.format().extension);
        Path file = settings.directory().resolve(name);
        Path gzip = settings.directory().resolve(name + ".gz");
        MessageDigest hash = Sha256.digest();
        try {
            Files.createDirectories(settings.directory());
            try (OutputStream out =
                    new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), hash)) {
                content.write(out);
            }
            String tag = HexFormat.of().formatHex(hash.digest());
            if (wanted.format().isCompressed()) {
                return new Written(file, Files.size(file), tag, null, 0);
            }
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip), BUFFER)) {
                Files.copy(file, out);
            }
            return new Written(file, Files.size(file), tag, gzip, Files.size(gzip));
        } catch (IOException e) {
            delete(file);
            delete(gzip);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }
}
