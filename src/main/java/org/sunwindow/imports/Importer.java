package org.sunwindow.imports;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.format.report.SheetMessages;
import org.sunwindow.imports.format.sheet.SheetRecords;
import org.sunwindow.imports.publication.PublicationImport;
import org.sunwindow.imports.run.CheckedLine;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRun;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.run.LineKeys;
import org.sunwindow.imports.run.LineListener;
import org.sunwindow.imports.run.RunLog;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.imports.snapshot.Snapshots;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;

/**
 * Imports streams of lines. Lines are checked and stored in batches, each in a transaction of its own, so memory use
 * does not depend on the length of the stream. A batch is stored early if all open imports together occupy too much.
 */
@ApplicationScoped
public class Importer {

    /** Bounds the memory of a batch of long lines, in characters. */
    private static final int MAX_BATCH_LENGTH = 4 * 1024 * 1024;

    /** An import ends if its first lines, this many, all have faults: it is probably the wrong file. */
    static final int MAX_REJECTED = 100_000;

    private final ImportMemory memory;
    private final SheetSpace space;
    private final ImportTargets targets;
    private final LineCheck check;
    private final ImportRuns runs;
    private final StoringPlaces places;
    private final Snapshots snapshots;
    private final ImportSettings settings;
    private final IndexRevisions index;
    private final RunLog log;

    Importer(
            ImportTargets targets,
            LineCheck check,
            ImportRuns runs,
            StoringPlaces places,
            Snapshots snapshots,
            ImportSettings settings,
            IndexRevisions index,
            RunLog log) {
        this.targets = targets;
        this.check = check;
        this.runs = runs;
        this.places = places;
        this.snapshots = snapshots;
        this.settings = settings;
        this.memory = ImportMemory.ofHeap(settings.maxLine());
        this.space = new SheetSpace(settings.maxFile(), settings.maxFiles());
        this.index = index;
        this.log = log;
    }

    /** Before the service accepts requests. */
    void start(@Observes StartupEvent event) {
        SheetSpace.deleteLeftovers();
    }

    /**
     * Reads a single object, and uses it while its memory is reserved.
     *
     * @throws IOException if the stream ends early, holds more than the object, or there is no memory for it
     */
    public <T> T readOne(InputStream in, Function<Line, T> use) throws IOException {
        int taken = 0;
        try (RecordLines lines = FileFormat.JSON.open(in, null, settings.maxLine(), memory, space)) {
            Line line = lines.next();
            int length = line.text() == null ? 0 : line.text().length();
            if (!memory.takeBatch(length)) {
                throw new ImportMemory.Exhausted();
            }
            taken = length;
            // anything after the object is a fault
            lines.next();
            return use.apply(line);
        } finally {
            memory.giveBatch(taken);
        }
    }

    /** The stream or the store failed before the last line. All lines that the run has counted are stored, unless it is a dry run. */
    static final class Interrupted extends Exception {

        private static final long serialVersionUID = 1;

        final transient UUID run;
        final transient boolean dryRun;

        Interrupted(UUID run, boolean dryRun, Throwable cause) {
            super(cause);
            this.run = run;
            this.dryRun = dryRun;
        }
    }

    /** All of the first {@link #MAX_REJECTED} lines have faults. */
    static final class AllRejected extends Exception {

        private static final long serialVersionUID = 1;
    }

    /**
     * Imports a file that contains changes, see {@link #run(String, Publisher, boolean, Sent, OptionalInt,
     * FileFormat, InputStream)}.
     */
    ImportReport run(String kind, Publisher publisher, boolean dryRun, FileFormat format, InputStream in)
            throws IOException, Interrupted {
        return run(kind, publisher, dryRun, Sent.NOTHING, OptionalInt.empty(), format, in);
    }

    /**
     * Imports all records of a file and returns the report of the run.
     *
     * @param sent       with the file
     * @param maxMissing of a complete file of publications, see {@link Snapshots}; empty for one that contains changes
     * @param kind one of {@link #kinds()}
     * @throws org.sunwindow.imports.format.InvalidFileException if the file cannot be read as a whole; there is no run
     *     then
     */
    ImportReport run(
            String kind,
            Publisher publisher,
            boolean dryRun,
            Sent sent,
            OptionalInt maxMissing,
            FileFormat format,
            InputStream in)
            throws IOException, Interrupted {
        ImportTarget<?> target = targets.get(kind);
        try (RecordLines lines = open(target, publisher, format, in)) {
            return run(kind, publisher, dryRun, sent, maxMissing, lines, LineListener.NONE);
        }
    }

    /**
     * Imports a sheet that is already stored, and collects all faults and warnings about its rows.
     *
     * @param format of a sheet
     * @throws org.sunwindow.imports.format.InvalidFileException if the file cannot be read as a whole; there is no run
     *     then
     */
    ImportReport run(
            String kind,
            Publisher publisher,
            boolean dryRun,
            Sent sent,
            OptionalInt maxMissing,
            FileFormat format,
            SpooledFile file,
            SheetMessages messages)
            throws IOException, Interrupted {
        try (RecordLines lines = format.openStored(file, targets.records(kind), settings.maxLine(), space(publisher))) {
            ImportReport report = run(kind, publisher, dryRun, sent, maxMissing, lines, messages::add);
            messages.columns(lines.columns());
            return report;
        }
    }

