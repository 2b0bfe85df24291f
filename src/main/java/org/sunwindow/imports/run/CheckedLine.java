package org.sunwindow.imports.run;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.sunwindow.http.Problem;
import org.sunwindow.imports.target.ImportTarget.Verdict;

/**
 * A line with the result of its check.
 *
 * @param number   1-based line number
 * @param headings headings of the columns of a sheet by the paths that they fill
 * @param listener receives all faults and warnings about the line, also those that are not stored
 * @param wording  of messages, for those who read the stored ones
 */
public record CheckedLine<O>(
        long number,
        Map<String, String> headings,
        Verdict<O> verdict,
        LineListener listener,
        UnaryOperator<Problem.Item> wording) {

    /** What is no row of a sheet. */
    public CheckedLine(long number, Verdict<O> verdict, LineListener listener) {
        this(number, Map.of(), verdict, listener, UnaryOperator.identity());
    }
}
