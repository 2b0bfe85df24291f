package org.sunwindow.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.tyme.holiday.LegalHoliday;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingDaysTest {

    private static final WorkingDays ANNOUNCED = WorkingDays.announced();

    @ParameterizedTest
    @CsvSource({
        // 国办发明电〔2025〕7号
        "2026-01-01, false",
        "2026-01-02, false",
        "2026-01-03, false",
        "2026-01-04, true",
        "2026-02-14, true",
        "2026-02-15, false",
        "2026-02-23, false",
        "2026-02-24, true",
        "2026-02-28, true",
        "2026-04-06, false",
        "2026-05-05, false",
        "2026-05-09, true",
        "2026-06-19, false",
        "2026-09-20, true",
        "2026-09-25, false",
        "2026-10-07, false",
        "2026-10-10, true",
        "2026-10-17, false",
        // 国办发明电〔2024〕12号
        "2025-01-26, true",
        "2025-02-04, false",
        "2025-02-08, true",
        "2025-04-27, true",
        "2025-10-08, false",
        "2025-10-11, true",
        // 国办发明电〔2020〕1号, which prolonged a holiday
        "2020-01-31, false",
        "2020-02-01, false",
        "2020-02-02, false",
        "2020-02-03, true",
        // weekdays and weekends
        "2026-11-23, true",
        "2026-11-21, false",
        "2026-11-22, false"
    })
    void daysFollowTheNotices(LocalDate day, boolean working) {
        assertThat(ANNOUNCED.isWorking(day)).isEqualTo(working);
    }

    /** A line of notices.txt. */
    record Notice(int year, String numbers, Set<LocalDate> free, Set<LocalDate> worked) {

        static Notice parse(String line) {
            String[] parts = line.split("\\|");
            int year = Integer.parseInt(parts[0].strip());
            return new Notice(year, parts[1].strip(), days(year, parts[2]), days(year, parts[3]));
        }

        private static Set<LocalDate> days(int year, String text) {
            return Stream.of(text.strip().split(" "))
                    .map(range -> range.split("-"))
                    .flatMap(ends -> day(year, ends[0])
                            .datesUntil(day(year, ends[ends.length - 1]).plusDays(1)))
                    .collect(Collectors.toSet());
        }

        private static LocalDate day(int year, String text) {
            String[] parts = text.split("/");
            return LocalDate.of(year, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        boolean isWorking(LocalDate date) {
            return worked.contains(date) || date.getDayOfWeek().getValue() <= 5 && !free.contains(date);
        }
    }

    static Stream<Notice> notices() throws IOException {
        try (var in = WorkingDaysTest.class.getResourceAsStream("/calendar/notices.txt")) {
            List<Notice> all = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Notice::parse)
                    .toList();
            assertThat(all)
                    .extracting(Notice::year)
                    .containsExactly(IntStream.rangeClosed(2010, 2026).boxed().toArray(Integer[]::new));
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("notices")
    void everyDayIsThatOfTheNotice(Notice notice) {
        assertThat(notice.numbers()).contains("发明电");
        assertThat(notice.worked()).allMatch(day -> day.getDayOfWeek().getValue() > 5);
        LocalDate.of(notice.year(), 1, 1)
                .datesUntil(LocalDate.of(notice.year() + 1, 1, 1))
                .forEach(day -> {
                    assertThat(ANNOUNCED.isWorking(day)).as("%s", day).isEqualTo(notice.isWorking(day));
                    if (day.getDayOfWeek().getValue() > 5) {
                        assertThat(ANNOUNCED.isMakeUpWorkday(day)).as("%s", day).isEqualTo(notice.isWorking(day));
                    }
                });
    }

    /** A correction that the library has made, too, is to be deleted. */
    @Test
    void everyCorrectionIsNeeded() {
        assertThat(NoticeCorrections.DAYS).isNotEmpty().allSatisfy(day -> {
            LegalHoliday known = LegalHoliday.fromYmd(
                    day.date().getYear(), day.date().getMonthValue(), day.date().getDayOfMonth());
            assertThat(known == null || known.isWork() != day.working()).isTrue();
            assertThat(day.notice()).contains("国办发明电");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2002, 2010, 2015, 2020, 2021, 2022, 2023, 2024, 2025, 2026})
    void yearsWithANoticeAreAnnounced(int year) {
        assertThat(ANNOUNCED.isAnnounced(year)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1999, 2040})
    void yearsWithoutANoticeAreNotAnnounced(int year) {
        assertThat(ANNOUNCED.isAnnounced(year)).isFalse();
    }

    @Test
    void yearsBeforeTheNoticesHaveWeekendsOnly() {
        assertThat(ANNOUNCED.isWorking(LocalDate.of(1999, 10, 1))).isTrue();
    }

    /** 2027: the eve of 春节 is Friday, 5 February; 2031: 中秋节 is the first day of 国庆节. */
    @ParameterizedTest
    @CsvSource({
        "2027-01-01, 元旦",
        "2027-02-05, 春节",
        "2027-02-06, 春节",
        "2027-02-08, 春节",
        "2027-04-05, 清明节",
        "2027-05-01, 劳动节",
        "2027-05-02, 劳动节",
        "2027-06-09, 端午节",
        "2027-09-15, 中秋节",
        "2027-10-01, 国庆节",
        "2027-10-03, 国庆节",
        "2031-10-01, 国庆节"
    })
    void holidaysByLawAreFreeBeforeTheNotice(LocalDate day, String name) {
        assertThat(ANNOUNCED.isWorking(day)).isFalse();
        assertThat(ANNOUNCED.known(day))
                .hasValueSatisfying(known -> assertThat(known.name()).isEqualTo(name));
        assertThat(ANNOUNCED.declared(day)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2027-01-04", "2027-02-04", "2027-02-09", "2027-05-03", "2027-10-04", "2024-02-09", "2026-10-10"
            })
    void otherDaysAreAsBefore(LocalDate day) {
        assertThat(ANNOUNCED.isWorking(day)).isTrue();
    }

    @Test
    void importedDayTakesPrecedenceOverTheLaw() {
        var day = LocalDate.of(2027, 10, 1);
        assertThat(ANNOUNCED
                        .with(List.of(new CalendarDay(day, true, "值班", null)))
                        .isWorking(day))
                .isTrue();
    }

    @Test
    void importedDaysTakePrecedence() {
        WorkingDays corrected = ANNOUNCED.with(List.of(
                new CalendarDay(LocalDate.of(2026, 11, 25), false, "本地节日", null),
                new CalendarDay(LocalDate.of(2026, 5, 9), false, "取消调休", null)));
        assertThat(corrected.isWorking(LocalDate.of(2026, 11, 25))).isFalse();
        assertThat(corrected.isWorking(LocalDate.of(2026, 5, 9))).isFalse();
        assertThat(corrected.onOrAfter(LocalDate.of(2026, 11, 25))).isEqualTo(LocalDate.of(2026, 11, 26));
        assertThat(corrected.isAnnounced(2026)).isTrue();
    }

    /** 2027: 元旦, 春节 on a Saturday, 清明节, 劳动节 on a Saturday, 端午节, 中秋节, 国庆节. */
    private static final List<String> ARRANGEMENT_2027 =
            List.of("2027-01-01", "2027-02-08", "2027-04-05", "2027-05-03", "2027-06-09", "2027-09-15", "2027-10-01");

    @Test
    void importedYearIsAnnouncedOnceItHasAllHolidays() {
        var imported = new ArrayList<CalendarDay>();
        for (String date : ARRANGEMENT_2027) {
            assertThat(ANNOUNCED.with(imported).isAnnounced(2027))
                    .as("before " + date)
                    .isFalse();
            imported.add(new CalendarDay(LocalDate.parse(date), false, "节日", null));
        }
        assertThat(ANNOUNCED.with(imported).isAnnounced(2027)).isTrue();
        assertThat(ANNOUNCED.with(imported).isAnnounced(2028)).isFalse();
        for (CalendarDay day : List.copyOf(imported)) {
            imported.remove(day);
            assertThat(ANNOUNCED.with(imported).isAnnounced(2027))
                    .as("without " + day)
                    .isFalse();
            // a working day is no holiday
            imported.add(new CalendarDay(day.date(), true, "调休上班", null));
            assertThat(ANNOUNCED.with(imported).isAnnounced(2027)).as("" + day).isFalse();
            imported.removeLast();
            imported.add(day);
        }
    }

    /** Before 2008, 清明节, 端午节 and 中秋节 were working days. */
    @ParameterizedTest
    @ValueSource(ints = {2008, 2012, 2016, 2020, 2023, 2024, 2025, 2026})
    void statutoryHolidaysAreThoseOfTheNotices(int year) {
        assertThat(StatutoryHolidays.dates(year))
                .hasSize(7)
                .allSatisfy(date ->
                        assertThat(ANNOUNCED.isWorking(date)).as("" + date).isFalse());
    }
}
