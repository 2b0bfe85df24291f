package org.sunwindow.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/** Checks {@link ImportSettings} and keeps {@link SampleData} out of production. */
@ApplicationScoped
public class ImportStartupCheck implements StartupCheck {

    private final Settings general;
    private final ImportSettings settings;

    public ImportStartupCheck(Settings general, ImportSettings settings) {
        this.general = general;
        this.settings = settings;
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of(
                "sunwindow.imports.max-line", (long) settings.maxLine(),
                "sunwindow.imports.batch", (long) settings.batch(),
                "sunwindow.imports.max-rejects", (long) settings.maxRejects(),
                "sunwindow.imports.max-lag", (long) settings.maxLag());
    }

    @Override
    public List<String> unfitForProduction() {
        return general.sampleData() ? List.of("sunwindow.sample-data is true") : List.of();
    }
}
