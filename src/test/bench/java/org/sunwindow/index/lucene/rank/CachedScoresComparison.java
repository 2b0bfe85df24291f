package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.Query;
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
import org.sunwindow.index.lucene.SampleSearch;

/**
 * Compares {@link CachedScoresQuery}, with all entries in the cache, with the queries that it wraps. An operation searches
 * for the top hits of all rated texts. Run by script/bench --jmh.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CachedScoresComparison {

    /** Site search or the list of disclosures. */
    @Param({"true", "false"})
    public boolean allKinds;

    SampleSearch sample;
    final List<Query> cached = new ArrayList<>();
    final List<Query> uncached = new ArrayList<>();

    @Setup
    public void prepare() throws IOException {
        sample = new SampleSearch();
        for (Query text : sample.texts(allKinds)) {
            cached.add(sample.hits(text, allKinds));
            uncached.add(sample.hits(unwrapped(text), allKinds));
        }
    }

    @TearDown
    public void close() throws IOException {
        sample.close();
    }

    private static Query unwrapped(Query query) {
        return switch (query) {
            case CachedScoresQuery wrapper -> unwrapped(wrapper.query);
            case RankedQuery ranked ->
                new RankedQuery(unwrapped(ranked.text), ranked.weights, unwrapped(ranked.bonuses), SampleSearch.NOW);
            case BoostQuery boosted -> new BoostQuery(unwrapped(boosted.getQuery()), boosted.getBoost());
            case ConstantScoreQuery constant -> new ConstantScoreQuery(unwrapped(constant.getQuery()));
            case DisjunctionMaxQuery any ->
                new DisjunctionMaxQuery(unwrapped(List.copyOf(any.getDisjuncts())), any.getTieBreakerMultiplier());
            case BooleanQuery all -> {
                var clauses = new BooleanQuery.Builder();
                clauses.setMinimumNumberShouldMatch(all.getMinimumNumberShouldMatch());
                for (BooleanClause clause : all) {
                    clauses.add(unwrapped(clause.query()), clause.occur());
                }
                yield clauses.build();
            }
            default -> query;
        };
    }

    private static List<Query> unwrapped(List<Query> queries) {
        return queries.stream().map(CachedScoresComparison::unwrapped).toList();
    }

    @Benchmark
    public int cachedScores() throws IOException {
        return search(cached);
    }

    @Benchmark
    public int disjunctionMaxQueries() throws IOException {
        return search(uncached);
    }

    private int search(List<Query> queries) throws IOException {
        int hits = 0;
        for (Query query : queries) {
            var top = TopHitsCollector.manager(sample.snapshot, SampleSearch.HITS, SampleSearch.EXACT_TOTAL);
            hits += sample.snapshot.search(query, top).scoreDocs.length;
        }
        return hits;
    }
}
