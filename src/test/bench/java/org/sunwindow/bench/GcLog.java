package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a JVM tells of its collections. The heap grows as far as it may; what is left after each collection is needed. */
record GcLog(Path file) {

    /** 113M->24M(768M) */
    private static final Pattern COLLECTION = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");

    String option() {
        return "-Xlog:gc:file=" + file;
    }

    /** Most that was left after a collection, in MB; not a number when there was none. */
    double maxHeapAfterCollection() throws IOException {
        if (!Files.exists(file)) {
            return Double.NaN;
        }
        return COLLECTION
                .matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .mapToDouble(found -> Double.parseDouble(found.replaceAll(".*->(\\d+)M.*", "$1")))
                .max()
                .orElse(Double.NaN);
    }
}
