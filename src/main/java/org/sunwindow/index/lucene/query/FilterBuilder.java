package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Narrowing;
import org.sunwindow.index.SearchRequest.Range;
import org.sunwindow.index.SearchRequest.SelectedFilter;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.OpeningHoursField;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.FilterMode;
import org.sunwindow.kind.Phase;

/** Builds the filters of a request for one snapshot, including the one for records that are public. */
public final class FilterBuilder {

    private final Snapshot snapshot;
    private final Instant now;
    private final RecordVisibility visibility;

    public FilterBuilder(Snapshot snapshot, Instant now) {
        this.snapshot = snapshot;
        this.now = now;
        this.visibility = new RecordVisibility(snapshot, now);
    }

    /**
     * Returns the query for all hits of a request.
     *
     * @param text    query for the text of the request, {@code null} without a text
     * @param without filter to ignore, for counting its values; may be {@code null}
     */
    public BooleanQuery build(SearchRequest request, Query text, Filter without) throws IOException {
        var query = new BooleanQuery.Builder();
        if (text != null) {
            query.add(text, Occur.MUST);
        }
        if (!request.isOfAllKinds() || text == null) {
            query.add(snapshot.anyOf(IndexFields.KIND, request.kinds()), Occur.FILTER);
        }
        for (SelectedFilter selected : request.criteria().filters()) {
            if (!selected.filter().equals(without)) {
                query.add(of(selected), Occur.FILTER);
            }
        }
        for (Range range : request.criteria().ranges()) {
            long from = range.from() == null ? Long.MIN_VALUE : range.from().toEpochMilli();
            long to = range.to() == null ? Long.MAX_VALUE : range.to().toEpochMilli();
            query.add(LongField.newRangeQuery(IndexFields.sorted(range.field().name()), from, to), Occur.FILTER);
        }
        addNarrowing(request, query);
        if (request.criteria().near() != null) {
            var near = request.criteria().near();
            query.add(new NearQuery(near.latitude(), near.longitude(), near.radius()), Occur.FILTER);
        }
        var moment = request.moment();
        if (moment != null && moment.open()) {
            query.add(OpeningHoursField.openAt(moment.instant(), moment.zone(), moment.days()), Occur.FILTER);
        }
        if (request.criteria().inForce()) {
            Instant then = moment == null ? now : moment.instant();
            visibility.addInForce(query, then);
        }
        visibility.addTo(query);
        return query.build();
    }

    private void addNarrowing(SearchRequest request, BooleanQuery.Builder query) throws IOException {
        Narrowing narrowed = request.criteria().narrowed();
        if (!narrowed.keys().isEmpty()) {
            List<String> ids = request.kinds().stream()
                    .flatMap(kind -> narrowed.keys().stream().map(key -> IndexFields.id(kind, key)))
                    .toList();
            query.add(snapshot.anyOf(IndexFields.ID, ids), Occur.FILTER);
        }
        for (SelectedFilter excluded : narrowed.excluded()) {
            query.add(of(excluded), Occur.MUST_NOT);
        }
        if (narrowed.modifiedSince() != null) {
            long since = narrowed.modifiedSince().toEpochMilli();
            query.add(LongField.newRangeQuery(IndexFields.UPDATED, since, Long.MAX_VALUE), Occur.FILTER);
        }
    }

    /**
     * Returns a query for the hits of a query that are in force, or for the others.
     *
     * @param lapsed whether to return the others
     */
    public Query part(Query hits, boolean lapsed) throws IOException {
        var query = new BooleanQuery.Builder().add(hits, Occur.MUST);
        if (lapsed) {
            visibility.addLapsed(query, now);
        } else {
            visibility.addInForce(query, now);
        }
        return query.build();
    }

    /** Returns the query for the hits of a query that are in a phase now. */
    public Query in(Phase phase, Query hits) throws IOException {
        var query = new BooleanQuery.Builder().add(hits, Occur.MUST);
        visibility.addPhase(query, phase, now);
        return query.build();
    }

    private Query of(SelectedFilter selected) throws IOException {
        if (selected.filter().mode() == FilterMode.PHASED) {
            var query = new BooleanQuery.Builder();
            for (Phase phase : Phase.values()) {
                String field = IndexFields.value(selected.filter().at(phase).name());
                query.add(in(phase, snapshot.anyOf(field, selected.values())), Occur.SHOULD);
            }
            return query.build();
        }
        Query values = snapshot.anyOf(IndexFields.value(selected.filter().name()), selected.values());
        if (selected.ids().isEmpty()) {
            return values;
        }
        return new BooleanQuery.Builder()
                .add(values, Occur.SHOULD)
                .add(snapshot.anyOf(IndexFields.ID, selected.ids()), Occur.SHOULD)
                .build();
    }
}
