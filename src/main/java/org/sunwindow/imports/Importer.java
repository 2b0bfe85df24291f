package org.sunwindow.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.sunwindow.Settings;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.ImportRuns.CheckedLine;
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

    /**
     * Batches that are stored at the same time, out of the connections to the database. The store serialises their
     * transactions, so more would only occupy connections that lookups need. No place is held while a publisher sends.
     */
    private static final int MAX_STORING = 4;

    /** An import ends if its first lines, this many, all have faults: it is probably the wrong file. */
    static final int MAX_REJECTED = 100_000;

    private final ImportMemory memory;
    private final SheetSpace space;
    private final Semaphore storing = new Semaphore(MAX_STORING, true);
    private final Map<String, ImportTarget<?>> targets = new LinkedHashMap<>();
    private final ImportRuns runs;
    private final StrictJson json;
    private final LineReport withdrawals;
    private final ImportSettings settings;
    private final IndexRevisions index;

    Importer(
            Kinds kinds,
            ReservedKeys reserved,
            Publications publications,
            Ownerships ownerships,
            StoredFiles files,
            Quarantine quarantine,
            @All List<InstanceHandle<ImportTarget<?>>> others,
            ImportRuns runs,
            StrictJson json,
            ImportSettings settings,
            Settings general,
            WriteAudit audit,
            IndexRevisions index,
            Clock clock) {
        var warnings =
                new PublicationWarnings(publications, ownerships, files, json, kinds, OwnerRights.of(general), clock);
        for (Kind<?> kind : kinds.all()) {
            targets.put(
                    kind.name(),
                    new PublicationImport<>(
                            kind, kinds, reserved, publications, ownerships, quarantine, json, warnings, audit));
        }
        var byName = new TreeMap<String, ImportTarget<?>>();
        others.forEach(target -> byName.put(name(target), target.get()));
        targets.putAll(byName);
        this.runs = runs;
        this.json = json;
        var privacy = new PrivacyCheck(json, Map.of("withdraw", FieldUse.RECORD_NUMBER));
        this.withdrawals = new LineReport(Withdrawal.class, List.of("withdraw"), json, privacy);
        this.settings = settings;
        this.memory = ImportMemory.ofHeap(settings.maxLine());
        this.space = new SheetSpace(settings.maxFile(), settings.maxFiles());
        this.index = index;
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
     * Imports all records of a file and returns the report of the run.
     *
     * @param kind one of {@link #kinds()}
     * @throws org.sunwindow.imports.format.InvalidFileException if the file cannot be read as a whole; there is no run then
     */
    ImportReport run(String kind, Publisher publisher, boolean dryRun, FileFormat format, InputStream in)
            throws IOException, Interrupted {
        ImportTarget<?> target = targets.get(kind);
        try (RecordLines lines = format.open(in, records(kind), settings.maxLine(), memory, space)) {
            return run(kind, target, publisher, dryRun, lines, LineListener.NONE);
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
            FileFormat format,
            SpooledFile file,
            SheetMessages messages)
            throws IOException, Interrupted {
        try (RecordLines lines = format.openSheet(file, records(kind), settings.maxLine())) {
            ImportReport report = run(kind, targets.get(kind), publisher, dryRun, lines, messages::add);
            messages.columns(lines.columns());
            return report;
        }
    }

    SheetRecords records(String kind) {
        ImportTarget<?> target = targets.get(kind);
        return new SheetRecords(target.lineType(), target.headings(), json);
    }

    /** Space for the files of imports. */
    SheetSpace space() {
        return space;
    }

    /** Whether what was sent for a kind may be returned to its sender. */
    boolean mayReturn(String kind) {
        return targets.get(kind).mayReturn();
    }

    private ImportReport run(
            String kind,
            ImportTarget<?> target,
            Publisher publisher,
            boolean dryRun,
            RecordLines lines,
            LineListener listener)
            throws Interrupted {
        UUID run = runs.start(kind, publisher, dryRun);
        try {
            runs.warn(run, lines.headingLine(), lines.warnings(), listener);
            readAll(new Origin(publisher, run), target, dryRun, lines, listener);
        } catch (IOException | RuntimeException | InterruptedException | AllRejected e) {
            interrupt(run, e);
            throw new Interrupted(run, e);
        }
        return runs.finish(run, ImportRun.State.COMPLETED);
    }

    private <O> void readAll(
            Origin origin, ImportTarget<O> target, boolean dryRun, RecordLines lines, LineListener listener)
            throws IOException, InterruptedException, AllRejected {
        var batch = new ArrayList<CheckedLine<O>>();
        var keys = new LineKeys();
        ImportTarget.Applier<O> applier = target.applier(origin, dryRun);
        int characters = 0;
        int taken = 0;
        int rejected = 0;
        boolean allRejected = true;
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                var checked = new CheckedLine<>(line.number(), line.headings(), check(line, target), listener);
                batch.add(checked);
                allRejected &= checked.verdict().operation() == null;
                rejected += allRejected ? 1 : 0;
                int length = line.text() == null ? 0 : line.text().length();
                characters += length;
                boolean hasMemory = memory.takeBatch(length);
                taken += hasMemory ? length : 0;
                if (!hasMemory || batch.size() >= settings.batch() || characters >= MAX_BATCH_LENGTH) {
                    Long revision = store(origin, applier, batch, keys);
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
                store(origin, applier, batch, keys);
            }
        } finally {
            memory.giveBatch(taken);
        }
    }

    private <O> Long store(Origin origin, ImportTarget.Applier<O> applier, List<CheckedLine<O>> batch, LineKeys keys) {
        storing.acquireUninterruptibly();
        try {
            return runs.store(origin, applier, batch, keys);
        } finally {
            storing.release();
        }
    }

    private void interrupt(UUID run, Exception cause) {
        try {
            runs.finish(run, ImportRun.State.INTERRUPTED);
        } catch (RuntimeException e) {
            // the store is unreachable; ImportRuns reports the run as interrupted after some time
            cause.addSuppressed(e);
        }
    }

    private <O> Verdict<O> check(Line line, ImportTarget<O> target) {
        if (line.fault() != null) {
            return Verdict.rejected(null, List.of(line.fault()));
        }
        String text = line.text();
        // of a key that is written twice, neither is withdrawn: the node is an array, and its text is empty
        JsonNode withdrawal = text.contains("\"withdraw\"") ? json.asSent(text).orElse(null) : null;
        return withdrawal != null && withdrawal.has("withdraw")
                ? withdrawal(text, withdrawal.get("withdraw").asText(), target)
                : target.check(text);
    }

    /** A record is withdrawn even if the rest of the line is refused, because it may hold what must not be public. */
    private <O> Verdict<O> withdrawal(String line, String key, ImportTarget<O> target) {
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
