package org.sunwindow.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
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
import org.sunwindow.index.SearchResult.Fragment;
import org.sunwindow.index.SearchResult.Match;
import org.sunwindow.index.lucene.highlight.Highlighter;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.rank.QueryBuilder;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.kind.InstalledKinds;
import org.sunwindow.language.ChineseText;
import org.sunwindow.language.ParsedQuery;
import org.sunwindow.language.QueryParser;
import org.sunwindow.language.VocabularySource;
import org.sunwindow.publication.LogPosition;

/** Processing of texts for indexing and highlighting. Run by script/bench --jmh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
public class TextBenchmark {

    private static final int YEAR = 2026;
    private static final int[] HIT = {0};

    private static final String SENTENCE = "为进一步完善社会救助制度，切实保障困难群众基本生活，根据有关规定，现将最低生活保障标准予以公布。";
    private static final int LENGTH = 800;
    private static final String TEXT =
            SENTENCE.repeat(LENGTH / SENTENCE.length() + 1).substring(0, LENGTH);

    private static final String TITLE = "关于公布最低生活保障标准的通知";

    private final ChineseAnalyzer analyzer = new ChineseAnalyzer();
    private DirectoryReader oneRecord;
    private Highlighter highlighter;

    @Setup
    public void prepare() throws IOException {
        var settings = IndexFixture.settings(Path.of("unused"));
        var vocabulary = new VocabularySource(settings).current();
        var kinds = InstalledKinds.of(settings);
        var queries = new QueryBuilder(analyzer, new TermWeights(vocabulary, analyzer), kinds, settings.zone());
        ParsedQuery query = new QueryParser(vocabulary, YEAR).parse("低保标准");
        oneRecord = DirectoryReader.open(written());
        var snapshot = new Snapshot(oneRecord, new LogPosition(new UUID(0, 0), 0, Instant.EPOCH));
        var texts = queries.words(snapshot, vocabulary).highlighted(query, Match.ALL);
        highlighter = new Highlighter(snapshot, analyzer, texts);
    }

    private ByteBuffersDirectory written() throws IOException {
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            var document = new Document();
            document.add(new TextField(IndexFields.TITLE, TITLE, Field.Store.NO));
            document.add(new BinaryDocValuesField(IndexFields.TITLE, new BytesRef(TITLE)));
            document.add(new BinaryDocValuesField(IndexFields.SUMMARY, new BytesRef(SENTENCE)));
            document.add(new BinaryDocValuesField(IndexFields.BODY, new BytesRef(TEXT)));
            writer.addDocument(document);
        }
        return directory;
    }

    @TearDown
    public void close() throws IOException {
        oneRecord.close();
    }

    /** Normalizes the body of a record. */
    @Benchmark
    public String normalizeBody() {
        return ChineseText.normalize(TEXT);
    }

    /** Analyses the body of a record. */
    @Benchmark
    public int analyzeBody() {
        int terms = 0;
        try (TokenStream stream = analyzer.tokenStream(IndexFields.TEXT, TEXT)) {
            stream.reset();
            while (stream.incrementToken()) {
                terms++;
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }

    /** Highlights one hit. */
    @Benchmark
    public List<Map<String, List<Fragment>>> highlightHit() throws IOException {
        return highlighter.highlight(HIT);
    }
}
