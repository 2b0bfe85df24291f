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
 * What a record is worth whatever is asked: whether it is what people want first, whether it is in force, its month and
 * its kind. All this is one number of the record; a question says what each part counts. The index is kept in the order
 * of these numbers, so a search that has found enough good records knows that later ones cannot be better.
 */
public final class StaticRank {

    /**
     * Parts are either there or not. This one is missing where a record says of itself that it is abolished; one that ends
     * at a known time has it, so whoever counts it has to look at that time. The others tell of sets of secondary words,
     * see {@link Vocabulary#secondary}.
     */
    public static final int IN_FORCE = 0;

    public static final int PARTS = 8;

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

    /** What stands higher comes first; of what stands alike, the lower key. Two records never stand quite alike. */
    public static final SortField FIRST = new SortField(IndexFields.STANDING, SortField.Type.LONG, true, 0L);

    public static final SortField LAST = new SortField(IndexFields.ID, SortField.Type.STRING);

    private StaticRank() {}

    /** The part of a set of secondary words: the first sets tell most records apart. */
    public static int part(int set) {
        return Math.max(IN_FORCE + 1, PARTS - 1 - set);
    }

    /** The order in which records are kept. Tombstones come last. */
    public static Sort order() {
        return new Sort(FIRST, LAST);
    }

    /** Whether two records have the same parts. */
    public static boolean isAlike(long standing, long other) {
        return standing >> PARTS_AT == other >> PARTS_AT;
    }

    /**
     * @param kind  number of its kind
     * @param parts a bit for each part that the record has
     * @param date  of the record, {@code null} for none
     */
    public static NumericDocValuesField field(int kind, int parts, Instant date) {
        long month = date == null ? UNDATED : month(date);
        long undated = date == null ? 1 : 0;
        long standing = undated << UNDATED_AT | (long) parts << PARTS_AT | month << MONTH_AT | kind;
        return new NumericDocValuesField(IndexFields.STANDING, standing);
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
    public record Worth(float year, float[] parts, float[] kinds, float dated) {

        public float of(long standing) {
            return (float) ((double) parts(standing) + month(standing) + kinds[(int) (standing & MAX_KIND)]);
        }

        /** What is lost by a record that has the part and whose time has come. */
        public float lapsed(long standing) {
            return (standing >> PARTS_AT + IN_FORCE & 1) * parts[IN_FORCE];
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

        /** The most that this record and all after it that have the same parts can be worth, rounded up. */
        public float most(long standing) {
            float kind = dated;
            if (standing >> UNDATED_AT == 1) {
                for (float ofKind : kinds) {
                    kind = Math.max(kind, ofKind);
                }
            }
            return (float) ((double) kind + month(standing) + parts(standing)) * (1 + ROUNDING);
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
}
