package org.sunwindow.imports.format;

import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.http.ProblemException;

/** Faults of a record whose files are refused. */
public final class FileFaults {

    private FileFaults() {}

    /**
     * Returns the reasons for which a file is refused as faults of the record that names it.
     *
     * @param at      path of the field that names it
     * @param heading of its column, {@code null} for none
     */
    public static List<Problem.Item> of(ProblemException problem, String at, String heading) {
        List<Problem.Item> errors = problem.problem().errors();
        return errors.isEmpty()
                ? List.of(fault(at, problem.code().code(), problem.getMessage(), heading))
                : errors.stream()
                        .map(error -> fault(at, error.code(), "文件：" + error.message(), heading))
                        .toList();
    }

    /** A cell may contain anything, so what is in it is not repeated. */
    public static Problem.Item fault(String at, String code, String message, String heading) {
        return new Problem.Item(at, code, message, heading, null);
    }

    /** Whether a file is refused for what it is. Without memory or store, the import is to be continued later. */
    public static boolean isLasting(ProblemException problem) {
        return problem.retryAfter() == null && problem.code().status() < 500;
    }
}
