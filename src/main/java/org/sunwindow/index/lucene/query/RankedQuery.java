package org.sunwindow.index.lucene.query;

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
import org.sunwindow.index.lucene.write.StaticRank;

/**
 * Finds what its words find. A record is worth what its words are worth, its standing, and what rare extras add to it.
 *
 * <p>These are one query and not clauses of one, because together they tell which stretches of the index cannot hold any
 * of the best: the words know the most they are worth in a stretch, the index is kept in the order of standings, and
 * an extra counts only where it occurs. Clauses side by side would each have to be expected everywhere.
 */
final class RankedQuery extends Query {

    private final Query words;
    private final StaticRank.Worth worth;
    private final List<Query> extras;

    /** What has lapsed by then is not in force, in milliseconds. */
    private final long now;

    /**
     * @param words  what has to be found
     * @param extras what adds to the worth of a record, and is in few
     */
    RankedQuery(Query words, StaticRank.Worth worth, List<Query> extras, Instant now) {
        this(words, worth, extras, now.toEpochMilli());
    }

    private RankedQuery(Query words, StaticRank.Worth worth, List<Query> extras, long now) {
        this.words = words;
        this.worth = worth;
        this.extras = List.copyOf(extras);
        this.now = now;
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        Query rewritten = words.rewrite(searcher);
        var rewrittenExtras = new ArrayList<Query>();
        boolean same = rewritten == words;
        for (Query extra : extras) {
            Query rewrittenExtra = extra.rewrite(searcher);
            same &= rewrittenExtra == extra;
            rewrittenExtras.add(rewrittenExtra);
        }
        if (rewritten instanceof MatchNoDocsQuery) {
            return rewritten;
        }
        return same ? this : new RankedQuery(rewritten, worth, rewrittenExtras, now);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) throws IOException {
        Weight ofWords = words.createWeight(searcher, scoreMode, boost);
        if (!scoreMode.needsScores()) {
            return ofWords;
        }
        var ofExtras = new ArrayList<Weight>();
        for (Query extra : extras) {
            ofExtras.add(extra.createWeight(searcher, scoreMode, boost));
        }
        return new RankedWeight((Snapshot) searcher, ofWords, ofExtras, boost);
    }

    @Override
    public void visit(QueryVisitor visitor) {
        words.visit(visitor.getSubVisitor(Occur.MUST, this));
        QueryVisitor optional = visitor.getSubVisitor(Occur.SHOULD, this);
        extras.forEach(extra -> extra.visit(optional));
    }

    @Override
    public String toString(String field) {
        return "+(%s) %s %s".formatted(words.toString(field), worth, extras);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankedQuery query
                && words.equals(query.words)
                && worth.equals(query.worth)
                && extras.equals(query.extras)
                && now == query.now;
    }

    @Override
    public int hashCode() {
        return Objects.hash(words, worth, extras, now);
    }

    private final class RankedWeight extends Weight {

        private final Weight ofWords;
        private final List<Weight> ofExtras;
        private final Snapshot searcher;
        private final float boost;

        RankedWeight(Snapshot searcher, Weight ofWords, List<Weight> ofExtras, float boost) {
            super(RankedQuery.this);
            this.searcher = searcher;
            this.ofWords = ofWords;
            this.ofExtras = ofExtras;
            this.boost = boost;
        }

        @Override
        public ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
            ScorerSupplier found = ofWords.scorerSupplier(leaf);
            if (found == null) {
                return null;
            }
            return new ScorerSupplier() {
                @Override
                public Scorer get(long leadCost) throws IOException {
                    return scorer(found.get(leadCost), leaf);
                }

                @Override
                public long cost() {
                    return found.cost();
                }

                @Override
                public void setTopLevelScoringClause() throws IOException {
                    // what is told this scorer, it tells the words
                    found.setTopLevelScoringClause();
                }
            };
        }

        private StaticRankReader standing(LeafReaderContext leaf) throws IOException {
            return new StaticRankReader(leaf.reader(), searcher.stretches(leaf), worth, boost, now);
        }

        private RankedScorer scorer(Scorer found, LeafReaderContext leaf) throws IOException {
            var added = new ArrayList<Scorer>();
            for (Weight extra : ofExtras) {
                Scorer scorer = extra.scorer(leaf);
                if (scorer != null) {
                    added.add(scorer);
                }
            }
            return new RankedScorer(found, standing(leaf), added, leaf.reader().maxDoc());
        }

        @Override
        public Explanation explain(LeafReaderContext leaf, int document) throws IOException {
            Explanation found = ofWords.explain(leaf, document);
            if (!found.isMatch()) {
                return found;
            }
            var parts = new ArrayList<Explanation>();
            parts.add(found);
            parts.add(Explanation.match(standing(leaf).of(document), "standing"));
            for (Weight extra : ofExtras) {
                Explanation added = extra.explain(leaf, document);
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
