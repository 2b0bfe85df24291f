package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sunwindow.ExceptionSummary;
import org.sunwindow.http.Failures;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.imports.format.BrokenFileException;
import org.sunwindow.imports.format.FileFormat;
import org.sunwindow.imports.format.GzippedLines;
import org.sunwindow.imports.format.ImportMemory;
import org.sunwindow.imports.run.ImportReject;
import org.sunwindow.imports.run.ImportRejects;
import org.sunwindow.imports.run.ImportReport;
import org.sunwindow.imports.run.ImportRuns;
import org.sunwindow.imports.run.Sent;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.database.DatabaseMonitor;
import org.sunwindow.publisher.Publisher;

/** Imports files by the {@link Importer}. */
@ApplicationScoped
class ImporterFiles implements FileImports {

    private static final Logger LOG = Logger.getLogger(ImporterFiles.class);
    private static final String AGAIN = "数据服务暂时不可用，稍后再导入。";

    private final Importer importer;
    private final ImportTargets targets;
    private final ImportRuns runs;
    private final ImportRejects rejects;
    private final DatabaseMonitor database;
    private final Map<String, String> kinds = new LinkedHashMap<>();

    ImporterFiles(
            Importer importer,
            ImportTargets targets,
            ImportRuns runs,
            ImportRejects rejects,
            Kinds kinds,
            DatabaseMonitor database) {
        this.importer = importer;
        this.targets = targets;
        this.runs = runs;
        this.rejects = rejects;
        this.database = database;
        targets.kinds().forEach(name -> {
            Kind<?> kind = kinds.get(name);
            this.kinds.put(name, kind == null ? name : kind.label());
        });
    }

    @Override
    public Map<String, String> kinds() {
        return kinds;
    }

    @Override
    public boolean isReady() {
        return database.ready();
    }

    @Override
    public Outcome run(
            String kind,
            Publisher publisher,
            OptionalInt maxMissing,
            FileFormat format,
            boolean gzipped,
            Content content) {
        if (maxMissing.isPresent() && targets.publication(kind).isEmpty()) {
            return without(Ending.REFUSED, "办件和节假日没有全量导入，请用 DELTA。");
        }
        try {
            publisher.require(kind);
            try (InputStream in = content.open();
                    GzippedLines lines = gzipped ? new GzippedLines(in) : null) {
                return outcome(
                        Ending.COMPLETED,
                        importer.run(
                                kind, publisher, false, Sent.NOTHING, maxMissing, format, lines == null ? in : lines),
                        null);
            }
        } catch (Importer.Interrupted e) {
            return interrupted(e, publisher);
        } catch (ProblemException e) {
            // an InvalidFileException, too
            return without(
                    e.code() == ProblemCode.STORE_UNAVAILABLE ? Ending.POSTPONED : Ending.REFUSED, e.getMessage());
        } catch (GzippedLines.Invalid e) {
            return without(Ending.REFUSED, e.getMessage());
        } catch (IOException e) {
            LOG.warnf("a file of publisher %s could not be read: %s", publisher.name(), ExceptionSummary.of(e));
            return without(Ending.REFUSED, "文件读不出来，未导入任何内容；请重新放入。");
        } catch (RuntimeException | Error e) {
            // an error, too: the same file would end in it again and again
            return failed(e);
        }
    }

    private static Outcome without(Ending ending, String problem) {
        return new Outcome(ending, null, Counts.NONE, problem);
    }

    private static Outcome failed(Throwable e) {
        if (Failures.isDatabaseUnavailable(e)) {
            return without(Ending.POSTPONED, AGAIN);
        }
        LOG.errorf("an import failed: %s", ExceptionSummary.of(e));
        return without(Ending.REFUSED, "服务内部错误，请联系管理员。");
    }

    private Outcome interrupted(Importer.Interrupted e, Publisher publisher) {
        Throwable cause = e.getCause();
        Ending ending = Ending.REFUSED;
        String problem;
        if (cause instanceof Importer.AllRejected) {
            problem = "前 %d 行全部退回，其余不再读取。请核对文件和种类。".formatted(Importer.MAX_REJECTED);
        } else if (cause instanceof GzippedLines.Invalid || cause instanceof BrokenFileException) {
            problem = cause.getMessage() + "此前各行已经导入。";
        } else if (cause instanceof IOException && !(cause instanceof ImportMemory.Exhausted)) {
            problem = "文件没有读完，此前各行已经导入；请重新放入整个文件，不会重复。";
        } else if (cause instanceof ImportMemory.Exhausted
                || cause instanceof InterruptedException
                || ImportFailures.isUnavailable(cause)) {
            ending = Ending.POSTPONED;
            problem = AGAIN;
        } else {
            problem = "服务内部错误，此前各行已经导入；请联系管理员。";
        }
        LOG.warnf("import %s was interrupted: %s", e.run, ExceptionSummary.of(cause));
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new Outcome(ending, e.run, counts(e.run, publisher), problem);
    }

    private Counts counts(UUID run, Publisher publisher) {
        try {
            return runs.find(run, publisher).map(ImporterFiles::counts).orElse(Counts.NONE);
        } catch (RuntimeException e) {
            // the store is unreachable
            return Counts.NONE;
        }
    }

    private static Outcome outcome(Ending ending, ImportReport report, String problem) {
        return new Outcome(ending, report.id(), counts(report), problem);
    }

    private static Counts counts(ImportReport report) {
        return new Counts(
                report.lines(),
                report.created(),
                report.changed(),
                report.unchanged(),
                report.withdrawn(),
                report.rejected(),
                report.warnings());
    }

    @Override
    public List<Remark> remarks(UUID run, int most) {
        var remarks = new ArrayList<Remark>();
        Optional<String> after = Optional.of("0");
        while (after.isPresent() && remarks.size() < most) {
            ImportReport.Rejects page = rejects.page(run, Integer.parseInt(after.get()));
            page.items().stream()
                    .limit(most - remarks.size())
                    .map(reject -> new Remark(
                            reject.lineNo(),
                            reject.severity() == ImportReject.Severity.FAULT,
                            reject.key(),
                            reject.label(),
                            reject.value(),
                            reject.message()))
                    .forEach(remarks::add);
            after = Optional.ofNullable(page.next());
        }
        return remarks;
    }
}
