package org.sunwindow.index.lucene.facet;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.lucene.query.RecordVisibility;
import org.sunwindow.index.lucene.query.Referrers;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/**
 * Counts hits by the public records that refer to them with the other side of a filter, see {@link Filter#mirror}. A
 * hit that refers to the same record itself is counted by its own value only. Not thread-safe.
 */
final class MirrorCounter {

    private final Snapshot snapshot;
    private final Filter filter;
    private final Referrers referrers;
    private final RecordVisibility visibility;

    /** Hits by the document that refers to them. */
    private final Map<Integer, Integer> counts = new HashMap<>();

    /** Key of a document that refers, empty unless it is public. */
    private final Map<Integer, String> keys = new HashMap<>();

    /**
     * @param kind of the hits
     */
    MirrorCounter(Snapshot snapshot, Instant now, Filter filter, String kind) throws IOException {
        this.snapshot = snapshot;
        this.filter = filter;
        this.referrers = snapshot.relations().referrers(kind, filter.mirror(), filter.labelKind());
        this.visibility = new RecordVisibility(snapshot, now);
    }

    InLeaf in(LeafReaderContext leaf) {
        return new InLeaf(leaf, referrers.in(leaf));
    }

    void addTo(Map<BytesRef, Integer> total) throws IOException {
        for (var count : counts.entrySet()) {
            total.merge(new BytesRef(key(count.getKey())), count.getValue(), Integer::sum);
        }
    }

    private String key(int document) throws IOException {
        String known = keys.get(document);
        if (known == null) {
            boolean hidden = visibility.reasonHidden(document).isPresent();
            String id = snapshot.documents().id(document);
            known = hidden
                    ? ""
                    : id.substring(IndexFields.id(filter.labelKind(), "").length());
            keys.put(document, known);
        }
        return known;
    }

    /** Counts the hits of one segment. */
    final class InLeaf {

        private final LeafReaderContext leaf;
        private final long[] references;
        private int next;

        private InLeaf(LeafReaderContext leaf, long[] references) {
            this.leaf = leaf;
            this.references = references;
        }

        /** Counts a hit. Hits must be passed in ascending order. */
        void count(int document) throws IOException {
            while (next < references.length && Referrers.target(references[next]) < document) {
                next++;
            }
            List<String> own = null;
            for (; next < references.length && Referrers.target(references[next]) == document; next++) {
                if (own == null) {
                    own = snapshot.documents().values(leaf.docBase + document, filter.name());
                }
                int source = Referrers.source(references[next]);
                String key = key(source);
                if (!key.isEmpty() && !own.contains(key)) {
                    counts.merge(source, 1, Integer::sum);
                }
            }
        }
    }
}
