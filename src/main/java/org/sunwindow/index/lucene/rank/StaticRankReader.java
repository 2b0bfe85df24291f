package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.sunwindow.index.lucene.query.Lapses;
import org.sunwindow.index.lucene.query.StaticRankBlocks;
import org.sunwindow.index.lucene.write.IndexFields;
import org.sunwindow.index.lucene.write.StaticRank;

/** Scores the static ranks of one segment with the weights of one query. Not thread-safe. */
final class StaticRankReader {

    private final NumericDocValues ranks;

    /**
     * The same doc values for {@link #maxScore}: iterators cannot go back, and its documents are ahead of those scored.
     */
    private final NumericDocValues shallowRanks;

    private final Lapses.InLeaf lapses;
    private final StaticRankBlocks blocks;
    private final StaticRank.Weights weights;
    private final float boost;
    private final long now;

    /** Maximum score from the start of each block to the end of the segment. */
    private final float[] maxScoreFrom;

    StaticRankReader(
            LeafReader reader,
            StaticRankBlocks blocks,
            Lapses.InLeaf lapses,
            StaticRank.Weights weights,
            float boost,
            long now)
            throws IOException {
        this.ranks = DocValues.getNumeric(reader, IndexFields.STATIC_RANK);
        this.shallowRanks = DocValues.getNumeric(reader, IndexFields.STATIC_RANK);
        this.lapses = lapses;
        this.blocks = blocks;
        this.weights = weights;
        this.boost = boost;
        this.now = now;
        this.maxScoreFrom = new float[blocks.count() + 1];
        for (int i = blocks.count() - 1; i >= 0; i--) {
            maxScoreFrom[i] = Math.max(maxScoreFrom[i + 1], boost * weights.maxScore(blocks.ranks()[i]));
        }
    }

    /** Returns the score of a document. Documents must be passed in ascending order. */
    float score(int document) throws IOException {
        if (!ranks.advanceExact(document)) {
            return 0;
        }
        long rank = ranks.longValue();
        float penalty = weights.lapsedPenalty(rank);
        boolean lapsed = penalty > 0 && lapses.isLapsed(document, now);
        return boost * (weights.score(rank) - (lapsed ? penalty : 0));
    }

    /** Returns an upper bound of the scores from one document to another, both inclusive. */
    float maxScore(int from, int to) throws IOException {
        int block = blocks.of(from);
        float max = maxScoreAt(from, block);
        for (int next = block + 1; next < blocks.count() && blocks.starts()[next] <= to; next++) {
            max = Math.max(max, boost * weights.maxScore(blocks.ranks()[next]));
        }
        return max;
    }

    /** Returns an upper bound of the scores of a document and all after it. */
    float maxScoreFrom(int from) throws IOException {
        int block = blocks.of(from);
        return Math.max(maxScoreAt(from, block), maxScoreFrom[block + 1]);
    }

    /**
     * Bounds the scores from a document to the end of its block, by its start if the iterator has passed the document.
     */
    private float maxScoreAt(int from, int block) throws IOException {
        boolean ahead = from >= shallowRanks.docID() && shallowRanks.advanceExact(from);
        return boost * weights.maxScore(ahead ? shallowRanks.longValue() : blocks.ranks()[block]);
    }
}
