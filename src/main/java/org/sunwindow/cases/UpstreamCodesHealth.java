package org.sunwindow.cases;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Reports the number of unknown codes that upstream systems have sent. Always UP. */
@Readiness
@ApplicationScoped
class UpstreamCodesHealth implements HealthCheck {

    private final UpstreamCodes codes;

    UpstreamCodesHealth(UpstreamCodes codes) {
        this.codes = codes;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("upstream-codes")
                .up()
                .withData("unknown", codes.unknown())
                .build();
    }
}