    private ImportReport run(
            String kind,
            Publisher publisher,
            boolean dryRun,
            Sent sent,
            OptionalInt maxMissing,
            RecordLines lines,
            LineListener listener)
            throws Interrupted {
        ImportReport report;
        if (maxMissing.isEmpty()) {
            report = run(
                    kind, targets.get(kind), publisher, dryRun, sent, lines, listener, origin -> FileScope.changes());
        } else {
            PublicationImport<?> publications = targets.publication(kind).orElseThrow();
            report = run(
                    kind,
                    publications,
                    publisher,
                    dryRun,
                    sent,
                    lines,
                    listener,
                    origin -> snapshots.start(publications, origin, dryRun, maxMissing.getAsInt(), memory, listener));
        }
        log.ended(report);
        return report;
    }

    private RecordLines open(ImportTarget<?> target, Publisher publisher, FileFormat format, InputStream in)
            throws IOException {
        return format.open(in, targets.records(target), settings.maxLine(), memory, space(publisher));
    }

    /** What the records of a kind are in a sheet. */
    SheetRecords records(String kind) {
        return targets.records(kind);
    }

    /** Space for the files of a publisher. */
    SheetSpace space(Publisher publisher) {
        return space.of(publisher.name());
    }

    /**
     * Imports the records of a file that a run in the background has not counted yet. The caller ends the run.
     *
     * @param counted lines that the run has counted, the first ones of the file
     * @return warnings that the caller stores with the end of the run: if it is continued before, it has them only once
     * @throws Lease.Ended if the lease ends
     */
    FileWarnings proceed(
            Origin origin, String kind, boolean dryRun, FileFormat format, InputStream in, Lease lease, long counted)
            throws IOException, InterruptedException, AllRejected {
        ImportTarget<?> target = targets.get(kind);
        try (RecordLines lines = open(target, origin.publisher(), format, in)) {
            lines.skipFiles(counted);
            runs.warnOnce(origin.id(), lines.headingLine(), lines.warnings(), lease);
            readAll(origin, target, dryRun, lines, LineListener.NONE, FileScope.changes(), lease, counted);
            return new FileWarnings(lines.headingLine(), lines.lastWarnings());
        }
    }

    private <O> ImportReport run(
            String kind,
            ImportTarget<O> target,
            Publisher publisher,
            boolean dryRun,
            Sent sent,
            RecordLines lines,
            LineListener listener,
            Function<Origin, FileScope<O>> scope)
            throws Interrupted {
        UUID run = runs.start(kind, publisher, dryRun, sent);
        try {
            runs.warn(run, lines.headingLine(), lines.warnings(), listener);
            var origin = new Origin(publisher, run);
            readAll(origin, target, dryRun, lines, listener, scope.apply(origin), runs.attended(run), 0);
            runs.warn(run, lines.headingLine(), lines.lastWarnings(), listener);
            runs.received(run, sent);
        } catch (IOException | RuntimeException | InterruptedException | AllRejected | Error e) {
            // a StackOverflowError is caused by this file
            interrupt(run, e);
            throw new Interrupted(run, dryRun, e);
        }
        return runs.finish(run, ImportRun.State.COMPLETED);
    }

    private <O> void readAll(
            Origin origin,
            ImportTarget<O> target,
            boolean dryRun,
            RecordLines lines,
            LineListener listener,
            FileScope<O> scope,
            Lease lease,
            long counted)
            throws IOException, InterruptedException, AllRejected {
        var batch = new ArrayList<CheckedLine<O>>();
        var keys = new LineKeys();
        ImportTarget.Applier<O> applier = scope.observed(target.applier(origin, dryRun));
        ImportTarget.NameReader names = target.names(origin.publisher());
        int characters = 0;
        int taken = 0;
        int rejected = 0;
        boolean allRejected = true;
        long number = 0;
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                lease.check();
                CheckedLine<O> checked = check.checked(line, target, names, listener);
                scope.read(line, checked.verdict());
                allRejected &= checked.verdict().operation() == null;
                rejected += allRejected ? 1 : 0;
                if (++number <= counted) {
                    ImportRuns.repeated(checked, keys);
                    if (number == counted && allRejected && rejected >= MAX_REJECTED) {
                        throw new AllRejected();
                    }
                    continue;
                }
                if (!dryRun
                        && !line.files().isEmpty()
                        && checked.verdict().faults().isEmpty()) {
                    lines.keepFiles(line, origin);
                    characters = MAX_BATCH_LENGTH; // files take long, so the lines until here are stored
                }
                batch.add(checked);
                int length = line.text() == null ? 0 : line.text().length();
                characters += length;
                boolean hasMemory = memory.takeBatch(length);
                taken += hasMemory ? length : 0;
                if (!hasMemory || batch.size() >= settings.batch() || characters >= MAX_BATCH_LENGTH) {
                    Long revision = places.store(() -> runs.store(origin, applier, batch, keys, lease));
                    batch.clear();
                    memory.giveBatch(taken);
                    taken = 0;
                    characters = 0;
                    if (allRejected && rejected >= MAX_REJECTED) {
                        throw new AllRejected();
                    }
                    if (revision != null && !dryRun) {
                        index.holdBack(revision, settings.maxLag());
                    }
                }
            }
            if (!batch.isEmpty()) {
                places.store(() -> runs.store(origin, applier, batch, keys, lease));
            }
            scope.end(applier);
        } finally {
            scope.close();
            memory.giveBatch(taken);
        }
    }

    private void interrupt(UUID run, Throwable cause) {
        try {
            log.ended(runs.finish(run, ImportRun.State.INTERRUPTED));
        } catch (RuntimeException e) {
            // the store is unreachable; AbandonedRuns ends the run after some time
            cause.addSuppressed(e);
        }
    }
}
