package org.sunwindow.search;

import java.time.Instant;
import java.util.List;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.search.SearchRequest.Chosen;
import org.sunwindow.search.SearchRequest.Range;

/** What narrows a question: the filters of a request, and what is public at a moment. */
final class LuceneFilters {

    private LuceneFilters() {}

    /**
     * Everything of a request that decides what is found, except one filter.
     *
     * @param without filter to leave out, for counting its values, or {@code null}
     */
    static Query filtered(SearchRequest request, Query text, Filter without, Instant now) {
        var query = new BooleanQuery.Builder();
        query.add(text == null ? new MatchAllDocsQuery() : text, text == null ? Occur.FILTER : Occur.MUST);
        if (!request.isOfAllKinds() || text == null) {
            query.add(anyOf(Fields.KIND, request.kinds()), Occur.FILTER);
        }
        for (Chosen chosen : request.filters()) {
            if (!chosen.filter().equals(without)) {
                query.add(of(chosen), Occur.FILTER);
            }
        }
        for (Range range : request.ranges()) {
            long from = range.from() == null ? Long.MIN_VALUE : range.from().toEpochMilli();
            long to = range.to() == null ? Long.MAX_VALUE : range.to().toEpochMilli();
            query.add(LongField.newRangeQuery(Fields.time(range.field().name()), from, to), Occur.FILTER);
        }
        if (request.near() != null) {
            var near = request.near();
            query.add(new NearQuery(near.latitude(), near.longitude(), near.radius()), Occur.FILTER);
        }
        var moment = request.moment();
        if (moment != null && moment.open()) {
            query.add(OpenField.at(moment.instant(), moment.zone(), moment.days()), Occur.FILTER);
        }
        if (request.inForce()) {
            addInForce(query, moment == null ? now : moment.instant());
        }
        addVisible(query, now);
        return query.build();
    }

    /** What of some kinds has some values and is in force at a moment. */
    static Query inForce(List<String> kinds, List<Chosen> filters, Instant then, Instant now) {
        var query = new BooleanQuery.Builder().add(anyOf(Fields.KIND, kinds), Occur.FILTER);
        filters.forEach(chosen -> query.add(of(chosen), Occur.FILTER));
        addInForce(query, then);
        addVisible(query, now);
        return query.build();
    }

    private static Query of(Chosen chosen) {
        Query values = anyOf(Fields.value(chosen.filter().name()), chosen.values());
        if (chosen.ids().isEmpty()) {
            return values;
        }
        return new BooleanQuery.Builder()
                .add(values, Occur.SHOULD)
                .add(anyOf(Fields.ID, chosen.ids()), Occur.SHOULD)
                .build();
    }

    /** Leaves out what is abolished, closed, cancelled or replaced by then. */
    private static void addInForce(BooleanQuery.Builder query, Instant then) {
        var lapsed = LongField.newRangeQuery(Fields.LAPSED_FROM, Long.MIN_VALUE, then.toEpochMilli());
        query.add(lapsed, Occur.MUST_NOT);
    }

    /** Leaves out what is not yet or no longer public. */
    static void addVisible(BooleanQuery.Builder query, Instant now) {
        long instant = now.toEpochMilli();
        query.add(LongField.newRangeQuery(Fields.VISIBLE_FROM, instant + 1, Long.MAX_VALUE), Occur.MUST_NOT);
        query.add(LongField.newRangeQuery(Fields.VISIBLE_UNTIL, Long.MIN_VALUE, instant), Occur.MUST_NOT);
    }

    static Query anyOf(String field, List<String> values) {
        if (values.size() == 1) {
            return new TermQuery(new Term(field, values.getFirst()));
        }
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }
}
