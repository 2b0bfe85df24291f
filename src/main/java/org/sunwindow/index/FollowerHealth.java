package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Live as long as the readers of the revision log run: without them, the instance would serve outdated records
 * unnoticed.
 */
@Liveness
@ApplicationScoped
class FollowerHealth implements HealthCheck {

    private final IndexFollower follower;
    private final RetractionWatch watch;

    FollowerHealth(IndexFollower follower, RetractionWatch watch) {
        this.follower = follower;
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("index-follower")
                .status(follower.isAlive() && watch.isAlive())
                .build();
    }
}
