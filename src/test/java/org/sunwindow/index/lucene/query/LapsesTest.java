package org.sunwindow.index.lucene.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.index.RetractionsFixture;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;
import org.sunwindow.kind.Kind;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;

/** What replaces a record, or what newer edition there is, is found across segments, updates, deletions and retractions: compared with a plain model. */
class LapsesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final UUID STORE = new UUID(0, 1);
    private static final int RECORDS = 30;

    /** What a record states: its own end, what it replaces, and from when. Times are in seconds from now. */
    private record Stated(Integer lapses, List<String> replaces, Integer effect, String owner, Kind.Edition edition) {

        /** Whether another record is a part of an edition of the same work. */
        boolean isOfWorkOf(Stated other) {
            return edition != null
                    && other.edition != null
                    && owner.equals(other.owner)
                    && edition.series().equals(other.edition.series())
                    && (edition.area() == null
                            || other.edition.area() == null
                            || edition.area().equals(other.edition.area()));
        }

        int from() {
            return effect == null ? Integer.MIN_VALUE : effect;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void recordIsInForceUntilItLapsesOrIsReplaced(int seed) throws IOException {
        var random = new Random(seed);
        Map<String, Stated> model = new TreeMap<>();
        try (var directory = new ByteBuffersDirectory();
                var writer = writer(directory)) {
            for (int i = 0; i < 6 * RECORDS; i++) {
                String id = id(random.nextInt(RECORDS));
                if (random.nextInt(8) == 0) {
                    model.remove(id);
                    writer.deleteDocuments(new Term(IndexFields.ID, id));
                } else {
                    Stated stated = stated(random);
                    model.put(id, stated);
                    writer.updateDocument(new Term(IndexFields.ID, id), document(id, stated));
                }
                if (random.nextInt(25) == 0) {
                    writer.flush();
                    try (var reader = DirectoryReader.open(writer)) {
                        check(reader, model, random);
                    }
                }
            }
            try (var reader = DirectoryReader.open(writer)) {
                check(reader, model, random);
            }
        }
    }

    private static void check(DirectoryReader reader, Map<String, Stated> model, Random random) throws IOException {
        var snapshot = new Snapshot(reader, new LogPosition(STORE, 1, NOW));
        assertThat(inForce(snapshot)).isEqualTo(expected(model));
        if (model.isEmpty()) {
            return;
        }
        String hidden = List.copyOf(model.keySet()).get(random.nextInt(model.size()));
        var retraction = new Retraction("disclosure", hidden.substring("disclosure/".length()), 9, 9, NOW);
        Map<String, Stated> left = new TreeMap<>(model);
        left.remove(hidden);
        assertThat(inForce(snapshot.without(RetractionsFixture.of(STORE, 1, retraction))))
                .as("without %s", hidden)
                .isEqualTo(expected(left));
    }

    private static Map<String, Boolean> expected(Map<String, Stated> model) {
        Map<String, Boolean> inForce = new TreeMap<>();
        model.forEach((id, stated) -> {
            boolean replaced = model.entrySet().stream()
                    .anyMatch(other -> !other.getKey().equals(id)
                            && other.getValue().owner().equals(stated.owner())
                            && other.getValue().replaces().contains(id)
                            && (other.getValue().effect() == null
                                    || other.getValue().effect() <= 0));
            boolean outdated = isOutdated(stated, model);
            inForce.put(id, !replaced && !outdated && (stated.lapses() == null || stated.lapses() > 0));
        });
        return inForce;
    }

    /** Whether a newer edition of the same work has a part in effect. */
    private static boolean isOutdated(Stated stated, Map<String, Stated> model) {
        List<Stated> parts = model.values().stream().filter(stated::isOfWorkOf).toList();
        String own = stated.edition() == null ? "" : stated.edition().edition();
        int last = parts.stream()
                .filter(part -> part.edition().edition().equals(own))
                .mapToInt(Stated::from)
                .max()
                .orElse(0);
        return parts.stream()
                .filter(part -> part.from() <= 0)
                .anyMatch(part -> part.from() > last
                        || part.from() == last && part.edition().edition().compareTo(own) > 0);
    }

    /** Asks in each of the ways in which searches do. */
    private static Map<String, Boolean> inForce(Snapshot snapshot) throws IOException {
        Map<String, Boolean> inForce = new TreeMap<>();
        for (ScoreDoc hit : snapshot.search(new MatchAllDocsQuery(), 1000).scoreDocs) {
            var leaf = snapshot.leaf(hit.doc);
            boolean lapsed = snapshot.lapses().in(leaf).isLapsed(hit.doc - leaf.docBase, NOW.toEpochMilli());
            assertThat(snapshot.documents().isInForce(hit.doc, NOW)).isEqualTo(!lapsed);
            inForce.put(snapshot.documents().id(hit.doc), !lapsed);
        }
        var visibility = new RecordVisibility(snapshot, NOW);
        var holding = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER);
        visibility.addInForce(holding, NOW);
        var lapsed = new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER);
        visibility.addLapsed(lapsed, NOW);
        Map<String, Boolean> filtered = new TreeMap<>();
        for (ScoreDoc hit : snapshot.search(holding.build(), 1000).scoreDocs) {
            filtered.put(snapshot.documents().id(hit.doc), true);
        }
        for (ScoreDoc hit : snapshot.search(lapsed.build(), 1000).scoreDocs) {
            filtered.put(snapshot.documents().id(hit.doc), false);
        }
        assertThat(filtered).isEqualTo(inForce);
        return inForce;
    }

    private static Stated stated(Random random) {
        var replaces = new ArrayList<String>();
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
            // some are never published
            replaces.add(id(random.nextInt(RECORDS + 5)));
        }
        var edition = random.nextInt(3) > 0
                ? null
                : new Kind.Edition(
                        "目录" + random.nextInt(2),
                        random.nextBoolean() ? null : "99010" + random.nextInt(2) + "000000",
                        "第%d版".formatted(random.nextInt(4)));
        return new Stated(time(random), replaces, time(random), "bureau" + random.nextInt(2), edition);
    }

    private static Integer time(Random random) {
        return random.nextInt(3) > 0 ? null : random.nextInt(21) - 10;
    }

    private static Document document(String id, Stated stated) {
        var document = new Document();
        document.add(new StringField(IndexFields.ID, id, Field.Store.NO));
        document.add(new SortedDocValuesField(IndexFields.ID, new BytesRef(id)));
        document.add(new NumericDocValuesField(IndexFields.REVISION, 1));
        document.add(StaticRank.field(0, id.hashCode() & 1, NOW));
        if (stated.lapses() != null) {
            document.add(time(IndexFields.LAPSED_FROM, stated.lapses()));
        }
        for (String other : stated.replaces()) {
            document.add(new SortedSetDocValuesField(IndexFields.REPLACES, new BytesRef(other)));
        }
        if (stated.edition() != null) {
            var edition = new BytesRef(IndexFields.edition(stated.edition()));
            document.add(new SortedDocValuesField(IndexFields.EDITION, edition));
        }
        document.add(new SortedDocValuesField(IndexFields.OWNER, new BytesRef(stated.owner())));
        if ((stated.edition() != null || !stated.replaces().isEmpty()) && stated.effect() != null) {
            document.add(time(IndexFields.EFFECT_FROM, stated.effect()));
        }
        return document;
    }

    private static LongField time(String field, int seconds) {
        return new LongField(field, NOW.plusSeconds(seconds).toEpochMilli(), Field.Store.NO);
    }

    private static String id(int number) {
        return "disclosure/" + number;
    }

    private static IndexWriter writer(ByteBuffersDirectory directory) throws IOException {
        return new IndexWriter(
                directory,
                new IndexWriterConfig(new WhitespaceAnalyzer())
                        .setIndexSort(StaticRank.order())
                        .setMergePolicy(NoMergePolicy.INSTANCE));
    }
}
