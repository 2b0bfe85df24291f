package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;
import org.sunwindow.publisher.Publishers;

/** Checks {@link ImportSettings} and the kinds of publishers, and keeps {@link SampleData} out of production. */
@ApplicationScoped
public class ImportStartupCheck implements StartupCheck {

    private final Settings general;
    private final ImportSettings settings;
    private final Publishers publishers;
    private final Set<String> kinds;

    @Inject
    ImportStartupCheck(Settings general, ImportSettings settings, Publishers publishers, ImportTargets targets) {
        this(general, settings, publishers, targets.kinds());
    }

    /**
     * @param kinds that can be imported
     */
    public ImportStartupCheck(Settings general, ImportSettings settings, Publishers publishers, Set<String> kinds) {
        this.general = general;
        this.settings = settings;
        this.publishers = publishers;
        this.kinds = kinds;
    }

    @Override
    public List<String> contradictions() {
        return publishers.unknownKinds(kinds);
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of(
                "sunwindow.imports.async-above",
                settings.asyncAbove(),
                "sunwindow.imports.keep-runs",
                settings.keepRuns().toDays(),
                "sunwindow.imports.max-line",
                (long) settings.maxLine(),
                "sunwindow.imports.max-file",
                settings.maxFile(),
                "sunwindow.imports.max-files",
                settings.maxFiles(),
                "sunwindow.imports.batch",
                (long) settings.batch(),
                "sunwindow.imports.max-rejects",
                (long) settings.maxRejects(),
                "sunwindow.imports.max-lag",
                (long) settings.maxLag());
    }

    @Override
    public List<String> unfitForProduction() {
        return general.sampleData() ? List.of("sunwindow.sample-data is true") : List.of();
    }
}
