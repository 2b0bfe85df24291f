package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.SearchRequest;
import org.sunwindow.index.SearchRequest.Order;
import org.sunwindow.index.SearchResult;
import org.sunwindow.index.SearchResult.FacetValue;
import org.sunwindow.index.SearchResult.Fragment;
import org.sunwindow.index.SearchResult.Group;
import org.sunwindow.index.SearchResult.Hit;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.index.lucene.facet.FacetCounter;
import org.sunwindow.index.lucene.highlight.Highlighter;
import org.sunwindow.index.lucene.query.FilterBuilder;
import org.sunwindow.index.lucene.query.QueryBuilder;
import org.sunwindow.index.lucene.query.ResolvedFilters;
import org.sunwindow.index.lucene.query.ServiceAreaResolver;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.query.TopHitsCollector;
import org.sunwindow.index.lucene.query.WordQueries;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Filter;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.QueryParser;
import org.sunwindow.language.SpellingCorrector;
import org.sunwindow.language.Vocabulary;

/** Answers one request from one snapshot. */
final class LuceneSearch {

    /** Hits are counted exactly up to here. */
    static final int EXACT_TOTAL = 1_000;

    /** Puts slips right with the words of a vocabulary and the names of a snapshot. */
    interface Corrections {
        SpellingCorrector of(Snapshot snapshot, Vocabulary vocabulary) throws IOException;
    }

    /** Fewer hits than this are little: no first page. Then less than all of the question may do. */
    private static final int LITTLE = 10;

    /** Digits without which a text is no number. */
    private static final int MIN_NUMBER = 4;

    private final Snapshot snapshot;
    private final ChineseAnalyzer analyzer;
    private final QueryBuilder queries;
    private final Vocabulary vocabulary;
    private final WordQueries words;
    private final FilterBuilder filters;

    /** Made only when it is needed. */
    private final Corrections corrections;

    private final Instant now;

    /** The last request without a text, and what it found. */
    private SearchRequest listed;

    private TopDocs list;

    LuceneSearch(
            Snapshot snapshot,
            ChineseAnalyzer analyzer,
            QueryBuilder queries,
            Vocabulary vocabulary,
            Corrections corrections,
            Instant now) {
        this.snapshot = snapshot;
        this.analyzer = analyzer;
        this.queries = queries;
        this.vocabulary = vocabulary;
        this.words = queries.words(snapshot, vocabulary);
        this.filters = new FilterBuilder(snapshot, now);
        this.corrections = corrections;
        this.now = now;
    }

    /**
     * A question as it was understood, and what it finds.
     *
     * @param question  {@code null} without a text, like {@code match} and {@code text}
     * @param corrected what was looked for instead of what was typed, or {@code null}
     */
    private record Found(ParsedQuery question, Match match, String corrected, Query text, TopDocs top) {

        /** How many were looked at beyond tells of the parts of an index, which differ between instances. */
        long total() {
            return Math.min(top.totalHits.value(), EXACT_TOTAL);
        }

        boolean isExact() {
            return top.totalHits.relation() == TotalHits.Relation.EQUAL_TO && top.totalHits.value() <= EXACT_TOTAL;
        }

        Found correctedTo(String meant) {
            return new Found(question, match, meant, text, top);
        }
    }

    SearchResult search(SearchRequest asked) throws IOException {
        ResolvedFilters resolved = ResolvedFilters.of(asked, snapshot);
        SearchRequest request = ServiceAreaResolver.isAsked(asked) ? served(resolved.request()) : resolved.request();
        Found found = request.paging().after() != null ? goOn(request, asked) : begin(request);
        ScoreDoc[] page = page(request, found.top().scoreDocs);
        boolean more = page.length > request.paging().size();
        page = more ? Arrays.copyOf(page, request.paging().size()) : page;
        return new SearchResult(
                hits(request, found, page),
                found.total(),
                found.isExact(),
                found.match(),
                found.corrected() == null ? resolved.understood() : found.corrected(),
                request.output().groups() == null ? null : groups(request, found),
                new FacetCounter(snapshot, filters, request, found.text()).facets(),
                more ? new Cursor(found.match(), found.corrected(), last(page)).encode(asked, basis(request)) : null,
                snapshot.position);
    }

