package org.sunwindow.imports.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Logs every run that has ended, in one line without personal data, and counts it with its lines. */
@ApplicationScoped
public class RunLog {

    private static final Logger LOG = Logger.getLogger(RunLog.class);

    private final MeterRegistry registry;

    public RunLog(MeterRegistry registry) {
        this.registry = registry;
    }

    public void ended(ImportReport run) {
        double seconds = Duration.between(run.startedAt(), run.finishedAt()).toMillis() / 1000.0;
        LOG.infof(
                "import %s of %s by %s%s: %s, %d lines, %d created, %d changed, %d unchanged, %d withdrawn, %d rejected,"
                        + " %d warnings, %.1f s, %s lines/s",
                run.id(),
                run.kind(),
                run.publisher(),
                run.dryRun() ? " (dry run)" : "",
                run.state(),
                run.lines(),
                run.created(),
                run.changed(),
                run.unchanged(),
                run.withdrawn(),
                run.rejected(),
                run.warnings(),
                seconds,
                rate(run, seconds));
        count(run);
    }

    /** What was checked without being stored is not counted. */
    private void count(ImportReport run) {
        if (run.dryRun()) {
            return;
        }
        Counter.builder("sunwindow.imports.runs")
                .description("Imports that have ended")
                .baseUnit("runs")
                .tag("kind", run.kind())
                .tag("state", tag(run.state()))
                .register(registry)
                .increment();
        count(run, "created", run.created());
        count(run, "changed", run.changed());
        count(run, "unchanged", run.unchanged());
        count(run, "withdrawn", run.withdrawn());
        count(run, "rejected", run.rejected());
    }

    private void count(ImportReport run, String outcome, long lines) {
        Counter.builder("sunwindow.imports.lines")
                .description("Lines of imports that have ended")
                .baseUnit("lines")
                .tag("kind", run.kind())
                .tag("outcome", outcome)
                .register(registry)
                .increment(lines);
    }

    private static String tag(ImportRun.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Lines per second; for a run in the background, without the time in which it waited. */
    private static Object rate(ImportReport run, double seconds) {
        if (run.progress() != null && run.progress().linesPerSecond() != null) {
            return run.progress().linesPerSecond();
        }
        return seconds > 0 ? Math.round(run.lines() / seconds) : "-";
    }
}
