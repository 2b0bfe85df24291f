package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the index is readable. Until then the response states the progress of the first build. */
@Readiness
@ApplicationScoped
class IndexHealth implements HealthCheck {

    private final SearchIndex index;
    private final IndexFollower follower;

    IndexHealth(SearchIndex index, IndexFollower follower) {
        this.index = index;
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        var status = index.status();
        var response = HealthCheckResponse.named("search-index").status(status.readable());
        if (status.position() != null) {
            response.withData("revision", status.position().revision());
        }
        if (!status.readable()) {
            var progress = follower.progress();
            response.withData(
                    "state",
                    progress.total() == 0
                            ? "waiting for the database"
                            : "building: %d of %d".formatted(progress.done(), progress.total()));
        }
        return response.build();
    }
}