    /** A level at which all of a text is found is nearer than one at which most of it is. */
    private SearchRequest served(SearchRequest request) throws IOException {
        var levels = new ServiceAreaResolver(
                snapshot, request.moment() == null ? now : request.moment().instant());
        if (request.text() == null) {
            return levels.decided(request, at -> top(at, null, null).totalHits.value() > 0)
                    .orElse(request);
        }
        // in the order in which a text is looked for, see begin
        ParsedQuery typed = question(request.text());
        Optional<SearchRequest> decided = served(request, typed, Match.ALL, levels);
        if (decided.isPresent() || typed.has(ParsedQuery.Type.NUMBER)) {
            return decided.orElse(request);
        }
        for (String meant : corrections.of(snapshot, vocabulary).of(request.text())) {
            decided = served(request, question(meant), Match.ALL, levels);
            if (decided.isPresent()) {
                return decided.get();
            }
        }
        return typed.mayRelax() ? served(request, typed, Match.MOST, levels).orElse(request) : request;
    }

    private Optional<SearchRequest> served(
            SearchRequest request, ParsedQuery question, Match match, ServiceAreaResolver levels) throws IOException {
        Query text = queries.text(question, match, false, words, now);
        return levels.decided(request, at -> snapshot.finds(filters.filtered(at, text, null)));
    }

    private Found goOn(SearchRequest request, SearchRequest asked) throws IOException {
        Cursor cursor = Cursor.decode(request.paging().after(), asked, basis(request), types(request.sort()));
        if (request.text() == null) {
            return new Found(null, null, null, null, top(request, null, cursor));
        }
        ParsedQuery question = question(cursor.corrected() == null ? request.text() : cursor.corrected());
        Query text = queries.text(question, cursor.match(), request.isOfAllKinds(), words, now);
        return new Found(question, cursor.match(), cursor.corrected(), text, top(request, text, cursor));
    }

    /** A ranking is another one with other words and in another year; a cursor of it has no place in this one. */
    private String basis(SearchRequest request) {
        return request.sort().equals(Order.RELEVANCE) ? vocabulary.version() + queries.year(now) : "";
    }

    private Found begin(SearchRequest request) throws IOException {
        if (request.text() == null) {
            return new Found(null, null, null, null, top(request, null, null));
        }
        ParsedQuery question = question(request.text());
        Found all = find(request, question, Match.ALL);
        if (all.total() > 0 || question.has(ParsedQuery.Type.NUMBER)) {
            return relaxed(request, all);
        }
        List<String> meant = corrections.of(snapshot, vocabulary).of(request.text());
        for (String text : meant) {
            Found instead = find(request, question(text), Match.ALL);
            if (instead.total() > 0) {
                return relaxed(request, instead).correctedTo(text);
            }
        }
        Found most = relaxed(request, all);
        if (most.total() > 0 || meant.isEmpty()) {
            return most;
        }
        Found instead = relaxed(request, find(request, question(meant.getFirst()), Match.ALL));
        return instead.total() > 0 ? instead.correctedTo(meant.getFirst()) : most;
    }

    /** All of a question or, where that is little, most of it. */
    private Found relaxed(SearchRequest request, Found all) throws IOException {
        if (all.total() < LITTLE && all.question().mayRelax()) {
            Found most = find(request, all.question(), Match.MOST);
            return most.total() > all.total() ? most : all;
        }
        return all;
    }

    private Found find(SearchRequest request, ParsedQuery question, Match match) throws IOException {
        Query text = queries.text(question, match, request.isOfAllKinds(), words, now);
        return new Found(question, match, null, text, top(request, text, null));
    }

    /** A text that is, as a whole, the number of a record is nothing else. */
    private ParsedQuery question(String text) throws IOException {
        String number = ChineseText.identifier(text);
        boolean digits = number.chars().filter(Character::isDigit).count() >= MIN_NUMBER;
        if (digits && snapshot.hasNumber(number)) {
            return ParsedQuery.ofNumber(ChineseText.normalize(text), number);
        }
        ParsedQuery question = new QueryParser(vocabulary, queries.year(now)).read(text);
        var clauses = new ArrayList<ParsedQuery.Clause>();
        for (ParsedQuery.Clause clause : question.clauses()) {
            clauses.add(clause.type() == ParsedQuery.Type.WORD ? clause.at(snapshot.divisions(clause.text())) : clause);
        }
        return question.with(clauses);
    }

    /** Once for the same request without a text: the level that serves is known by what is found there. */
    private TopDocs top(SearchRequest request, Query text, Cursor cursor) throws IOException {
        if (text != null || cursor != null) {
            return search(request, text, cursor);
        }
        if (!request.equals(listed)) {
            list = search(request, null, null);
            listed = request;
        }
        return list;
    }

