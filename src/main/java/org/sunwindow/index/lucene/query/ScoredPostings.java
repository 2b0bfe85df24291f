package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.ArrayUtil;

/** What a query finds in one part of the index, with scores, in memory; it knows the best of each stretch. */
final class ScoredPostings {

    static final int BYTES_OF_ONE = Integer.BYTES + Float.BYTES;

    static final ScoredPostings EMPTY = new ScoredPostings(new int[0], new float[0]);

    /** As in the lists of the index. */
    private static final int STRETCH = 128;

    /** Of the object and its arrays. */
    private static final int OVERHEAD = 128;

    private final int[] documents;
    private final float[] scores;
    private final float[] best;

    private ScoredPostings(int[] documents, float[] scores) {
        this.documents = documents;
        this.scores = scores;
        this.best = new float[(documents.length + STRETCH - 1) / STRETCH];
        for (int i = 0; i < scores.length; i++) {
            best[i / STRETCH] = Math.max(best[i / STRETCH], scores[i]);
        }
    }

    /** Everything that a scorer finds. */
    static ScoredPostings of(Scorer scorer) throws IOException {
        var documents = new int[STRETCH];
        var scores = new float[STRETCH];
        int size = 0;
        DocIdSetIterator found = scorer.iterator();
        for (int document = found.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = found.nextDoc()) {
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
        return OVERHEAD + documents.length * BYTES_OF_ONE + best.length * Float.BYTES;
    }

    /** Goes through it. */
    Scorer scorer(float boost) {
        return new ListScorer(boost);
    }

    private final class ListScorer extends Scorer {

        private final float boost;
        private final ListIterator iterator = new ListIterator();

        /** First entry that {@link #getMaxScore} looks at. */
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
            shallow = from(Math.max(shallow, Math.max(0, iterator.at)), target);
            if (shallow == documents.length) {
                return DocIdSetIterator.NO_MORE_DOCS;
            }
            int end = (shallow / STRETCH + 1) * STRETCH;
            return end >= documents.length ? DocIdSetIterator.NO_MORE_DOCS : documents[end] - 1;
        }

        @Override
        public float getMaxScore(int upTo) {
            float most = 0;
            for (int stretch = Math.max(shallow, Math.max(0, iterator.at)) / STRETCH;
                    stretch < best.length && documents[stretch * STRETCH] <= upTo;
                    stretch++) {
                most = Math.max(most, best[stretch]);
            }
            return most * boost;
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
            at = from(at + 1, target);
            return docID();
        }

        @Override
        public long cost() {
            return documents.length;
        }
    }

    /** The first entry from one on whose document is not before a target; nearby ones are found soonest. */
    private int from(int first, int target) {
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
