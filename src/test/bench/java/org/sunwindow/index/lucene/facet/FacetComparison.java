package org.sunwindow.index.lucene.facet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.search.Query;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sunwindow.index.lucene.SampleSearch;
import org.sunwindow.index.lucene.rank.TopHitsCollector;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/**
 * Compares {@link FacetCollector}, with and without {@link ValueColumn}, with Lucene's facet module. An operation counts
 * the disclosures that match each rated text by four facets. Run by script/bench --jmh.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FacetComparison {

    private static final List<String> FACETS = List.of("topic", "publisher", "year", "genre");
    private static final int MAX_VALUES = 100;

    SampleSearch sample;
    List<Filter> filters;
    final List<Query> queries = new ArrayList<>();
    private final List<StringDocValuesReaderState> states = new ArrayList<>();

    @Setup
    public void prepare() throws IOException {
        sample = new SampleSearch();
        filters = sample.kinds.get("disclosure").fields().filters().stream()
                .filter(filter -> FACETS.contains(filter.name()))
                .toList();
        for (Query text : sample.texts(false)) {
            queries.add(sample.hits(text, false));
        }
        for (Filter filter : filters) {
            String field = IndexFields.value(filter.name());
            states.add(new StringDocValuesReaderState(sample.snapshot.getIndexReader(), field));
        }
    }

    @TearDown
    public void close() throws IOException {
        sample.close();
    }

    /** Searches for the top hits, which every request does beside counting. */
    @Benchmark
    public int topHits() throws IOException {
        int hits = 0;
        for (Query query : queries) {
            var top = TopHitsCollector.manager(sample.snapshot, SampleSearch.HITS, SampleSearch.EXACT_TOTAL);
            hits += sample.snapshot.search(query, top).scoreDocs.length;
        }
        return hits;
    }

    @Benchmark
    public int facetCollector() throws IOException {
        return count(true);
    }

    @Benchmark
    public int facetCollectorWithoutColumns() throws IOException {
        return count(false);
    }

    private int count(boolean columns) throws IOException {
        int values = 0;
        for (Query query : queries) {
            for (var counts : sample.snapshot.search(
                    query,
                    FacetCollector.manager(
                            filters,
                            Collections.nCopies(filters.size(), null),
                            Collections.nCopies(filters.size(), null),
                            columns))) {
                values += counts.size();
            }
        }
        return values;
    }

    @Benchmark
    public int facetModule() throws IOException {
        int values = 0;
        for (Query query : queries) {
            var hits = sample.snapshot.search(query, new FacetsCollectorManager());
            for (int i = 0; i < states.size(); i++) {
                var counts = new StringValueFacetCounts(states.get(i), hits);
                String field = IndexFields.value(filters.get(i).name());
                values += counts.getTopChildren(MAX_VALUES, field).childCount;
            }
        }
        return values;
    }
}
