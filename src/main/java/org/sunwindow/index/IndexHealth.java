package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.sunwindow.index.lucene.LuceneIndex;

/** Ready once the index can be read; until then it tells how far the build is. */
@Readiness
@ApplicationScoped
class IndexHealth implements HealthCheck {

    private final LuceneIndex index;
    private final IndexFollower follower;

    IndexHealth(LuceneIndex index, IndexFollower follower) {
        this.index = index;
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("search-index").status(index.isReadable());
        var held = index.held();
        if (held != null) {
            response.withData("revision", held.revision());
        }
        var progress = follower.progress();
        if (!index.isReadable()) {
            response.withData(
                    "state",
                    progress.total() == 0
                            ? "waiting for the database"
                            : "building: %d of %d".formatted(progress.done(), progress.total()));
        }
        return response.build();
    }
}
