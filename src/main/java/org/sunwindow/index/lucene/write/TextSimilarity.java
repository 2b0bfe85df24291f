package org.sunwindow.index.lucene.write;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * Scores phrases by frequency and field length as BM25 does, but independently of other records. So a score does not
 * change when other records do, all instances compute the same one, and a cursor, which contains a score, stays valid.
 * The vocabulary, not document frequency, decides which words matter: 通知 is in every record, but 低保, which people ask
 * for, is in nearly as many.
 */
public final class TextSimilarity extends Similarity {

    /** As k1 of BM25. */
    private static final float SATURATION = 1.2f;

    /** As b of BM25. */
    private static final float LENGTH_WEIGHT = 0.5f;

    private static final Similarity NORMS = new BM25Similarity();
    private static final float[] LENGTHS = new float[256];

    static {
        for (int i = 0; i < LENGTHS.length; i++) {
            LENGTHS[i] = SmallFloat.byte4ToInt((byte) i);
        }
    }

    /** Returns the weight that {@link TermWeights} has stored as the frequency. */
    private static SimScorer weights(float boost) {
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                // for the maximum score of a list, Lucene passes Float.MAX_VALUE
                return boost * Math.min(frequency, TermWeights.MAX_FREQUENCY) / TermWeights.SCALE;
            }
        };
    }

    @Override
    public long computeNorm(FieldInvertState state) {
        return NORMS.computeNorm(state);
    }

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
        if (collection.field().equals(IndexFields.WORDS)) {
            return weights(boost);
        }
        float typical = IndexFields.typicalLength(collection.field());
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                float length = LENGTHS[(byte) norm & 0xFF] / typical;
                float dampened = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length);
                return boost - boost / (1 + frequency / dampened);
            }
        };
    }
}
