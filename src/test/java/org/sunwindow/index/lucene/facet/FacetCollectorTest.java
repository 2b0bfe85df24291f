package org.sunwindow.index.lucene.facet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.kind.Filter;

/** Facet counts, compared with counting document by document. */
class FacetCollectorTest {

    private static final List<Filter> FILTERS = List.of(
            Filter.exact().named("genre"),
            Filter.path().named("topic"),
            Filter.exact().named("dutyUnit"),
            Filter.exact().named("absent"));

    private static final List<String> GENRES = List.of("通知", "公告", "批复", "函");
    private static final List<List<String>> TOPICS = List.of(
            List.of("综合政务", "综合政务/政务公开"),
            List.of("民政、扶贫、救灾", "民政、扶贫、救灾/优抚安置"),
            List.of("民政、扶贫、救灾"),
            List.of("综合政务", "民政、扶贫、救灾"));

    /** Is above all values. */
    private static final String ROOT = "全部";

    private final Map<String, Map<String, Integer>> expected = new HashMap<>();

    /** Documents with a value, however many, by field. */
    private final Map<String, Integer> documents = new HashMap<>();

    @Test
    @Tag("slow")
    void allSegmentsAreCountedWithoutDeletedDocuments() throws IOException {
        // more values than a column can hold, so that one field is read from doc values
        count(3, 70_000, Set.of(2, 69_999, 70_000, 140_001));
    }

    @Test
    void segmentsOfOneDocumentAreCounted() throws IOException {
        count(40, 1, Set.of(7));
    }

    private void count(int parts, int records, Set<Integer> deleted) throws IOException {
        var random = new Random(records);
        try (var directory = new ByteBuffersDirectory();
                var writer = new IndexWriter(
                        directory,
                        new IndexWriterConfig(new KeywordAnalyzer()).setMergePolicy(NoMergePolicy.INSTANCE))) {
            for (int i = 0; i < parts * records; i++) {
                writer.addDocument(document(i, random, !deleted.contains(i)));
                if (i % records == records - 1) {
                    writer.flush();
                }
            }
            for (int number : deleted) {
                writer.deleteDocuments(new Term("id", Integer.toString(number)));
            }
            try (var reader = DirectoryReader.open(writer)) {
                assertThat(reader.leaves()).hasSizeGreaterThan(1);
                // the second time from cached columns
                check(new IndexSearcher(reader));
                check(new IndexSearcher(reader));
            }
        }
    }

    private void check(IndexSearcher searcher) throws IOException {
        check(searcher, null, expected);
        var rolledUp = new HashMap<String, Map<String, Integer>>();
        expected.forEach((field, counts) -> {
            rolledUp.put(field, new HashMap<>(counts));
            rolledUp.get(field).put(ROOT, documents.get(field));
        });
        check(searcher, key -> Set.of(key, ROOT), rolledUp);
    }

    private static void check(
            IndexSearcher searcher, FacetCollector.Above tree, Map<String, Map<String, Integer>> expected)
            throws IOException {
        var counted = searcher.search(
                new MatchAllDocsQuery(),
                FacetCollector.manager(
                        FILTERS, Collections.nCopies(FILTERS.size(), null), Collections.nCopies(FILTERS.size(), tree)));
        for (int i = 0; i < FILTERS.size(); i++) {
            String field = FILTERS.get(i).name();
            Map<String, Integer> counts = counted.get(i).entrySet().stream()
                    .collect(Collectors.toMap(count -> count.getKey().utf8ToString(), Map.Entry::getValue));
            assertThat(counts).as(field).isEqualTo(expected.getOrDefault(field, Map.of()));
        }
    }

    private Document document(int number, Random random, boolean counts) {
        var document = new Document();
        document.add(new StringField("id", Integer.toString(number), Field.Store.NO));
        var values = new HashMap<String, Set<String>>();
        if (random.nextInt(3) > 0) {
            values.put("genre", Set.of(GENRES.get(random.nextInt(GENRES.size()))));
        }
        values.put("topic", new HashSet<>(TOPICS.get(random.nextInt(TOPICS.size()))));
        values.put("dutyUnit", Set.of("科室" + number));
        if (counts) {
            values.keySet().forEach(field -> documents.merge(field, 1, Integer::sum));
        }
        values.forEach((field, ofField) -> ofField.forEach(value -> {
            document.add(new SortedSetDocValuesField(IndexFields.value(field), new BytesRef(value)));
            if (counts) {
                expected.computeIfAbsent(field, any -> new HashMap<>()).merge(value, 1, Integer::sum);
            }
        }));
        return document;
    }
}
