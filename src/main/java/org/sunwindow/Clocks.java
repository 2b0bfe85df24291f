package org.sunwindow;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Produces the {@link Clock} of the service. All time-dependent code injects it, so that tests can set the time. */
class Clocks {

    @Produces
    @ApplicationScoped
    Clock clock(Settings settings) {
        return Clock.tickMillis(settings.zone());
    }
}
