package org.sunwindow.index;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while public reads are answered. Reports the revision that readers see and how far it is behind the log; during
 * the first build, its progress.
 */
@Readiness
@ApplicationScoped
class IndexHealth implements HealthCheck {

    private final SearchIndex index;
    private final IndexFollower follower;
    private final RetractionWatch watch;
    private final Freshness freshness;
    private final Clock clock;

    IndexHealth(SearchIndex index, IndexFollower follower, RetractionWatch watch, Freshness freshness, Clock clock) {
        this.index = index;
        this.follower = follower;
        this.watch = watch;
        this.freshness = freshness;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var status = index.status();
        boolean fresh = freshness.holds(clock.instant());
        var response = HealthCheckResponse.named("search-index").status(status.readable() && fresh);
        if (status.visible() != null) {
            var lag = watch.lag();
            response.withData("revision", status.visible().revision())
                    .withData("behind", lag.revisions())
                    .withData("behindSeconds", seconds(lag.since()))
                    .withData("hidden", lag.hidden());
        }
        response.withData("state", state(status, fresh));
        return response.build();
    }

    private long seconds(Instant since) {
        return since == null
                ? 0
                : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    }

    private String state(SearchIndex.Status status, boolean fresh) {
        if (status.visible() == null) {
            var progress = follower.progress();
            return progress.total() == 0
                    ? "waiting for the database"
                    : "building: %d of %d".formatted(progress.done(), progress.total());
        }
        return switch (status.fault()) {
            case DAMAGED -> "damaged, to be rebuilt";
            case NOT_WRITABLE -> "degraded: the index cannot be written";
            case NONE, SUSPECT -> {
                if (watch.lag().overflow()) {
                    yield "too many withdrawals are not indexed";
                }
                yield status.readable() && fresh ? "following" : "withdrawals are not known";
            }
        };
    }
}
