package org.sunwindow.index.lucene.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.sunwindow.index.Retractions;
import org.sunwindow.index.UnknownPastException;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.TextSimilarity;
import org.sunwindow.language.ChineseText;
import org.sunwindow.publication.LogPosition;
import org.sunwindow.publication.Retraction;
import org.sunwindow.publisher.OwnerRights;

/** A searcher of the index at one position in the log. Caches what is costly to look up. Thread-safe. */
public final class Snapshot extends IndexSearcher {

    /** Returned for terms that no document has. Compared by identity. */
    public static final Query NOTHING = new MatchNoDocsQuery("no document has the term");

    private static final int MAX_STATES = 5_000;

    static {
        // the limits on clauses, synonyms and bigrams of a query allow about 2,500
        setMaxClauseCount(4096);
    }

    public final LogPosition position;

    private final OwnerRights rights;

    /** The superseded states of the records, {@code null} while they are not of the same position. */
    private final DirectoryReader superseded;

    /** The present snapshot if this one is of an earlier instant, otherwise {@code null}. */
    private final Snapshot present;

    private final PastSnapshots past = new PastSnapshots(this);

    /** The retractions that this snapshot hides, {@code null} if it hides none. */
    public final Retractions retractions;

    /** This snapshot with the retractions that were applied last. */
    private volatile Snapshot retracted;

    /** The documents that it hides. Guarded by this. */
    private RetractedDocuments hiddenDocuments = RetractedDocuments.NONE;

