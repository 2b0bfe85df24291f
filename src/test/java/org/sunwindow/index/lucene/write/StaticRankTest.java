package org.sunwindow.index.lucene.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The query-independent score of records. */
class StaticRankTest {

    private static final float PER_YEAR = 0.12f;

    /** Independent of the age of the index. */
    @ParameterizedTest
    @ValueSource(ints = {2026, 2027, 2040})
    void recordsWithoutADateCountAsOfTheCurrentYear(int year) {
        float undated = score(year, null);
        assertThat(undated).isGreaterThan(score(year, date(year - 1, 11)));
        assertThat(undated).isLessThan(score(year, date(year, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2026, 2040})
    void maximumScoreBoundsRecordsWithAndWithoutADate(int year) {
        assertThat(weights(year).maxScore(rank(null))).isGreaterThanOrEqualTo(score(year, null));
        Instant date = date(year, 6);
        assertThat(weights(year).maxScore(rank(date))).isGreaterThanOrEqualTo(score(year, date));
    }

    private static Instant date(int year, int month) {
        return LocalDate.of(year, month, 15).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static float score(int year, Instant date) {
        return weights(year).score(rank(date));
    }

    private static long rank(Instant date) {
        return StaticRank.field(0, 0, date).numericValue().longValue();
    }

    private static StaticRank.Weights weights(int year) {
        return new StaticRank.Weights(
                PER_YEAR, StaticRank.startOf(year), new float[StaticRank.FLAGS], new float[] {0}, 0);
    }
}
