package org.sunwindow.index.lucene;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.sunwindow.kind.Filter;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.QueryParser;
import org.sunwindow.language.QuerySyntax;
import org.sunwindow.language.Vocabulary;

/** Answers one request from one snapshot. Not thread-safe. */
final class LuceneSearch {

    /** Hits are counted exactly up to this number. */
    static final int EXACT_TOTAL = 1_000;

    /**
     * With fewer hits for all clauses of a text, most of them suffice, because so few would not fill the first page.
     */
    private static final int FEW_HITS = 10;

    /** Digits that a text must have to be looked up as an identifier. */
    private static final int MIN_DIGITS = 4;

    private final Snapshot snapshot;
    private final ChineseAnalyzer analyzer;
    private final QueryBuilder queries;
    private final Vocabulary vocabulary;
    private final WordQueries words;
    private final FilterBuilder filters;

    private final CorrectorCache correctors;
    private final Instant now;

    /** The last request without text and its hits, which resolving a service area may have searched before. */
    private SearchRequest lastRequest;

    private TopDocs lastHits;

    LuceneSearch(
            Snapshot snapshot,
            ChineseAnalyzer analyzer,
            QueryBuilder queries,
            Vocabulary vocabulary,
            CorrectorCache correctors,
            Instant now) {
        this.snapshot = snapshot;
        this.analyzer = analyzer;
        this.queries = queries;
        this.vocabulary = vocabulary;
        this.words = queries.words(snapshot, vocabulary);
        this.filters = new FilterBuilder(snapshot, now);
        this.correctors = correctors;
        this.now = now;
    }

    /**
     * The interpretation of a text and its hits.
     *
     * @param parsed    {@code null} without a text, like {@code match} and {@code text}
     * @param corrected the correction that was searched instead of the text, may be {@code null}
     */
    private record Found(ParsedQuery parsed, Match match, String corrected, Query text, TopDocs top) {

        /** Capped, because the number counted beyond depends on the segments, which differ between instances. */
        long total() {
            return Math.min(top.totalHits.value(), EXACT_TOTAL);
        }

        boolean isExact() {
            return top.totalHits.relation() == TotalHits.Relation.EQUAL_TO && top.totalHits.value() <= EXACT_TOTAL;
        }

        Found correctedTo(String correction) {
            return new Found(parsed, match, correction, text, top);
        }
    }

    SearchResult search(SearchRequest original) throws IOException {
        ResolvedFilters resolved = ResolvedFilters.of(original, snapshot);
        SearchRequest request =
                ServiceAreaResolver.isNeeded(original) ? resolveServiceArea(resolved.request()) : resolved.request();
        Found found = request.paging().after() != null ? continued(request, original) : firstPage(request);
        ScoreDoc[] page = page(request.paging(), found.top().scoreDocs);
        boolean more = page.length > request.paging().size();
        page = more ? Arrays.copyOf(page, request.paging().size()) : page;
        return new SearchResult(
                hits(request, found, page),
                found.total(),
                found.isExact(),
                found.match(),
                found.corrected() == null ? resolved.matchedName() : found.corrected(),
                request.output().groups() == null ? null : groups(request, found),
                new FacetCounter(snapshot, filters, request, found.text()).facets(),
                more ? new Cursor(found.match(), found.corrected(), last(page)).encode(original, basis(request)) : null,
                snapshot.position);
    }

    /** Tries interpretations of the text in the same order as {@link #firstPage}: all clauses come before the nearest level. */
    private SearchRequest resolveServiceArea(SearchRequest request) throws IOException {
        var resolver = new ServiceAreaResolver(
                snapshot, request.moment() == null ? now : request.moment().instant());
        if (request.text() == null) {
            return resolver.resolve(request, at -> top(at, null, null).totalHits.value() > 0)
                    .orElse(request);
        }
        ParsedQuery typed = parse(request.text());
        Optional<SearchRequest> resolved = resolveServiceArea(request, typed, Match.ALL, resolver);
        if (resolved.isPresent() || typed.has(ParsedQuery.Type.NUMBER)) {
            return resolved.orElse(request);
        }
        for (String correction : corrections(request.text())) {
            resolved = resolveServiceArea(request, parse(correction), Match.ALL, resolver);
            if (resolved.isPresent()) {
                return resolved.get();
            }
        }
        return typed.mayRelax()
                ? resolveServiceArea(request, typed, Match.MOST, resolver).orElse(request)
                : request;
    }

    private Optional<SearchRequest> resolveServiceArea(
            SearchRequest request, ParsedQuery parsed, Match match, ServiceAreaResolver resolver) throws IOException {
        Query text = queries.text(parsed, match, false, words, now);
        return resolver.resolve(request, at -> snapshot.matches(filters.build(at, text, null)));
    }

    /** Continues after a cursor, with the interpretation that the cursor records. */
    private Found continued(SearchRequest request, SearchRequest original) throws IOException {
        Cursor cursor =
                Cursor.decode(request.paging().after(), original, basis(request), HitOrder.types(request.sort()));
        if (request.text() == null) {
            return new Found(null, null, null, null, top(request, null, cursor));
        }
        ParsedQuery parsed = parse(cursor.corrected() == null ? request.text() : cursor.corrected());
        Query text = queries.text(parsed, cursor.match(), request.isOfAllKinds(), words, now);
        return new Found(parsed, cursor.match(), cursor.corrected(), text, top(request, text, cursor));
    }