    /** Looking up a term in the dictionaries of all segments costs more than reading its best documents. */
    private final Cache<Term, TermStates> states = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_STATES)
            .build();

    private final DocumentValues documents = new DocumentValues(this);
    private final AtomicReferenceArray<StaticRankBlocks> blocks;
    private final Relations relations = new Relations(this);
    private final KnownNames names = new KnownNames(this);

    public Snapshot(IndexReader reader, LogPosition position) {
        this(reader, position, OwnerRights.OWN_ONLY);
    }

    /**
     * @param rights decide which records may make statements about others
     */
    public Snapshot(IndexReader reader, LogPosition position, OwnerRights rights) {
        this(reader, position, rights, null);
    }

    /**
     * @param superseded must stay open as long as {@code reader}; {@code null} if the past cannot be read
     */
    public Snapshot(IndexReader reader, LogPosition position, OwnerRights rights, DirectoryReader superseded) {
        this(reader, position, rights, null, superseded, null);
    }

    private Snapshot(
            IndexReader reader,
            LogPosition position,
            OwnerRights rights,
            Retractions retractions,
            DirectoryReader superseded,
            Snapshot present) {
        super(reader);
        this.superseded = superseded;
        this.present = present;
        this.rights = rights;
        this.retractions = retractions;
        setSimilarity(new TextSimilarity());
        this.position = position;
        this.blocks = new AtomicReferenceArray<>(reader.leaves().size());
    }

    /**
     * Returns this snapshot without the content that was retracted since. It lives as long as this one. Looks up what
     * the last call did not.
     */
    public Snapshot without(Retractions hidden) throws IOException {
        Snapshot known = retracted;
        if (known == null || known.retractions != hidden) {
            synchronized (this) {
                known = retracted;
                if (known == null || known.retractions != hidden) {
                    hiddenDocuments = hiddenDocuments.updated(this, hidden);
                    var reader = RetractedReader.of((DirectoryReader) getIndexReader(), hiddenDocuments.numbers());
                    known = new Snapshot(reader, position, rights, hidden, superseded, null);
                    retracted = known;
                }
            }
        }
        return known;
    }

    /** Returns why a record that is not found is hidden, empty if it is not. */
    public Optional<Retraction> retraction(String id) {
        return retractions == null ? Optional.empty() : retractions.after(position, id);
    }

    /** Returns the superseded states of the records, {@code null} if they cannot be read. */
    public DirectoryReader superseded() {
        return superseded;
    }

    /** Returns the records as they stood at an instant, as far as they are public now, see {@link PastSnapshots}. */
    public Snapshot asOf(Instant then, Instant now) throws IOException {
        return past.at(then, now);
    }

    /**
     * @throws UnknownPastException if not all states are known that the records of some kinds had at an instant
     */
    public void checkKnown(List<String> kinds, Instant then) throws IOException {
        past.check(kinds, then);
    }

    /** Returns a snapshot of an earlier instant. It lives as long as this one. */
    Snapshot earlier(IndexReader reader) {
        return new Snapshot(reader, position, rights, retractions, null, this);
    }

    OwnerRights rights() {
        return rights;
    }

    public DocumentValues documents() {
        return documents;
    }

    /** Bypasses the query cache for term queries, which it never holds. */
    @Override
    public Weight createWeight(Query query, ScoreMode scores, float boost) throws IOException {
        return query instanceof TermQuery
                ? query.createWeight(this, scores, boost)
                : super.createWeight(query, scores, boost);
    }

    /**
     * Does what the method of Lucene 10.6 does, but gets the leaf collector after the scorer supplier: then no doc
     * values are opened for sorting or counting in segments without hits. Compare it with Lucene's method on each
     * upgrade.
     */
    @Override
    protected void searchLeaf(LeafReaderContext leaf, int first, int last, Weight weight, Collector collector)
            throws IOException {
        ScorerSupplier supplier = weight.scorerSupplier(leaf);
        if (supplier == null) {
            return;
        }
        LeafCollector leafCollector;
        try {
            leafCollector = collector.getLeafCollector(leaf);
        } catch (CollectionTerminatedException e) {
            // the collector does not need this segment
            return;
        }
        supplier.setTopLevelScoringClause();
        try {
            supplier.bulkScorer().score(leafCollector, leaf.reader().getLiveDocs(), first, last);
        } catch (CollectionTerminatedException e) {
            // the collector needs no more of this segment
        }
        leafCollector.finish();
    }

    /** Returns the number of documents in each segment, tombstones and deleted ones included. */
    public List<Integer> segmentSizes() {
        return getIndexReader().leaves().stream()
                .map(leaf -> leaf.reader().maxDoc())
                .toList();
    }

    /** Returns the segment of a document. */
    public LeafReaderContext leaf(int document) {
        List<LeafReaderContext> leaves = getIndexReader().leaves();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }

    /** Returns how a segment is sorted. */
    public StaticRankBlocks blocks(LeafReaderContext leaf) throws IOException {
        StaticRankBlocks known = blocks.get(leaf.ord);
        if (known == null) {
            known = StaticRankBlocks.of(leaf.reader());
            blocks.set(leaf.ord, known);
        }
        return known;
    }

    /** Returns when records cease to be in force. */
    public Lapses lapses() throws IOException {
        return relations.lapses();
    }

    /** Returns the names in this snapshot. Corrections are costly to prepare and never show more than is public now. */
    public KnownNames names() {
        return present == null ? names : present.names;
    }

    public Relations relations() {
        return relations;
    }

    private TermStates states(Term term) throws IOException {
        TermStates known = states.getIfPresent(term);
        if (known == null) {
            known = TermStates.build(this, term, true);
            states.put(term, known);
        }
        return known;
    }

    /** Returns a query for a term, {@link #NOTHING} if no document has it. */
    public Query term(String field, String text) throws IOException {
        var term = new Term(field, text);
        TermStates known = states(term);
        return known.docFreq() == 0 ? NOTHING : new TermQuery(term, known);
    }

    /** Returns a query for documents with any of some terms. */
    public Query anyOf(String field, List<String> terms) throws IOException {
        return terms.size() == 1
                ? term(field, terms.getFirst())
                : new TermInSetQuery(field, terms.stream().map(BytesRef::new).toList());
    }

    /**
     * Whether any record has an identifier.
     *
     * @param identifier normalized by {@link ChineseText#identifier}
     */
    public boolean hasIdentifier(String identifier) throws IOException {
        return first(new Term(IndexFields.IDENTIFIER, identifier)) >= 0;
    }

    /**
     * Returns the document of a record, -1 if there is none.
     *
     * @param id see {@link IndexFields#id}
     */
    public int find(String id) throws IOException {
        return first(new Term(IndexFields.ID, id));
    }

    /** Returns the document of a record that has a successor, -1 if there is none. */
    int findSucceeded(String id) throws IOException {
        return first(new Term(IndexFields.SUCCEEDED, id));
    }

    /** Returns the first document with a term, -1 if there is none. */
    int first(Term term) throws IOException {
        return LiveDocuments.first(getIndexReader(), term);
    }

    /** Whether a query has any hit. */
    public boolean matches(Query query) throws IOException {
        return count(query, 1) > 0;
    }

    /**
     * Counts the hits of a query up to a number.
     *
     * @param most where counting stops
     */
    public int count(Query query, int most) throws IOException {
        return LiveDocuments.count(
                createWeight(rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1), getIndexReader(), most);
    }

    /**
     * Whether a time of any document may lie within bounds, both inclusive. Compares the minimum and maximum of each
     * segment only.
     */
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
}
