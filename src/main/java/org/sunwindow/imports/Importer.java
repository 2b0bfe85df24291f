package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sunwindow.Settings;
import org.sunwindow.calendar.CalendarImport;
import org.sunwindow.calendar.CalendarStore;
import org.sunwindow.cases.CaseImport;
import org.sunwindow.cases.Cases;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.ImportRuns.Checked;
import org.sunwindow.imports.NdjsonLines.Line;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.imports.target.PersonalData;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.Publications;

/** Reads a stream of lines into a store, batch by batch, so that memory stays flat and each batch stands on its own. */
@ApplicationScoped
class Importer {

    /** Characters that end a batch of few but long lines. */
    private static final int MAX_BATCH = 4 * 1024 * 1024;

    private static final String WITHDRAW = "\"withdraw\"";

    private final Map<String, ImportTarget> targets = new LinkedHashMap<>();
    private final ImportRuns runs;
    private final StrictJson json;
    private final Settings.Imports settings;

    Importer(
            Kinds kinds,
            Publications publications,
            Cases cases,
            CalendarStore calendar,
            ImportRuns runs,
            StrictJson json,
            Settings settings) {
        for (Kind<?> kind : kinds.all()) {
            targets.put(kind.name(), new PublicationImport<>(kind, publications, json));
        }
        targets.put(CaseImport.NAME, new CaseImport(cases, json));
        targets.put(CalendarImport.NAME, new CalendarImport(calendar, json));
        this.runs = runs;
        this.json = json;
        this.settings = settings.imports();
    }

    /** Names of what can be imported. */
    Set<String> kinds() {
        return targets.keySet();
    }

    /** The stream or the store failed before the last line. What the run counts is stored nevertheless. */
    static final class Interrupted extends Exception {

        private static final long serialVersionUID = 1;

        final transient UUID run;

        Interrupted(UUID run, Exception cause) {
            super(cause);
            this.run = run;
        }
    }

    ImportReport run(String kind, String publisher, boolean dryRun, InputStream in) throws Interrupted {
        UUID run = runs.start(kind, publisher, dryRun);
        try {
            readAll(run, targets.get(kind), dryRun, new NdjsonLines(in, settings.maxLine()));
        } catch (IOException | RuntimeException e) {
            interrupt(run, e);
            throw new Interrupted(run, e);
        }
        return runs.finish(run, ImportRun.State.COMPLETED);
    }

    private void readAll(UUID run, ImportTarget target, boolean dryRun, NdjsonLines lines) throws IOException {
        var batch = new ArrayList<Checked>();
        int characters = 0;
        for (Line line = lines.next(); line != null; line = lines.next()) {
            batch.add(check(line, target));
            characters += line.text() == null ? 0 : line.text().length();
            if (batch.size() >= settings.batch() || characters >= MAX_BATCH) {
                runs.store(run, target, batch, dryRun);
                batch.clear();
                characters = 0;
            }
        }
        if (!batch.isEmpty()) {
            runs.store(run, target, batch, dryRun);
        }
    }

    private void interrupt(UUID run, Exception cause) {
        try {
            runs.finish(run, ImportRun.State.INTERRUPTED);
        } catch (RuntimeException e) {
            // the store is away; the run is told to be interrupted once it has rested long enough
            cause.addSuppressed(e);
        }
    }

    private Checked check(Line line, ImportTarget target) {
        if (line.fault() != null) {
            return new Checked(line.number(), null, List.of(item(line.fault())), null);
        }
        try {
            ImportTarget.Verdict verdict =
                    line.text().contains(WITHDRAW) ? withdrawal(line.text(), target) : target.check(line.text());
            List<Problem.Item> faults = verdict.faults();
            String keepable = faults.isEmpty() ? null : target.keepable(line.text(), faults);
            return new Checked(line.number(), verdict.operation(), faults, keepable);
        } catch (StrictJson.Invalid e) {
            return new Checked(line.number(), null, e.items(), target.keepable(line.text(), e.items()));
        }
    }

    private ImportTarget.Verdict withdrawal(String line, ImportTarget target) throws StrictJson.Invalid {
        var withdrawal = json.read(line, Withdrawal.class);
        List<Problem.Item> hits =
                json.tree(json.write(withdrawal)).map(PersonalData::in).orElse(List.of());
        return hits.isEmpty()
                ? ImportTarget.Verdict.accepted(target.withdraw(withdrawal.withdraw(), withdrawal.reason()))
                : ImportTarget.Verdict.rejected(hits);
    }

    private Problem.Item item(NdjsonLines.Fault fault) {
        return switch (fault) {
            case TOO_LONG -> new Problem.Item("", "line.too-long", "一行最多 %d 字节".formatted(settings.maxLine()));
            case NOT_UTF8 -> new Problem.Item("", "line.encoding", "不是 UTF-8 编码");
        };
    }
}
