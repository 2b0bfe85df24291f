package org.sunwindow.index.lucene.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.Suggestion;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.kind.Filter;
import org.sunwindow.language.ChineseText;
import org.sunwindow.publication.LogPosition;

/** The index at one revision, with what is worth computing once for it. Safe for any thread. */
public final class Snapshot extends IndexSearcher {

    /** What a term that is nowhere finds; told from others by being this very object. */
    static final Query NOTHING = new MatchNoDocsQuery("no record has it");

    private static final String DIVISION = "division";
    private static final int MAX_SAME_NAME = 5;
    private static final int MAX_NAMES = 5_000;
    private static final int MAX_LOOKED_AT = 20_000;
    private static final int MAX_STATES = 5_000;

    static {
        // a question is bounded by LuceneQueries at about 2,500
        setMaxClauseCount(4096);
    }

    public final LogPosition position;

    /** Looking up a word in the dictionaries of all parts of an index costs more than reading the best of its records. */
    private final Cache<Term, TermStates> states = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_STATES)
            .build();

    private final AtomicReferenceArray<StaticRankBlocks> stretches;
    private volatile Set<String> topics;
    private volatile List<String> names;

    public Snapshot(IndexReader reader, LogPosition position) {
        super(reader);
        setSimilarity(new TextSimilarity());
        this.position = position;
        this.stretches = new AtomicReferenceArray<>(reader.leaves().size());
    }

    /** Without a look into the cache of queries, where none of a single term ever is. */
    @Override
    public Weight createWeight(Query query, ScoreMode scores, float boost) throws IOException {
        return query instanceof TermQuery
                ? query.createWeight(this, scores, boost)
                : super.createWeight(query, scores, boost);
    }

    /** As its parent does, but nothing is opened to be sorted or counted in parts of the index where nothing is found. */
    @Override
    protected void searchLeaf(LeafReaderContext leaf, int first, int last, Weight weight, Collector collector)
            throws IOException {
        ScorerSupplier found = weight.scorerSupplier(leaf);
        if (found == null) {
            return;
        }
        LeafCollector collected;
        try {
            collected = collector.getLeafCollector(leaf);
        } catch (CollectionTerminatedException e) {
            // nothing of this part is wanted
            return;
        }
        found.setTopLevelScoringClause();
        try {
            found.bulkScorer().score(collected, leaf.reader().getLiveDocs(), first, last);
        } catch (CollectionTerminatedException e) {
            // of this part, the collector has seen enough
        }
        collected.finish();
    }

    /** Identity of a document, see {@link IndexFields#id}. */
    public String id(int document) throws IOException {
        LeafReaderContext leaf = leaf(document);
        var ids = DocValues.getSorted(leaf.reader(), IndexFields.ID);
        ids.advanceExact(document - leaf.docBase);
        return ids.lookupOrd(ids.ordValue()).utf8ToString();
    }

    /**
     * Where a hit comes in the order of relevance: by score, by standing, by key.
     *
     * @param key see {@link IndexFields#id}
     */
    public record Place(float score, long standing, String key) implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::score)
                .thenComparing(Place::standing)
                .reversed()
                .thenComparing(place -> new BytesRef(place.key()));

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }

        public FieldDoc as(int document) {
            return new FieldDoc(document, score, new Object[] {score, standing, new BytesRef(key)});
        }
    }

    public Place place(ScoreDoc hit) {
        try {
            LeafReaderContext leaf = leaf(hit.doc);
            var standings = DocValues.getNumeric(leaf.reader(), IndexFields.STANDING);
            long standing = standings.advanceExact(hit.doc - leaf.docBase) ? standings.longValue() : 0;
            return new Place(hit.score, standing, id(hit.doc));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the number of documents in each segment, tombstones and deleted ones included. */
    public List<Integer> segmentSizes() {
        return getIndexReader().leaves().stream()
                .map(leaf -> leaf.reader().maxDoc())
                .toList();
    }

    /** The part of the index that a document is in. */
    public LeafReaderContext leaf(int document) {
        List<LeafReaderContext> leaves = getIndexReader().leaves();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }

    /** How a part of the index is ordered. */
    StaticRankBlocks stretches(LeafReaderContext leaf) throws IOException {
        StaticRankBlocks known = stretches.get(leaf.ord);
        if (known == null) {
            known = StaticRankBlocks.of(leaf.reader());
            stretches.set(leaf.ord, known);
        }
        return known;
    }

    /** Where a word is in the index, {@code docFreq} 0 where it is not. */
    TermStates states(Term term) throws IOException {
        TermStates known = states.getIfPresent(term);
        if (known == null) {
            known = TermStates.build(this, term, true);
            states.put(term, known);
        }
        return known;
    }

    /** What has a term; {@link #NOTHING} where nothing has. */
    public Query term(String field, String text) throws IOException {
        var term = new Term(field, text);
        TermStates known = states(term);
        return known.docFreq() == 0 ? NOTHING : new TermQuery(term, known);
    }

    /** What has any of some terms. */
    Query anyOf(String field, List<String> terms) throws IOException {
        return terms.size() == 1
                ? term(field, terms.getFirst())
                : new TermInSetQuery(field, terms.stream().map(BytesRef::new).toList());
    }

    /** Whether a number or code is that of a record, by {@link ChineseText#identifier}. */
    public boolean hasNumber(String identifier) throws IOException {
        return first(new Term(IndexFields.IDENTIFIER, identifier)) >= 0;
    }

    /** Keys of the divisions that are called so; a few, because names of villages repeat. */
    public List<String> divisions(String name) throws IOException {
        Query called = term(IndexFields.NAME, ChineseText.letters(name));
        if (called == NOTHING) {
            return List.of();
        }
        var named = new BooleanQuery.Builder()
                .add(called, BooleanClause.Occur.FILTER)
                .add(term(IndexFields.KIND, DIVISION), BooleanClause.Occur.FILTER);
        var keys = new ArrayList<String>();
        // in an order of their own, the same in every instance
        var byKey = new Sort(new SortField(IndexFields.ID, SortField.Type.STRING));
        for (ScoreDoc hit : search(named.build(), MAX_SAME_NAME, byKey).scoreDocs) {
            keys.add(id(hit.doc).substring(DIVISION.length() + 1));
        }
        return keys;
    }

    /** All topics, also of records that are not public at this moment. */
    public Set<String> topics() throws IOException {
        Set<String> known = topics;
        if (known == null) {
            known = terms(IndexFields.value(Suggestion.TOPIC), MAX_NAMES);
            topics = known;
        }
        return known;
    }

    /** The document of an identity, -1 for none. */
    public int find(String id) throws IOException {
        return first(new Term(IndexFields.ID, id));
    }

    /** The same of what has a successor, which is in few. */
    int findSucceeded(String id) throws IOException {
        return first(new Term(IndexFields.SUCCEEDED, id));
    }

    /** The first document with a term, -1 for none. */
    private int first(Term term) throws IOException {
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            int document = firstLive(leaf, postings);
            if (document != DocIdSetIterator.NO_MORE_DOCS) {
                return leaf.docBase + document;
            }
        }
        return -1;
    }

    /** Whether any time of a field may be within bounds, by the first and the last of each part of the index. */
    boolean mayHave(String field, long from, long to) throws IOException {
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            PointValues times = leaf.reader().getPointValues(field);
            if (times != null
                    && LongPoint.decodeDimension(times.getMinPackedValue(), 0) <= to
                    && LongPoint.decodeDimension(times.getMaxPackedValue(), 0) >= from) {
                return true;
            }
        }
        return false;
    }

    /** Whether a query finds anything. */
    public boolean finds(Query query) throws IOException {
        Weight weight = createWeight(rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null && firstLive(leaf, scorer.iterator()) != DocIdSetIterator.NO_MORE_DOCS) {
                return true;
            }
        }
        return false;
    }

    private static int firstLive(LeafReaderContext leaf, DocIdSetIterator documents) throws IOException {
        var live = leaf.reader().getLiveDocs();
        int document = documents.nextDoc();
        while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
            document = documents.nextDoc();
        }
        return document;
    }

    /** The values of a document by a {@link Filter} that has facets. */
    public List<String> values(int document, String filter) throws IOException {
        LeafReaderContext leaf = leaf(document);
        var ordinals = DocValues.getSortedSet(leaf.reader(), IndexFields.value(filter));
        var values = new ArrayList<String>();
        if (ordinals.advanceExact(document - leaf.docBase)) {
            for (int i = 0; i < ordinals.docValueCount(); i++) {
                values.add(ordinals.lookupOrd(ordinals.nextOrd()).utf8ToString());
            }
        }
        return values;
    }

    public boolean isInForce(int document, Instant now) throws IOException {
        Instant lapsed = time(document, IndexFields.LAPSED_FROM);
        return lapsed == null || now.isBefore(lapsed);
    }

    /** A time of a document, {@code null} for none. */
    public Instant time(int document, String field) throws IOException {
        LeafReaderContext leaf = leaf(document);
        var times = DocValues.getSortedNumeric(leaf.reader(), field);
        return times.advanceExact(document - leaf.docBase) ? Instant.ofEpochMilli(times.nextValue()) : null;
    }

    /** What a document, which is no tombstone, has in a column. */
    public byte[] bytes(int document, String field) throws IOException {
        LeafReaderContext leaf = leaf(document);
        var values = DocValues.getBinary(leaf.reader(), field);
        if (!values.advanceExact(document - leaf.docBase)) {
            throw new IllegalStateException("a document without " + field);
        }
        return copy(values.binaryValue());
    }

    /** What a document, which is no tombstone, has packed. */
    public byte[] stored(int document, String field) throws IOException {
        return copy(storedFields().document(document, Set.of(field)).getBinaryValue(field));
    }

    private static byte[] copy(BytesRef bytes) {
        return Arrays.copyOfRange(bytes.bytes, bytes.offset, bytes.offset + bytes.length);
    }

    /** The title of a document, {@code null} of a tombstone. */
    public String title(int document) throws IOException {
        LeafReaderContext leaf = leaf(document);
        var titles = DocValues.getBinary(leaf.reader(), IndexFields.TITLE);
        return titles.advanceExact(document - leaf.docBase)
                ? titles.binaryValue().utf8ToString()
                : null;
    }

    /** Short names of services, bodies and places; at most {@link #MAX_NAMES}. */
    public List<String> names() throws IOException {
        List<String> known = names;
        if (known == null) {
            known = List.copyOf(terms(IndexFields.NAMED, MAX_NAMES));
            names = known;
        }
        return known;
    }

    private Set<String> terms(String field, int most) throws IOException {
        var found = new TreeSet<String>();
        int left = MAX_LOOKED_AT;
        for (LeafReaderContext leaf : getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(field);
            TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
            for (BytesRef term = each.next(); term != null && left > 0; term = each.next(), left--) {
                // what is left of records that were withdrawn does not count
                if (first(new Term(field, BytesRef.deepCopyOf(term))) >= 0) {
                    found.add(term.utf8ToString());
                }
            }
        }
        return found.stream().limit(most).collect(Collectors.toCollection(TreeSet::new));
    }

    /** First instant after {@code now} at which a record appears, disappears or lapses by itself, {@code Instant.MAX} for none. */
    public Instant nextVisibilityChange(Instant now) throws IOException {
        return Collections.min(List.of(
                firstAfter(IndexFields.VISIBLE_FROM, now),
                firstAfter(IndexFields.VISIBLE_UNTIL, now),
                firstAfter(IndexFields.LAPSED_FROM, now)));
    }

    private Instant firstAfter(String field, Instant now) throws IOException {
        var later = LongField.newRangeQuery(field, now.toEpochMilli() + 1, Long.MAX_VALUE);
        var ascending = new Sort(LongField.newSortField(field, false, SortedNumericSelector.Type.MIN));
        var first = search(later, 1, ascending).scoreDocs;
        return first.length == 0 ? Instant.MAX : Instant.ofEpochMilli((Long) ((FieldDoc) first[0]).fields[0]);
    }
}
