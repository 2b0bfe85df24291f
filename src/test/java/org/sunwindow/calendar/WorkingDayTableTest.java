package org.sunwindow.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDayTableTest {

    private static final WorkingDays DAYS = WorkingDays.announced();
    private static final WorkingDayTable TABLE = new WorkingDayTable(DAYS);

    @ParameterizedTest
    @CsvSource({
        // Friday to Friday, Saturday and Monday
        "2026-11-13, 2026-11-20, 5",
        "2026-11-13, 2026-11-21, 6",
        "2026-11-13, 2026-11-23, 6",
        "2026-11-13, 2026-11-13, 0",
        "2026-11-13, 2026-11-12, 0",
        // make-up Saturday and Sunday
        "2026-10-09, 2026-10-10, 1",
        "2026-09-18, 2026-09-20, 1",
        // Spring Festival, with a make-up Saturday before
        "2026-02-12, 2026-02-24, 3",
        "2026-10-12, 2026-10-29, 13"
    })
    void workingDaysBetweenTwoDays(LocalDate after, LocalDate day, int count) {
        assertThat(TABLE.between(after, day)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-13, 5, 2026-11-20",
        "2026-11-14, 1, 2026-11-16",
        "2026-02-13, 1, 2026-02-14",
        "2026-02-14, 1, 2026-02-24",
        "2026-09-30, 2, 2026-10-09",
        "2026-09-30, 3, 2026-10-10"
    })
    void nthWorkingDayAfterADay(LocalDate day, int n, LocalDate found) {
        assertThat(TABLE.after(day, n)).isEqualTo(found);
    }

    /** Both answers agree with counting day by day. */
    @Test
    void tableAgreesWithCounting() {
        var random = new Random(26);
        for (int i = 0; i < 2_000; i++) {
            LocalDate day = LocalDate.of(1999, 1, 1).plusDays(random.nextInt(12_000));
            int n = 1 + random.nextInt(250);
            LocalDate counted = day;
            for (int left = n; left > 0; ) {
                counted = counted.plusDays(1);
                left -= DAYS.isWorking(counted) ? 1 : 0;
            }
            assertThat(TABLE.after(day, n)).as("%d after %s", n, day).isEqualTo(counted);
            assertThat(TABLE.between(day, counted)).isEqualTo(n);
            LocalDate next = counted.plusDays(1);
            assertThat(TABLE.between(day, next)).isEqualTo(n + 1);
        }
    }
}
