package org.sunwindow;

import java.util.List;
import java.util.Map;

/**
 * Checks the settings of a feature before the service starts. Each feature contributes its check as a bean of this
 * type. {@link StartupGuard} runs all of them.
 */
public interface StartupCheck {

    /** Returns the settings that must be at least 1, by property name. */
    default Map<String, Long> positiveSettings() {
        return Map.of();
    }

    /** Returns the reasons why the settings contradict themselves or each other. They must not contain secrets. */
    default List<String> contradictions() {
        return List.of();
    }

    /** Returns the reasons why the service must not start in production. They must not contain secrets. */
    default List<String> unfitForProduction() {
        return List.of();
    }
}
