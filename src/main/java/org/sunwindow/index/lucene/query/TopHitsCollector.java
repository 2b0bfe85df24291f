package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.Collection;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.PriorityQueue;
import org.sunwindow.index.lucene.query.Snapshot.Place;
import org.sunwindow.index.lucene.write.StaticRank;

/**
 * Collects the best by score and, of equal scores, those that come first in the order of {@link StaticRank}. Each part of
 * the index is kept in that order, so once there are enough, a later record of the same part with an equal score is of
 * no interest; Lucene's own collector for several sort fields would look at all of them.
 */
public final class TopHitsCollector implements Collector {

    private final Snapshot snapshot;
    private final int wanted;
    private final int counted;
    private final PriorityQueue<ScoreDoc> best;
    private boolean skipping;
    private int total;

    private TopHitsCollector(Snapshot snapshot, int wanted, int counted) {
        this.snapshot = snapshot;
        this.wanted = wanted;
        this.counted = counted;
        this.best = new PriorityQueue<>(wanted) {
            @Override
            protected boolean lessThan(ScoreDoc hit, ScoreDoc other) {
                return isWorse(hit, other);
            }
        };
    }

    /**
     * @param wanted  how many of the best
     * @param counted hits that are counted at least, where there are so many
     */
    public static CollectorManager<TopHitsCollector, TopDocs> manager(Snapshot snapshot, int wanted, int counted) {
        return new CollectorManager<>() {
            @Override
            public TopHitsCollector newCollector() {
                return new TopHitsCollector(snapshot, wanted, counted);
            }

            @Override
            public TopDocs reduce(Collection<TopHitsCollector> collectors) {
                if (collectors.size() != 1) {
                    throw new IllegalStateException("a search is made by one thread");
                }
                return collectors.iterator().next().result();
            }
        };
    }

    private boolean isWorse(ScoreDoc hit, ScoreDoc other) {
        if (hit.score != other.score) {
            return hit.score < other.score;
        }
        return snapshot.leaf(hit.doc) == snapshot.leaf(other.doc)
                ? hit.doc > other.doc
                : place(hit).compareTo(place(other)) > 0;
    }

    private Place place(ScoreDoc hit) {
        var placed = (Placed) hit;
        if (placed.place == null) {
            placed.place = snapshot.place(hit);
        }
        return placed.place;
    }

    /** A hit that is compared with equal ones of other parts of the index. */
    private static final class Placed extends ScoreDoc {

        Place place;

        Placed(int document, float score) {
            super(document, score);
        }
    }

    private TopDocs result() {
        var hits = new ScoreDoc[best.size()];
        for (int i = hits.length - 1; i >= 0; i--) {
            hits[i] = best.pop();
        }
        var relation = skipping ? TotalHits.Relation.GREATER_THAN_OR_EQUAL_TO : TotalHits.Relation.EQUAL_TO;
        return new TopDocs(new TotalHits(total, relation), hits);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.TOP_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) {
        return new InLeaf(leaf);
    }

    private final class InLeaf implements LeafCollector {

        private final int base;
        private Scorable scorer;
        private float competitive;

        InLeaf(LeafReaderContext leaf) {
            this.base = leaf.docBase;
        }

        @Override
        public void setScorer(Scorable scorer) throws IOException {
            this.scorer = scorer;
            passOver();
        }

        @Override
        public void collect(int document) throws IOException {
            total++;
            float score = scorer.score();
            if (best.size() < wanted) {
                best.add(new Placed(base + document, score));
            } else if (score >= best.top().score) {
                addIfBetter(new Placed(base + document, score), best.top());
            }
            passOver();
        }

        private void addIfBetter(Placed hit, ScoreDoc last) {
            if (hit.score > last.score || last.doc < base && isWorse(last, hit)) {
                best.updateTop(hit);
            }
        }

        private void passOver() throws IOException {
            if (total <= counted || best.size() < wanted) {
                return;
            }
            ScoreDoc last = best.top();
            float needed = last.doc >= base ? Math.nextUp(last.score) : last.score;
            if (needed > competitive) {
                competitive = needed;
                skipping = true;
                scorer.setMinCompetitiveScore(needed);
            }
        }
    }
}
