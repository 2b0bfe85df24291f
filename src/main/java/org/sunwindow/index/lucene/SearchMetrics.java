package org.sunwindow.index.lucene;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** The time that searches take, by stage. */
@Singleton
class SearchMetrics implements MeterBinder {

    private final LuceneIndex index;

    SearchMetrics(LuceneIndex index) {
        this.index = index;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (SearchStages.Stage stage : SearchStages.Stage.values()) {
            FunctionTimer.builder(
                            "sunwindow.search",
                            index,
                            searched -> searched.stages().count(stage),
                            searched -> searched.stages().nanos(stage),
                            TimeUnit.NANOSECONDS)
                    .description("Time of searches that were not answered from a cache")
                    .tag("stage", stage.tag())
                    .register(registry);
        }
    }
}
