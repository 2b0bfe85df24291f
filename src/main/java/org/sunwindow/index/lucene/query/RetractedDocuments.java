package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.sunwindow.index.Retractions;
import org.sunwindow.publication.Retraction;

/**
 * The documents of a snapshot that retractions hide. Immutable.
 *
 * @param byId document numbers by kind, slash, key
 */
record RetractedDocuments(Retractions retractions, Map<String, Integer> byId) {

    static final RetractedDocuments NONE = new RetractedDocuments(Retractions.UNKNOWN, Map.of());

    /**
     * Returns the documents of the same snapshot that other retractions hide. Looks up those that are not among these.
     */
    RetractedDocuments updated(Snapshot snapshot, Retractions hidden) throws IOException {
        Map<String, Integer> found = new HashMap<>();
        for (var entry : hidden.byId().entrySet()) {
            String id = entry.getKey();
            Retraction retraction = entry.getValue();
            Integer document =
                    retraction.equals(retractions.byId().get(id)) ? byId.get(id) : find(snapshot, id, retraction);
            if (document != null) {
                found.put(id, document);
            }
        }
        return new RetractedDocuments(hidden, found);
    }

    private static Integer find(Snapshot snapshot, String id, Retraction retraction) throws IOException {
        int document = retraction.revision() > snapshot.position.revision() ? snapshot.find(id) : -1;
        return document >= 0 && snapshot.documents().revision(document) < retraction.retracted() ? document : null;
    }

    Collection<Integer> numbers() {
        return byId.values();
    }
}
