package org.sunwindow.imports.run;

import java.time.Duration;
import org.jboss.logging.Logger;

/** Logs every run that has ended, in one line without personal data. */
public final class RunLog {

    private static final Logger LOG = Logger.getLogger(RunLog.class);

    private RunLog() {}

    public static void ended(ImportReport run) {
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
    }

    /** Lines per second; for a run in the background, without the time in which it waited. */
    private static Object rate(ImportReport run, double seconds) {
        if (run.progress() != null && run.progress().linesPerSecond() != null) {
            return run.progress().linesPerSecond();
        }
        return seconds > 0 ? Math.round(run.lines() / seconds) : "-";
    }
}
