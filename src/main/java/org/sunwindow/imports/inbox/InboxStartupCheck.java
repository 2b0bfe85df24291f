package org.sunwindow.imports.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sunwindow.Settings;
import org.sunwindow.StartupCheck;

/**
 * Checks {@link InboxSettings}. A missing folder does not prevent the start: a share may become available later, and
 * public reads do not need it.
 */
@ApplicationScoped
public class InboxStartupCheck implements StartupCheck {

    /** Twice the time between two signs of life, and more. */
    private static final long MIN_LEASE_SECONDS = 2 * Inbox.SIGN_OF_LIFE_SECONDS;

    private final InboxSettings settings;
    private final Settings general;

    public InboxStartupCheck(InboxSettings settings, Settings general) {
        this.settings = settings;
        this.general = general;
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of("sunwindow.inbox.files", (long) settings.files());
    }

    @Override
    public List<String> contradictions() {
        Optional<Path> folder = settings.folder();
        if (folder.isEmpty()) {
            return List.of();
        }
        if (!folder.get().isAbsolute()) {
            return List.of("sunwindow.inbox.folder is not absolute");
        }
        if (folder.get().startsWith(general.index().directory().toAbsolutePath())) {
            return List.of("sunwindow.inbox.folder is in the directory of the index");
        }
        if (settings.lease().toSeconds() < MIN_LEASE_SECONDS) {
            return List.of("sunwindow.inbox.lease is shorter than %d s".formatted(MIN_LEASE_SECONDS));
        }
        return List.of();
    }
}
