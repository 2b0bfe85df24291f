package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Live as long as the follower runs: without it, the instance would serve outdated records unnoticed. */
@Liveness
@ApplicationScoped
class FollowerHealth implements HealthCheck {

    private final IndexFollower follower;

    FollowerHealth(IndexFollower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("index-follower")
                .status(follower.isAlive())
                .build();
    }
}
