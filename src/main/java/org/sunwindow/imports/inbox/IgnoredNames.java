package org.sunwindow.imports.inbox;

import java.util.Locale;
import java.util.Set;

/** Names of files and folders that are not imported: hidden ones, and those that are still being written. */
final class IgnoredNames {

    /** Names of files that are still being written, by browsers, editors and transfer programs. */
    private static final Set<String> UNFINISHED =
            Set.of("part", "partial", "filepart", "tmp", "temp", "crdownload", "download", "swp", "lock");

    private static final Set<String> OF_SYSTEMS = Set.of("thumbs.db", "desktop.ini", "lost+found");

    private IgnoredNames() {}

    static boolean contain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ".~@#$".indexOf(name.charAt(0)) >= 0
                || name.endsWith("~")
                || OF_SYSTEMS.contains(lower)
                || UNFINISHED.contains(lower.substring(lower.lastIndexOf('.') + 1));
    }
}
