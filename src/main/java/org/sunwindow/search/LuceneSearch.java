package org.sunwindow.search;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.search.SearchIndex.Found;
import org.sunwindow.search.SearchRequest.Chosen;
import org.sunwindow.search.SearchRequest.Order;
import org.sunwindow.search.SearchResult.FacetValue;
import org.sunwindow.search.SearchResult.Fragment;
import org.sunwindow.search.SearchResult.Hit;
import org.sunwindow.search.SearchResult.Match;

/** Answers one request from one snapshot. */
final class LuceneSearch {

    /** Hits are counted exactly up to here. */
    static final int EXACT_TOTAL = 10_000;

    private static final int MAX_FACET_VALUES = 100;

    private final Snapshot snapshot;
    private final ChineseAnalyzer analyzer;
    private final LuceneQueries queries;
    private final Instant now;

    LuceneSearch(Snapshot snapshot, ChineseAnalyzer analyzer, LuceneQueries queries, Instant now) {
        this.snapshot = snapshot;
        this.analyzer = analyzer;
        this.queries = queries;
        this.now = now;
    }

    SearchResult search(SearchRequest request) throws IOException {
        Sort sort = sort(request);
        Cursor cursor = request.after() == null ? null : Cursor.decode(request.after(), request, types(request.sort()));
        Match match = cursor != null ? cursor.match() : request.text() == null ? null : Match.ALL;
        Query text = queries.text(request.text(), match);
        TopFieldDocs top = top(request, text, sort, cursor);
        if (match == Match.ALL && cursor == null && top.totalHits.value() == 0) {
            match = Match.MOST;
            text = queries.text(request.text(), match);
            top = top(request, text, sort, null);
            if (top.totalHits.value() == 0) {
                match = Match.ALL;
            }
        }
        ScoreDoc[] page = page(request, top.scoreDocs);
        boolean more = page.length > request.size();
        page = more ? java.util.Arrays.copyOf(page, request.size()) : page;
        return new SearchResult(
                hits(request, text, page),
                top.totalHits.value(),
                top.totalHits.relation() == TotalHits.Relation.EQUAL_TO,
                match,
                facets(request, text),
                more ? new Cursor(match, (FieldDoc) page[page.length - 1]).encode(request) : null,
                snapshot.head);
    }

    private TopFieldDocs top(SearchRequest request, Query text, Sort sort, Cursor cursor) throws IOException {
        // one more than is shown tells whether there is a next page
        int wanted = (cursor == null ? request.page() * request.size() : request.size()) + 1;
        var collector = new TopFieldCollectorManager(sort, wanted, cursor == null ? null : cursor.last(), EXACT_TOTAL);
        return snapshot.search(queries.filtered(request, text, null, now), collector);
    }

    private static ScoreDoc[] page(SearchRequest request, ScoreDoc[] top) {
        int start = request.after() == null ? Math.min(top.length, (request.page() - 1) * request.size()) : 0;
        return java.util.Arrays.copyOfRange(top, start, top.length);
    }

    /** Kind and key end every order, so that it is total and a cursor has one place in it. */
    private static Sort sort(SearchRequest request) {
        var key = new SortField(Fields.ID, SortField.Type.STRING);
        Order order = request.sort();
        if (order.equals(Order.KEY)) {
            return new Sort(key);
        }
        if (order.equals(Order.RELEVANCE)) {
            return new Sort(SortField.FIELD_SCORE, key);
        }
        if (order.equals(Order.DISTANCE)) {
            var near = request.near();
            return new Sort(LatLonDocValuesField.newDistanceSort(Fields.PLACE, near.latitude(), near.longitude()), key);
        }
        var time =
                LongField.newSortField(Fields.time(order.field()), order.descending(), SortedNumericSelector.Type.MIN);
        // records without the time come last either way
        time.setMissingValue(order.descending() ? Long.MIN_VALUE : Long.MAX_VALUE);
        return new Sort(time, key);
    }

    private static List<Class<?>> types(Order order) {
        if (order.equals(Order.KEY)) {
            return List.of(BytesRef.class);
        }
        Class<?> first =
                order.equals(Order.RELEVANCE) ? Float.class : order.equals(Order.DISTANCE) ? Double.class : Long.class;
        return List.of(first, BytesRef.class);
    }

