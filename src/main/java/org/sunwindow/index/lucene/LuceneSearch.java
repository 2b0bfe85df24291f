package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TotalHits;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchRequest.Paging;
import org.sunwindow.index.SearchResult;
import org.sunwindow.index.SearchResult.FacetValue;
import org.sunwindow.index.SearchResult.Fragment;
import org.sunwindow.index.SearchResult.Group;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.index.lucene.Interpreter.Chosen;
import org.sunwindow.index.lucene.Interpreter.Reading;
import org.sunwindow.index.lucene.SearchStages.Stage;
import org.sunwindow.index.lucene.facet.FacetCounter;
import org.sunwindow.index.lucene.highlight.Highlighter;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.Replacements;
import org.sunwindow.index.lucene.query.ResolvedFilters;
import org.sunwindow.index.lucene.query.ServiceAreaResolver;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.QueryBuilder;
import org.sunwindow.index.lucene.rank.TopHitsCollector;
import org.sunwindow.index.lucene.rank.WordQueries;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.language.Vocabulary;

/** Answers one request from one snapshot. Not thread-safe. */
final class LuceneSearch {

    /** Hits are counted exactly up to this number. */
    static final int EXACT_TOTAL = 1_000;

    private final Snapshot snapshot;
    private final ChineseAnalyzer analyzer;
    private final QueryBuilder queries;
    private final Interpreter interpreter;
    private final Vocabulary vocabulary;
    private final WordQueries words;
    private final FilterBuilder filters;
    private final Instant now;
    private final Kinds kinds;
    private final StrictJson json;
    private final SearchStages stages;

    /** The request whose hits are {@link #known}. */
    private SearchRequest asked;

    /** Hits by the query for the text, so that a reading is not searched again once it is chosen. */
    private final Map<Query, TopDocs> known = new IdentityHashMap<>();

    LuceneSearch(
            Snapshot snapshot,
            ChineseAnalyzer analyzer,
            QueryBuilder queries,
            Vocabulary vocabulary,
            CorrectorCache correctors,
            Kinds kinds,
            StrictJson json,
            SearchStages stages,
            Instant now) {
        this.snapshot = snapshot;
        this.analyzer = analyzer;
        this.queries = queries;
        this.vocabulary = vocabulary;
        this.kinds = kinds;
        this.json = json;
        this.stages = stages;
        this.words = queries.words(snapshot, vocabulary);
        this.filters = new FilterBuilder(snapshot, now);
        this.interpreter = new Interpreter(snapshot, queries, vocabulary, words, correctors, now);
        this.now = now;
    }

    /** The hits of a request in the reading chosen. */
    private record Found(SearchRequest request, Reading reading, TopDocs top) {

        /** Capped, because the number counted beyond depends on the segments, which differ between instances. */
        long total() {
            return Math.min(top.totalHits.value(), EXACT_TOTAL);
        }

        boolean isExact() {
            return top.totalHits.relation() == TotalHits.Relation.EQUAL_TO && top.totalHits.value() <= EXACT_TOTAL;
        }
    }

    SearchResult search(SearchRequest original) throws IOException {
        long since = System.nanoTime();
        ResolvedFilters resolved = ResolvedFilters.of(original, snapshot, now);
        Found found = original.paging().after() != null
                ? continued(resolved.request(), original)
                : firstPage(resolved.request());
        SearchRequest request = found.request();
        Reading reading = found.reading();
        ScoreDoc[] page = page(request.paging(), found.top().scoreDocs);
        boolean more = page.length > request.paging().size();
        page = more ? Arrays.copyOf(page, request.paging().size()) : page;
        since = stages.ended(Stage.FIND, since);
        List<Hit> hits = hits(found, ordered(found, page));
        since = stages.ended(Stage.READ, since);
        var counter = new FacetCounter(snapshot, filters, now, hits(found), facet -> without(resolved, facet));
        List<Group> groups = request.output().groups() == null ? null : groups(found, counter);
        Map<String, List<FacetValue>> facets = facets(original, counter);
        stages.ended(Stage.FACETS, since);
        return new SearchResult(
                hits,
                found.total(),
                found.isExact(),
                reading.match(),
                reading.corrected() == null ? resolved.matchedName() : reading.corrected(),
                groups,
                facets,
                more ? cursor(found, page).encode(original, basis(request)) : null,
                snapshot.position);
    }

