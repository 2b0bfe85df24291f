package org.sunwindow.imports.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sunwindow.StartupCheck;
import org.sunwindow.imports.FileImports;
import org.sunwindow.outbound.AllowedHosts;
import org.sunwindow.publisher.Publishers;

/** Checks {@link SourceSettings}. */
@ApplicationScoped
public class SourceStartupCheck implements StartupCheck {

    /** Width of the column that holds the name. */
    private static final int MAX_NAME = 100;

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final SourceSettings settings;
    private final Publishers publishers;
    private final Set<String> kinds;

    @Inject
    SourceStartupCheck(SourceSettings settings, Publishers publishers, FileImports imports) {
        this(settings, publishers, imports.kinds().keySet());
    }

    /**
     * @param kinds that can be imported
     */
    public SourceStartupCheck(SourceSettings settings, Publishers publishers, Set<String> kinds) {
        this.settings = settings;
        this.publishers = publishers;
        this.kinds = kinds;
    }

    @Override
    public Map<String, Long> positiveSettings() {
        return Map.of(
                "sunwindow.sources.max-bytes", settings.maxBytes(),
                "sunwindow.sources.timeout", settings.timeout().toSeconds(),
                "sunwindow.sources.file-max-bytes", settings.fileMaxBytes(),
                "sunwindow.sources.file-timeout", settings.fileTimeout().toSeconds());
    }

    @Override
    public List<String> contradictions() {
        AllowedHosts hosts;
        try {
            hosts = new AllowedHosts(settings.allowedHosts().orElse(List.of()), InetAddress::getAllByName);
        } catch (IllegalArgumentException e) {
            return List.of("sunwindow.sources.allowed-hosts: " + e.getMessage());
        }
        try {
            new AllowedHosts(settings.fileHosts().orElse(List.of()), InetAddress::getAllByName);
        } catch (IllegalArgumentException e) {
            return List.of("sunwindow.sources.file-hosts: " + e.getMessage());
        }
        var wrong = new ArrayList<String>();
        settings.sources().forEach((name, source) -> check("source %s: ".formatted(name), name, source, hosts, wrong));
        settings.certificates()
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> wrong.add("sunwindow.sources.certificates cannot be read"));
        if (settings.lease().toSeconds() < 2 * SourceFollower.SIGN_OF_LIFE_SECONDS) {
            wrong.add(
                    "sunwindow.sources.lease is shorter than %d s".formatted(2 * SourceFollower.SIGN_OF_LIFE_SECONDS));
        }
        return wrong;
    }

    /** The address may hold a secret, so it is not repeated. */
    private void check(
            String prefix, String name, SourceSettings.Source source, AllowedHosts hosts, List<String> wrong) {
        if (name.length() > MAX_NAME) {
            wrong.add(prefix + "the name is too long");
        }
        if (!kinds.contains(source.kind())) {
            wrong.add(prefix + "there is no kind " + source.kind());
        }
        publishers
                .named(source.publisher())
                .ifPresentOrElse(
                        publisher -> {
                            if (!publisher.mayImport(source.kind())) {
                                wrong.add(prefix + "the publisher may not import the kind");
                            }
                        },
                        () -> wrong.add(prefix + "there is no publisher " + source.publisher()));
        if (!hosts.isListed(source.url())) {
            wrong.add(prefix + "the host of its url is not in sunwindow.sources.allowed-hosts");
        }
        if (source.maxMissing() < 0 || source.maxMissing() > 100) {
            wrong.add(prefix + "max-missing is no percentage");
        }
        if (source.every().compareTo(SHORTEST) < 0) {
            wrong.add(prefix + "every is less than a minute");
        }
    }
}
