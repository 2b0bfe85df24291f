package org.sunwindow.imports.run;

import java.util.List;
import java.util.stream.Collectors;
import org.sunwindow.http.Problem;

/** Names the records that a complete file lacks in one message, for a sheet that has no rows for them. */
final class MissingKeys {

    /** Keys that are named; all that are stored would fill the cell. */
    private static final int NAMED = 20;

    private MissingKeys() {}

    /**
     * @param keys    of some of them
     * @param warning about each
     */
    static Problem.Item warning(long missing, List<String> keys, Problem.Item warning) {
        String named = keys.stream().limit(NAMED).collect(Collectors.joining("、"));
        return new Problem.Item(
                "",
                warning.code(),
                "%s：共 %d 条，%s%s".formatted(warning.message(), missing, named, missing > NAMED ? " 等" : ""));
    }
}
