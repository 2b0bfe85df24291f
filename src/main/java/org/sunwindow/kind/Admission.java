package org.sunwindow.kind;

import java.util.List;
import java.util.Set;
import org.sunwindow.http.Problem;
import org.sunwindow.publication.Envelope;

/** The decision of a kind's own rules on a record whose shape is right. */
public sealed interface Admission<R> {

    /**
     * The record may be published.
     *
     * @param published components that are kept, {@code null} for all
     */
    record Admitted<R>(R record, Envelope envelope, Set<String> published) implements Admission<R> {

        public Admitted(R record, Envelope envelope) {
            this(record, envelope, null);
        }
    }

    /** The record goes back to its sender. */
    record Refused<R>(List<Problem.Item> violations) implements Admission<R> {

        public Refused(String field, String code, String message) {
            this(List.of(new Problem.Item(field, code, message)));
        }
    }

    /**
     * The sender declares the record not to be public. It is refused, nothing of it is kept, and what was published
     * under its key is withdrawn.
     */
    record Closed<R>(String key, Problem.Item violation) implements Admission<R> {}
}
