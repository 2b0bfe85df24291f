package org.sunwindow.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.cases.CaseClock.Light;
import org.sunwindow.cases.CaseTiming.Pause;

/** Deadlines compared with those calculated by hand. */
class CaseTimingTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final WorkingDays DAYS = new WorkingCalendar().days();
    private static final int DUE_SOON = 3;

    /** A line of deadlines.txt. */
    record Example(LocalDate start, String limit, List<Pause> pauses, LocalDate deadline, String notice, String why) {

        static Example parse(String line) {
            String[] parts = line.split("\\|");
            var pauses = new ArrayList<Pause>();
            for (String pause : parts[2].strip().split(" ")) {
                if (!pause.isEmpty()) {
                    String[] ends = pause.split("/");
                    pauses.add(new Pause(LocalDate.parse(ends[0]), LocalDate.parse(ends[1])));
                }
            }
            return new Example(
                    LocalDate.parse(parts[0].strip()),
                    parts[1].strip(),
                    pauses,
                    LocalDate.parse(parts[3].strip()),
                    parts[4].strip(),
                    parts[5].strip());
        }
    }

    static Stream<Example> examples() throws IOException {
        try (var in = CaseTimingTest.class.getResourceAsStream("/cases/deadlines.txt")) {
            List<Example> all = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Example::parse)
                    .toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(40);
            assertThat(all).allSatisfy(example -> assertThat(example.notice()).contains("国办发明电"));
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void deadlinesAreThoseCalculatedByHand(Example example) {
        var timing = new CaseTiming(
                example.start().atTime(16, 30).atOffset(CHINA),
                CaseLimit.parse(example.limit()),
                null,
                null,
                null,
                example.pauses(),
                null);
        CaseClock clock = timing.on(example.start(), ZONE, DAYS, DUE_SOON);
        assertThat(clock.statutory().deadline()).as(example.why()).isEqualTo(example.deadline());
        assertThat(clock.provisional()).isFalse();
    }

    private static CaseTiming twentyDays(LocalDate ended, Pause... pauses) {
        return new CaseTiming(
                OffsetDateTime.parse("2026-11-09T10:00:00+08:00"),
                new CaseLimit(20, CaseLimit.Unit.WORKING_DAY),
                new CaseLimit(10, CaseLimit.Unit.WORKING_DAY),
                null,
                null,
                List.of(pauses),
                ended);
    }

    private static CaseClock on(String today, CaseTiming timing) {
        return timing.on(LocalDate.parse(today), ZONE, DAYS, DUE_SOON);
    }

    /** The promise ends on 11-23, the law on 12-07. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-09, NORMAL, 10, 20",
        "2026-11-17, NORMAL, 4, 14",
        "2026-11-18, DUE_SOON, 3, 13",
        "2026-11-23, DUE_SOON, 0, 10",
        "2026-11-24, OVERDUE, -1, 9",
        "2026-11-28, OVERDUE, -4, 6",
        "2026-12-08, OVERDUE, -11, -1"
    })
    void lightFollowsTheEarlierLimit(String today, Light light, int promised, int statutory) {
        CaseClock clock = on(today, twentyDays(null));
        assertThat(clock.light()).isEqualTo(light);
        assertThat(clock.promised().daysLeft()).isEqualTo(promised);
        assertThat(clock.statutory().daysLeft()).isEqualTo(statutory);
        assertThat(clock.statutory().limit()).isEqualTo("20个工作日");
        assertThat(clock.suspended()).isFalse();
    }

    @Test
    void endedCaseIsJudgedByItsEnd() {
        CaseClock inTime = on("2027-03-01", twentyDays(LocalDate.of(2026, 11, 23)));
        assertThat(inTime.light()).isEqualTo(Light.NORMAL);
        assertThat(inTime.promised().daysLeft()).isNull();
        assertThat(on("2027-03-01", twentyDays(LocalDate.of(2026, 11, 24))).light())
                .isEqualTo(Light.OVERDUE);
    }

    @Test
    void openSuspensionMovesTheDeadlineDayByDay() {
        var pause = new Pause(LocalDate.of(2026, 11, 12), null);
        CaseClock first = on("2026-11-12", twentyDays(null, pause));
        CaseClock later = on("2026-11-19", twentyDays(null, pause));
        assertThat(first.suspended()).isTrue();
        assertThat(first.promised().deadline()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(later.promised().deadline()).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(later.promised().daysLeft()).isEqualTo(first.promised().daysLeft());
        assertThat(later.light()).isEqualTo(Light.NORMAL);
    }

    @Test
    void extensionIsAddedToTheLimitsOfItsUnit() {
        var timing = new CaseTiming(
                OffsetDateTime.parse("2026-11-09T10:00:00+08:00"),
                new CaseLimit(20, CaseLimit.Unit.WORKING_DAY),
                new CaseLimit(5, CaseLimit.Unit.CALENDAR_DAY),
                new CaseLimit(20, CaseLimit.Unit.WORKING_DAY),
                null,
                List.of(),
                null);
        CaseClock clock = on("2026-11-10", timing);
        assertThat(clock.statutory().deadline())
                .isEqualTo(on("2026-11-10", fortyDays()).statutory().deadline());
        assertThat(clock.promised().deadline()).isEqualTo(LocalDate.of(2026, 11, 16));
    }

    private static CaseTiming fortyDays() {
        return running("2026-11-09T10:00:00+08:00", new CaseLimit(40, CaseLimit.Unit.WORKING_DAY));
    }

    /** Returns the timing of an open case with a statutory limit only. */
    private static CaseTiming running(String start, CaseLimit statutory) {
        return new CaseTiming(OffsetDateTime.parse(start), statutory, null, null, null, List.of(), null);
    }

    @Test
    void clockOfAnUnannouncedYearIsProvisional() {
        var timing = running("2039-12-20T10:00:00+08:00", new CaseLimit(20, CaseLimit.Unit.WORKING_DAY));
        CaseClock clock = on("2039-12-21", timing);
        assertThat(clock.provisional()).isTrue();
        // weekends only
        assertThat(clock.statutory().deadline()).isEqualTo(LocalDate.of(2040, 1, 17));
    }

    @Test
    void clockStartsOnTheDayInChina() {
        var timing = running("2026-11-08T17:00:00Z", new CaseLimit(1, CaseLimit.Unit.WORKING_DAY));
        assertThat(on("2026-11-09", timing).statutory().deadline()).isEqualTo(LocalDate.of(2026, 11, 10));
    }

    @Test
    void limitInHoursIsNotRoundedToDays() {
        var timing = running("2026-11-09T23:00:00+08:00", new CaseLimit(2, CaseLimit.Unit.HOUR));
        assertThat(on("2026-11-09", timing).statutory().deadline()).isEqualTo(LocalDate.of(2026, 11, 10));
    }

    @Test
    void deadlineOfTheSourceIsUsedWithoutLimits() {
        var timing = new CaseTiming(null, null, null, null, LocalDate.of(2026, 11, 25), List.of(), null);
        CaseClock clock = on("2026-11-23", timing);
        assertThat(clock.light()).isEqualTo(Light.DUE_SOON);
        assertThat(clock.statutory().limit()).isNull();
        assertThat(clock.statutory().daysLeft()).isEqualTo(2);
    }

    @Test
    void endlessSuspensionHasNoDeadline() {
        var timing = twentyDays(null, new Pause(LocalDate.of(2026, 11, 10), LocalDate.of(2099, 1, 1)));
        assertThat(on("2026-11-23", timing)).isNull();
    }
}
