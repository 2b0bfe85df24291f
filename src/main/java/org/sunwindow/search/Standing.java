package org.sunwindow.search;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.Weight;

/**
 * What a record is worth whatever is asked: whether it is what people want first, whether it is in force, its month and
 * its kind. All this is one number of the record; a question says what each part counts. The index is kept in the order
 * of these numbers, so a search that has found enough good records knows that later ones cannot be better.
 */
final class Standing {

    /** Parts are either there or not. The others tell of sets of secondary words, see {@link Vocabulary#secondary}. */
    static final int IN_FORCE = 0;

    static final int PARTS = 8;

    private static final int FIRST_YEAR = 1990;

    /** What has no date, such as a guide, counts as of this month. To be moved on every few years, with the version. */
    private static final int UNDATED = (2026 - FIRST_YEAR) * 12;

    private static final int MAX_MONTH = 0xFFF;
    private static final int MAX_KIND = 0xFF;
    private static final float MONTHS_OF_YEAR = 12;

    /** More than the order in which floats are added can make up. */
    private static final float ROUNDING = 1e-5f;

    // undated (1 bit), parts (8), month (12), kind (8)
    private static final int MONTH_AT = 8;
    private static final int PARTS_AT = MONTH_AT + 12;
    private static final int UNDATED_AT = PARTS_AT + PARTS;

    private Standing() {}

    /** The part of a set of secondary words: the first sets tell most records apart. */
    static int part(int set) {
        return Math.max(IN_FORCE + 1, PARTS - 1 - set);
    }

    /** The order in which records are kept. Tombstones come last. */
    static Sort order() {
        var order = new SortField(Fields.STANDING, SortField.Type.LONG, true);
        order.setMissingValue(0L);
        return new Sort(order);
    }

    /**
     * @param kind  number of its kind
     * @param parts a bit for each part that the record has
     * @param date  of the record, {@code null} for none
     */
    static NumericDocValuesField field(int kind, int parts, Instant date) {
        long month = date == null ? UNDATED : month(date);
        long undated = date == null ? 1 : 0;
        long standing = undated << UNDATED_AT | (long) parts << PARTS_AT | month << MONTH_AT | kind;
        return new NumericDocValuesField(Fields.STANDING, standing);
    }

    /** Months since a time before all records. */
    private static int month(Instant date) {
        var day = date.atZone(ZoneOffset.UTC);
        int month = (day.getYear() - FIRST_YEAR) * 12 + day.getMonthValue();
        return Math.clamp(month, 0, MAX_MONTH);
    }

    /**
     * What the parts count in a question.
     *
     * @param year  for each year that a record is newer
     * @param parts by number of the part
     * @param kinds by number of the kind
     * @param dated what a kind with dates counts at most
     */
    record Worth(float year, float[] parts, float[] kinds, float dated) {

        private float of(long standing) {
            return (float) ((double) parts(standing) + month(standing) + kinds[(int) (standing & MAX_KIND)]);
        }

        private float parts(long standing) {
            float worth = 0;
            for (int part = 0; part < PARTS; part++) {
                worth += (standing >> PARTS_AT + part & 1) * parts[part];
            }
            return worth;
        }

        private float month(long standing) {
            return (standing >> MONTH_AT & MAX_MONTH) / MONTHS_OF_YEAR * year;
        }

        /** What a record from the first to the last of a stretch of the index can be worth at most, rounded up. */
        private float most(long first, long last) {
            boolean alike = first >> PARTS_AT == last >> PARTS_AT;
            boolean hasDate = first >> UNDATED_AT == 0;
            float worth = dated;
            if (!hasDate) {
                for (float kind : kinds) {
                    worth = Math.max(worth, kind);
                }
            }
            worth += alike ? month(first) : MAX_MONTH / MONTHS_OF_YEAR * year;
            double most = (double) worth + (alike || hasDate ? mostParts(first, alike) : mostParts(-1, false));
            return (float) most * (1 + ROUNDING);
        }

        /** In the order of the index a part that is gone may come back once one before it is gone. */
        private float mostParts(long first, boolean alike) {
            if (alike) {
                return parts(first);
            }
            float worth = 0;
            float best = 0;
            for (int part = PARTS - 1; part >= 0; part--) {
                boolean there = (first >> PARTS_AT + part & 1) == 1;
                if (there) {
                    best = Math.max(best, worth + below(part));
                    worth += parts[part];
                }
            }
            return Math.max(best, worth);
        }

