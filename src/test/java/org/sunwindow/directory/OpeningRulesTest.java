package org.sunwindow.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sunwindow.directory.HoursTextTest.hours;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sunwindow.directory.OpeningTimes.Season;
import org.sunwindow.directory.OpeningTimes.Weekly;
import org.sunwindow.http.Problem;

/** Regular hours that contradict each other; special days are in {@link OpeningTimesTest}. */
class OpeningRulesTest {

    private static final Season SUMMER = new Season("05-01", "09-30", null);
    private static final Season WINTER = new Season("10-01", "04-30", null);
    private static final Weekly ALL_YEAR = hours("MON TUE", "14:00-17:00", null, null, false);

    private static List<Problem.Item> faults(Weekly... weekly) {
        return OpeningRules.faults(List.of(weekly), null);
    }

    @Test
    void adjacentPeriodsAndOtherDaysDoNotOverlap() {
        assertThat(faults(
                        ALL_YEAR,
                        hours("TUE", "17:00-18:00", null, null, false),
                        hours("WED", "14:00-17:00", null, null, false),
                        hours("MON", "08:30-12:00", null, null, true)))
                .isEmpty();
        assertThat(OpeningRules.faults(null, null)).isEmpty();
    }

    @Test
    void overlappingPeriodsAreRefused() {
        assertThat(faults(ALL_YEAR, hours("WED TUE", "16:00-18:00", null, null, false)))
                .extracting(Problem.Item::name, Problem.Item::code, Problem.Item::message)
                .containsExactly(
                        tuple("hours[1]", "hours.overlapping", "周二的 16:00-18:00 与第 1 条的 14:00-17:00 重叠：同一天的各段时间应前后错开"));
        assertThat(faults(ALL_YEAR, ALL_YEAR)).hasSize(1);
    }

    /** A clerk who adds summer hours to those of all year thinks that they replace them. */
    @Test
    void seasonDoesNotReplaceWhatHoldsAllYear() {
        assertThat(faults(ALL_YEAR, hours("MON TUE", "15:00-18:00", SUMMER, null, false)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("每条都应写明 season"));
        assertThat(faults(
                        hours("MON TUE", "14:00-17:00", WINTER, null, false),
                        hours("MON TUE", "15:00-18:00", SUMMER, null, false)))
                .isEmpty();
    }

    @Test
    void seasonsThatShareADayOverlap() {
        Weekly winter = hours("MON", "14:00-17:00", new Season("10-01", "05-01", null), null, false);
        assertThat(faults(winter, hours("MON", "15:00-18:00", SUMMER, null, false)))
                .extracting(Problem.Item::code)
                .containsExactly("hours.overlapping");
        Weekly february = hours("MON", "14:00-17:00", new Season("02-01", "02-29", null), null, false);
        assertThat(faults(winter, february)).hasSize(1);
        assertThat(faults(february, hours("MON", "14:00-17:00", new Season("03-01", "04-01", null), null, false)))
                .isEmpty();
    }

    @Test
    void appointmentsDoNotOverlapOpenHours() {
        assertThat(faults(ALL_YEAR, hours("MON", "16:00-17:00", null, null, true)))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("要么须预约，要么不须预约"));
    }

    @Test
    void nthWeekdaysOverlapIfADateCanBeBoth() {
        Weekly first = hours("SAT", "09:00-12:00", null, "FIRST", false);
        assertThat(faults(first, hours("SAT", "11:00-14:00", null, "SECOND LAST", false)))
                .isEmpty();
        assertThat(faults(first, hours("SAT", "11:00-14:00", null, "THIRD FIRST", false)))
                .hasSize(1);
        assertThat(faults(first, hours("SAT", "11:00-14:00", null, null, false)))
                .hasSize(1);
        assertThat(faults(
                        hours("SAT", "09:00-12:00", null, "FOURTH", false),
                        hours("SAT", "09:00-12:00", null, "LAST", false)))
                .hasSize(1);
    }

    @Test
    void yearHasFourSeasons() {
        Weekly[] months = IntStream.rangeClosed(1, 5)
                .mapToObj(month -> hours(
                        "MON",
                        "09:00-12:00",
                        new Season("0%d-01".formatted(month), "0%d-28".formatted(month), null),
                        null,
                        false))
                .toArray(Weekly[]::new);
        assertThat(faults(months)).extracting(Problem.Item::code).containsExactly("season.too-many");
        assertThat(OpeningRules.faults(List.of(months).subList(0, 4), null)).isEmpty();
    }

    /** Their constraints are reported, and nothing else about them. */
    @Test
    void unreadableHoursAreSkipped() {
        assertThat(faults(
                        ALL_YEAR,
                        new Weekly(null, "14:00", "17:00", null, null, null),
                        hours("MON", "下午2点-17:00", null, null, false),
                        hours("MON", "14:00-17:00", new Season("02-30", "03-31", null), null, false),
                        hours("MON", "14:00-17:00", null, "FIFTH", false)))
                .isEmpty();
    }
}