    private List<Hit> hits(SearchRequest request, Query text, ScoreDoc[] page) throws IOException {
        int[] documents =
                java.util.stream.Stream.of(page).mapToInt(hit -> hit.doc).toArray();
        List<Map<String, List<Fragment>>> highlights = request.highlight() && text != null
                ? new Highlighter(snapshot, analyzer).highlight(text, documents)
                : null;
        String json = request.kinds().size() > 1 ? Fields.CARD_JSON : Fields.ITEM_JSON;
        var hits = new ArrayList<Hit>(page.length);
        for (int i = 0; i < page.length; i++) {
            Double distance = request.sort().equals(Order.DISTANCE) ? (Double) ((FieldDoc) page[i]).fields[0] : null;
            hits.add(new Hit(json(json, documents[i]), distance, highlights == null ? null : highlights.get(i)));
        }
        return hits;
    }

    private byte[] json(String field, int document) throws IOException {
        List<LeafReaderContext> leaves = snapshot.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        BinaryDocValues values = leaf.reader().getBinaryDocValues(field);
        if (values == null || !values.advanceExact(document - leaf.docBase)) {
            throw new IllegalStateException("a document without " + field);
        }
        BytesRef bytes = values.binaryValue();
        return java.util.Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
    }

    private Map<String, List<FacetValue>> facets(SearchRequest request, Query text) throws IOException {
        var facets = new LinkedHashMap<String, List<FacetValue>>();
        FacetsCollector shared = null;
        for (Filter filter : request.facets()) {
            boolean narrowed = request.filters().stream().map(Chosen::filter).anyMatch(filter::equals);
            FacetsCollector hits;
            if (narrowed) {
                hits = collect(request, text, filter);
            } else {
                shared = shared == null ? collect(request, text, null) : shared;
                hits = shared;
            }
            facets.put(filter.name(), count(filter, hits));
        }
        return facets;
    }

    private FacetsCollector collect(SearchRequest request, Query text, Filter without) throws IOException {
        return snapshot.search(queries.filtered(request, text, without, now), new FacetsCollectorManager());
    }

    private List<FacetValue> count(Filter filter, FacetsCollector hits) throws IOException {
        String field = Fields.value(filter.name());
        var state = snapshot.facetState(field);
        if (state == null) {
            return List.of();
        }
        FacetResult counted = new StringValueFacetCounts(state, hits).getTopChildren(MAX_FACET_VALUES, field);
        var values = new ArrayList<FacetValue>();
        if (counted != null) {
            for (LabelAndValue value : counted.labelValues) {
                values.add(new FacetValue(value.label, label(filter, value.label), value.value.longValue()));
            }
        }
        return values;
    }

    private String label(Filter filter, String value) throws IOException {
        if (filter.labelKind() != null) {
            int document = snapshot.find(Fields.id(filter.labelKind(), value));
            String title = document < 0 ? null : stored(document, Fields.TITLE).get(Fields.TITLE);
            if (title != null) {
                return title;
            }
        }
        return filter.label(value);
    }

    Found get(String kind, String key) throws IOException {
        int number = snapshot.find(Fields.id(kind, key));
        if (number < 0) {
            return new Found.Absent();
        }
        Document document =
                stored(number, Fields.RECORD_JSON, Fields.WITHDRAWN_AT, Fields.VISIBLE_FROM, Fields.VISIBLE_UNTIL);
        var withdrawn = instant(document, Fields.WITHDRAWN_AT);
        if (withdrawn != null) {
            return new Found.Withdrawn(withdrawn);
        }
        var from = instant(document, Fields.VISIBLE_FROM);
        if (from != null && now.isBefore(from)) {
            return new Found.Absent();
        }
        var until = instant(document, Fields.VISIBLE_UNTIL);
        if (until != null && !now.isBefore(until)) {
            return new Found.Expired();
        }
        BytesRef json = document.getBinaryValue(Fields.RECORD_JSON);
        return new Found.Present(java.util.Arrays.copyOfRange(json.bytes, json.offset, json.offset + json.length));
    }

    private Document stored(int document, String... fields) throws IOException {
        return snapshot.storedFields().document(document, java.util.Set.of(fields));
    }

    private static Instant instant(Document document, String field) {
        var value = document.getField(field);
        return value == null ? null : Instant.ofEpochMilli(value.numericValue().longValue());
    }
}
