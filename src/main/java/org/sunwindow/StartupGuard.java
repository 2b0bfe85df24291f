package org.sunwindow;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sunwindow.cases.CaseSettings;

/**
 * Refuses to start with numbers that make no sense, and in production with what is only good for a demonstration. Constraints
 * on {@link Settings} would say the former too, but are read by Hibernate Validator at every start, before anything else.
 */
public class StartupGuard {

    /** Stands in every secret that is published with the source. */
    private static final String DEMO_MARK = "not-for-production";

    private static final int MIN_TOKEN = 24;
    private static final int MIN_SECRET = 32;

    /** The profile of a packaged application unless another is chosen. */
    public static boolean isProduction() {
        return LaunchMode.current() == LaunchMode.NORMAL && ConfigUtils.isProfileActive("prod");
    }

    void check(@Observes @Priority(1) StartupEvent event, Settings settings, CaseSettings progress) {
        List<String> senseless = senseless(settings, progress);
        if (!senseless.isEmpty()) {
            throw new IllegalStateException("less than 1: " + String.join(", ", senseless));
        }
        List<String> faults = isProduction() ? faults(settings, progress) : List.of();
        if (!faults.isEmpty()) {
            throw new IllegalStateException("not fit for production: " + String.join("; ", faults));
        }
    }

    static List<String> senseless(Settings settings, CaseSettings progress) {
        var numbers = new HashMap<>(Map.of(
                "sunwindow.reads.cache-bytes", settings.reads().cacheBytes(),
                "sunwindow.reads.waiting", (long) settings.reads().waiting(),
                "sunwindow.imports.max-line", (long) settings.imports().maxLine(),
                "sunwindow.imports.batch", (long) settings.imports().batch(),
                "sunwindow.imports.max-rejects", (long) settings.imports().maxRejects(),
                "sunwindow.progress.challenge.bits", (long) progress.challenge().bits()));
        progress.budgets()
                .forEach((subject, budget) ->
                        numbers.put("sunwindow.progress.budgets." + subject + ".failures", (long) budget.failures()));
        return numbers.entrySet().stream()
                .filter(setting -> setting.getValue() < 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static List<String> faults(Settings settings, CaseSettings progress) {
        var faults = new ArrayList<String>();
        if (settings.sampleData()) {
            faults.add("sunwindow.sample-data is true");
        }
        if (isWeak(progress.secret(), MIN_SECRET)) {
            faults.add("sunwindow.progress.secret is a default or shorter than %d characters".formatted(MIN_SECRET));
        }
        if (settings.publishers().isEmpty()) {
            faults.add("sunwindow.publishers is empty, so nobody can import");
        }
        settings.publishers().forEach((publisher, token) -> check("publisher", publisher, token, faults));
        settings.callers().forEach((caller, token) -> check("caller", caller, token, faults));
        return faults;
    }

    private static void check(String party, String name, String token, List<String> faults) {
        if (isWeak(token, MIN_TOKEN)) {
            faults.add(
                    "the token of %s %s is a default or shorter than %d characters".formatted(party, name, MIN_TOKEN));
        }
    }

    private static boolean isWeak(String secret, int minLength) {
        return secret.length() < minLength || secret.contains(DEMO_MARK);
    }
}
