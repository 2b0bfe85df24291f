package org.sunwindow.search;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.LongField;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.sunwindow.publication.Head;

/** The index at one revision, with what is worth computing once for it. Safe for any thread. */
final class Snapshot extends IndexSearcher {

    final Head head;

    private final Map<String, StringDocValuesReaderState> facetStates = new ConcurrentHashMap<>();
    private volatile Stretch stretch;

    /** A stretch of time in which nothing appears or disappears by itself. */
    private record Stretch(Instant from, Instant until) {}

    Snapshot(IndexReader reader, Head head) {
        super(reader);
        this.head = head;
    }

    /** The document of an identity, -1 for none. */
    int find(String id) throws IOException {
        var term = new Term(Fields.ID, id);
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            var live = leaf.reader().getLiveDocs();
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if (live == null || live.get(doc)) {
                    return leaf.docBase + doc;
                }
            }
        }
        return -1;
    }

    /** What counting the values of a field needs, {@code null} when no document has the field. */
    StringDocValuesReaderState facetState(String field) throws IOException {
        var state = facetStates.get(field);
        if (state == null && FieldInfos.getMergedFieldInfos(getIndexReader()).fieldInfo(field) != null) {
            state = new StringDocValuesReaderState(getIndexReader(), field);
            facetStates.put(field, state);
        }
        return state;
    }

    Instant nextVisibilityChange(Instant now) throws IOException {
        Stretch known = stretch;
        if (known == null || now.isBefore(known.from) || !now.isBefore(known.until)) {
            Instant appears = firstAfter(Fields.VISIBLE_FROM, now);
            Instant disappears = firstAfter(Fields.VISIBLE_UNTIL, now);
            known = new Stretch(now, appears.isBefore(disappears) ? appears : disappears);
            stretch = known;
        }
        return known.until;
    }

    private Instant firstAfter(String field, Instant now) throws IOException {
        var later = LongField.newRangeQuery(field, now.toEpochMilli() + 1, Long.MAX_VALUE);
        var ascending = new Sort(LongField.newSortField(field, false, SortedNumericSelector.Type.MIN));
        var first = search(later, 1, ascending).scoreDocs;
        return first.length == 0 ? Instant.MAX : Instant.ofEpochMilli((Long) ((FieldDoc) first[0]).fields[0]);
    }
}
