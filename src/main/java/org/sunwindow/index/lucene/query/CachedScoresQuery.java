package org.sunwindow.index.lucene.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/**
 * Finds and is worth just what another query is, whose scores depend on nothing but the record. What that comes to in a part
 * of the index, which never changes, is kept as one list: a subject has up to 25 wordings, and to go through so many lists
 * side by side took two thirds of the time of the longest questions.
 */
final class CachedScoresQuery extends Query {

    /** For all parts together: two million entries. */
    private static final long MOST_BYTES = 16 << 20;

    /** What would be longer is asked of the index each time. */
    private static final long MOST_BYTES_OF_ONE = MOST_BYTES / 16;

    private record Key(IndexReader.CacheKey part, Query query) {}

    private static final Cache<Key, ScoredPostings> LISTS = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, ScoredPostings list) -> list.bytes())
            .build();

    private final Query query;
    private final long mostBytes;

    CachedScoresQuery(Query query) {
        this(query, MOST_BYTES_OF_ONE);
    }

    /**
     * @param mostBytes of a list that is kept
     */
    CachedScoresQuery(Query query, long mostBytes) {
        this.query = query;
        this.mostBytes = mostBytes;
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        Query rewritten = query.rewrite(searcher);
        if (rewritten instanceof MatchNoDocsQuery) {
            return rewritten;
        }
        return rewritten == query ? this : new CachedScoresQuery(rewritten, mostBytes);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        // without a boost, so that a list serves wherever the query stands; and always with scores, for the same reason
        Weight plain = query.createWeight(searcher, ScoreMode.COMPLETE, 1);
        Weight skipping = query.createWeight(searcher, scoreMode, 1);
        return new KeptWeight(plain, skipping, boost);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        query.visit(visitor.getSubVisitor(Occur.MUST, this));
    }

    @Override
    public String toString(String field) {
        return query.toString(field);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CachedScoresQuery kept && query.equals(kept.query);
    }

    @Override
    public int hashCode() {
        return query.hashCode() + 1;
    }

    private final class KeptWeight extends Weight {

        private final Weight plain;
        private final Weight skipping;
        private final float boost;

        KeptWeight(Weight plain, Weight skipping, float boost) {
            super(CachedScoresQuery.this);
            this.plain = plain;
            this.skipping = skipping;
            this.boost = boost;
        }

        @Override
        public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
            var key = new Key(leaf.reader().getCoreCacheHelper().getKey(), query);
            ScoredPostings known = LISTS.getIfPresent(key);
            if (known != null) {
                return known.isEmpty() ? null : supplier(known);
            }
            ScorerSupplier lists = plain.scorerSupplier(leaf);
            if (lists == null) {
                LISTS.put(key, ScoredPostings.EMPTY);
                return null;
            }
            if (lists.cost() * ScoredPostings.BYTES_OF_ONE > mostBytes) {
                return new BoostedSupplier(skipping.scorerSupplier(leaf), boost);
            }
            ScoredPostings made = ScoredPostings.of(lists.get(Long.MAX_VALUE));
            LISTS.put(key, made);
            return made.isEmpty() ? null : supplier(made);
        }

        private ScorerSupplier supplier(ScoredPostings list) {
            return new ScorerSupplier() {
                @Override
                public Scorer get(long leadCost) {
                    return list.scorer(boost);
                }

                @Override
                public long cost() {
                    return list.size();
                }
            };
        }

        @Override
        public Explanation explain(LeafReaderContext leaf, int document) throws IOException {
            Explanation explained = plain.explain(leaf, document);
            return explained.isMatch()
                    ? Explanation.match(explained.getValue().floatValue() * boost, "kept, times " + boost, explained)
                    : explained;
        }

        @Override
        public boolean isCacheable(LeafReaderContext leaf) {
            return plain.isCacheable(leaf);
        }
    }

    /** The query as it is, boosted just as a list is: the same numbers, whatever is kept. */
    private static final class BoostedSupplier extends ScorerSupplier {

        private final ScorerSupplier supplier;
        private final float boost;

        BoostedSupplier(ScorerSupplier supplier, float boost) {
            this.supplier = supplier;
            this.boost = boost;
        }

        @Override
        public Scorer get(long leadCost) throws IOException {
            return new BoostedScorer(supplier.get(leadCost), boost);
        }

        @Override
        public long cost() {
            return supplier.cost();
        }

        @Override
        public void setTopLevelScoringClause() {
            // what is asked of this scorer is divided by the boost, see there
        }
    }

    private static final class BoostedScorer extends Scorer {

        /** More than rounding can take from a quotient. */
        private static final float ROUNDING = 1e-6f;

        private final Scorer scorer;
        private final float boost;

        BoostedScorer(Scorer scorer, float boost) {
            this.scorer = scorer;
            this.boost = boost;
        }

        @Override
        public int docID() {
            return scorer.docID();
        }

        @Override
        public DocIdSetIterator iterator() {
            return scorer.iterator();
        }

        @Override
        public TwoPhaseIterator twoPhaseIterator() {
            return scorer.twoPhaseIterator();
        }

        @Override
        public float score() throws IOException {
            return scorer.score() * boost;
        }

        @Override
        public int advanceShallow(int target) throws IOException {
            return scorer.advanceShallow(target);
        }

        @Override
        public float getMaxScore(int upTo) throws IOException {
            return scorer.getMaxScore(upTo) * boost;
        }

        @Override
        public void setMinCompetitiveScore(float minScore) throws IOException {
            scorer.setMinCompetitiveScore(minScore / boost * (1 - ROUNDING));
        }
    }
}