    /**
     * When sorted by relevance, replaced records follow their replacements, unless the text names a document or a year.
     */
    private ScoreDoc[] ordered(Found found, ScoreDoc[] page) throws IOException {
        Reading reading = found.reading();
        return reading.query() == null
                        || !found.request().sort().isBy(Order.RELEVANCE)
                        || reading.parsed().namesDocumentOrYear()
                ? page
                : new Replacements(snapshot, now).first(page);
    }

    private Cursor cursor(Found found, ScoreDoc[] page) throws IOException {
        ScoreDoc last = page[page.length - 1];
        boolean lapsed =
                found.request().sort().lapsedLast() && !snapshot.documents().isInForce(last.doc, now);
        return new Cursor(found.reading().match(), found.reading().corrected(), lapsed, last(last));
    }

    private static FacetCounter.Hits hits(Found found) {
        return new FacetCounter.Hits(found.request(), found.reading().query());
    }

    /** Returns the hits of the request without a filter that it selects, as they would be found without it. */
    private FacetCounter.Hits without(ResolvedFilters resolved, Filter facet) throws IOException {
        Chosen chosen = interpreter.choose(resolved.request().without(facet), this::count);
        return new FacetCounter.Hits(chosen.request(), chosen.reading().query());
    }

    /**
     * Returns the facets. If the request names several divisions to serve, each is resolved to the level that has
     * records with a value, so the hits of one level cannot be counted by value, and each value takes a search of its
     * own.
     */
    private Map<String, List<FacetValue>> facets(SearchRequest original, FacetCounter counter) throws IOException {
        Map<String, List<FacetValue>> facets = counter.facets();
        if (!ServiceAreaResolver.servesSeveral(original)) {
            return facets;
        }
        var exact = new LinkedHashMap<String, List<FacetValue>>();
        for (Filter filter : original.output().facets()) {
            var values = new ArrayList<FacetValue>();
            for (FacetValue value : facets.get(filter.name())) {
                SearchRequest selected = original.with(filter, filter.canonical(value.value()));
                values.add(new FacetValue(value.value(), value.label(), total(selected)));
            }
            exact.put(filter.name(), values);
        }
        return exact;
    }

    private long total(SearchRequest original) throws IOException {
        SearchRequest request = ResolvedFilters.of(original, snapshot, now).request();
        Chosen chosen = interpreter.choose(request, this::count);
        return snapshot.count(filters.build(chosen.request(), chosen.reading().query(), null));
    }

    private Found firstPage(SearchRequest request) throws IOException {
        asked = request;
        Chosen chosen = interpreter.choose(request, this::count);
        return new Found(
                chosen.request(),
                chosen.reading(),
                top(chosen.request(), chosen.reading().query()));
    }

    /** Continues after a cursor, with the reading that the cursor records. */
    private Found continued(SearchRequest request, SearchRequest original) throws IOException {
        Cursor cursor =
                Cursor.decode(request.paging().after(), original, basis(request), HitOrder.types(request.sort()));
        Reading reading = interpreter.recorded(request, cursor);
        SearchRequest resolved = interpreter
                .resolved(request, reading, this::count)
                .map(Chosen::request)
                .orElse(request);
        return new Found(resolved, reading, search(resolved, reading.query(), cursor));
    }

    private long count(SearchRequest request, Query text, int most) throws IOException {
        return request == asked
                ? top(request, text).totalHits.value()
                : snapshot.count(filters.build(request, text, null), most);
    }

    /** Returns the top hits, without searching twice for what was asked. */
    private TopDocs top(SearchRequest request, Query text) throws IOException {
        if (request != asked) {
            return search(request, text, null);
        }
        if (!known.containsKey(text)) {
            known.put(text, search(request, text, null));
        }
        return known.get(text);
    }

    /** Returns what scores depend on besides request and record, so that a cursor of other scores is refused. */
    private String basis(SearchRequest request) {
        return request.sort().isBy(Order.RELEVANCE) ? vocabulary.version() + queries.year(now) : "";
    }

