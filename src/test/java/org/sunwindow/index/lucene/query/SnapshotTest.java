package org.sunwindow.index.lucene.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.publication.LogPosition;

/** Lookups in a snapshot. */
class SnapshotTest {

    private static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");
    private static final LogPosition HEAD = new LogPosition(new UUID(0, 1), 1, NOON);

    private ByteBuffersDirectory directory;
    private IndexWriter writer;
    private DirectoryReader reader;

    /** Two segments: a record that is public until noon, and one that is public from noon on. */
    @BeforeEach
    void write() throws IOException {
        directory = new ByteBuffersDirectory();
        var config = new IndexWriterConfig(new KeywordAnalyzer()).setMergePolicy(NoMergePolicy.INSTANCE);
        writer = new IndexWriter(directory, config);
        add("until", IndexFields.VISIBLE_UNTIL);
        writer.commit();
        add("from", IndexFields.VISIBLE_FROM);
    }

    private void add(String key, String time) throws IOException {
        var document = new Document();
        document.add(new StringField(IndexFields.ID, IndexFields.id("disclosure", key), Field.Store.NO));
        document.add(new StringField(IndexFields.KIND, "disclosure", Field.Store.NO));
        document.add(new LongField(time, NOON.toEpochMilli(), Field.Store.NO));
        writer.addDocument(document);
    }

    private Snapshot snapshot() throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = DirectoryReader.open(writer);
        return new Snapshot(reader, HEAD);
    }

    @AfterEach
    void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
        writer.close();
        directory.close();
    }

    private boolean findsAny(String kind) throws IOException {
        Snapshot snapshot = snapshot();
        return snapshot.matches(snapshot.term(IndexFields.KIND, kind));
    }

    @Test
    void deletedRecordIsNotFound() throws IOException {
        assertThat(findsAny("disclosure")).isTrue();
        writer.deleteDocuments(new Term(IndexFields.ID, IndexFields.id("disclosure", "until")));
        assertThat(findsAny("disclosure")).isTrue();
        writer.deleteDocuments(new Term(IndexFields.ID, IndexFields.id("disclosure", "from")));
        assertThat(findsAny("disclosure")).isFalse();
        assertThat(snapshot().find(IndexFields.id("disclosure", "from"))).isNegative();
    }

    @Test
    void absentTermMatchesNothing() throws IOException {
        assertThat(snapshot().term(IndexFields.KIND, "service")).isSameAs(Snapshot.NOTHING);
        assertThat(findsAny("service")).isFalse();
    }

    @Test
    void recordsAppearAndDisappearOnTime() throws IOException {
        Snapshot snapshot = snapshot();
        assertThat(visible(snapshot, NOON.minusMillis(1))).isEqualTo("disclosure/until");
        assertThat(visible(snapshot, NOON)).isEqualTo("disclosure/from");
    }

    private static String visible(Snapshot snapshot, Instant now) throws IOException {
        var query = new BooleanQuery.Builder().add(snapshot.term(IndexFields.KIND, "disclosure"), Occur.FILTER);
        new RecordVisibility(snapshot, now).addTo(query);
        var hits = snapshot.search(query.build(), 10).scoreDocs;
        assertThat(hits).hasSize(1);
        return hits[0].doc == 0 ? "disclosure/until" : "disclosure/from";
    }

    @Test
    void boundsOutsideTheIndexedValuesAreDetected() throws IOException {
        long noon = NOON.toEpochMilli();
        Snapshot snapshot = snapshot();
        assertThat(snapshot.mayHave(IndexFields.VISIBLE_UNTIL, Long.MIN_VALUE, noon))
                .isTrue();
        assertThat(snapshot.mayHave(IndexFields.VISIBLE_UNTIL, Long.MIN_VALUE, noon - 1))
                .isFalse();
        assertThat(snapshot.mayHave(IndexFields.VISIBLE_FROM, noon, Long.MAX_VALUE))
                .isTrue();
        assertThat(snapshot.mayHave(IndexFields.VISIBLE_FROM, noon + 1, Long.MAX_VALUE))
                .isFalse();
        assertThat(snapshot.mayHave(IndexFields.LAPSED_FROM, Long.MIN_VALUE, Long.MAX_VALUE))
                .isFalse();
    }
}
