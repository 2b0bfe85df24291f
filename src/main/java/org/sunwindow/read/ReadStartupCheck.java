package org.sunwindow.read;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/** Checks the settings of public reads. */
@ApplicationScoped
public class ReadStartupCheck implements StartupCheck {

    private final Settings general;
    private final Settings.Reads settings;

    public ReadStartupCheck(Settings settings) {
        this.general = settings;
        this.settings = settings.reads();
    }

    @Override
    public List<String> contradictions() {
        return general.publicAddress().isEmpty()
                        || FeedAddresses.isUsable(general.publicAddress().get())
                ? List.of()
                : List.of("sunwindow.public-address is no http or https address of a host, without query and fragment");
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of("sunwindow.reads.cache-bytes", settings.cacheBytes(), "sunwindow.reads.waiting", (long)
                settings.waiting());
    }
}
