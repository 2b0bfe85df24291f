package org.sunwindow.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Weekly opening hours with exceptions for single dates, holidays and make-up workdays. Immutable.
 *
 * <p>The periods of a date are, in this order: those of its exception; none, if it is a holiday and {@link #openOnHolidays}
 * is false; on a Saturday or Sunday that is a make-up workday, those of a {@link #workday}; those of its day of the week. A
 * period that ends at or before its start continues into the next day.
 */
public final class OpeningHours {

    /** Days that are searched for the next opening. */
    private static final int MAX_DAYS_CLOSED = 90;

    /** Continuous opening for longer than these days counts as always open. */
    private static final int MAX_DAYS_OPEN = 7;

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    private final Map<DayOfWeek, List<Period>> week;
    private final List<Period> workday;
    private final Map<LocalDate, List<Period>> exceptions;
    private final boolean openOnHolidays;
    private final LocalDate lastDay;

    /**
     * @param week           periods by day of the week; a missing day is closed
     * @param exceptions     periods by date, empty if closed
     * @param openOnHolidays whether the weekly hours apply on holidays
     * @param lastDay        last day before the permanent closure, {@code null} for none
     */
    public OpeningHours(
            Map<DayOfWeek, List<Period>> week,
            Map<LocalDate, List<Period>> exceptions,
            boolean openOnHolidays,
            LocalDate lastDay) {
        this.week = Map.copyOf(week);
        this.workday = workday(week);
        this.exceptions = Map.copyOf(exceptions);
        this.openOnHolidays = openOnHolidays;
        this.lastDay = lastDay;
    }

    /**
     * Returns the periods that most of the days from Monday to Friday have, those of the earliest day if several are as
     * frequent. The notices do not say which day is made up for, and a short Friday is no reason for a short Saturday. Empty
     * if the office is closed on most of these days, because it does not follow the working week.
     */
    private static List<Period> workday(Map<DayOfWeek, List<Period>> week) {
        Map<DayOfWeek, Set<Period>> days = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY).stream()
                .collect(Collectors.toMap(day -> day, day -> Set.copyOf(week.getOrDefault(day, List.of()))));
        DayOfWeek usual = Collections.max(
                days.keySet(),
                Comparator.comparing((DayOfWeek day) -> Collections.frequency(days.values(), days.get(day)))
                        .thenComparing(Comparator.reverseOrder()));
        return week.getOrDefault(usual, List.of());
    }

    /**
     * A period of a day.
     *
     * @param from start, in minutes from midnight
     * @param to   end, exclusive, in minutes from midnight; more than 1440 if the period continues into the next day
     */
    public record Period(int from, int to) {

        /** Parses times such as 08:30 to 12:00, 20:00 to 02:00 or 00:00 to 24:00. */
        public static Period of(String from, String to) {
            int start = minutes(from);
            int end = minutes(to);
            return new Period(start, end > start ? end : end + MINUTES_OF_A_DAY);
        }

        private static int minutes(String time) {
            return time.equals("24:00")
                    ? MINUTES_OF_A_DAY
                    : LocalTime.parse(time).toSecondOfDay() / 60;
        }
    }

    /** Type of a date in the calendar. */
    public enum DayType {
        ORDINARY,
        HOLIDAY,
        /** A day off that is declared a working day (调休上班日). */
        MAKE_UP_WORKDAY;

        public static DayType of(LocalDate date, WorkingDays days) {
            return days.isHoliday(date) ? HOLIDAY : days.isMakeUpWorkday(date) ? MAKE_UP_WORKDAY : ORDINARY;
        }
    }

    /**
     * The state at a point in time.
     *
     * @param until       when it closes; {@code null} if it is closed or always open
     * @param next        when it opens next; {@code null} if it is open or does not open within 90 days
     * @param provisional whether the state depends on holidays that are not announced yet
     */
    public record State(boolean open, ZonedDateTime until, ZonedDateTime next, boolean provisional) {}

    /** Looks up the periods of dates and records whether any of them is provisional. */
    private final class PeriodLookup {

        private final WorkingDays days;
        private boolean provisional;

        PeriodLookup(WorkingDays days) {
            this.days = days;
        }

        List<Period> on(LocalDate date) {
            if (isPast(date)) {
                return List.of();
            }
            List<Period> exception = exceptions.get(date);
            if (exception != null) {
                return exception;
            }
            DayOfWeek day = date.getDayOfWeek();
            List<Period> usual = weekly(day, DayType.of(date, days));
            provisional |= !days.isAnnounced(date.getYear())
                    && !Stream.of(DayType.values())
                            .allMatch(type -> weekly(day, type).equals(usual));
            return usual;
        }
    }

    /** Returns the state at an instant. */
    public State at(Instant instant, ZoneId zone, WorkingDays days) {
        ZonedDateTime now = instant.atZone(zone);
        if (isPast(now.toLocalDate())) {
            return new State(false, null, null, false);
        }
        var periods = new PeriodLookup(days);
        Optional<ZonedDateTime> end = endOfPeriod(now, periods);
        if (end.isEmpty()) {
            ZonedDateTime next = nextStart(now, periods).orElse(null);
            return new State(false, null, next, periods.provisional);
        }
        ZonedDateTime until = end.get();
        // adjacent and overlapping periods are one
        for (Optional<ZonedDateTime> more = end; more.isPresent(); more = endOfPeriod(until, periods)) {
            until = more.get();
            if (until.isAfter(now.plusDays(MAX_DAYS_OPEN))) {
                return new State(true, null, null, periods.provisional);
            }
        }
        return new State(true, until, null, periods.provisional);
    }

    private boolean isPast(LocalDate date) {
        return lastDay != null && date.isAfter(lastDay);
    }

    /** Returns the periods of a date without an exception. */
    public List<Period> weekly(DayOfWeek day, DayType type) {
        List<Period> usual = week.getOrDefault(day, List.of());
        return switch (type) {
            case ORDINARY -> usual;
            case HOLIDAY -> openOnHolidays ? usual : List.of();
            case MAKE_UP_WORKDAY -> isWeekend(day) && !workday.isEmpty() ? workday : usual;
        };
    }

    private static boolean isWeekend(DayOfWeek day) {
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }

    /** Periods by date, empty if closed. */
    public Map<LocalDate, List<Period>> exceptions() {
        return exceptions;
    }

    /** Whether the weekly hours apply on holidays. */
    public boolean openOnHolidays() {
        return openOnHolidays;
    }

    /** Last day before the permanent closure, {@code null} for none. */
    public LocalDate lastDay() {
        return lastDay;
    }

    /** Returns the latest end of the periods that contain a time. */
    private Optional<ZonedDateTime> endOfPeriod(ZonedDateTime now, PeriodLookup periods) {
        LocalDate today = now.toLocalDate();
        ZonedDateTime last = null;
        for (LocalDate date : List.of(today.minusDays(1), today)) {
            for (Period period : periods.on(date)) {
                ZonedDateTime end = time(date, period.to(), now.getZone());
                boolean within = !now.isBefore(time(date, period.from(), now.getZone())) && now.isBefore(end);
                last = within && (last == null || end.isAfter(last)) ? end : last;
            }
        }
        return Optional.ofNullable(last);
    }

    private Optional<ZonedDateTime> nextStart(ZonedDateTime now, PeriodLookup periods) {
        for (int ahead = 0; ahead <= MAX_DAYS_CLOSED; ahead++) {
            LocalDate date = now.toLocalDate().plusDays(ahead);
            Optional<ZonedDateTime> next = periods.on(date).stream()
                    .map(period -> time(date, period.from(), now.getZone()))
                    .filter(now::isBefore)
                    .min(ZonedDateTime::compareTo);
            if (next.isPresent()) {
                return next;
            }
        }
        return Optional.empty();
    }

    private static ZonedDateTime time(LocalDate date, int minutes, ZoneId zone) {
        return date.plusDays(minutes / MINUTES_OF_A_DAY)
                .atTime(LocalTime.ofSecondOfDay(minutes % MINUTES_OF_A_DAY * 60L))
                .atZone(zone);
    }
}
