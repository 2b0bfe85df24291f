package org.sunwindow.calendar;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opening hours compared with those determined by hand. */
class OpeningHoursTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final WorkingDays DAYS = new WorkingCalendar().days();

    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Period MORNING = Period.of("08:30", "12:00");
    private static final Period AFTERNOON = Period.of("14:00", "17:30");

    private static final Map<String, OpeningHours> PATTERNS = Map.ofEntries(
            entry("A", hours(week(WORKDAYS, MORNING, AFTERNOON))),
            entry("B", hours(week(EnumSet.range(DayOfWeek.TUESDAY, DayOfWeek.SATURDAY), Period.of("09:00", "17:00")))),
            entry("C", new OpeningHours(recurring(week(ALL, Period.of("00:00", "24:00"))), Map.of(), true, null)),
            entry("D", hours(week(EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY), Period.of("20:00", "02:00")))),
            entry(
                    "E",
                    new OpeningHours(
                            recurring(week(WORKDAYS, MORNING, AFTERNOON)),
                            Map.of(
                                    LocalDate.of(2026, 11, 25), List.of(),
                                    LocalDate.of(2026, 11, 28), List.of(Period.of("09:00", "11:30")),
                                    LocalDate.of(2026, 10, 1), List.of(Period.of("09:00", "11:00"))),
                            false,
                            null)),
            entry("F", hours(andSaturday(Period.of("09:00", "12:00")))),
            entry(
                    "G",
                    new OpeningHours(
                            recurring(week(ALL, Period.of("06:00", "14:00"), Period.of("14:00", "22:00"))),
                            Map.of(),
                            true,
                            null)),
            entry("H", hours(Map.of())),
            entry(
                    "I",
                    new OpeningHours(
                            recurring(week(WORKDAYS, MORNING, AFTERNOON)),
                            Map.of(),
                            false,
                            LocalDate.of(2026, 11, 26))),
            entry("J", hours(shortFriday())),
            entry("K", hours(week(EnumSet.of(DayOfWeek.WEDNESDAY), Period.of("09:00", "12:00")))),
            entry(
                    "L",
                    new OpeningHours(
                            recurring(andSaturday(Period.of("09:00", "12:00"))),
                            Map.of(
                                    LocalDate.of(2026, 10, 10), List.of(Period.of("09:00", "12:00")),
                                    LocalDate.of(2026, 5, 9), List.of()),
                            false,
                            null)));

    private static OpeningHours hours(Map<DayOfWeek, List<Period>> week) {
        return new OpeningHours(recurring(week), Map.of(), false, null);
    }

    private static List<RecurringHours> recurring(Map<DayOfWeek, List<Period>> week) {
        return week.entrySet().stream()
                .flatMap(day -> day.getValue().stream()
                        .map(period -> new RecurringHours(Set.of(day.getKey()), Set.of(), PartOfYear.WHOLE, period)))
                .toList();
    }

    private static Map<DayOfWeek, List<Period>> shortFriday() {
        Map<DayOfWeek, List<Period>> week =
                week(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.THURSDAY), Period.of("09:00", "17:00"));
        week.put(DayOfWeek.FRIDAY, List.of(Period.of("09:00", "12:00")));
        week.put(DayOfWeek.SATURDAY, List.of(Period.of("09:00", "12:00")));
        return week;
    }

    private static Map<DayOfWeek, List<Period>> week(Set<DayOfWeek> days, Period... periods) {
        var week = new EnumMap<DayOfWeek, List<Period>>(DayOfWeek.class);
        days.forEach(day -> week.put(day, List.of(periods)));
        return week;
    }

    private static Map<DayOfWeek, List<Period>> andSaturday(Period period) {
        Map<DayOfWeek, List<Period>> week = week(WORKDAYS, MORNING, AFTERNOON);
        week.put(DayOfWeek.SATURDAY, List.of(period));
        return week;
    }

    /** A line of opening-hours.txt. */
    record Example(String pattern, OffsetDateTime moment, String expected, String why) {

        static Example parse(String line) {
            String[] parts = line.split("\\|");
            return new Example(
                    parts[0].strip(), OffsetDateTime.parse(parts[1].strip()), parts[2].strip(), parts[3].strip());
        }
    }

    static Stream<Example> examples() throws IOException {
        try (var in = OpeningHoursTest.class.getResourceAsStream("/calendar/opening-hours.txt")) {
            List<Example> all = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Example::parse)
                    .toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(60);
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void statesAreThoseDeterminedByHand(Example example) {
        OpeningHours.State state =
                PATTERNS.get(example.pattern()).at(example.moment().toInstant(), ZONE, DAYS);
        assertThat(format(state)).as(example.why()).isEqualTo(example.expected());
    }

    private static String format(OpeningHours.State state) {
        String provisional = state.provisional() ? " provisional" : "";
        if (state.open()) {
            return (state.until() == null ? "always" : local(state.until())) + provisional;
        }
        return "closed " + (state.next() == null ? "never" : local(state.next())) + provisional;
    }

    private static String local(java.time.ZonedDateTime time) {
        LocalDateTime local = time.toLocalDateTime();
        assertThat(time.getZone()).isEqualTo(ZONE);
        return local.toString();
    }
}