    private TopDocs search(SearchRequest request, Query text, Cursor cursor) throws IOException {
        // one more than is shown tells whether there is a next page
        int wanted = (cursor == null
                        ? request.paging().page() * request.paging().size()
                        : request.paging().size())
                + 1;
        Query query = filters.filtered(request, text, null);
        if (cursor == null && request.sort().equals(Order.RELEVANCE)) {
            return snapshot.search(query, TopHitsCollector.manager(snapshot, wanted, EXACT_TOTAL));
        }
        FieldDoc last = cursor == null ? null : cursor.last();
        return snapshot.search(query, new TopFieldCollectorManager(sort(request), wanted, last, EXACT_TOTAL));
    }

    private static ScoreDoc[] page(SearchRequest request, ScoreDoc[] top) {
        int start = request.paging().after() == null
                ? Math.min(
                        top.length,
                        (request.paging().page() - 1) * request.paging().size())
                : 0;
        return Arrays.copyOfRange(top, start, top.length);
    }

    private FieldDoc last(ScoreDoc[] page) {
        ScoreDoc last = page[page.length - 1];
        return last instanceof FieldDoc place ? place : snapshot.place(last).as(last.doc);
    }

    /** Kind and key end every order, so that it is total and a cursor has one place in it. */
    private static Sort sort(SearchRequest request) {
        SortField key = StaticRank.LAST;
        Order order = request.sort();
        if (order.equals(Order.KEY)) {
            return new Sort(key);
        }
        if (order.equals(Order.STATIC_RANK)) {
            return new Sort(StaticRank.FIRST, key);
        }
        if (order.equals(Order.RELEVANCE)) {
            return new Sort(SortField.FIELD_SCORE, StaticRank.FIRST, StaticRank.LAST);
        }
        if (order.equals(Order.DISTANCE)) {
            var near = request.criteria().near();
            return new Sort(
                    LatLonDocValuesField.newDistanceSort(IndexFields.PLACE, near.latitude(), near.longitude()), key);
        }
        var time = LongField.newSortField(
                IndexFields.time(order.field()), order.descending(), SortedNumericSelector.Type.MIN);
        // records without the time come last either way
        time.setMissingValue(order.descending() ? Long.MIN_VALUE : Long.MAX_VALUE);
        return new Sort(time, key);
    }

    private static List<Class<?>> types(Order order) {
        if (order.equals(Order.KEY)) {
            return List.of(BytesRef.class);
        }
        if (order.equals(Order.RELEVANCE)) {
            return List.of(Float.class, Long.class, BytesRef.class);
        }
        return List.of(order.equals(Order.DISTANCE) ? Double.class : Long.class, BytesRef.class);
    }

    /** How many hits there are of each kind, and the best of each. */
    private List<Group> groups(SearchRequest request, Found found) throws IOException {
        Filter by = request.output().groups().by();
        int best = request.output().groups().best();
        var groups = new ArrayList<Group>();
        Query anyKind = filters.filtered(request, found.text(), by);
        for (FacetValue kind : new FacetCounter(snapshot, filters, request, found.text()).count(by)) {
            ScoreDoc[] top = {};
            if (best > 0) {
                var ofKind = new BooleanQuery.Builder()
                        .add(anyKind, Occur.MUST)
                        .add(snapshot.term(IndexFields.KIND, kind.value()), Occur.FILTER);
                top = snapshot.search(ofKind.build(), TopHitsCollector.manager(snapshot, best, best)).scoreDocs;
            }
            groups.add(new Group(kind, hits(request, found, top)));
        }
        return groups;
    }

    private List<Hit> hits(SearchRequest request, Found found, ScoreDoc[] page) throws IOException {
        int[] documents = Stream.of(page).mapToInt(hit -> hit.doc).toArray();
        List<Map<String, List<Fragment>>> highlights = null;
        if (request.output().highlight() && found.text() != null) {
            var texts = words.highlighted(found.question(), found.match());
            highlights = new Highlighter(snapshot, analyzer, texts).highlight(documents);
        }
        String json = request.kinds().size() > 1 ? IndexFields.CARD_JSON : IndexFields.ITEM_JSON;
        boolean near = request.sort().equals(Order.DISTANCE);
        return new HitReader(snapshot, json, now, request.moment()).read(page, near, highlights);
    }
}
