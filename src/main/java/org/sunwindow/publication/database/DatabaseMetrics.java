package org.sunwindow.publication.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Whether the last query has reached the database. */
@Singleton
class DatabaseMetrics implements MeterBinder {

    private final DatabaseMonitor database;

    DatabaseMetrics(DatabaseMonitor database) {
        this.database = database;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sunwindow.database.reachable", database, known -> known.unreachableSince() == null ? 1 : 0)
                .description("1 while the database is reachable")
                .register(registry);
    }
}
