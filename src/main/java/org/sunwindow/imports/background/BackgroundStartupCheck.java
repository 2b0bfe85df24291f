package org.sunwindow.imports.background;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sunwindow.StartupCheck;

/** Checks {@link BackgroundSettings}. */
@ApplicationScoped
public class BackgroundStartupCheck implements StartupCheck {

    private static final int MAX_WORKERS = 16;

    private final BackgroundSettings settings;

    public BackgroundStartupCheck(BackgroundSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of(
                "sunwindow.imports.background.max-bytes", settings.maxBytes(),
                "sunwindow.imports.background.keep", settings.keep().toSeconds());
    }

    @Override
    public List<String> contradictions() {
        return Stream.of(
                        settings.workers() < 0 || settings.workers() > MAX_WORKERS
                                ? "sunwindow.imports.background.workers is not between 0 and " + MAX_WORKERS
                                : "",
                        settings.lease().compareTo(Workers.SHORTEST_LEASE) < 0
                                ? "sunwindow.imports.background.lease is shorter than "
                                        + Workers.SHORTEST_LEASE.toSeconds() + " seconds"
                                : "")
                .filter(wrong -> !wrong.isEmpty())
                .toList();
    }
}
