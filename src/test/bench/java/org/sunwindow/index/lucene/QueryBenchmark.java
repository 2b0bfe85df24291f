package org.sunwindow.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.MultiReader;
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
import org.openjdk.jmh.annotations.Warmup;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.QueryBuilder;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.QueryParser;
import org.sunwindow.language.Vocabulary;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.LogPosition;

/** The steps of a search before it reads the index. Run by script/bench --jmh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
public class QueryBenchmark {

    private static final int YEAR = 2026;
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    @Param({"低保", "养老 补贴", "结婚登记需要带哪些材料，可以提前预约吗", "云民发〔2024〕12号"})
    public String typed;

    private Vocabulary vocabulary;
    private QueryBuilder queries;
    private QueryParser parser;
    private ParsedQuery query;
    private Snapshot empty;

    @Setup
    public void prepare() throws IOException {
        var settings = IndexFixture.settings(Path.of("unused"));
        var json = IndexFixture.json();
        var analyzer = new ChineseAnalyzer();
        vocabulary = new VocabularySource(settings).current();
        var words = new TermWeights(vocabulary, analyzer);
        queries = new QueryBuilder(analyzer, words, InstalledKinds.of(settings), settings.zone());
        parser = new QueryParser(vocabulary, YEAR);
        query = parser.parse(typed);
        empty = new Snapshot(new MultiReader(), new LogPosition(new UUID(0, 0), 0, NOW));
    }

    /** Parses a text. */
    @Benchmark
    public Object parseQuery() {
        return parser.parse(typed);
    }

    /** Builds the query for an empty index, which has no terms. */
    @Benchmark
    public Object buildQuery() throws IOException {
        return queries.text(query, Match.ALL, false, queries.words(empty, vocabulary), NOW);
    }
}
