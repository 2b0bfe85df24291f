package org.sunwindow.imports.target;

import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.json.StrictJson;

/** Where the lines of an import go. */
public interface ImportTarget {

    /** Checks a line and turns it into something to be done. */
    Verdict check(String line) throws StrictJson.Invalid;

    Operation withdraw(String key, String reason);

    /** Does it, in order, all or nothing, within the transaction of the caller. */
    Applied apply(List<Operation> operations, boolean rehearsal);

    /** What may be kept of a rejected line for its sender, {@code null} for nothing. */
    String keepable(String line, List<Problem.Item> faults);

    /** Something that a target knows how to do. */
    interface Operation {}

    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED,
        WITHDRAWN,
        /** There was nothing to withdraw. */
        UNKNOWN
    }

    /**
     * @param revision newest revision of the publication store, {@code null} where there are none
     */
    record Applied(List<Outcome> outcomes, Long revision) {}

    /**
     * @param operation to be done, {@code null} for none
     * @param faults    why the line is rejected, empty when it is not
     */
    record Verdict(Operation operation, List<Problem.Item> faults) {

        public static Verdict accepted(Operation operation) {
            return new Verdict(operation, List.of());
        }

        public static Verdict rejected(List<Problem.Item> faults) {
            return new Verdict(null, faults);
        }
    }
}
