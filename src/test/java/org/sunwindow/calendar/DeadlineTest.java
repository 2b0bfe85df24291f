package org.sunwindow.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.calendar.Deadline.Reason;
import org.sunwindow.calendar.Deadline.Unit;
import org.sunwindow.calendar.DeadlineRequest.Pause;

class DeadlineTest {

    private static final WorkingDays CALENDAR = new WorkingCalendar().days();

    /** Determined by hand for the calendar of 2026 (国办发明电〔2025〕7号). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // the start is not counted
                "2026-12-01 | 1 | WORKING | - | 2026-12-02 | - |",
                "2026-12-04 | 1 | WORKING | - | 2026-12-07 | - | 2026-12-05/2026-12-06 周末",
                "2026-11-25 | 20 | WORKING | - | 2026-12-23 | - | 2026-11-28/2026-11-29 周末, 2026-12-05/2026-12-06 周末, "
                        + "2026-12-12/2026-12-13 周末, 2026-12-19/2026-12-20 周末",
                // holidays, and make-up workdays that are counted
                "2026-09-28 | 5 | WORKING | - | 2026-10-10 | - | 2026-10-01/2026-10-07 国庆节",
                "2026-02-13 | 2 | WORKING | - | 2026-02-24 | - | 2026-02-15/2026-02-23 春节",
                // starts on a day off
                "2026-10-03 | 1 | WORKING | - | 2026-10-08 | - | 2026-10-04/2026-10-07 国庆节",
                // a limit in natural days ends on a working day
                "2026-11-25 | 2 | NATURAL | - | 2026-11-27 | - |",
                "2026-11-25 | 3 | NATURAL | - | 2026-11-30 | 2026-11-28 | 2026-11-28/2026-11-29 周末",
                "2026-09-01 | 30 | NATURAL | - | 2026-10-08 | 2026-10-01 | 2026-10-01/2026-10-07 国庆节",
                "2026-10-07 | 3 | NATURAL | - | 2026-10-10 | - |",
                // pauses
                "2026-11-25 | 5 | WORKING | 2026-11-27/2026-12-01 | 2026-12-07 | - | 2026-11-27/2026-12-01 暂停计算, "
                        + "2026-12-05/2026-12-06 周末",
                "2026-11-02 | 10 | NATURAL | 2026-11-05/2026-11-08 | 2026-11-16 | - | 2026-11-05/2026-11-08 暂停计算",
                "2026-11-25 | 1 | WORKING | 2026-11-26/2026-11-26 | 2026-11-27 | - | 2026-11-26/2026-11-26 暂停计算",
                // a pause before the start changes nothing
                "2026-11-25 | 1 | WORKING | 2026-11-01/2026-11-25 | 2026-11-26 | - |",
                // New Year's Day of a year that is not announced
                "2026-12-30 | 3 | WORKING | - | 2027-01-05 | - | 2027-01-01/2027-01-01 元旦, 2027-01-02/2027-01-03 周末",
                "2026-12-28 | 5 | WORKING | - | 2027-01-05 | - | 2027-01-01/2027-01-01 元旦, 2027-01-02/2027-01-03 周末",
                "2026-12-31 | 1 | NATURAL | - | 2027-01-04 | 2027-01-01 | 2027-01-01/2027-01-01 元旦, "
                        + "2027-01-02/2027-01-03 周末",
                // the law frees Friday to Sunday; which days make up for the weekend is not known yet
                "2027-09-29 | 2 | WORKING | - | 2027-10-04 | - | 2027-10-01/2027-10-03 国庆节"
            })
    void deadlinesAreThoseDeterminedByHand(
            LocalDate start, int days, Unit unit, String pause, LocalDate last, LocalDate movedFrom, String skipped) {
        Deadline deadline = Deadline.of(start, days, unit, pause == null ? List.of() : List.of(pause(pause)), CALENDAR);
        assertThat(deadline.deadline()).isEqualTo(last);
        assertThat(deadline.movedFrom()).isEqualTo(movedFrom);
        assertThat(deadline.skipped().stream()
                        .map(each -> "%s/%s %s".formatted(each.from(), each.to(), each.name()))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(skipped == null ? "" : skipped);
    }

    private static Pause pause(String ends) {
        return new Pause(LocalDate.parse(ends.substring(0, 10)), LocalDate.parse(ends.substring(11)));
    }

    @Test
    void yearsThatAreNotAnnouncedAreNamed() {
        assertThat(Deadline.of(LocalDate.of(2026, 12, 30), 3, Unit.WORKING, List.of(), CALENDAR))
                .returns(true, Deadline::provisional)
                .returns(List.of(2027), Deadline::unannouncedYears);
        assertThat(Deadline.of(LocalDate.of(2026, 12, 30), 1, Unit.WORKING, List.of(), CALENDAR))
                .returns(false, Deadline::provisional)
                .returns(List.of(), Deadline::unannouncedYears);
    }

    @Test
    void makeUpWorkdaysAreNamed() {
        assertThat(Deadline.of(LocalDate.of(2026, 9, 18), 12, Unit.WORKING, List.of(), CALENDAR)
                        .madeUp())
                .containsExactly(LocalDate.of(2026, 9, 20), LocalDate.of(2026, 10, 10));
        assertThat(Deadline.of(LocalDate.of(2026, 9, 18), 30, Unit.NATURAL, List.of(), CALENDAR)
                        .madeUp())
                .isEmpty();
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, new Random().nextLong());
    }

    /** Every day until the deadline is either counted or skipped for its reason. */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyDayIsAccountedFor(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            LocalDate start = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2400));
            int days = 1 + random.nextInt(60);
            Unit unit = random.nextBoolean() ? Unit.WORKING : Unit.NATURAL;
            LocalDate from = start.plusDays(random.nextInt(40) - 10);
            Pause pause = new Pause(from, from.plusDays(random.nextInt(20)));
            Deadline deadline = Deadline.of(start, days, unit, List.of(pause), CALENDAR);
            var skipped = new ArrayList<LocalDate>();
            for (Deadline.Skipped range : deadline.skipped()) {
                List<LocalDate> dates =
                        range.from().datesUntil(range.to().plusDays(1)).toList();
                assertThat(dates).hasSize(range.days());
                assertThat(dates).as("seed %d, from %s", seed, start).allSatisfy(date -> {
                    boolean paused = !date.isBefore(pause.from()) && !date.isAfter(pause.to());
                    assertThat(range.reason() == Reason.PAUSE ? paused : !CALENDAR.isWorking(date))
                            .isTrue();
                });
                skipped.addAll(dates);
            }
            assertThat(skipped).as("seed %d", seed).isSorted().doesNotHaveDuplicates();
            assertThat(deadline.elapsedDays())
                    .as("seed %d, from %s", seed, start)
                    .isEqualTo(days + skipped.size());
            assertThat(CALENDAR.isWorking(deadline.deadline())).isTrue();
            if (unit == Unit.WORKING) {
                assertThat(start.plusDays(1)
                                .datesUntil(deadline.deadline().plusDays(1))
                                .filter(date -> !skipped.contains(date)))
                        .hasSize(days)
                        .allMatch(CALENDAR::isWorking);
            }
        }
    }
}
