package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sunwindow.calendar.Period;
import org.sunwindow.directory.OpeningTimes.SpecialDay;
import org.sunwindow.directory.OpeningTimes.Time;
import org.sunwindow.http.Problem;

/** Special days of one date. */
class OpeningTimesTest {

    private static final LocalDate DATE = LocalDate.of(2026, 12, 31);

    private static SpecialDay day(LocalDate date, String... times) {
        return new SpecialDay(
                date,
                List.of(times).stream()
                        .map(time -> new Time(time.substring(0, 5), time.substring(6), null))
                        .toList(),
                null);
    }

    private static List<Problem.Item> contradictions(List<SpecialDay> specialDays) {
        return OpeningRules.faults(null, specialDays);
    }

    private static final SpecialDay CLOSED = new SpecialDay(DATE, null, "盘点");

    @Test
    void allPeriodsOfADateHold() {
        var days = List.of(day(DATE, "09:00-10:00"), day(DATE.plusDays(1), "08:00-09:00"), day(DATE, "14:00-15:00"));
        assertThat(contradictions(days)).isEmpty();
        assertThat(OpeningTimes.of(null, days, null, null).exceptions().get(DATE))
                .containsExactly(Period.of("09:00", "10:00"), Period.of("14:00", "15:00"));
    }

    @Test
    void adjacentPeriodsDoNotOverlap() {
        assertThat(contradictions(List.of(day(DATE, "09:00-12:00"), day(DATE, "12:00-15:00"))))
                .isEmpty();
        assertThat(contradictions(List.of(CLOSED, CLOSED))).isEmpty();
        assertThat(contradictions(null)).isEmpty();
    }

    @Test
    void overlappingPeriodsAreRefused() {
        assertThat(contradictions(List.of(
                        day(DATE, "09:00-10:00"), day(DATE, "09:30-11:00"), day(DATE.plusDays(1), "09:30-11:00"))))
                .extracting(Problem.Item::name, Problem.Item::code)
                .containsExactly(tuple("specialDays[1].times", "day.overlapping"));
        assertThat(contradictions(List.of(day(DATE, "09:00-12:00", "11:00-15:00"))))
                .extracting(Problem.Item::code)
                .containsExactly("day.overlapping");
        // until the next day
        assertThat(contradictions(List.of(day(DATE, "20:00-02:00", "23:00-24:00"))))
                .extracting(Problem.Item::code)
                .containsExactly("day.overlapping");
    }

    @Test
    void dateThatIsClosedAndHasPeriodsIsRefused() {
        assertThat(contradictions(List.of(CLOSED, day(DATE, "09:00-10:00"))))
                .extracting(Problem.Item::code)
                .containsExactly("day.contradictory");
        assertThat(contradictions(List.of(day(DATE, "09:00-10:00"), day(DATE))))
                .extracting(Problem.Item::code)
                .containsExactly("day.contradictory");
    }
}
