package org.sunwindow.harvest;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.sunwindow.StartupCheck;

/** Checks {@link HarvestSettings}. */
@ApplicationScoped
public class HarvestStartupCheck implements StartupCheck {

    private final HarvestSettings settings;

    public HarvestStartupCheck(HarvestSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> contradictions() {
        return settings.licence().stream()
                .filter(licence -> !isAbsolute(licence))
                .map(licence -> "sunwindow.harvest.licence: no absolute address: " + licence)
                .toList();
    }

    private static boolean isAbsolute(String address) {
        try {
            return new URI(address).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