        private float below(int part) {
            float worth = 0;
            for (int lower = 0; lower < part; lower++) {
                worth += parts[lower];
            }
            return worth;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Worth(float otherYear, float[] otherParts, float[] otherKinds, float otherDated)
                    && year == otherYear
                    && dated == otherDated
                    && Arrays.equals(parts, otherParts)
                    && Arrays.equals(kinds, otherKinds);
        }

        @Override
        public int hashCode() {
            return Objects.hash(year, dated, Arrays.hashCode(parts), Arrays.hashCode(kinds));
        }
    }

    /** Adds to each record what its standing is worth. */
    static Query query(Worth worth) {
        return new StandingQuery(worth);
    }

    private static final class StandingQuery extends Query {

        private final Worth worth;

        StandingQuery(Worth worth) {
            this.worth = worth;
        }

        @Override
        public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
            return new StandingWeight(this, worth, boost);
        }

        @Override
        public void visit(QueryVisitor visitor) {
            visitor.visitLeaf(this);
        }

        @Override
        public String toString(String field) {
            return worth.toString();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof StandingQuery query && worth.equals(query.worth);
        }

        @Override
        public int hashCode() {
            return worth.hashCode();
        }
    }

    private static final class StandingWeight extends Weight {

        private final Worth worth;
        private final float boost;

        StandingWeight(Query query, Worth worth, float boost) {
            super(query);
            this.worth = worth;
            this.boost = boost;
        }

        @Override
        public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
            NumericDocValues values = DocValues.getNumeric(context.reader(), Fields.STANDING);
            NumericDocValues first = DocValues.getNumeric(context.reader(), Fields.STANDING);
            NumericDocValues last = DocValues.getNumeric(context.reader(), Fields.STANDING);
            int documents = context.reader().maxDoc();
            return new ScorerSupplier() {
                @Override
                public Scorer get(long leadCost) {
                    return new StandingScorer(values, first, last, worth, boost);
                }

                @Override
                public long cost() {
                    return documents;
                }
            };
        }

        @Override
        public Explanation explain(LeafReaderContext context, int document) throws IOException {
            NumericDocValues values = DocValues.getNumeric(context.reader(), Fields.STANDING);
            return values.advanceExact(document)
                    ? Explanation.match(boost * worth.of(values.longValue()), "standing")
                    : Explanation.noMatch("no standing");
        }

        @Override
        public boolean isCacheable(LeafReaderContext context) {
            return true;
        }
    }

    private static final class StandingScorer extends Scorer {

        private final NumericDocValues values;

        /** At the ends of the stretch that is looked at. */
        private final NumericDocValues first;

        private final NumericDocValues last;
        private final Worth worth;
        private final float boost;

        StandingScorer(
                NumericDocValues values, NumericDocValues first, NumericDocValues last, Worth worth, float boost) {
            this.values = values;
            this.first = first;
            this.last = last;
            this.worth = worth;
            this.boost = boost;
        }

        @Override
        public int docID() {
            return values.docID();
        }

        @Override
        public DocIdSetIterator iterator() {
            return values;
        }

        @Override
        public float score() throws IOException {
            return boost * worth.of(values.longValue());
        }

        @Override
        public int advanceShallow(int target) throws IOException {
            if (first.docID() < target) {
                first.advance(target);
            }
            return DocIdSetIterator.NO_MORE_DOCS;
        }

        /** Between two that are alike in all but the month everything is. */
        @Override
        public float getMaxScore(int upTo) throws IOException {
            advanceShallow(Math.max(0, docID()));
            if (first.docID() == DocIdSetIterator.NO_MORE_DOCS) {
                return 0;
            }
            if (last.docID() < upTo && upTo != DocIdSetIterator.NO_MORE_DOCS) {
                last.advance(upTo);
            }
            boolean known = last.docID() >= upTo && last.docID() != DocIdSetIterator.NO_MORE_DOCS;
            return boost * worth.most(first.longValue(), known ? last.longValue() : 0);
        }
    }
}
