package org.sunwindow;

import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;

/**
 * Prevents the start of the service if a {@link StartupCheck} fails. Bean Validation constraints on the settings would
 * cover the lower bounds, but initialize Hibernate Validator at every start before anything else.
 */
@ApplicationScoped
public class StartupGuard {

    private final List<StartupCheck> checks;

    StartupGuard(@All List<StartupCheck> checks) {
        this.checks = checks;
    }

    /** Whether a packaged application runs with the profile {@code prod}, its default. */
    public static boolean isProduction() {
        return LaunchMode.current() == LaunchMode.NORMAL && ConfigUtils.isProfileActive("prod");
    }

    void check(@Observes @Priority(1) StartupEvent event) {
        refuse("less than 1: ", ", ", tooLow(checks));
        refuse("wrong settings: ", "; ", contradictions(checks));
        refuse("not fit for production: ", "; ", isProduction() ? unfitForProduction(checks) : List.of());
    }

    /** The platform exits after this exception without its stack; {@link Main} logs the message. */
    private static void refuse(String what, String separator, List<String> reasons) {
        if (!reasons.isEmpty()) {
            throw new ConfigurationException(what + SettingNames.inEnvironment(String.join(separator, reasons)));
        }
    }

    /** Names of the settings below 1, in alphabetical order. */
    static List<String> tooLow(List<StartupCheck> checks) {
        return checks.stream()
                .flatMap(check -> check.positiveSettings().entrySet().stream())
                .filter(setting -> setting.getValue() < 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static List<String> contradictions(List<StartupCheck> checks) {
        return checks.stream()
                .flatMap(check -> check.contradictions().stream())
                .sorted()
                .toList();
    }

    static List<String> unfitForProduction(List<StartupCheck> checks) {
        return checks.stream()
                .flatMap(check -> check.unfitForProduction().stream())
                .sorted()
                .toList();
    }
}
