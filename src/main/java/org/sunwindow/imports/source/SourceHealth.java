package org.sunwindow.imports.source;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports the sources that fail. Always UP, because public reads do not need them. */
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
