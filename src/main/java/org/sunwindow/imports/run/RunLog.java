package org.sunwindow.imports.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Logs every run that has ended, in one line without personal data, and counts it with its lines. */
@ApplicationScoped
public class RunLog {

    private static final Logger LOG = Logger.getLogger(RunLog.class);

    private static final Map<String, ToLongFunction<ImportReport>> OUTCOMES = Map.of(
            "created", ImportReport::created,
            "changed", ImportReport::changed,
            "unchanged", ImportReport::unchanged,
            "withdrawn", ImportReport::withdrawn,
            "rejected", ImportReport::rejected);

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

    /**
     * Registers the meters of a kind. Prometheus sees no increase in a series that appears with its first value, so each
     * begins with zero.
     */
    public void expect(String kind) {
        Stream.of(ImportRun.State.values()).filter(ImportRun.State::isEnd).forEach(state -> runs(kind, state));
        OUTCOMES.keySet().forEach(outcome -> lines(kind, outcome));
    }

    /** Dry runs are not counted. */
    private void count(ImportReport run) {
        if (run.dryRun()) {
            return;
        }
        runs(run.kind(), run.state()).increment();
        OUTCOMES.forEach((outcome, lines) -> lines(run.kind(), outcome).increment(lines.applyAsLong(run)));
    }

    private Counter runs(String kind, ImportRun.State state) {
        return Counter.builder("sunwindow.imports.runs")
                .description("Imports that have ended")
                .baseUnit("runs")
                .tag("kind", kind)
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter lines(String kind, String outcome) {
        return Counter.builder("sunwindow.imports.lines")
                .description("Lines of imports that have ended")
                .baseUnit("lines")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry);
    }

    /** Lines per second; for a run in the background, without the time in which it waited. */
    private static Object rate(ImportReport run, double seconds) {
        if (run.progress() != null && run.progress().linesPerSecond() != null) {
            return run.progress().linesPerSecond();
        }
        return seconds > 0 ? Math.round(run.lines() / seconds) : "-";
    }
}
