package org.sunwindow.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.sunwindow.Settings;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.ImportRuns.CheckedLine;
import org.sunwindow.imports.background.Lease;
import org.sunwindow.imports.format.FileColumns;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.format.RecordLines;
import org.sunwindow.imports.format.RecordLines.Line;
import org.sunwindow.imports.format.SheetMessages;
import org.sunwindow.imports.format.SheetRecords;
import org.sunwindow.imports.format.SheetSpace;
import org.sunwindow.imports.format.SheetTemplate;
import org.sunwindow.imports.format.SpooledFile;
import org.sunwindow.imports.quarantine.Quarantine;
import org.sunwindow.imports.target.ImportKind;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.ImportTarget.Named;
import org.sunwindow.imports.target.ImportTarget.Verdict;
import org.sunwindow.imports.target.LineReport;
import org.sunwindow.imports.target.OwnedTarget;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Hit;
import org.sunwindow.privacy.PrivacyCheck;
import org.sunwindow.publication.FileIntake;
import org.sunwindow.publication.Ownerships;
import org.sunwindow.publication.Publications;
import org.sunwindow.publication.StoredFiles;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.OwnerRights;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.WriteAudit;

/**
 * Imports streams of lines. Lines are checked and stored in batches, each in a transaction of its own, so memory use does
 * not depend on the length of the stream. A batch is stored early if all open imports together occupy too much.
 */
@ApplicationScoped
class Importer {

    /** Bounds the memory of a batch of long lines, in characters. */
    private static final int MAX_BATCH_LENGTH = 4 * 1024 * 1024;

    /** An import ends if its first lines, this many, all have faults: it is probably the wrong file. */
    static final int MAX_REJECTED = 100_000;

    private final ImportMemory memory;
    private final SheetSpace space;
    private final Map<String, ImportTarget<?>> targets = new LinkedHashMap<>();
    private final Map<String, PublicationImport<?>> publicationTargets = new HashMap<>();
    private final ImportRuns runs;
    private final StoringPlaces places;
    private final Snapshots snapshots;
    private final StrictJson json;
    private final LineReport withdrawals;
    private final ImportSettings settings;
    private final IndexRevisions index;
    private final Instance<FileIntake> intake;

    Importer(
            Kinds kinds,
            ReservedKeys reserved,
            Publications publications,
            Ownerships ownerships,
            StoredFiles files,
            Quarantine quarantine,
            @All List<InstanceHandle<ImportTarget<?>>> others,
            ImportRuns runs,
            StoringPlaces places,
            Snapshots snapshots,
            StrictJson json,
            ImportSettings settings,
            Settings general,
            WriteAudit audit,
            IndexRevisions index,
            Instance<FileIntake> intake,
            Clock clock) {
        var warnings =
                new PublicationWarnings(publications, ownerships, files, json, kinds, OwnerRights.of(general), clock);
        for (Kind<?> kind : kinds.all()) {
            publicationTargets.put(
                    kind.name(),
                    new PublicationImport<>(
                            kind, kinds, reserved, publications, ownerships, quarantine, json, warnings, audit));
            targets.put(kind.name(), publicationTargets.get(kind.name()));
        }
        var byName = new TreeMap<String, ImportTarget<?>>();
        others.forEach(target -> byName.put(name(target), target.get()));
        targets.putAll(byName);
        this.runs = runs;
        this.places = places;
        this.snapshots = snapshots;
        this.json = json;
        var privacy = new PrivacyCheck(json, Map.of("withdraw", FieldUse.RECORD_NUMBER));
        this.withdrawals = new LineReport(Withdrawal.class, List.of("withdraw"), json, privacy);
        this.settings = settings;
        this.memory = ImportMemory.ofHeap(settings.maxLine());
        this.space = new SheetSpace(settings.maxFile(), settings.maxFiles());
        this.index = index;
        this.intake = intake;
    }

    /** Before the service accepts requests. */
    void start(@Observes StartupEvent event) {
        SheetSpace.deleteLeftovers();
    }

