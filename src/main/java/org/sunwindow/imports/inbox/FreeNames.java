package org.sunwindow.imports.inbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Names of files that overwrite nothing. */
final class FreeNames {

    /** Ends the name of a report. */
    static final String REPORT = ".report.txt";

    /** Bytes that file systems allow for a name, less those of {@link #REPORT}. */
    private static final int MAX_BYTES = 255 - REPORT.length();

    private FreeNames() {}

    /**
     * Returns a name that neither a file nor the report of one has in a folder: the wanted one, or that with a number
     * added. A name that is too long is shortened in the middle.
     */
    static String in(Path folder, String wanted) {
        int dot = wanted.indexOf('.', 1);
        String start = dot < 0 ? wanted : wanted.substring(0, dot);
        String end = dot < 0 ? "" : wanted.substring(dot);
        for (int number = 1; ; number++) {
            String last = (number == 1 ? "" : "-" + number) + end;
            String name = shortened(start, MAX_BYTES - bytes(last)) + last;
            if (isFree(folder.resolve(name)) && isFree(folder.resolve(name + REPORT))) {
                return name;
            }
        }
    }

    private static boolean isFree(Path path) {
        return Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String shortened(String text, int most) {
        String cut = text;
        while (bytes(cut) > most && cut.length() > 1) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
