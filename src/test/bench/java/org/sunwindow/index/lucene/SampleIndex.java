package org.sunwindow.index.lucene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.sunwindow.index.lucene.write.ChineseAnalyzer;
import org.sunwindow.index.lucene.write.DocumentBuilder;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TermWeights;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.json.StrictJson;
import org.sunwindow.kind.Admission;
import org.sunwindow.kind.Kind;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.Change;
import org.sunwindow.relevance.Corpus;

/**
 * An index of 100,000 sample records in one segment. The documents also contain the parts of the static rank as fields that
 * Lucene's own queries can score. The index is kept in the build directory, because building it takes a minute.
 */
public final class SampleIndex {

    /** The flags that a record has, and {@link #UNDATED}. */
    public static final String FLAGS = "flags";

    /** Indexed for records without a date. */
    public static final String UNDATED = "undated";

    /** Field and name of the feature that is the month of a record, counted from 1990. */
    public static final String MONTH = "month";

    static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private static final int RECORDS = 100_000;
    private static final int MONTHS_OF_YEAR = 12;
    private static final int MAX_KINDS = 256;
    private static final Path PATH = Path.of("target", "sample-index-" + DocumentBuilder.VERSION);

    private final Kinds kinds;
    private final StrictJson json = IndexFixture.json();
    private final ChineseAnalyzer analyzer;
    private final DocumentBuilder documents;

    private SampleIndex(Kinds kinds, TermWeights weights, ChineseAnalyzer analyzer) {
        this.kinds = kinds;
        this.analyzer = analyzer;
        this.documents = new DocumentBuilder(kinds, json, weights);
    }

    /** Opens the index and builds it before if there is none. */
    static DirectoryReader open(Kinds kinds, TermWeights weights, ChineseAnalyzer analyzer) throws IOException {
        Directory directory = FSDirectory.open(PATH);
        if (!DirectoryReader.indexExists(directory)) {
            new SampleIndex(kinds, weights, analyzer).build(directory);
        }
        return DirectoryReader.open(directory);
    }

    private void build(Directory directory) throws IOException {
        var config = new IndexWriterConfig(analyzer)
                .setSimilarity(new TextSimilarity())
                .setIndexSort(StaticRank.order())
                .setCommitOnClose(false);
        try (var writer = new IndexWriter(directory, config);
                var entries = Corpus.entries(RECORDS)) {
            for (var each = entries.iterator(); each.hasNext(); ) {
                Corpus.Entry entry = each.next();
                Document document = documents.document(change(kinds.get(entry.kind()), entry));
                addRankParts(document);
                writer.addDocument(document);
            }
            writer.forceMerge(1);
            writer.commit();
        }
    }

    private <R> Change change(Kind<R> kind, Corpus.Entry entry) {
        var admitted = (Admission.Admitted<R>) kind.admit(json.readStored(entry.json(), kind.type()));
        var envelope = admitted.envelope();
        return new Change(
                kind.name(),
                envelope.identity().key(),
                1,
                NOW,
                new String(json.writeBytes(admitted.record()), StandardCharsets.UTF_8),
                envelope.visibleFrom(),
                envelope.visibleUntil(),
                null);
    }

    private static void addRankParts(Document document) {
        long rank = document.getField(IndexFields.STATIC_RANK).numericValue().longValue();
        for (int flag = 0; flag < StaticRank.FLAGS; flag++) {
            var only = new float[StaticRank.FLAGS];
            only[flag] = 1;
            if (part(rank, 0, only) > 0) {
                document.add(new StringField(FLAGS, Integer.toString(flag), Field.Store.NO));
            }
        }
        int month = Math.round(part(rank, MONTHS_OF_YEAR, new float[StaticRank.FLAGS]));
        if (month > 0) {
            document.add(new FeatureField(MONTH, MONTH, month));
        } else {
            document.add(new StringField(FLAGS, UNDATED, Field.Store.NO));
        }
    }

    /** Returns what a rank scores if only some of its parts have a weight. */
    private static float part(long rank, float year, float[] flags) {
        return new StaticRank.Weights(year, 0, flags, new float[MAX_KINDS], 0).score(rank);
    }
}
