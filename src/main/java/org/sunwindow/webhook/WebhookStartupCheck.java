package org.sunwindow.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sunwindow.StartupCheck;
import org.sunwindow.outbound.AllowedHosts;

/** Checks {@link WebhookSettings}. */
@ApplicationScoped
public class WebhookStartupCheck implements StartupCheck {

    private final WebhookSettings settings;

    public WebhookStartupCheck(WebhookSettings settings) {
        this.settings = settings;
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of(
                "sunwindow.webhooks.timeout", settings.timeout().toSeconds(),
                "sunwindow.webhooks.parallel", (long) settings.parallel(),
                "sunwindow.webhooks.longest-wait", settings.longestWait().toSeconds(),
                "sunwindow.webhooks.dead-after", settings.deadAfter().toSeconds(),
                "sunwindow.webhooks.keep-dead", settings.keepDead().toSeconds(),
                "sunwindow.webhooks.rotation", settings.rotation().toSeconds(),
                "sunwindow.webhooks.max-per-caller", (long) settings.maxPerCaller());
    }

    @Override
    public List<String> contradictions() {
        var wrong = new ArrayList<String>();
        try {
            new AllowedHosts(settings.allowedHosts().orElse(List.of()), InetAddress::getAllByName);
        } catch (IllegalArgumentException e) {
            wrong.add("sunwindow.webhooks.allowed-hosts: " + e.getMessage());
        }
        settings.certificates()
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> wrong.add("sunwindow.webhooks.certificates cannot be read"));
        // an exchange must have ended before another instance may begin one for the same notice
        if (settings.lease().compareTo(settings.timeout().multipliedBy(2)) < 0) {
            wrong.add("sunwindow.webhooks.lease is shorter than two timeouts");
        }
        return wrong;
    }
}