    private TopDocs search(SearchRequest request, Query text, Cursor cursor) throws IOException {
        // one more than the page shows whether there is a next one
        Paging paging = request.paging();
        int size = (cursor == null ? paging.page() * paging.size() : paging.size()) + 1;
        Query query = filters.build(request, text, null);
        if (request.sort().lapsedLast() && !request.criteria().inForce()) {
            return inForceFirst(query, request, size, cursor);
        }
        if (cursor == null && request.sort().isBy(Order.RELEVANCE)) {
            return snapshot.search(query, TopHitsCollector.manager(snapshot, size, EXACT_TOTAL));
        }
        return sorted(query, request, size, cursor);
    }

    private TopDocs sorted(Query query, SearchRequest request, int size, Cursor after) throws IOException {
        FieldDoc last = after == null ? null : after.last();
        return snapshot.search(query, new TopFieldCollectorManager(HitOrder.sort(request), size, last, EXACT_TOTAL));
    }

    /** Two searches, because Lucene skips documents only by the first field of a sort. */
    private TopDocs inForceFirst(Query query, SearchRequest request, int size, Cursor after) throws IOException {
        Query inForce = filters.part(query, false);
        Query lapsed = filters.part(query, true);
        var hits = new ArrayList<ScoreDoc>();
        long total = 0;
        if (after == null || !after.lapsed()) {
            TopDocs top = sorted(inForce, request, size, after);
            hits.addAll(List.of(top.scoreDocs));
            total = top.totalHits.value();
        } else {
            total = snapshot.count(inForce, EXACT_TOTAL + 1);
        }
        if (hits.size() < size) {
            TopDocs top = sorted(lapsed, request, size - hits.size(), after != null && after.lapsed() ? after : null);
            hits.addAll(List.of(top.scoreDocs));
            total += top.totalHits.value();
        } else if (total <= EXACT_TOTAL) {
            total += snapshot.count(lapsed, EXACT_TOTAL + 1);
        }
        var relation = total <= EXACT_TOTAL ? TotalHits.Relation.EQUAL_TO : TotalHits.Relation.GREATER_THAN_OR_EQUAL_TO;
        return new TopDocs(new TotalHits(total, relation), hits.toArray(ScoreDoc[]::new));
    }

    private static ScoreDoc[] page(Paging paging, ScoreDoc[] top) {
        int start = paging.after() == null ? Math.min(top.length, (paging.page() - 1) * paging.size()) : 0;
        return Arrays.copyOfRange(top, start, top.length);
    }

    private FieldDoc last(ScoreDoc last) {
        return last instanceof FieldDoc sorted
                ? sorted
                : snapshot.documents().sortKey(last).toFieldDoc(last.doc);
    }

    /** Returns the number of hits of each kind and the best of them. */
    private List<Group> groups(Found found, FacetCounter counter) throws IOException {
        Filter by = found.request().output().groups().by();
        int best = found.request().output().groups().best();
        var groups = new ArrayList<Group>();
        Query anyKind = counter.query(by);
        for (FacetValue kind : counter.count(by)) {
            ScoreDoc[] top = {};
            if (best > 0) {
                var ofKind = new BooleanQuery.Builder()
                        .add(anyKind, Occur.MUST)
                        .add(snapshot.term(IndexFields.KIND, kind.value()), Occur.FILTER);
                top = snapshot.search(ofKind.build(), TopHitsCollector.manager(snapshot, best, best)).scoreDocs;
            }
            groups.add(new Group(kind, hits(found, ordered(found, top))));
        }
        return groups;
    }

    private static String json(SearchRequest request) {
        return request.kinds().size() > 1 ? IndexFields.CARD_JSON : IndexFields.ITEM_JSON;
    }

    private List<Hit> hits(Found found, ScoreDoc[] page) throws IOException {
        SearchRequest request = found.request();
        Reading reading = found.reading();
        int[] documents = Stream.of(page).mapToInt(hit -> hit.doc).toArray();
        List<Map<String, List<Fragment>>> highlights = null;
        if (request.output().highlight() && reading.query() != null) {
            var texts = words.highlighted(reading.parsed(), reading.match());
            highlights = new Highlighter(snapshot, analyzer, texts).highlight(documents);
        }
        boolean cards = request.kinds().size() > 1;
        String field = request.output().entries() ? null : json(request);
        Kind<?> kind = cards ? null : kinds.get(request.kinds().getFirst());
        boolean near = request.sort().isBy(Order.DISTANCE);
        return new HitReader(snapshot, field, now, request.moment(), kind, json).read(page, near, highlights);
    }
}
