package org.sunwindow.imports.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");

    private static ImportRun run(ImportRun.State state) {
        var run = new ImportRun();
        run.background = true;
        run.state = state;
        run.startedAt = START.minusSeconds(600);
        run.workingSince = START;
        run.bytes = 1_000_000L;
        run.bytesRead = 0L;
        return run;
    }

    @Test
    void rateAndRestAreThoseOfTheWorkSinceItWasTakenUp() {
        ImportRun run = run(ImportRun.State.RUNNING);
        run.linesBefore = 3000;
        run.lines = 4000;
        run.bytesRead = 400_000L;
        ImportReport.Progress progress = RunProgress.of(run, START.plusSeconds(10));
        assertThat(progress.linesPerSecond()).isEqualTo(100);
        // 6,000 lines of 100 bytes are left
        assertThat(progress.remainingSeconds()).isEqualTo(60);
    }

    @Test
    void runThatWaitsHasNoRate() {
        for (var state : new ImportRun.State[] {ImportRun.State.RECEIVING, ImportRun.State.QUEUED}) {
            ImportReport.Progress progress = RunProgress.of(run(state), START.plusSeconds(10));
            assertThat(progress.linesPerSecond()).isNull();
            assertThat(progress.remainingSeconds()).isNull();
        }
    }

    /** A sheet is read whole before its first line. */
    @Test
    void restOfAFileThatWasReadWholeIsNotKnown() {
        ImportRun run = run(ImportRun.State.RUNNING);
        run.lines = 1000;
        run.bytesRead = run.bytes;
        ImportReport.Progress progress = RunProgress.of(run, START.plusSeconds(10));
        assertThat(progress.linesPerSecond()).isEqualTo(100);
        assertThat(progress.remainingSeconds()).isNull();
    }

    @Test
    void noTimeMeansNoRate() {
        ImportRun run = run(ImportRun.State.RUNNING);
        run.lines = 1000;
        run.bytesRead = 1000L;
        assertThat(RunProgress.of(run, START).linesPerSecond()).isNull();
    }

    @Test
    void endedRunHasTheRateOfItsWork() {
        ImportRun run = run(ImportRun.State.COMPLETED);
        run.lines = 1000;
        run.bytesRead = run.bytes;
        run.finishedAt = START.plusSeconds(4);
        ImportReport.Progress progress = RunProgress.of(run, START.plusSeconds(4000));
        assertThat(progress.linesPerSecond()).isEqualTo(250);
        assertThat(progress.remainingSeconds()).isNull();
    }
}
