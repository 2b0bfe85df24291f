package org.sunwindow.index.lucene.query;

import java.time.Instant;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.SparseFixedBitSet;

/** Matches the records that others have replaced, see {@link Lapses}. Valid for one snapshot. */
final class ReplacedQuery extends Query {

    private final Lapses lapses;
    private final long then;

    ReplacedQuery(Lapses lapses, Instant then) {
        this.lapses = lapses;
        this.then = then.toEpochMilli();
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext leaf) {
                SparseFixedBitSet replaced = lapses.replaced(leaf, then);
                if (replaced == null) {
                    return null;
                }
                long cost = replaced.cardinality();
                return new ScorerSupplier() {
                    @Override
                    public Scorer get(long leadCost) {
                        DocIdSetIterator documents = new BitSetIterator(replaced, cost);
                        return new ConstantScoreScorer(score(), scoreMode, documents);
                    }

                    @Override
                    public long cost() {
                        return cost;
                    }
                };
            }

            @Override
            public boolean isCacheable(LeafReaderContext leaf) {
                // a replacement may be in another segment
                return false;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "replaced";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplacedQuery that && lapses == that.lapses && then == that.then;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(lapses) * 31 + Long.hashCode(then);
    }
}
