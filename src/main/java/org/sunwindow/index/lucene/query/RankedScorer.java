package org.sunwindow.index.lucene.query;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;

/** Scores of a {@link RankedQuery}. Passes over stretches of the index in which nothing can be good enough. */
final class RankedScorer extends Scorer {

    private static final int NO_MORE_DOCS = DocIdSetIterator.NO_MORE_DOCS;

    /** More than rounding can take from a sum. */
    private static final double ROUNDING = 1e-5;

    private final Scorer words;
    private final DocIdSetIterator found;
    private final StaticRankReader standing;
    private final Extra[] extras;
    private final int documents;
    private float competitive;
    private float competitiveWords;

    /** Last record of the stretch that has been found worth looking at, -1 for none. */
    private int lookAtUntil = -1;

    private int shallow;

    /**
     * @param documents number of records in this part of the index
     */
    RankedScorer(Scorer words, StaticRankReader standing, List<Scorer> extras, int documents) {
        this.words = words;
        this.found = words.iterator();
        this.standing = standing;
        this.documents = documents;
        this.extras = extras.stream().map(Extra::new).toArray(Extra[]::new);
    }

    @Override
    public int docID() {
        return found.docID();
    }

    @Override
    public float score() throws IOException {
        int document = found.docID();
        double score = words.score() + standing.of(document);
        for (Extra extra : extras) {
            score += extra.of(document);
        }
        return (float) score;
    }

    @Override
    public void setMinCompetitiveScore(float minScore) throws IOException {
        competitive = minScore;
        lookAtUntil = -1;
        // from the present one on, which may not have been scored yet
        tellWords(Math.max(0, found.docID()));
    }

    @Override
    public int advanceShallow(int target) throws IOException {
        shallow = target;
        return words.advanceShallow(target);
    }

    @Override
    public float getMaxScore(int upTo) throws IOException {
        int from = Math.max(shallow, Math.max(0, found.docID()));
        return from < documents ? most(from, upTo) : 0;
    }

    @Override
    public DocIdSetIterator iterator() {
        return new DocIdSetIterator() {
            @Override
            public int docID() {
                return found.docID();
            }

            @Override
            public int nextDoc() throws IOException {
                return competitive > 0 ? good(found.docID() + 1) : found.nextDoc();
            }

            @Override
            public int advance(int target) throws IOException {
                return competitive > 0 ? good(target) : found.advance(target);
            }

            @Override
            public long cost() {
                return found.cost();
            }
        };
    }

    /** The next record from there on that may be good enough. */
    private int good(int target) throws IOException {
        int from = target;
        while (true) {
            if (from > lookAtUntil) {
                from = nextStretch(from);
            }
            int document = found.docID() < from ? found.advance(from) : found.docID();
            if (document <= lookAtUntil || document == NO_MORE_DOCS) {
                return document;
            }
            from = document;
        }
    }

    /** Where the next stretch begins that is worth looking at. */
    private int nextStretch(int from) throws IOException {
        int start = from;
        while (start < documents) {
            int end = words.advanceShallow(start);
            if (most(start, end) >= competitive) {
                lookAtUntil = end;
                tellWords(start);
                return start;
            }
            start = end == NO_MORE_DOCS ? end : end + 1;
        }
        return NO_MORE_DOCS;
    }

    /** What the words must be worth from a record on, as all else falls; they may then pass over records themselves. */
    private void tellWords(int from) throws IOException {
        if (from >= documents) {
            return;
        }
        double others = standing.mostFrom(from);
        for (Extra extra : extras) {
            others += extra.mostFrom(from);
        }
        float needed = (float) (competitive * (1 - ROUNDING) - others);
        if (needed > competitiveWords) {
            competitiveWords = needed;
            words.setMinCompetitiveScore(needed);
        }
    }

    private float most(int from, int to) throws IOException {
        double most = words.getMaxScore(to) + standing.most(from, to);
        for (Extra extra : extras) {
            most += extra.most(from, to);
        }
        return (float) most;
    }

    /** Something that a record may have beside what was found in it. */
    private static final class Extra {

        private final Scorer scorer;
        private final TwoPhaseIterator twoPhase;
        private final DocIdSetIterator approximation;
        private int matching = -1;
        private boolean matches;

        Extra(Scorer scorer) {
            this.scorer = scorer;
            this.twoPhase = scorer.twoPhaseIterator();
            this.approximation = twoPhase == null ? scorer.iterator() : twoPhase.approximation();
        }

        float of(int document) throws IOException {
            if (advanced(document) != document) {
                return 0;
            }
            if (matching != document) {
                matching = document;
                matches = twoPhase == null || twoPhase.matches();
            }
            return matches ? scorer.score() : 0;
        }

        /** Nothing where it does not occur. */
        float most(int from, int to) throws IOException {
            if (advanced(from) > to) {
                return 0;
            }
            scorer.advanceShallow(Math.max(from, approximation.docID()));
            return scorer.getMaxScore(to);
        }

        float mostFrom(int from) throws IOException {
            return advanced(from) == NO_MORE_DOCS ? 0 : scorer.getMaxScore(NO_MORE_DOCS);
        }

        private int advanced(int target) throws IOException {
            return approximation.docID() < target ? approximation.advance(target) : approximation.docID();
        }
    }
}
