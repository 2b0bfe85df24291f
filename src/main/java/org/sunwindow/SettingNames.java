package org.sunwindow;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names settings in messages by their environment variables, because operators set those. */
final class SettingNames {

    private static final Pattern PROPERTY = Pattern.compile("\\bsunwindow(?:\\.[A-Za-z0-9-]+)+");

    private SettingNames() {}

    /** Replaces the names of properties, such as {@code sunwindow.index.directory}. */
    static String inEnvironment(String text) {
        return PROPERTY.matcher(text)
                .replaceAll(name -> name.group().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }
}
