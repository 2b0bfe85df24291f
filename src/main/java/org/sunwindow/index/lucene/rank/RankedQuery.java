package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.sunwindow.index.lucene.query.Lapses;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.StaticRank;

/**
 * Matches what a text query matches. The score is the sum of the score of the text, the weighted static rank of the
 * document and the scores of the bonus queries that match it.
 *
 * <p>The parts are one query, not clauses of a {@code BooleanQuery}, because together they can skip more blocks: the
 * text query knows its maximum score in a block, the segment is sorted by static rank, and a bonus counts only in the
 * blocks where it occurs. Independent clauses would each contribute their maximum score everywhere: a
 * {@code BooleanQuery} with {@code FeatureField} and constant-score clauses takes 1.3 to 1.4 times the time for the
 * same hits ({@code script/bench --jmh RankingComparison}).
 */
final class RankedQuery extends Query {

    final Query text;
    final StaticRank.Weights weights;
    final List<Query> bonuses;

    /** Milliseconds; a record that has lapsed by then is not in force. */
    private final long now;

    /**
     * @param text    what has to match
     * @param bonuses queries that add to the score and match few documents
     */
    RankedQuery(Query text, StaticRank.Weights weights, List<Query> bonuses, Instant now) {
        this(text, weights, bonuses, now.toEpochMilli());
    }

    private RankedQuery(Query text, StaticRank.Weights weights, List<Query> bonuses, long now) {
        this.text = text;
        this.weights = weights;
        this.bonuses = List.copyOf(bonuses);
        this.now = now;
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        Query rewritten = text.rewrite(searcher);
        var rewrittenBonuses = new ArrayList<Query>();
        boolean same = rewritten == text;
        for (Query bonus : bonuses) {
            Query rewrittenBonus = bonus.rewrite(searcher);
            same &= rewrittenBonus == bonus;
            rewrittenBonuses.add(rewrittenBonus);
        }
        if (rewritten instanceof MatchNoDocsQuery) {
            return rewritten;
        }
        return same ? this : new RankedQuery(rewritten, weights, rewrittenBonuses, now);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        Weight ofText = text.createWeight(searcher, scoreMode, boost);
        if (!scoreMode.needsScores()) {
            return ofText;
        }
        var ofBonuses = new ArrayList<Weight>();
        for (Query bonus : bonuses) {
            ofBonuses.add(bonus.createWeight(searcher, scoreMode, boost));
        }
        return new RankedWeight((Snapshot) searcher, ofText, ofBonuses, boost);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        text.visit(visitor.getSubVisitor(Occur.MUST, this));
        QueryVisitor optional = visitor.getSubVisitor(Occur.SHOULD, this);
        bonuses.forEach(bonus -> bonus.visit(optional));
    }

    @Override
    public String toString(String field) {
        return "+(%s) %s %s".formatted(text.toString(field), weights, bonuses);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankedQuery query
                && text.equals(query.text)
                && weights.equals(query.weights)
                && bonuses.equals(query.bonuses)
                && now == query.now;
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, weights, bonuses, now);
    }

    private final class RankedWeight extends Weight {

        private final Weight ofText;
        private final List<Weight> ofBonuses;
        private final Snapshot searcher;
        private final float boost;

        RankedWeight(Snapshot searcher, Weight ofText, List<Weight> ofBonuses, float boost) {
            super(RankedQuery.this);
            this.searcher = searcher;
            this.ofText = ofText;
            this.ofBonuses = ofBonuses;
            this.boost = boost;
        }

        @Override
        public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
            ScorerSupplier supplier = ofText.scorerSupplier(leaf);
            if (supplier == null) {
                return null;
            }
            return new ScorerSupplier() {
                @Override
                public Scorer get(long leadCost) throws IOException {
                    return scorer(supplier.get(leadCost), leaf);
                }

                @Override
                public long cost() {
                    return supplier.cost();
                }

                @Override
                public void setTopLevelScoringClause() throws IOException {
                    // the minimum competitive score of this scorer is passed on to that of the text
                    supplier.setTopLevelScoringClause();
                }
            };
        }

        private StaticRankReader ranks(LeafReaderContext leaf) throws IOException {
            Lapses.InLeaf lapses = searcher.lapses().in(leaf);
            return new StaticRankReader(leaf.reader(), searcher.blocks(leaf), lapses, weights, boost, now);
        }

        private RankedScorer scorer(Scorer textScorer, LeafReaderContext leaf) throws IOException {
            var bonusScorers = new ArrayList<Scorer>();
            for (Weight bonus : ofBonuses) {
                Scorer scorer = bonus.scorer(leaf);
                if (scorer != null) {
                    bonusScorers.add(scorer);
                }
            }
            return new RankedScorer(
                    textScorer, ranks(leaf), bonusScorers, leaf.reader().maxDoc());
        }

        @Override
        public Explanation explain(LeafReaderContext leaf, int document) throws IOException {
            Explanation explained = ofText.explain(leaf, document);
            if (!explained.isMatch()) {
                return explained;
            }
            var parts = new ArrayList<Explanation>();
            parts.add(explained);
            parts.add(Explanation.match(ranks(leaf).score(document), "static rank"));
            for (Weight bonus : ofBonuses) {
                Explanation added = bonus.explain(leaf, document);
                if (added.isMatch()) {
                    parts.add(added);
                }
            }
            double sum = parts.stream()
                    .mapToDouble(part -> part.getValue().doubleValue())
                    .sum();
            return Explanation.match((float) sum, "sum of:", parts);
        }

        @Override
        public boolean isCacheable(LeafReaderContext leaf) {
            return false;
        }
    }
}
