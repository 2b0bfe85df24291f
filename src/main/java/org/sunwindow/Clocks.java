package org.sunwindow;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one source of time. Everything that depends on it injects a {@link Clock}, so that tests can move it. */
class Clocks {

    @Produces
    @ApplicationScoped
    Clock clock(Settings settings) {
        return Clock.tickMillis(settings.zone());
    }
}
