package org.sunwindow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** The garbage collection log of a JVM. The heap in use after a collection is the memory that the process needs. */
record GcLog(Path file) {

    /** 113M->24M(768M) */
    private static final Pattern COLLECTION = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)");

    String option() {
        return "-Xlog:gc:file=" + file;
    }

    /** Returns the heap in use after the last collection in MB, or NaN without a collection. */
    double lastHeapAfterCollection() throws IOException {
        return afterCollections().reduce((before, after) -> after).orElse(Double.NaN);
    }

    /** Returns the maximum heap in use after a collection in MB, or NaN without a collection. */
    double maxHeapAfterCollection() throws IOException {
        return afterCollections().max().orElse(Double.NaN);
    }

    private DoubleStream afterCollections() throws IOException {
        return Files.exists(file)
                ? COLLECTION
                        .matcher(Files.readString(file))
                        .results()
                        .map(MatchResult::group)
                        .mapToDouble(found -> Double.parseDouble(found.replaceAll(".*->(\\d+)M.*", "$1")))
                : DoubleStream.empty();
    }
}
