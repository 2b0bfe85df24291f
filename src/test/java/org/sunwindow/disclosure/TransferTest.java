package org.sunwindow.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sunwindow.calendar.WorkingCalendar;
import org.sunwindow.calendar.WorkingDays;

class TransferTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final WorkingDays DAYS = new WorkingCalendar().days();

    private static final int FIRST_YEAR = 2017;
    private static final int LAST_YEAR = 2026;

    /** The days that the notices of the State Council declare free, and the weekends that they declare working days. */
    private static final Set<LocalDate> FREE = new HashSet<>();

    private static final Set<LocalDate> WORKED = new HashSet<>();

    static {
        for (String line : notices()) {
            String[] parts = line.split("\\|");
            int year = Integer.parseInt(parts[0].strip());
            addDays(year, parts[2], FREE);
            addDays(year, parts[3], WORKED);
        }
    }

    private static List<String> notices() {
        try (var in = TransferTest.class.getResourceAsStream("/calendar/notices.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addDays(int year, String text, Set<LocalDate> days) {
        for (String range : text.strip().split(" ")) {
            String[] ends = range.split("-");
            LocalDate last = day(year, ends[ends.length - 1]);
            for (LocalDate day = day(year, ends[0]); !day.isAfter(last); day = day.plusDays(1)) {
                days.add(day);
            }
        }
    }

    private static LocalDate day(int year, String text) {
        String[] parts = text.split("/");
        return LocalDate.of(year, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The day of a transfer as somebody finds it who has the notices on the desk. */
    private static LocalDate byHand(LocalDate nominal) {
        LocalDate day = nominal;
        while (true) {
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (WORKED.contains(day) || !weekend && !FREE.contains(day)) {
                return day;
            }
            day = day.plusDays(1);
        }
    }

    @Test
    void allTransferDatesOfTenYearsAreRight() {
        var found = new ArrayList<LocalDate>();
        var expected = new ArrayList<LocalDate>();
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            Transfer.ofYear(year).forEach(transfer -> found.add(transfer.day(DAYS)));
            for (int month = 1; month <= 12; month++) {
                expected.add(byHand(LocalDate.of(year, month, 5)));
                expected.add(byHand(LocalDate.of(year, month, 20)));
            }
        }
        assertThat(expected).hasSize(240).doesNotHaveDuplicates();
        assertThat(found).isEqualTo(expected);
        assertThat(found).isSorted();
    }

    @ParameterizedTest
    @CsvSource({
        // Spring Festival
        "2026-02-20, 2026-02-24",
        "2018-02-20, 2018-02-22",
        // National Day: until the 7th, until the 8th, and a Saturday that is worked on
        "2026-10-05, 2026-10-08",
        "2025-10-05, 2025-10-09",
        "2020-10-05, 2020-10-09",
        "2023-10-05, 2023-10-07",
        // Labour Day, Tomb Sweeping Day
        "2026-05-05, 2026-05-06",
        "2026-04-05, 2026-04-07",
        // a Sunday that is worked on stays
        "2026-09-20, 2026-09-20",
        "2019-05-05, 2019-05-05",
        // weekends
        "2026-12-05, 2026-12-07",
        "2026-12-20, 2026-12-21",
        "2026-11-20, 2026-11-20"
    })
    void batchMovesToTheNextWorkingDay(String nominal, LocalDate day) {
        assertThat(Transfer.of(nominal).orElseThrow().day(DAYS)).isEqualTo(day);
    }

    /** Every instant belongs to one batch, whatever the calendar says. */
    @Test
    void periodsFollowOneAnotherWithoutGapOrOverlap() {
        Instant end = null;
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            for (Transfer transfer : Transfer.ofYear(year)) {
                assertThat(transfer.from(ZONE, null)).isEqualTo(end == null ? transfer.from(ZONE, null) : end);
                end = transfer.until(ZONE);
                assertThat(end).isEqualTo(transfer.nominal().atStartOfDay(ZONE).toInstant());
                assertThat(transfer.readyAt(ZONE)).isAfter(end);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-21", "2026-11-06", "2026-13-05", "2026-1-5", "20261105", "0001-01-05", "9999-01-05", ""
            })
    void otherDaysNameNoBatch(String id) {
        assertThat(Transfer.of(id)).isEmpty();
    }

    /** What was loaded when the service took over from another system is not new. */
    @Test
    void batchBeginsNoEarlierThanTheFirstDayThatCounts() {
        Transfer transfer = Transfer.of("2026-12-05").orElseThrow();
        LocalDate within = LocalDate.of(2026, 11, 28);
        assertThat(transfer.from(ZONE, within))
                .isEqualTo(within.atStartOfDay(ZONE).toInstant());
        assertThat(transfer.from(ZONE, LocalDate.of(2026, 11, 1))).isEqualTo(transfer.from(ZONE, null));
        assertThat(transfer.isBefore(within)).isFalse();
        assertThat(transfer.isBefore(LocalDate.of(2026, 12, 4))).isFalse();
        assertThat(transfer.isBefore(LocalDate.of(2026, 12, 5))).isTrue();
        assertThat(transfer.isBefore(null)).isFalse();
    }
}
