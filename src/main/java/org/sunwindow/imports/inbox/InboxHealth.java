package org.sunwindow.imports.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells which folders cannot be used, and where files wait. It is always UP, because the instance answers all the same. */
@Readiness
@ApplicationScoped
class InboxHealth implements HealthCheck {

    private final Inbox inbox;

    InboxHealth(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("inbox").up().withData("watched", inbox.isWatched());
        inbox.troubles().forEach(response::withData);
        return response.build();
    }
}
