package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sunwindow.index.lucene.SampleIndex;
import org.sunwindow.index.lucene.SampleSearch;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;

/**
 * Compares {@link RankedQuery} and {@link TopHitsCollector} with Lucene's own query and collector, which return the same
 * hits. An operation searches for the top hits of all rated texts. Run by script/bench --jmh.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RankingComparison {

    private static final float MONTHS_OF_YEAR = 12;
    private static final Sort ORDER = new Sort(SortField.FIELD_SCORE, StaticRank.BY_RANK, StaticRank.BY_ID);

    /** Site search, where kinds have weights, or the list of disclosures. */
    @Param({"true", "false"})
    public boolean allKinds;

    SampleSearch sample;
    final List<Query> ranked = new ArrayList<>();
    final List<Query> plain = new ArrayList<>();

    @Setup
    public void prepare() throws IOException {
        sample = new SampleSearch();
        for (Query text : sample.texts(allKinds)) {
            // excludes queries with excluded words, which contain a ranked query
            if (text instanceof RankedQuery query) {
                ranked.add(sample.hits(query, allKinds));
                plain.add(sample.hits(plain(query), allKinds));
            }
        }
    }

    @TearDown
    public void close() throws IOException {
        sample.close();
    }

    /** Returns a query with the same scores, in which every part of the static rank is a clause. */
    private Query plain(RankedQuery query) {
        StaticRank.Weights weights = query.weights;
        var plain = new BooleanQuery.Builder().add(query.text, Occur.MUST);
        query.bonuses.forEach(bonus -> plain.add(bonus, Occur.SHOULD));
        for (int flag = 0; flag < StaticRank.FLAGS; flag++) {
            Query flagged = new TermQuery(new Term(SampleIndex.FLAGS, Integer.toString(flag)));
            add(plain, flag == StaticRank.IN_FORCE ? notLapsed(flagged) : flagged, weights.flags()[flag]);
        }
        if (weights.year() > 0) {
            float month = weights.year() / MONTHS_OF_YEAR;
            plain.add(FeatureField.newLinearQuery(SampleIndex.MONTH, SampleIndex.MONTH, month), Occur.SHOULD);
            add(plain, new TermQuery(new Term(SampleIndex.FLAGS, SampleIndex.UNDATED)), weights.undated() * month);
        }
        for (String kind : sample.kinds.names()) {
            var ofKind = new TermQuery(new Term(IndexFields.KIND, kind));
            add(plain, ofKind, weights.kinds()[sample.kinds.number(kind)]);
        }
        return plain.build();
    }

    private static Query notLapsed(Query query) {
        long now = SampleSearch.NOW.toEpochMilli();
        return new BooleanQuery.Builder()
                .add(query, Occur.FILTER)
                .add(LongField.newRangeQuery(IndexFields.LAPSED_FROM, Long.MIN_VALUE, now), Occur.MUST_NOT)
                .build();
    }

    private static void add(BooleanQuery.Builder plain, Query query, float score) {
        if (score > 0) {
            plain.add(WordQueries.constant(query, score), Occur.SHOULD);
        }
    }

    /** As the service searches. */
    @Benchmark
    public int rankedQuery() throws IOException {
        return search(ranked, this::topHits);
    }

    @Benchmark
    public int rankedQueryWithTopFieldCollector() throws IOException {
        return search(ranked, RankingComparison::topFields);
    }

    @Benchmark
    public int booleanQuery() throws IOException {
        return search(plain, this::topHits);
    }

    @Benchmark
    public int booleanQueryWithTopFieldCollector() throws IOException {
        return search(plain, RankingComparison::topFields);
    }

    CollectorManager<?, ? extends TopDocs> topHits() {
        return TopHitsCollector.manager(sample.snapshot, SampleSearch.HITS, SampleSearch.EXACT_TOTAL);
    }

    static CollectorManager<?, ? extends TopDocs> topFields() {
        return new TopFieldCollectorManager(ORDER, SampleSearch.HITS, null, SampleSearch.EXACT_TOTAL);
    }

    /** Searches with a new manager for each query: Lucene's count the hits of all searches that share them. */
    private int search(List<Query> queries, Supplier<CollectorManager<?, ? extends TopDocs>> top) throws IOException {
        int hits = 0;
        for (Query query : queries) {
            hits += sample.snapshot.search(query, top.get()).scoreDocs.length;
        }
        return hits;
    }
}