    /** Returns what scores depend on beside request and record, so that a cursor of other scores is refused. */
    private String basis(SearchRequest request) {
        return request.sort().equals(Order.RELEVANCE) ? vocabulary.version() + queries.year(now) : "";
    }

    /** Searches for all clauses of the text, then for those of corrections, then for most clauses. */
    private Found firstPage(SearchRequest request) throws IOException {
        if (request.text() == null) {
            return new Found(null, null, null, null, top(request, null, null));
        }
        ParsedQuery parsed = parse(request.text());
        Found all = find(request, parsed, Match.ALL);
        if (all.total() > 0 || parsed.has(ParsedQuery.Type.NUMBER)) {
            return relaxed(request, all);
        }
        List<String> corrections = corrections(request.text());
        for (String correction : corrections) {
            Found corrected = find(request, parse(correction), Match.ALL);
            if (corrected.total() > 0) {
                return relaxed(request, corrected).correctedTo(correction);
            }
        }
        Found most = relaxed(request, all);
        if (most.total() > 0 || corrections.isEmpty()) {
            return most;
        }
        String likeliest = corrections.getFirst();
        Found corrected = relaxed(request, find(request, parse(likeliest), Match.ALL));
        return corrected.total() > 0 ? corrected.correctedTo(likeliest) : most;
    }

    private List<String> corrections(String text) throws IOException {
        return correctors.get(snapshot, vocabulary).correct(text);
    }

    /** Returns the hits for most clauses if all clauses have few hits and most have more. */
    private Found relaxed(SearchRequest request, Found all) throws IOException {
        if (all.total() < FEW_HITS && all.parsed().mayRelax()) {
            Found most = find(request, all.parsed(), Match.MOST);
            return most.total() > all.total() ? most : all;
        }
        return all;
    }

    private Found find(SearchRequest request, ParsedQuery parsed, Match match) throws IOException {
        Query text = queries.text(parsed, match, request.isOfAllKinds(), words, now);
        return new Found(parsed, match, null, text, top(request, text, null));
    }

    /** Parses a text. One that as a whole is the identifier of a record is not split into words. */
    private ParsedQuery parse(String text) throws IOException {
        String normal = ChineseText.normalize(text);
        QuerySyntax syntax = QuerySyntax.of(normal);
        boolean oneText = syntax.quoted().isEmpty() && syntax.excluded().isEmpty();
        for (String written : oneText ? List.of(normal, syntax.text()) : List.of(normal)) {
            String number = ChineseText.identifier(written);
            boolean enoughDigits = number.chars().filter(Character::isDigit).count() >= MIN_DIGITS;
            if (enoughDigits && snapshot.hasIdentifier(number)) {
                return ParsedQuery.ofNumber(written, number);
            }
        }
        ParsedQuery parsed = new QueryParser(vocabulary, queries.year(now)).parse(text);
        var clauses = new ArrayList<ParsedQuery.Clause>();
        for (ParsedQuery.Clause clause : parsed.clauses()) {
            clauses.add(
                    clause.type() == ParsedQuery.Type.WORD
                            ? clause.withDivisions(snapshot.divisions(clause.text()))
                            : clause);
        }
        return parsed.withClauses(clauses);
    }

    /** Returns the top hits, without searching twice for the same request without text. */
    private TopDocs top(SearchRequest request, Query text, Cursor cursor) throws IOException {
        if (text != null || cursor != null) {
            return search(request, text, cursor);
        }
        if (!request.equals(lastRequest)) {
            lastHits = search(request, null, null);
            lastRequest = request;
        }
        return lastHits;
    }

    private TopDocs search(SearchRequest request, Query text, Cursor cursor) throws IOException {
        // one more than the page shows whether there is a next one
        Paging paging = request.paging();
        int size = (cursor == null ? paging.page() * paging.size() : paging.size()) + 1;
        Query query = filters.build(request, text, null);
        if (cursor == null && request.sort().equals(Order.RELEVANCE)) {
            return snapshot.search(query, TopHitsCollector.manager(snapshot, size, EXACT_TOTAL));
        }
        FieldDoc last = cursor == null ? null : cursor.last();
        return snapshot.search(query, new TopFieldCollectorManager(HitOrder.sort(request), size, last, EXACT_TOTAL));
    }

    private static ScoreDoc[] page(Paging paging, ScoreDoc[] top) {
        int start = paging.after() == null ? Math.min(top.length, (paging.page() - 1) * paging.size()) : 0;
        return Arrays.copyOfRange(top, start, top.length);
    }

    private FieldDoc last(ScoreDoc[] page) {
        ScoreDoc last = page[page.length - 1];
        return last instanceof FieldDoc sorted
                ? sorted
                : snapshot.documents().sortKey(last).toFieldDoc(last.doc);
    }

    /** Returns the number of hits of each kind and the best of them. */
    private List<Group> groups(SearchRequest request, Found found) throws IOException {
        Filter by = request.output().groups().by();
        int best = request.output().groups().best();
        var groups = new ArrayList<Group>();
        Query anyKind = filters.build(request, found.text(), by);
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
            var texts = words.highlighted(found.parsed(), found.match());
            highlights = new Highlighter(snapshot, analyzer, texts).highlight(documents);
        }
        String json = request.kinds().size() > 1 ? IndexFields.CARD_JSON : IndexFields.ITEM_JSON;
        boolean near = request.sort().equals(Order.DISTANCE);
        return new HitReader(snapshot, json, now, request.moment()).read(page, near, highlights);
    }
}
