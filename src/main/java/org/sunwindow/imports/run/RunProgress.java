package org.sunwindow.imports.run;

import java.time.Duration;
import java.time.Instant;

/** Computes the progress of a run in the background. */
public final class RunProgress {

    private RunProgress() {}

    public static ImportReport.Progress of(ImportRun run, Instant now) {
        Double rate = linesPerSecond(run, now);
        return new ImportReport.Progress(
                run.bytes, run.bytesRead, rate == null ? null : Math.round(rate), remainingSeconds(run, rate));
    }

    /** Returns {@code null} if no time has passed. */
    public static Double linesPerSecond(ImportRun run, Instant now) {
        Instant begin = run.workingSince == null ? run.startedAt : run.workingSince;
        Instant end = run.finishedAt == null ? now : run.finishedAt;
        long millis = Duration.between(begin, end).toMillis();
        boolean isWorked = run.state != ImportRun.State.RECEIVING && run.state != ImportRun.State.QUEUED;
        return isWorked && millis > 0 ? (run.lines - run.linesBefore) * 1000.0 / millis : null;
    }

    /** Assumes that the rest of the file has lines of the same length. A sheet is read whole before its first line. */
    private static Long remainingSeconds(ImportRun run, Double rate) {
        if (run.state != ImportRun.State.RUNNING
                || rate == null
                || rate == 0
                || run.bytes == null
                || run.bytesRead == null
                || run.bytesRead >= run.bytes) {
            return null;
        }
        double lines = (double) run.lines / run.bytesRead * (run.bytes - run.bytesRead);
        return Math.round(Math.ceil(lines / rate));
    }
}
