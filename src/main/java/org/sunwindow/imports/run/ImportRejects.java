package org.sunwindow.imports.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.ImportSettings;
import org.sunwindow.imports.target.ImportTarget;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Sentinel;

/** Stores the faults and warnings of import runs, as many as a run may keep. */
@ApplicationScoped
public class ImportRejects {

    private static final int REJECTS_PAGE = 500;

    /** Lengths of columns, in characters. */
    private static final int MAX_FIELD = 200;

    private static final int MAX_MESSAGE = 1000;

    private final ImportSettings settings;
    private final MeterRegistry registry;

    public ImportRejects(ImportSettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.registry = registry;
    }

    /** Whether a warning about a line is stored. */
    boolean hasWarning(UUID run, long line, Problem.Item warning) {
        return ImportReject.count(
                        "id.runId = ?1 and lineNo = ?2 and severity = ?3 and code = ?4 and message = ?5",
                        run,
                        line,
                        ImportReject.Severity.WARNING,
                        warning.code(),
                        cut(warning.message(), MAX_MESSAGE))
                > 0;
    }

    public void keep(ImportRun run, CheckedLine<?> line, ImportTarget.Refusal refusal) {
        keep(run, line, refusal.item(), ImportReject.Severity.FAULT, refusal.excerpt())
                .ifPresent(reject -> {
                    reject.excerpt = refusal.excerpt().isEmpty() ? null : refusal.excerpt();
                    reject.quarantineId = refusal.quarantineId();
                });
    }

    public void keep(ImportRun run, CheckedLine<?> line, Problem.Item item, ImportReject.Severity severity) {
        keep(run, line, item, severity, null);
    }

    /** Faults and warnings each have their own limit, so that warnings leave room for the faults of later lines. */
    private Optional<ImportReject> keep(
            ImportRun run, CheckedLine<?> line, Problem.Item item, ImportReject.Severity severity, String excerpt) {
        boolean isWarning = severity == ImportReject.Severity.WARNING;
        // the sender of a sheet knows a field by its heading
        String heading = line.headings().getOrDefault(item.name(), item.label());
        String label = heading == null || Sentinel.find(heading, FieldUse.TEXT).isEmpty() ? heading : null;
        line.listener().message(line.number(), isWarning, item, label, excerpt);
        if (!run.dryRun) {
            count(item.code(), severity);
        }
        int kept = isWarning ? run.warningsKept : run.rejectsKept - run.warningsKept;
        if (kept >= settings.maxRejects()) {
            return Optional.empty();
        }
        run.warningsKept += isWarning ? 1 : 0;
        var reject = new ImportReject();
        reject.id = new ImportReject.Id(run.id, ++run.rejectsKept);
        reject.lineNo = line.number();
        reject.severity = severity;
        reject.recordKey = line.verdict().key();
        reject.field = item.name().isEmpty() ? null : cut(item.name(), MAX_FIELD);
        reject.label = cut(label, MAX_FIELD);
        reject.value = cut(item.value(), MAX_FIELD);
        reject.code = item.code();
        reject.message = cut(line.wording().apply(item).message(), MAX_MESSAGE);
        reject.persist();
        return Optional.of(reject);
    }

    /** Also of a batch that is stored again because its transaction has failed. */
    private void count(String code, ImportReject.Severity severity) {
        Counter.builder("sunwindow.imports.findings")
                .description("Faults and warnings about imported lines")
                .baseUnit("findings")
                .tag("severity", severity.name().toLowerCase(Locale.ROOT))
                .tag("code", code)
                .register(registry)
                .increment();
    }

    public static String cut(String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /**
     * Returns a page of the rejects of a run.
     *
     * @param after sequence number of the last reject of the previous page, 0 for the first page
     */
    @Transactional
    public ImportReport.Rejects page(UUID id, int after) {
        List<ImportReject> page = ImportReject.after(id, after, REJECTS_PAGE);
        var items = page.stream()
                .map(reject -> new ImportReport.Reject(
                        reject.lineNo,
                        reject.severity,
                        reject.recordKey,
                        reject.field,
                        reject.label,
                        reject.value,
                        reject.code,
                        reject.message,
                        reject.excerpt,
                        reject.quarantineId))
                .toList();
        String next = page.size() < REJECTS_PAGE
                ? null
                : Integer.toString(page.getLast().id.seq());
        return new ImportReport.Rejects(items, next);
    }
}
