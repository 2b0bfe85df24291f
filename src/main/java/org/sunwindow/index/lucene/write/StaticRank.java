package org.sunwindow.index.lucene.write;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.sunwindow.language.Vocabulary;

/**
 * The query-independent part of a record's rank: flags, month and kind, packed into one number. A query assigns a
 * {@link Weights weight} to each of them. Segments are sorted by this number, so that a search which has found enough
 * good hits can skip the rest.
 */
public final class StaticRank {

    /**
     * Flag of all records but those that are abolished without a known date. A record that lapses at a known time has
     * the flag, so the time has to be checked, too. The other flags are about sets of secondary words, see
     * {@link Vocabulary#secondary}.
     */
    public static final int IN_FORCE = 0;

    /** Number of flags. */
    public static final int FLAGS = 8;

    private static final int FIRST_YEAR = 1990;
    private static final int MONTHS_OF_YEAR = 12;

    /** Stored for records without a date. Part of the index format; a query replaces it by {@link Weights#undated}. */
    private static final int UNDATED = startOf(2026);

    private static final int MAX_MONTH = 0xFFF;
    private static final int MAX_KIND = 0xFF;

    /** Exceeds the error of adding floats in another order. */
    private static final float ROUNDING = 1e-5f;

    // undated (1 bit), flags (8), month (12), kind (8)
    private static final int MONTH_SHIFT = 8;
    private static final int FLAGS_SHIFT = MONTH_SHIFT + 12;
    private static final int UNDATED_SHIFT = FLAGS_SHIFT + FLAGS;

    /** Descending by static rank; tombstones, which have none, come last. */
    public static final SortField BY_RANK = new SortField(IndexFields.STATIC_RANK, SortField.Type.LONG, true, 0L);

    /** Ascending by kind and key, which makes every order total. */
    public static final SortField BY_ID = new SortField(IndexFields.ID, SortField.Type.STRING);

    private StaticRank() {}

    /**
     * Returns the flag of records that have none of a set of secondary words. The last flag is the most significant.
     */
    public static int flag(int set) {
        return Math.max(IN_FORCE + 1, FLAGS - 1 - set);
    }

    /** Returns the order in which segments are sorted. */
    public static Sort order() {
        return new Sort(BY_RANK, BY_ID);
    }

    /** Whether two ranks have the same flags and both have a date or none. */
    public static boolean sameFlags(long rank, long other) {
        return rank >> FLAGS_SHIFT == other >> FLAGS_SHIFT;
    }

    /**
     * Returns the field with the rank of a record.
     *
     * @param kind  number of its kind
     * @param flags a bit for each flag
     * @param date  may be {@code null}
     */
    public static NumericDocValuesField field(int kind, int flags, Instant date) {
        long month = date == null ? UNDATED : month(date);
        long undated = date == null ? 1 : 0;
        long rank = undated << UNDATED_SHIFT | (long) flags << FLAGS_SHIFT | month << MONTH_SHIFT | kind;
        return new NumericDocValuesField(IndexFields.STATIC_RANK, rank);
    }

    /** Returns the number of months from the first year that counts to the start of another. */
    public static int startOf(int year) {
        return (year - FIRST_YEAR) * MONTHS_OF_YEAR;
    }

    private static int month(Instant date) {
        var day = date.atZone(ZoneOffset.UTC);
        return Math.clamp(startOf(day.getYear()) + day.getMonthValue(), 0, MAX_MONTH);
    }

    /**
     * The weights of a query.
     *
     * @param year    for each year that a record is newer
     * @param undated month that records without a date count as, see {@link #startOf}
     * @param flags   by flag
     * @param kinds   by number of the kind
     * @param dated   maximum weight of the kinds whose records have dates
     */
    public record Weights(float year, int undated, float[] flags, float[] kinds, float dated) {

        public float score(long rank) {
            return (float) ((double) flags(rank) + age(rank) + kinds[(int) (rank & MAX_KIND)]);
        }

        /** Returns what a record loses once it has lapsed. */
        public float lapsedPenalty(long rank) {
            return (rank >> FLAGS_SHIFT + IN_FORCE & 1) * flags[IN_FORCE];
        }

        private float flags(long rank) {
            float sum = 0;
            for (int flag = 0; flag < FLAGS; flag++) {
                sum += (rank >> FLAGS_SHIFT + flag & 1) * flags[flag];
            }
            return sum;
        }

        private float age(long rank) {
            long month = isUndated(rank) ? undated : rank >> MONTH_SHIFT & MAX_MONTH;
            return month / (float) MONTHS_OF_YEAR * year;
        }

        private static boolean isUndated(long rank) {
            return rank >> UNDATED_SHIFT == 1;
        }

        /** Returns an upper bound of the scores of this rank and all lower ones with the same flags. */
        public float maxScore(long rank) {
            float kind = dated;
            if (isUndated(rank)) {
                for (float weight : kinds) {
                    kind = Math.max(kind, weight);
                }
            }
            return (float) ((double) kind + age(rank) + flags(rank)) * (1 + ROUNDING);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Weights that
                    && year == that.year
                    && undated == that.undated
                    && dated == that.dated
                    && Arrays.equals(flags, that.flags)
                    && Arrays.equals(kinds, that.kinds);
        }

        @Override
        public int hashCode() {
            return Objects.hash(year, undated, dated, Arrays.hashCode(flags), Arrays.hashCode(kinds));
        }
    }
}
