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
 * What a record is worth whatever is asked: whether it is in force, what people want first, its kind and its month. It is
 * one number of the record; a question says what each part counts. The index is kept in the order of these numbers,
 * newest month first, so a search that has found enough good records knows that no later one can be better.
 */
final class Standing {

    /** A part that is either there or not; the first ones tell of sets of secondary words, see {@link Vocabulary}. */
    static final int IN_FORCE = 7;

    /** Sets of secondary words that there is room for. */
    static final int MAX_SETS = 7;

    private static final int FIRST_YEAR = 1990;

    /** What has no date has always just been looked over. */
    private static final int UNDATED = (2026 - FIRST_YEAR) * 12;

    private static final int MAX_MONTH = 0xFFF;
    private static final float MONTHS_OF_YEAR = 12;

    private Standing() {}

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
        return new NumericDocValuesField(Fields.STANDING, month << 16 | kind << 8 | parts);
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
     */
    record Worth(float year, float[] parts, float[] kinds) {

        private float of(long standing) {
            float worth = month(standing) + kinds[(int) (standing >> 8 & 0xFF)];
            for (int part = 0; part < parts.length; part++) {
                worth += (standing >> part & 1) * parts[part];
            }
            return worth;
        }

        private float month(long standing) {
            return (standing >> 16) / MONTHS_OF_YEAR * year;
        }

        /** No record that comes after one of this standing is worth more. */
        private float most(long standing) {
            float worth = month(standing);
            for (float part : parts) {
                worth += part;
            }
            float kind = 0;
            for (float each : kinds) {
                kind = Math.max(kind, each);
            }
            return worth + kind;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Worth(float otherYear, float[] otherParts, float[] otherKinds)
                    && year == otherYear
                    && Arrays.equals(parts, otherParts)
                    && Arrays.equals(kinds, otherKinds);
        }

        @Override
        public int hashCode() {
            return Objects.hash(year, Arrays.hashCode(parts), Arrays.hashCode(kinds));
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
            NumericDocValues ahead = DocValues.getNumeric(context.reader(), Fields.STANDING);
            int documents = context.reader().maxDoc();
            return new ScorerSupplier() {
                @Override
                public Scorer get(long leadCost) {
                    return new StandingScorer(values, ahead, worth, boost);
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

        /** For looking ahead of the place where {@link #values} is. */
        private final NumericDocValues ahead;

        private final Worth worth;
        private final float boost;
        private float most = Float.MAX_VALUE;

        StandingScorer(NumericDocValues values, NumericDocValues ahead, Worth worth, float boost) {
            this.values = values;
            this.ahead = ahead;
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

        /** What the first record from there on that has a standing, and so all after it, can be worth at most. */
        @Override
        public int advanceShallow(int target) throws IOException {
            int document = ahead.docID() < target ? ahead.advance(target) : ahead.docID();
            most = document == NO_MORE_DOCS ? 0 : boost * worth.most(ahead.longValue());
            return NO_MORE_DOCS;
        }

        @Override
        public float getMaxScore(int upTo) throws IOException {
            if (most == Float.MAX_VALUE) {
                advanceShallow(Math.max(0, docID()));
            }
            return most;
        }

        private static final int NO_MORE_DOCS = DocIdSetIterator.NO_MORE_DOCS;
    }
}
