package org.sunwindow.index.lucene.rank;

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
 * Wraps a query whose scores depend on nothing but the document, and caches its hits with their scores for each
 * segment. A subject has up to 25 synonyms, and merging so many postings lists took two thirds of the time of the
 * longest queries. The rated queries take 2.2 to 2.6 times the time without the cache
 * ({@code script/bench --jmh CachedScoresComparison}).
 */
final class CachedScoresQuery extends Query {

    /** Bytes of the cache: two million hits. */
    private static final long MAX_BYTES = 16 << 20;

    /** Bytes of an entry; what would be larger is not cached. */
    private static final long MAX_ENTRY_BYTES = MAX_BYTES / 16;

    private record Key(IndexReader.CacheKey segment, Query query) {}

    private static final Cache<Key, ScoredPostings> CACHE = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((Key key, ScoredPostings postings) -> postings.bytes())
            .build();

    final Query query;
    private final long maxEntryBytes;

    CachedScoresQuery(Query query) {
        this(query, MAX_ENTRY_BYTES);
    }

    /**
     * @param maxEntryBytes bytes up to which the hits of a segment are cached
     */
    CachedScoresQuery(Query query, long maxEntryBytes) {
        this.query = query;
        this.maxEntryBytes = maxEntryBytes;
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        Query rewritten = query.rewrite(searcher);
        if (rewritten instanceof MatchNoDocsQuery) {
            return rewritten;
        }
        return rewritten == query ? this : new CachedScoresQuery(rewritten, maxEntryBytes);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        // without boost and always with scores, so that an entry serves every occurrence of the query
        Weight complete = query.createWeight(searcher, ScoreMode.COMPLETE, 1);
        Weight uncached = query.createWeight(searcher, scoreMode, 1);
        return new CachingWeight(complete, uncached, boost);
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
        return other instanceof CachedScoresQuery that && query.equals(that.query);
    }

    @Override
    public int hashCode() {
        return query.hashCode() + 1;
    }

    private final class CachingWeight extends Weight {

        private final Weight complete;
        private final Weight uncached;
        private final float boost;

        CachingWeight(Weight complete, Weight uncached, float boost) {
            super(CachedScoresQuery.this);
            this.complete = complete;
            this.uncached = uncached;
            this.boost = boost;
        }

        @Override
        public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
            var key = new Key(leaf.reader().getCoreCacheHelper().getKey(), query);
            ScoredPostings known = CACHE.getIfPresent(key);
            if (known != null) {
                return known.isEmpty() ? null : supplier(known);
            }
            ScorerSupplier supplier = complete.scorerSupplier(leaf);
            if (supplier == null) {
                CACHE.put(key, ScoredPostings.EMPTY);
                return null;
            }
            if (supplier.cost() * ScoredPostings.BYTES_PER_HIT > maxEntryBytes) {
                return new BoostedSupplier(uncached.scorerSupplier(leaf), boost);
            }
            ScoredPostings postings = ScoredPostings.of(supplier.get(Long.MAX_VALUE));
            CACHE.put(key, postings);
            return postings.isEmpty() ? null : supplier(postings);
        }

        private ScorerSupplier supplier(ScoredPostings postings) {
            return new ScorerSupplier() {
                @Override
                public Scorer get(long leadCost) {
                    return postings.scorer(boost);
                }

                @Override
                public long cost() {
                    return postings.size();
                }
            };
        }

        @Override
        public Explanation explain(LeafReaderContext leaf, int document) throws IOException {
            Explanation explained = complete.explain(leaf, document);
            return explained.isMatch()
                    ? Explanation.match(explained.getValue().floatValue() * boost, "cached, times " + boost, explained)
                    : explained;
        }

        @Override
        public boolean isCacheable(LeafReaderContext leaf) {
            return complete.isCacheable(leaf);
        }
    }

    /** Boosts an uncached scorer exactly as a cached one is boosted, so that scores do not depend on the cache. */
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
            // not passed on: the boosted scorer translates minimum competitive scores itself
        }
    }

    private static final class BoostedScorer extends Scorer {

        /** Exceeds the rounding error of a quotient. */
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
