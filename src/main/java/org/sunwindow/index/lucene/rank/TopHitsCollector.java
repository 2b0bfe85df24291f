package org.sunwindow.index.lucene.rank;

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
import org.sunwindow.index.lucene.query.DocumentValues.SortKey;
import org.sunwindow.index.lucene.query.Snapshot;
import org.sunwindow.index.lucene.write.StaticRank;

/**
 * Collects the top hits by score, then by {@link StaticRank} and key. Segments are sorted by the latter two, so once
 * enough hits are collected, a later document of the same segment is competitive only with a higher score. Lucene's own
 * collector for several sort fields would visit all documents with an equal score, and takes 1.7 times the time in site
 * search and 1.2 times in a list of disclosures ({@code script/bench --jmh RankingComparison}).
 */
public final class TopHitsCollector implements Collector {

    private final Snapshot snapshot;
    private final int size;
    private final int totalThreshold;
    private final PriorityQueue<ScoreDoc> top;
    private boolean skipping;
    private int total;

    private TopHitsCollector(Snapshot snapshot, int size, int totalThreshold) {
        this.snapshot = snapshot;
        this.size = size;
        this.totalThreshold = totalThreshold;
        this.top = new PriorityQueue<>(size) {
            @Override
            protected boolean lessThan(ScoreDoc hit, ScoreDoc other) {
                return isLower(hit, other);
            }
        };
    }

    /**
     * @param size           number of top hits
     * @param totalThreshold number up to which hits are counted exactly
     */
    public static CollectorManager<TopHitsCollector, TopDocs> manager(Snapshot snapshot, int size, int totalThreshold) {
        return new CollectorManager<>() {
            @Override
            public TopHitsCollector newCollector() {
                return new TopHitsCollector(snapshot, size, totalThreshold);
            }

            @Override
            public TopDocs reduce(Collection<TopHitsCollector> collectors) {
                if (collectors.size() != 1) {
                    throw new IllegalStateException("a search runs on one thread");
                }
                return collectors.iterator().next().result();
            }
        };
    }

    private boolean isLower(ScoreDoc hit, ScoreDoc other) {
        if (hit.score != other.score) {
            return hit.score < other.score;
        }
        return snapshot.leaf(hit.doc) == snapshot.leaf(other.doc)
                ? hit.doc > other.doc
                : sortKey(hit).compareTo(sortKey(other)) > 0;
    }

    private SortKey sortKey(ScoreDoc hit) {
        var keyed = (KeyedHit) hit;
        if (keyed.key == null) {
            keyed.key = snapshot.documents().sortKey(hit);
        }
        return keyed.key;
    }

    /** A hit with its sort key, which is read when it is first compared with an equal score of another segment. */
    private static final class KeyedHit extends ScoreDoc {

        SortKey key;

        KeyedHit(int document, float score) {
            super(document, score);
        }
    }

    private TopDocs result() {
        var hits = new ScoreDoc[top.size()];
        for (int i = hits.length - 1; i >= 0; i--) {
            hits[i] = top.pop();
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
        private float minCompetitive;

        InLeaf(LeafReaderContext leaf) {
            this.base = leaf.docBase;
        }

        @Override
        public void setScorer(Scorable scorer) throws IOException {
            this.scorer = scorer;
            updateMinCompetitiveScore();
        }

        @Override
        public void collect(int document) throws IOException {
            total++;
            float score = scorer.score();
            if (top.size() < size) {
                top.add(new KeyedHit(base + document, score));
            } else if (score >= top.top().score) {
                replaceIfHigher(new KeyedHit(base + document, score), top.top());
            }
            updateMinCompetitiveScore();
        }

        private void replaceIfHigher(KeyedHit hit, ScoreDoc last) {
            if (hit.score > last.score || last.doc < base && isLower(last, hit)) {
                top.updateTop(hit);
            }
        }

        private void updateMinCompetitiveScore() throws IOException {
            if (total <= totalThreshold || top.size() < size) {
                return;
            }
            ScoreDoc last = top.top();
            float needed = last.doc >= base ? Math.nextUp(last.score) : last.score;
            if (needed > minCompetitive) {
                minCompetitive = needed;
                skipping = true;
                scorer.setMinCompetitiveScore(needed);
            }
        }
    }
}
