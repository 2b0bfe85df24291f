package org.sunwindow.index.lucene.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.publication.LogPosition;

/** Skipping never loses a top hit: random indexes, compared with an exhaustive search. */
@Tag("slow")
class RankedQueryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final String[] WORDS = {"低保", "公示", "标准", "养老", "补贴"};
    private static final Sort ORDER = new Sort(SortField.FIELD_SCORE, StaticRank.BY_RANK, StaticRank.BY_ID);
    private static final int ROUNDS = 30;

    private final FieldType words = new FieldType();

    RankedQueryTest() {
        words.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        words.setOmitNorms(true);
        words.setTokenized(true);
        words.freeze();
    }

    /** Segments of a few documents, and segments with more than one block of postings. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 17, 300, 1500})
    void topHitsAreThoseOfAnExhaustiveSearchAndPagesContinue(int records) throws IOException {
        var random = new Random(records);
        for (int round = 0; round < (records > 100 ? ROUNDS / 10 : ROUNDS); round++) {
            try (var directory = new ByteBuffersDirectory();
                    var writer = writer(directory)) {
                int parts = 1 + random.nextInt(4);
                for (int i = 0; i < parts * records; i++) {
                    writer.addDocument(document(i, random));
                    if (i % records == records - 1) {
                        writer.flush();
                    }
                }
                for (int i = random.nextInt(3); i > 0; i--) {
                    writer.deleteDocuments(new Term(IndexFields.ID, id(random.nextInt(parts * records))));
                }
                try (var reader = DirectoryReader.open(writer)) {
                    var snapshot = new Snapshot(reader, new LogPosition(new UUID(0, 0), 1, NOW));
                    for (int i = 0; i < 10; i++) {
                        int seed = random.nextInt();
                        check(snapshot, query(new Random(seed), word -> word), random);
                        check(snapshot, query(new Random(seed), CachedScoresQuery::new), random);
                        check(snapshot, query(new Random(seed), word -> new CachedScoresQuery(word, 0)), random);
                    }
                }
            }
        }
    }

    private void check(Snapshot snapshot, Query query, Random random) throws IOException {
        int all = Math.max(1, snapshot.getIndexReader().maxDoc());
        FieldDoc[] exhaustive = fields(
                snapshot.search(query, new TopFieldCollectorManager(ORDER, all, null, Integer.MAX_VALUE)).scoreDocs);
        int wanted = 1 + random.nextInt(25);
        int counted = random.nextInt(30);
        TopDocs best = snapshot.search(query, TopHitsCollector.manager(snapshot, wanted, counted));
        List<String> expected = places(Arrays.asList(exhaustive));
        assertThat(snapshot.count(query)).isEqualTo(exhaustive.length);
        assertThat(places(snapshot, best.scoreDocs))
                .as("%d of %d hits of %s", wanted, exhaustive.length, query)
                .isEqualTo(expected.subList(0, Math.min(wanted, expected.size())));

        var paged = new ArrayList<FieldDoc>();
        FieldDoc last = null;
        while (true) {
            var collector = new TopFieldCollectorManager(ORDER, wanted, last, counted);
            FieldDoc[] page = fields(snapshot.search(query, collector).scoreDocs);
            if (page.length == 0) {
                break;
            }
            paged.addAll(Arrays.asList(page));
            last = new FieldDoc(Integer.MAX_VALUE, Float.NaN, page[page.length - 1].fields);
        }
        assertThat(places(paged)).as("pages of %s", query).isEqualTo(expected);
    }

    private static FieldDoc[] fields(ScoreDoc[] hits) {
        return Arrays.copyOf(hits, hits.length, FieldDoc[].class);
    }

    private static List<String> places(List<FieldDoc> hits) {
        return hits.stream()
                .map(hit -> hit.fields[0] + " " + hit.fields[1] + " " + ((BytesRef) hit.fields[2]).utf8ToString())
                .toList();
    }

    private static List<String> places(Snapshot snapshot, ScoreDoc[] hits) {
        return places(Arrays.stream(hits)
                .map(hit -> snapshot.documents().sortKey(hit).toFieldDoc(hit.doc))
                .toList());
    }

    /**
     * @param wrap wraps the query of a word: uncached, cached, or with a cache that is too small
     */
    private static Query query(Random random, UnaryOperator<Query> wrap) {
        var all = new BooleanQuery.Builder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Query word = new DisjunctionMaxQuery(List.of(word(random, 1), word(random, 0.85f)), 0);
            all.add(
                    new BoostQuery(wrap.apply(word), 0.25f),
                    i == 0 || random.nextBoolean() ? Occur.MUST : Occur.SHOULD);
        }
        var flags = new float[StaticRank.FLAGS];
        for (int flag = 0; flag < flags.length; flag++) {
            flags[flag] = random.nextInt(3);
        }
        var kinds = new float[] {0, random.nextInt(4), 0};
        int undated = StaticRank.startOf(2020 + random.nextInt(10));
        var weights = new StaticRank.Weights(random.nextBoolean() ? 0.15f : 0, undated, flags, kinds, kinds[1]);
        var bonuses = new ArrayList<Query>();
        for (int i = random.nextInt(3); i > 0; i--) {
            var named = new TermQuery(new Term(IndexFields.NAME, WORDS[random.nextInt(WORDS.length)]));
            bonuses.add(new BoostQuery(new ConstantScoreQuery(named), 1 + random.nextInt(20)));
        }
        // excluded documents make the bulk scorer work in windows
        return new BooleanQuery.Builder()
                .add(new RankedQuery(all.build(), weights, bonuses, NOW), Occur.MUST)
                .add(new TermQuery(new Term(IndexFields.KIND, "hidden")), Occur.MUST_NOT)
                .build();
    }

    private static Query word(Random random, float boost) {
        return new BoostQuery(new TermQuery(new Term(IndexFields.WORDS, WORDS[random.nextInt(WORDS.length)])), boost);
    }

    private Document document(int number, Random random) {
        var document = new Document();
        document.add(new StringField(IndexFields.ID, id(number), Field.Store.NO));
        document.add(new SortedDocValuesField(IndexFields.ID, new BytesRef(id(number))));
        if (random.nextInt(20) == 0) {
            // a tombstone
            return document;
        }
        boolean dated = random.nextBoolean();
        Instant date = dated ? NOW.minusSeconds(86_400L * random.nextInt(3_000)) : null;
        document.add(StaticRank.field(dated ? 1 : random.nextInt(3), random.nextInt(1 << StaticRank.FLAGS), date));
        if (random.nextInt(5) == 0) {
            long lapses = NOW.toEpochMilli() + (random.nextBoolean() ? 1000 : -1000);
            document.add(new LongField(IndexFields.LAPSED_FROM, lapses, Field.Store.NO));
        }
        if (random.nextInt(6) == 0) {
            String other = id(random.nextInt(number + 20));
            document.add(new SortedSetDocValuesField(IndexFields.REPLACES, new BytesRef(other)));
        }
        document.add(new StringField(IndexFields.KIND, random.nextInt(6) == 0 ? "hidden" : "shown", Field.Store.NO));
        if (random.nextInt(8) == 0) {
            document.add(new StringField(IndexFields.NAME, WORDS[random.nextInt(WORDS.length)], Field.Store.NO));
        }
        var text = new StringBuilder();
        for (String word : WORDS) {
            text.append((word + ' ').repeat(random.nextInt(3) == 0 ? 0 : random.nextInt(7)));
        }
        document.add(new Field(IndexFields.WORDS, text.toString(), words));
        return document;
    }

    private static String id(int number) {
        return "disclosure/" + number;
    }

    private static IndexWriter writer(ByteBuffersDirectory directory) throws IOException {
        return new IndexWriter(
                directory,
                new IndexWriterConfig(new WhitespaceAnalyzer())
                        .setSimilarity(new TextSimilarity())
                        .setIndexSort(StaticRank.order())
                        .setMergePolicy(NoMergePolicy.INSTANCE));
    }
}
