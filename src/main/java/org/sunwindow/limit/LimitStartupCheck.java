package org.sunwindow.limit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.sunwindow.StartupCheck;
import org.sunwindow.http.Network;

/** Checks {@link LimitSettings}. */
@ApplicationScoped
public class LimitStartupCheck implements StartupCheck {

    private final LimitSettings settings;

    public LimitStartupCheck(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of(
                "sunwindow.limits.address-per-minute", settings.addressPerMinute(),
                "sunwindow.limits.network-per-minute", settings.networkPerMinute(),
                "sunwindow.limits.user-per-minute", settings.userPerMinute(),
                "sunwindow.limits.caller-per-minute", settings.callerPerMinute(),
                "sunwindow.limits.caller-per-day", settings.callerPerDay().orElse(1),
                "sunwindow.limits.tracked", (long) settings.tracked());
    }

    @Override
    public List<String> contradictions() {
        return settings.unlimited().orElse(List.of()).stream()
                .filter(network -> !isNetwork(network))
                .map(network -> "sunwindow.limits.unlimited: neither an address nor a network: " + network)
                .toList();
    }

    private static boolean isNetwork(String text) {
        try {
            Network.parse(text.strip());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
