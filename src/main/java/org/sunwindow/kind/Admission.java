package org.sunwindow.kind;

import java.util.List;
import org.sunwindow.http.Problem;
import org.sunwindow.publication.Envelope;

/** What a kind's own rules say of a record that has passed the checks of its shape. */
public sealed interface Admission<R> {

    /** The record may be published, in this form: a kind may have completed or reduced what was sent. */
    record Admitted<R>(R record, Envelope envelope) implements Admission<R> {}

    /** The record goes back to its sender. */
    record Refused<R>(List<Problem.Item> violations) implements Admission<R> {}

    /**
     * The sender declares the record not to be public. It is refused, nothing of it is kept, and what was published
     * under its key before is withdrawn.
     */
    record Closed<R>(String key, Problem.Item violation) implements Admission<R> {}
}
