package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.sunwindow.index.Records.Found;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Phase;

/**
 * Decides which records are public at an instant: those whose period has begun, and that have neither expired nor been
 * withdrawn. Hiding an expired record needs no write: searches exclude it, reading it returns {@link Found.Expired},
 * and cached responses end at {@link #nextChange}. {@code ExpiredRecordEraser} erases those of some kinds later.
 */
public final class RecordVisibility {

    private final Snapshot snapshot;
    private final Instant now;

    public RecordVisibility(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
    }

    /** Excludes records that are not public yet or have expired. */
    public void addTo(BooleanQuery.Builder query) throws IOException {
        exclude(query, IndexFields.VISIBLE_FROM, now.toEpochMilli() + 1, Long.MAX_VALUE);
        exclude(query, IndexFields.VISIBLE_UNTIL, Long.MIN_VALUE, now.toEpochMilli());
    }

    /** Excludes records that are not in force at an instant. */
    void addInForce(BooleanQuery.Builder query, Instant then) throws IOException {
        exclude(query, IndexFields.LAPSED_FROM, Long.MIN_VALUE, then.toEpochMilli());
        if (snapshot.lapses().any()) {
            query.add(new ReplacedQuery(snapshot.lapses(), then), Occur.MUST_NOT);
        }
    }

    /** Excludes records that are in force at an instant. */
    void addLapsed(BooleanQuery.Builder query, Instant then) throws IOException {
        var lapsed = new BooleanQuery.Builder()
                .add(
                        LongField.newRangeQuery(IndexFields.LAPSED_FROM, Long.MIN_VALUE, then.toEpochMilli()),
                        Occur.SHOULD)
                .add(new ReplacedQuery(snapshot.lapses(), then), Occur.SHOULD);
        query.add(lapsed.build(), Occur.FILTER);
    }

    /** Selects the records that are in a phase at an instant. */
    public void addPhase(BooleanQuery.Builder query, Phase phase, Instant then) throws IOException {
        long time = then.toEpochMilli();
        if (phase == Phase.LAPSED) {
            addLapsed(query, then);
            return;
        }
        addInForce(query, then);
        if (phase == Phase.CURRENT) {
            exclude(query, IndexFields.IN_EFFECT_FROM, time + 1, Long.MAX_VALUE);
        } else {
            query.add(LongField.newRangeQuery(IndexFields.IN_EFFECT_FROM, time + 1, Long.MAX_VALUE), Occur.FILTER);
        }
    }

    private void exclude(BooleanQuery.Builder query, String field, long from, long to) throws IOException {
        if (snapshot.mayHave(field, from, to)) {
            query.add(LongField.newRangeQuery(field, from, to), Occur.MUST_NOT);
        }
    }

    /** Returns why a document is not public, empty if it is. */
    public Optional<Found> reasonHidden(int document) throws IOException {
        DocumentValues documents = snapshot.documents();
        Instant withdrawn = documents.time(document, IndexFields.WITHDRAWN_AT);
        if (withdrawn != null) {
            boolean erased = documents.time(document, IndexFields.VISIBLE_UNTIL) != null;
            return Optional.of(erased ? new Found.Expired() : new Found.Withdrawn(withdrawn));
        }
        Instant from = documents.time(document, IndexFields.VISIBLE_FROM);
        if (from != null && now.isBefore(from)) {
            return Optional.of(new Found.Absent());
        }
        Instant until = documents.time(document, IndexFields.VISIBLE_UNTIL);
        return until == null || now.isBefore(until) ? Optional.empty() : Optional.of(new Found.Expired());
    }

    /**
     * Returns the first instant at which a record becomes public, expires, takes effect or lapses, or
     * {@code Instant.MAX}.
     */
    public Instant nextChange() throws IOException {
        return Collections.min(List.of(
                firstAfter(IndexFields.VISIBLE_FROM),
                firstAfter(IndexFields.VISIBLE_UNTIL),
                firstAfter(IndexFields.LAPSED_FROM),
                firstAfter(IndexFields.EFFECT_FROM),
                firstAfter(IndexFields.IN_EFFECT_FROM)));
    }

    private Instant firstAfter(String field) throws IOException {
        var later = LongField.newRangeQuery(field, now.toEpochMilli() + 1, Long.MAX_VALUE);
        var ascending = new Sort(LongField.newSortField(field, false, SortedNumericSelector.Type.MIN));
        var first = snapshot.search(later, 1, ascending).scoreDocs;
        return first.length == 0 ? Instant.MAX : Instant.ofEpochMilli((Long) ((FieldDoc) first[0]).fields[0]);
    }
}
