package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.ArrayUtil;

/** The hits of a query in one segment with their scores, in memory, and the maximum score of each block. Immutable. */
final class ScoredPostings {

    static final int BYTES_PER_HIT = Integer.BYTES + Float.BYTES;

    static final ScoredPostings EMPTY = new ScoredPostings(new int[0], new float[0]);

    /** Hits of a block, as in Lucene's postings. */
    private static final int BLOCK = 128;

    /** Bytes of the object and the headers of its arrays. */
    private static final int OVERHEAD = 128;

    private final int[] documents;
    private final float[] scores;
    private final float[] maxScores;

    private ScoredPostings(int[] documents, float[] scores) {
        this.documents = documents;
        this.scores = scores;
        this.maxScores = new float[(documents.length + BLOCK - 1) / BLOCK];
        for (int i = 0; i < scores.length; i++) {
            maxScores[i / BLOCK] = Math.max(maxScores[i / BLOCK], scores[i]);
        }
    }

    /** Collects all hits of a scorer. */
    static ScoredPostings of(Scorer scorer) throws IOException {
        var documents = new int[BLOCK];
        var scores = new float[BLOCK];
        int size = 0;
        DocIdSetIterator hits = scorer.iterator();
        for (int document = hits.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = hits.nextDoc()) {
            documents = ArrayUtil.grow(documents, size + 1);
            scores = ArrayUtil.grow(scores, size + 1);
            documents[size] = document;
            scores[size] = scorer.score();
            size++;
        }
        return new ScoredPostings(Arrays.copyOf(documents, size), Arrays.copyOf(scores, size));
    }

    boolean isEmpty() {
        return documents.length == 0;
    }

    int size() {
        return documents.length;
    }

    int bytes() {
        return OVERHEAD + documents.length * BYTES_PER_HIT + maxScores.length * Float.BYTES;
    }

    /** Returns a new scorer of these hits. */
    Scorer scorer(float boost) {
        return new ListScorer(boost);
    }

    private final class ListScorer extends Scorer {

        private final float boost;
        private final ListIterator iterator = new ListIterator();

        /** Index of the first hit that {@link #getMaxScore} considers. */
        private int shallow;

        ListScorer(float boost) {
            this.boost = boost;
        }

        @Override
        public int docID() {
            return iterator.docID();
        }

        @Override
        public DocIdSetIterator iterator() {
            return iterator;
        }

        @Override
        public float score() {
            return scores[iterator.at] * boost;
        }

        @Override
        public int advanceShallow(int target) {
            shallow = firstFrom(Math.max(shallow, Math.max(0, iterator.at)), target);
            if (shallow == documents.length) {
                return DocIdSetIterator.NO_MORE_DOCS;
            }
            int end = (shallow / BLOCK + 1) * BLOCK;
            return end >= documents.length ? DocIdSetIterator.NO_MORE_DOCS : documents[end] - 1;
        }

        @Override
        public float getMaxScore(int upTo) {
            float max = 0;
            for (int block = Math.max(shallow, Math.max(0, iterator.at)) / BLOCK;
                    block < maxScores.length && documents[block * BLOCK] <= upTo;
                    block++) {
                max = Math.max(max, maxScores[block]);
            }
            return max * boost;
        }
    }

    private final class ListIterator extends DocIdSetIterator {

        private int at = -1;

        @Override
        public int docID() {
            return at < 0 ? -1 : at < documents.length ? documents[at] : NO_MORE_DOCS;
        }

        @Override
        public int nextDoc() {
            return ++at < documents.length ? documents[at] : NO_MORE_DOCS;
        }

        @Override
        public int advance(int target) {
            at = firstFrom(at + 1, target);
            return docID();
        }

        @Override
        public long cost() {
            return documents.length;
        }
    }

    /** Returns the index of the first hit at or after a target, by galloping search from an index on. */
    private int firstFrom(int first, int target) {
        int low = first;
        int step = 1;
        while (low + step < documents.length && documents[low + step] < target) {
            low += step;
            step *= 2;
        }
        int found = low >= documents.length
                ? documents.length
                : Arrays.binarySearch(documents, low, Math.min(documents.length, low + step + 1), target);
        return found >= 0 ? found : -found - 1;
    }
}
