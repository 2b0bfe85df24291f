package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.FixedBitSet;
import org.sunwindow.index.IndexUnavailableException;
import org.sunwindow.index.UnknownPastException;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.publication.Retraction;

/**
 * The records of a snapshot as they stood at earlier instants. Each record has the state that was valid then: the
 * present one or a superseded one. Records that are not public now have no past: the store keeps no superseded states
 * of what was withdrawn, those of {@link Snapshot#retractions} are left out, and so is what has expired meanwhile.
 * Whether a state was public at the instant is decided by {@link RecordVisibility}, as for the present. Thread-safe.
 */
final class PastSnapshots {

    /** Instants whose records are kept; each takes two bits for each record. */
    private static final int MAX_INSTANTS = 8;

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Snapshot present;

    /** The least recently used first. Guarded by this. */
    private final Map<Instant, Past> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Past> eldest) {
            return size() > MAX_INSTANTS;
        }
    };

    PastSnapshots(Snapshot present) {
        this.present = present;
    }

    /**
     * @param from  when it was built
     * @param until when the next record expires
     */
    private record Past(Snapshot snapshot, Instant from, Instant until) {

        boolean holdsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /**
     * @throws IndexUnavailableException while superseded states may be missing
     */
    synchronized Snapshot at(Instant then, Instant now) throws IOException {
        if (present.superseded() == null) {
            throw new IndexUnavailableException(RETRY);
        }
        Past past = known.get(then);
        if (past == null || !past.holdsAt(now)) {
            past = new Past(build(then, now), now, nextExpiry(now));
            known.put(then, past);
        }
        return past.snapshot();
    }

    private Snapshot build(Instant then, Instant now) throws IOException {
        long time = then.toEpochMilli();
        var superseded = new IndexSearcher(present.superseded());
        superseded.setQueryCache(null);
        Map<LeafReaderContext, FixedBitSet> earlier = new HashMap<>();
        var held = new BooleanQuery.Builder()
                .add(LongField.newRangeQuery(IndexFields.SINCE, Long.MIN_VALUE, time), Occur.FILTER)
                .add(LongField.newRangeQuery(IndexFields.UNTIL, time + 1, Long.MAX_VALUE), Occur.FILTER);
        each(
                superseded,
                held.build(),
                (leaf, document) -> earlier.computeIfAbsent(
                                leaf,
                                segment -> new FixedBitSet(segment.reader().maxDoc()))
                        .set(document));

        Map<LeafReaderContext, FixedBitSet> still = new HashMap<>();
        each(
                present,
                LongField.newRangeQuery(IndexFields.SINCE, time + 1, Long.MAX_VALUE),
                (leaf, document) -> hide(leaf, document, still));
        // a later state is never public for a shorter time, so what had expired at the instant had done so in every
        // state
        var expired = new ArrayList<String>();
        each(
                present,
                LongField.newRangeQuery(IndexFields.VISIBLE_UNTIL, time + 1, now.toEpochMilli()),
                (leaf, document) -> {
                    hide(leaf, document, still);
                    expired.add(present.documents().id(leaf.docBase + document));
                });
        for (String id : expired) {
            drop(id, Long.MAX_VALUE, earlier);
        }
        if (present.retractions != null) {
            for (String id : present.retractions.byId().keySet()) {
                Optional<Retraction> retraction = present.retraction(id);
                if (retraction.isPresent()) {
                    drop(id, retraction.get().retracted(), earlier);
                }
            }
        }

        var segments = new ArrayList<LeafReader>();
        addSegments(present.getIndexReader().leaves(), still, true, segments);
        addSegments(present.superseded().leaves(), earlier, false, segments);
        // the segments are closed together with the readers that opened them
        return present.earlier(new MultiReader(segments.toArray(LeafReader[]::new), true));
    }

    private static void hide(LeafReaderContext leaf, int document, Map<LeafReaderContext, FixedBitSet> live) {
        live.computeIfAbsent(leaf, segment -> RetractedReader.live(segment.reader()))
                .clear(document);
    }

    /** Removes the states of a record before a revision. */
    private static void drop(String id, long before, Map<LeafReaderContext, FixedBitSet> states) throws IOException {
        for (var segment : states.entrySet()) {
            LeafReader reader = segment.getKey().reader();
            PostingsEnum postings = reader.postings(new Term(IndexFields.ID, id), PostingsEnum.NONE);
            NumericDocValues revisions = DocValues.getNumeric(reader, IndexFields.REVISION);
            while (postings != null && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                if (!revisions.advanceExact(postings.docID()) || revisions.longValue() < before) {
                    segment.getValue().clear(postings.docID());
                }
            }
        }
    }

    /**
     * @param whole whether a segment without an entry has all its documents; otherwise it has none
     */
    private static void addSegments(
            List<LeafReaderContext> leaves,
            Map<LeafReaderContext, FixedBitSet> live,
            boolean whole,
            List<LeafReader> segments) {
        for (LeafReaderContext leaf : leaves) {
            FixedBitSet documents = live.get(leaf);
            if (documents != null) {
                segments.add(new RetractedReader.Segment(leaf.reader(), documents));
            } else if (whole) {
                segments.add(leaf.reader());
            }
        }
    }

    private interface Each {

        /**
         * @param document within the segment
         */
        void found(LeafReaderContext leaf, int document) throws IOException;
    }

    private static void each(IndexSearcher searcher, Query query, Each found) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            var live = leaf.reader().getLiveDocs();
            DocIdSetIterator documents = scorer.iterator();
            for (int document = documents.nextDoc();
                    document != DocIdSetIterator.NO_MORE_DOCS;
                    document = documents.nextDoc()) {
                if (live == null || live.get(document)) {
                    found.found(leaf, document);
                }
            }
        }
    }

    private Instant nextExpiry(Instant now) throws IOException {
        var later = LongField.newRangeQuery(IndexFields.VISIBLE_UNTIL, now.toEpochMilli() + 1, Long.MAX_VALUE);
        return first(later, IndexFields.VISIBLE_UNTIL, false, Instant.MAX);
    }

    /**
     * @throws UnknownPastException if not all states are known that the records of some kinds had at an instant
     */
    void check(List<String> kinds, Instant then) throws IOException {
        Instant earliest = then;
        // where one unknown time ends, that of another record may continue
        for (Instant end = unknownUntil(kinds, then); end != null; end = unknownUntil(kinds, end)) {
            earliest = end;
        }
        if (earliest.isAfter(then)) {
            throw new UnknownPastException(earliest);
        }
    }

    /** Returns until when not all states are known that records had at an instant, {@code null} if all are known. */
    private Instant unknownUntil(List<String> kinds, Instant then) throws IOException {
        long time = then.toEpochMilli();
        if (!present.mayHave(IndexFields.KNOWN_SINCE, time + 1, Long.MAX_VALUE)) {
            return null;
        }
        var unknown = new BooleanQuery.Builder()
                .add(present.anyOf(IndexFields.KIND, kinds), Occur.FILTER)
                .add(LongField.newRangeQuery(IndexFields.KNOWN_SINCE, time + 1, Long.MAX_VALUE), Occur.FILTER)
                .add(LongField.newRangeQuery(IndexFields.UNKNOWN_SINCE, Long.MIN_VALUE, time), Occur.FILTER);
        return first(unknown.build(), IndexFields.KNOWN_SINCE, true, null);
    }

    private Instant first(Query query, String field, boolean descending, Instant none) throws IOException {
        var selector = descending ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN;
        var found = present.search(query, 1, new Sort(LongField.newSortField(field, descending, selector))).scoreDocs;
        return found.length == 0 ? none : Instant.ofEpochMilli((Long) ((FieldDoc) found[0]).fields[0]);
    }
}