    private static String name(InstanceHandle<ImportTarget<?>> target) {
        return target.getBean().getQualifiers().stream()
                .filter(ImportKind.class::isInstance)
                .map(kind -> ((ImportKind) kind).value())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(target.getBean() + " has no @ImportKind"));
    }

    /** Names of all targets: kinds of publications first, then the others, each in alphabetical order. */
    Set<String> kinds() {
        return targets.keySet();
    }

    /** Returns the empty sheet of a kind. */
    SheetTemplate template(String kind) {
        ImportTarget<?> target = targets.get(kind);
        return new SheetTemplate(target.lineType(), target.headings());
    }

    /** Returns the target of a kind of publication, empty if it is none. */
    Optional<PublicationImport<?>> publication(String kind) {
        return Optional.ofNullable(publicationTargets.get(kind));
    }

    /**
     * Reads a single object, and does something with it while its memory is taken.
     *
     * @throws IOException if the stream ends early, holds more than the object, or there is no memory for it
     */
    <T> T readOne(InputStream in, Function<Line, T> use) throws IOException {
        int taken = 0;
        try (RecordLines lines = FileFormat.JSON.open(in, null, settings.maxLine(), memory, space)) {
            Line line = lines.next();
            int length = line.text() == null ? 0 : line.text().length();
            if (!memory.takeBatch(length)) {
                throw new ImportMemory.Exhausted();
            }
            taken = length;
            // faults what follows the object
            lines.next();
            return use.apply(line);
        } finally {
            memory.giveBatch(taken);
        }
    }

    /** Returns the targets whose records belong to publishers, by name. */
    Map<String, OwnedTarget<?>> owned() {
        var owned = new LinkedHashMap<String, OwnedTarget<?>>();
        targets.forEach((kind, target) -> {
            if (target instanceof OwnedTarget<?> records) {
                owned.put(kind, records);
            }
        });
        return owned;
    }

    /** The stream or the store failed before the last line. All lines that the run has counted are stored. */
    static final class Interrupted extends Exception {

        private static final long serialVersionUID = 1;

        final transient UUID run;

        Interrupted(UUID run, Exception cause) {
            super(cause);
            this.run = run;
        }
    }

    /** All of the first {@link #MAX_REJECTED} lines have faults. */
    static final class AllRejected extends Exception {

        private static final long serialVersionUID = 1;
    }

    /**
     * Imports a file that contains changes, see {@link #run(String, Publisher, boolean, String, OptionalInt,
     * FileFormat, InputStream)}.
     */
    ImportReport run(String kind, Publisher publisher, boolean dryRun, FileFormat format, InputStream in)
            throws IOException, Interrupted {
        return run(kind, publisher, dryRun, null, OptionalInt.empty(), format, in);
    }

    /**
     * Imports all records of a file and returns the report of the run.
     *
     * @param fileName   as its sender has named it, may be {@code null}
     * @param maxMissing of a complete file of publications, see {@link Snapshots}; empty for one that contains changes
     * @param kind one of {@link #kinds()}
     * @throws org.sunwindow.imports.format.InvalidFileException if the file cannot be read as a whole; there is no run then
     */
    ImportReport run(
            String kind,
            Publisher publisher,
            boolean dryRun,
            String fileName,
            OptionalInt maxMissing,
            FileFormat format,
            InputStream in)
            throws IOException, Interrupted {
        ImportTarget<?> target = targets.get(kind);
        try (RecordLines lines = open(target, format, in)) {
            return run(kind, publisher, dryRun, fileName, maxMissing, lines, LineListener.NONE);
        }
    }

    /**
     * Imports a sheet that is stored already, and collects all that is said about its rows.
     *
     * @param format of a sheet
     * @throws org.sunwindow.imports.format.InvalidFileException if the file cannot be read as a whole; there is no run then
     */
    ImportReport run(
            String kind,
            Publisher publisher,
            boolean dryRun,
            String fileName,
            OptionalInt maxMissing,
            FileFormat format,
            SpooledFile file,
            SheetMessages messages)
            throws IOException, Interrupted {
        try (RecordLines lines = format.openSheet(file, records(kind), settings.maxLine())) {
            ImportReport report = run(kind, publisher, dryRun, fileName, maxMissing, lines, messages::add);
            messages.columns(lines.columns());
            return report;
        }
    }

    private ImportReport run(
            String kind,
            Publisher publisher,
            boolean dryRun,
            String fileName,
            OptionalInt maxMissing,
            RecordLines lines,
            LineListener listener)
            throws Interrupted {
        ImportReport report;
        if (maxMissing.isEmpty()) {
            report = run(
                    kind,
                    targets.get(kind),
                    publisher,
                    dryRun,
                    fileName,
                    lines,
                    listener,
                    origin -> FileScope.changes());
        } else {
            PublicationImport<?> publications = publicationTargets.get(kind);
            report = run(
                    kind,
                    publications,
                    publisher,
                    dryRun,
                    fileName,
                    lines,
                    listener,
                    origin -> snapshots.start(publications, origin, dryRun, maxMissing.getAsInt(), memory));
        }
        RunLog.ended(report);
        return report;
    }

    private RecordLines open(ImportTarget<?> target, FileFormat format, InputStream in) throws IOException {
        return format.open(in, records(target), settings.maxLine(), memory, space);
    }

    SheetRecords records(String kind) {
        return records(targets.get(kind));
    }

    private SheetRecords records(ImportTarget<?> target) {
        return new SheetRecords(
                target.lineType(),
                target.headings(),
                target.written(),
                fileColumns(target),
                target.keys(),
                target.calledBy(),
                target.table(),
                json);
    }

    /** Space for the files of imports. */
    SheetSpace space() {
        return space;
    }

    /** Whether what was sent for a kind may be returned to its sender. */
    boolean mayReturn(String kind) {
        return targets.get(kind).mayReturn();
    }

    private FileColumns fileColumns(ImportTarget<?> target) {
        return intake.isResolvable() ? new FileColumns(target.files(), intake.get()) : FileColumns.NONE;
    }

    /**
     * Imports the records of a file that a run in the background has not counted yet. The caller ends the run.
     *
     * @param counted lines that the run has counted, the first ones of the file
     * @throws Lease.Ended if the lease ends
     */
    void proceed(
            Origin origin, String kind, boolean dryRun, FileFormat format, InputStream in, Lease lease, long counted)
            throws IOException, InterruptedException, AllRejected {
        ImportTarget<?> target = targets.get(kind);
        try (RecordLines lines = open(target, format, in)) {
            if (!runs.hasBegun(origin.id())) {
                runs.warn(origin.id(), lines.headingLine(), lines.warnings(), LineListener.NONE);
            }
            readAll(origin, target, dryRun, lines, LineListener.NONE, FileScope.changes(), lease, counted);
            runs.warn(origin.id(), lines.headingLine(), lines.lastWarnings(), LineListener.NONE);
        }
    }

    private <O> ImportReport run(
            String kind,
            ImportTarget<O> target,
            Publisher publisher,
            boolean dryRun,
            String fileName,
            RecordLines lines,
            LineListener listener,
            Function<Origin, FileScope<O>> scope)
            throws Interrupted {
        UUID run = runs.start(kind, publisher, dryRun, fileName);
        try {
            runs.warn(run, lines.headingLine(), lines.warnings(), listener);
            var origin = new Origin(publisher, run);
            readAll(origin, target, dryRun, lines, listener, scope.apply(origin), Lease.UNLIMITED, 0);
            runs.warn(run, lines.headingLine(), lines.lastWarnings(), listener);
        } catch (IOException | RuntimeException | InterruptedException | AllRejected e) {
            interrupt(run, e);
            throw new Interrupted(run, e);
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
        ImportTarget.NameReader names = target.names();
        int characters = 0;
        int taken = 0;
        int rejected = 0;
        boolean allRejected = true;
        long number = 0;
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                lease.check();
                var checked = new CheckedLine<>(line.number(), line.headings(), check(line, target, names), listener);
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
                }
                batch.add(checked);
                int length = line.text() == null ? 0 : line.text().length();
                characters += length;
                boolean hasMemory = memory.takeBatch(length);
                taken += hasMemory ? length : 0;
                if (!hasMemory || batch.size() >= settings.batch() || characters >= MAX_BATCH_LENGTH) {
                    Long revision = store(origin, applier, batch, keys, lease);
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
                store(origin, applier, batch, keys, lease);
            }
            scope.end(applier);
        } finally {
            scope.close();
            memory.giveBatch(taken);
        }
    }

    private <O> Long store(
            Origin origin, ImportTarget.Applier<O> applier, List<CheckedLine<O>> batch, LineKeys keys, Lease lease) {
        return places.store(() -> runs.store(origin, applier, batch, keys, lease));
    }

    private void interrupt(UUID run, Exception cause) {
        try {
            RunLog.ended(runs.finish(run, ImportRun.State.INTERRUPTED));
        } catch (RuntimeException e) {
            // the store is unreachable; ImportRuns reports the run as interrupted after some time
            cause.addSuppressed(e);
        }
    }

    private <O> Verdict<O> check(Line line, ImportTarget<O> target, ImportTarget.NameReader names) {
        if (line.text() == null) {
            return Verdict.rejected(null, line.faults());
        }
        boolean isRow = !line.headings().isEmpty();
        Named named = isRow ? names.read(line.text()) : new Named(line.text(), List.of());
        Verdict<O> verdict = check(named.line(), target);
        var faults = new ArrayList<>(line.faults());
        faults.addAll(named.faults());
        return faults.isEmpty() ? verdict : verdict.rejected(faults);
    }

    private <O> Verdict<O> check(String text, ImportTarget<O> target) {
        // of a key that is written twice, neither is withdrawn: the node is an array, and its text is empty
        JsonNode withdrawal = text.contains("\"withdraw\"") ? json.asSent(text).orElse(null) : null;
        return withdrawal != null && withdrawal.has("withdraw")
                ? withdrawal(text, withdrawal.get("withdraw").asText(), target)
                : target.check(text);
    }

    /** A record is withdrawn even if the rest of the line is refused, because it may hold what must not be public. */
    <O> Verdict<O> withdrawal(String line, String key, ImportTarget<O> target) {
        String shown = withdrawals.key(line);
        try {
            var withdrawal = json.read(line, Withdrawal.class);
            List<Problem.Item> faults = withdrawals.personalData(withdrawal).stream()
                    .map(Hit::item)
                    .distinct()
                    .toList();
            String reason = faults.isEmpty() ? withdrawal.reason() : null;
            return new Verdict<>(
                    target.withdrawal(withdrawal.withdraw(), reason),
                    shown,
                    null,
                    faults.isEmpty() ? faults : withdrawals.faults(List.of(), line),
                    List.of());
        } catch (StrictJson.Invalid e) {
            O operation = key.isBlank() || key.length() > Withdrawal.MAX_KEY ? null : target.withdrawal(key, null);
            return new Verdict<>(operation, shown, null, withdrawals.faults(e.items(), line), List.of());
        }
    }
}
