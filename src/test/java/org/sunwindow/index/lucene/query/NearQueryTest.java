package org.sunwindow.index.lucene.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sunwindow.index.lucene.write.IndexFields;

/** Hits within a distance, compared with Lucene's distance query. */
class NearQueryTest {

    private static final int PLACES = 20_000;

    /** Centres within and at the edge of the indexed places, across the date line and around a pole. */
    @ParameterizedTest
    @CsvSource({
        "30.30, 118.80, 0.5, 100000",
        "30.30, 118.80, 0.5, 5000",
        "30.30, 118.80, 0.01, 1",
        "-16.5, 179.9, 1, 100000",
        "-16.5, -179.9, 1, 20000",
        "89.7, 10, 0.5, 100000",
        "0, 0, 2, 1000"
    })
    void findsTheHitsOfLucenesDistanceQuery(double latitude, double longitude, double spread, double radius)
            throws IOException {
        var random = new Random(PLACES);
        try (var directory = new ByteBuffersDirectory();
                var writer = new IndexWriter(
                        directory,
                        new IndexWriterConfig(new KeywordAnalyzer())
                                .setMergePolicy(NoMergePolicy.INSTANCE)
                                .setMaxBufferedDocs(PLACES / 3))) {
            for (int i = 0; i < PLACES; i++) {
                var document = new Document();
                // some records have no place
                if (i % 10 > 0) {
                    double there = Math.clamp(latitude + spread * random.nextGaussian(), -90, 90);
                    double beside = wrapped(longitude + spread * random.nextGaussian());
                    document.add(new LatLonPoint(IndexFields.PLACE, there, beside));
                    document.add(new LatLonDocValuesField(IndexFields.PLACE, there, beside));
                }
                document.add(new StringField(IndexFields.ID, "place/" + i, Field.Store.NO));
                writer.addDocument(document);
            }
            for (int i = 0; i < PLACES; i += 7) {
                writer.deleteDocuments(new Term(IndexFields.ID, "place/" + i));
            }
            try (var reader = DirectoryReader.open(writer)) {
                var searcher = new IndexSearcher(reader);
                for (int i = 0; i < 20; i++) {
                    double there = Math.clamp(latitude + spread * random.nextGaussian(), -90, 90);
                    double beside = wrapped(longitude + spread * random.nextGaussian());
                    assertThat(found(searcher, new NearQuery(there, beside, radius)))
                            .isEqualTo(found(
                                    searcher, LatLonPoint.newDistanceQuery(IndexFields.PLACE, there, beside, radius)));
                }
            }
        }
    }

    private static double wrapped(double longitude) {
        return longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;
    }

    private static int[] found(IndexSearcher searcher, Query query) throws IOException {
        ScoreDoc[] hits = searcher.search(query, PLACES).scoreDocs;
        return Stream.of(hits).mapToInt(hit -> hit.doc).sorted().toArray();
    }
}
