package org.sunwindow.index.lucene.rank;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;

/** Scorer of a {@link RankedQuery}. Skips blocks whose maximum score is not competitive. */
final class RankedScorer extends Scorer {

    private static final int NO_MORE_DOCS = DocIdSetIterator.NO_MORE_DOCS;

    /** Exceeds the rounding error of a sum of scores. */
    private static final double ROUNDING = 1e-5;

    private final Scorer text;
    private final DocIdSetIterator matches;
    private final StaticRankReader ranks;
    private final Bonus[] bonuses;
    private final int maxDoc;
    private float minCompetitive;
    private float minCompetitiveText;

    /** Last document of the current competitive block, -1 for none. */
    private int blockEnd = -1;

    private int shallow;

    /**
     * @param maxDoc number of documents in the segment
     */
    RankedScorer(Scorer text, StaticRankReader ranks, List<Scorer> bonuses, int maxDoc) {
        this.text = text;
        this.matches = text.iterator();
        this.ranks = ranks;
        this.maxDoc = maxDoc;
        this.bonuses = bonuses.stream().map(Bonus::new).toArray(Bonus[]::new);
    }

    @Override
    public int docID() {
        return matches.docID();
    }

    @Override
    public float score() throws IOException {
        int document = matches.docID();
        double score = text.score() + ranks.score(document);
        for (Bonus bonus : bonuses) {
            score += bonus.score(document);
        }
        return (float) score;
    }

    @Override
    public void setMinCompetitiveScore(float minScore) throws IOException {
        minCompetitive = minScore;
        blockEnd = -1;
        // includes the current document, which may not have been scored yet
        updateText(Math.max(0, matches.docID()));
    }

    @Override
    public int advanceShallow(int target) throws IOException {
        shallow = target;
        return text.advanceShallow(target);
    }

    @Override
    public float getMaxScore(int upTo) throws IOException {
        int from = Math.max(shallow, Math.max(0, matches.docID()));
        return from < maxDoc ? maxScore(from, upTo) : 0;
    }

    @Override
    public DocIdSetIterator iterator() {
        return new DocIdSetIterator() {
            @Override
            public int docID() {
                return matches.docID();
            }

            @Override
            public int nextDoc() throws IOException {
                return minCompetitive > 0 ? nextCompetitive(matches.docID() + 1) : matches.nextDoc();
            }

            @Override
            public int advance(int target) throws IOException {
                return minCompetitive > 0 ? nextCompetitive(target) : matches.advance(target);
            }

            @Override
            public long cost() {
                return matches.cost();
            }
        };
    }

    /** Returns the first match at or after a document that lies in a competitive block. */
    private int nextCompetitive(int target) throws IOException {
        int from = target;
        while (true) {
            if (from > blockEnd) {
                from = nextBlock(from);
            }
            int document = matches.docID() < from ? matches.advance(from) : matches.docID();
            if (document <= blockEnd || document == NO_MORE_DOCS) {
                return document;
            }
            from = document;
        }
    }

    /** Returns the start of the next competitive block and sets its end. */
    private int nextBlock(int from) throws IOException {
        int start = from;
        while (start < maxDoc) {
            int end = text.advanceShallow(start);
            if (maxScore(start, end) >= minCompetitive) {
                blockEnd = end;
                updateText(start);
                return start;
            }
            start = end == NO_MORE_DOCS ? end : end + 1;
        }
        return NO_MORE_DOCS;
    }

    /**
     * Updates the minimum competitive score of the text. It rises along the segment as the maximum of everything else
     * falls, so that the scorer of the text can skip blocks itself.
     */
    private void updateText(int from) throws IOException {
        if (from >= maxDoc) {
            return;
        }
        double others = ranks.maxScoreFrom(from);
        for (Bonus bonus : bonuses) {
            others += bonus.maxScoreFrom(from);
        }
        float needed = (float) (minCompetitive * (1 - ROUNDING) - others);
        if (needed > minCompetitiveText) {
            minCompetitiveText = needed;
            text.setMinCompetitiveScore(needed);
        }
    }

    private float maxScore(int from, int to) throws IOException {
        double max = text.getMaxScore(to) + ranks.maxScore(from, to);
        for (Bonus bonus : bonuses) {
            max += bonus.maxScore(from, to);
        }
        return (float) max;
    }

    /** The scorer of a bonus query, advanced along with the text. */
    private static final class Bonus {

        private final Scorer scorer;
        private final TwoPhaseIterator twoPhase;
        private final DocIdSetIterator approximation;
        private int checked = -1;
        private boolean matches;

        Bonus(Scorer scorer) {
            this.scorer = scorer;
            this.twoPhase = scorer.twoPhaseIterator();
            this.approximation = twoPhase == null ? scorer.iterator() : twoPhase.approximation();
        }

        float score(int document) throws IOException {
            if (advanced(document) != document) {
                return 0;
            }
            if (checked != document) {
                checked = document;
                matches = twoPhase == null || twoPhase.matches();
            }
            return matches ? scorer.score() : 0;
        }

        float maxScore(int from, int to) throws IOException {
            if (advanced(from) > to) {
                return 0;
            }
            scorer.advanceShallow(Math.max(from, approximation.docID()));
            return scorer.getMaxScore(to);
        }

        float maxScoreFrom(int from) throws IOException {
            return advanced(from) == NO_MORE_DOCS ? 0 : scorer.getMaxScore(NO_MORE_DOCS);
        }

        private int advanced(int target) throws IOException {
            return approximation.docID() < target ? approximation.advance(target) : approximation.docID();
        }
    }
}
