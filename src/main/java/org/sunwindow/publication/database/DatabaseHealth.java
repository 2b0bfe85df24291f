package org.sunwindow.publication.database;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports whether the database answers. Always UP: all instances share the database, and public reads, which do not
 * need it, would otherwise become unavailable with it.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth implements HealthCheck {

    private final DatabaseMonitor database;

    DatabaseHealth(DatabaseMonitor database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database").up();
        var since = database.unreachableSince();
        return since == null
                ? response.withData("reachable", true).build()
                : response.withData("reachable", false)
                        .withData("since", since.toString())
                        .withData("unavailable", "status-queries, imports")
                        .build();
    }
}
