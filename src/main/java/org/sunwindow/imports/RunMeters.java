package org.sunwindow.imports;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import org.sunwindow.imports.run.RunLog;

/** Registers the meters of the runs of every kind when the service starts. */
@Singleton
class RunMeters implements MeterBinder {

    private final ImportTargets targets;
    private final RunLog runs;

    RunMeters(ImportTargets targets, RunLog runs) {
        this.targets = targets;
        this.runs = runs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        targets.kinds().forEach(runs::expect);
    }
}
