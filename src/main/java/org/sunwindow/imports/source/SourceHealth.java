package org.sunwindow.imports.source;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells which sources fail. It is always UP, because the instance answers all the same. */
@Readiness
@ApplicationScoped
class SourceHealth implements HealthCheck {

    private final SourceFollower follower;
    private final SourceSettings settings;

    SourceHealth(SourceFollower follower, SourceSettings settings) {
        this.follower = follower;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("sources")
                .up()
                .withData("followed", settings.sources().size());
        return follower.failing().isEmpty()
                ? response.build()
                : response.withData("failing", String.join(", ", follower.failing()))
                        .build();
    }
}
