package org.sunwindow.kind;

import java.util.List;
import java.util.Set;
import org.sunwindow.http.Problem;
import org.sunwindow.publication.Envelope;
import org.sunwindow.publication.RecordIdentity;

/** The decision of a kind on a record that satisfies the constraints of its type. */
public sealed interface Admission<R> {

    /**
     * The record may be published.
     *
     * @param published components that are published, {@code null} for all
     */
    record Admitted<R>(R record, Envelope envelope, Set<String> published) implements Admission<R> {

        public Admitted(R record, Envelope envelope) {
            this(record, envelope, null);
        }
    }

    /** The record is rejected. */
    record Refused<R>(List<Problem.Item> violations) implements Admission<R> {}

    /**
     * The sender has declared the record not public. It is rejected and not stored, and withdrawn if it was published.
     */
    record Closed<R>(RecordIdentity identity, Problem.Item violation) implements Admission<R> {}
}
