package org.sunwindow.read;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/** Checks the settings of public reads. */
@ApplicationScoped
public class ReadStartupCheck implements StartupCheck {

    private final Settings.Reads settings;

    public ReadStartupCheck(Settings settings) {
        this.settings = settings.reads();
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of("sunwindow.reads.cache-bytes", settings.cacheBytes(), "sunwindow.reads.waiting", (long)
                settings.waiting());
    }
}
