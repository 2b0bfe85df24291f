package org.sunwindow.index.lucene.write;

import org.apache.lucene.index.FieldInvertState;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * What a phrase in a field is worth: more the oftener it occurs and the shorter the field, as with BM25, but nothing of
 * it depends on the other records. So a score stays what it was while records come and go, two instances give the same
 * one, and a cursor, which is a score, keeps its place. How telling a word is the vocabulary says, not its rarity: 通知
 * is in every record, and 低保, which people ask for, in nearly as many.
 */
public final class TextSimilarity extends Similarity {

    /** How soon further occurrences stop to count. */
    private static final float SATURATION = 1.2f;

    /** How much the length of a field counts, 0 to 1. */
    private static final float LENGTH_WEIGHT = 0.5f;

    private static final Similarity NORMS = new BM25Similarity();
    private static final float[] LENGTHS = new float[256];

    static {
        for (int i = 0; i < LENGTHS.length; i++) {
            LENGTHS[i] = SmallFloat.byte4ToInt((byte) i);
        }
    }

    /** What a word is worth has been worked out by {@link TermWeights}. */
    private static SimScorer weighed(float boost) {
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                // asked for the most there can be, Lucene gives a frequency that no word has
                return boost * Math.min(frequency, TermWeights.MOST) / TermWeights.SCALE;
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
            return weighed(boost);
        }
        float usual = IndexFields.usualLength(collection.field());
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                float length = LENGTHS[(byte) norm & 0xFF] / usual;
                float dampened = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length);
                return boost - boost / (1 + frequency / dampened);
            }
        };
    }
}
