package org.sunwindow.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When something is open: the same every week, unless the day is a holiday, a weekend that is worked on, or an exception.
 *
 * <p>A day has the periods of its exception, if it has one; or else none, if it is a holiday and holidays are not days like
 * others; or else those of its place in the week, or those of a Monday where it is a weekend that is worked on and has none
 * of its own. A period that ends at or before its begin goes on into the next day, whatever that day is.
 */
public final class OpeningHours {

    /** Days that are looked at for the next opening; what is closed for longer says so itself. */
    private static final int HORIZON = 90;

    /** What is open without a break for longer has no end that anybody waits for. */
    private static final int ALWAYS = 7;

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    private final Map<DayOfWeek, List<Period>> week;
    private final Map<LocalDate, List<Period>> exceptions;
    private final boolean openOnHolidays;
    private final LocalDate lastDay;

    /**
     * @param exceptions     days with periods of their own, none when it is closed
     * @param openOnHolidays whether holidays are days like others
     * @param lastDay        after which it is closed for good, {@code null} for none
     */
    public OpeningHours(
            Map<DayOfWeek, List<Period>> week,
            Map<LocalDate, List<Period>> exceptions,
            boolean openOnHolidays,
            LocalDate lastDay) {
        this.week = Map.copyOf(week);
        this.exceptions = Map.copyOf(exceptions);
        this.openOnHolidays = openOnHolidays;
        this.lastDay = lastDay;
    }

    /**
     * A time of a day, in minutes from its midnight.
     *
     * @param to after {@code from}, and beyond midnight when it goes on into the next day
     */
    public record Period(int from, int to) {

        /** As it is written: 08:30 to 12:00, 20:00 to 02:00, 00:00 to 24:00. */
        public static Period of(String from, String to) {
            int begin = minutes(from);
            int end = minutes(to);
            return new Period(begin, end > begin ? end : end + MINUTES_OF_A_DAY);
        }

        private static int minutes(String time) {
            return time.equals("24:00")
                    ? MINUTES_OF_A_DAY
                    : LocalTime.parse(time).toSecondOfDay() / 60;
        }
    }

    /** What makes a day differ from others of its place in the week. */
    public enum Sort {
        ORDINARY,
        HOLIDAY,
        /** A weekend that is worked on. */
        MADE_UP;

        public static Sort of(LocalDate date, WorkingDays days) {
            return days.isHoliday(date) ? HOLIDAY : days.isMadeUp(date) ? MADE_UP : ORDINARY;
        }
    }

    /**
     * How things are at a moment.
     *
     * @param until when it closes; {@code null} when it is closed, and when it always is open
     * @param next  when it opens; {@code null} when it is open, and when it does not within three months
     * @param provisional whether it depends on the holidays of a year that are not announced
     */
    public record State(boolean open, ZonedDateTime until, ZonedDateTime next, boolean provisional) {}

    /** The days that are looked at for one answer. */
    private final class Look {

        private final WorkingDays days;
        private boolean provisional;

        Look(WorkingDays days) {
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
            List<Period> usual = usually(day, Sort.of(date, days));
            provisional |= !days.isAnnounced(date.getYear())
                    && !Stream.of(Sort.values())
                            .allMatch(sort -> usually(day, sort).equals(usual));
            return usual;
        }
    }

    public State at(Instant instant, ZoneId zone, WorkingDays days) {
        ZonedDateTime now = instant.atZone(zone);
        if (isPast(now.toLocalDate())) {
            return new State(false, null, null, false);
        }
        var look = new Look(days);
        Optional<ZonedDateTime> end = endOfPeriod(now, look);
        if (end.isEmpty()) {
            ZonedDateTime next = nextBegin(now, look).orElse(null);
            return new State(false, null, next, look.provisional);
        }
        ZonedDateTime until = end.get();
        // what begins when, or before, the other ends
        for (Optional<ZonedDateTime> more = end; more.isPresent(); more = endOfPeriod(until, look)) {
            until = more.get();
            if (until.isAfter(now.plusDays(ALWAYS))) {
                return new State(true, null, null, look.provisional);
            }
        }
        return new State(true, until, null, look.provisional);
    }

    private boolean isPast(LocalDate date) {
        return lastDay != null && date.isAfter(lastDay);
    }

    /** The periods of a day that is no exception. */
    public List<Period> usually(DayOfWeek day, Sort sort) {
        List<Period> usual = week.getOrDefault(day, List.of());
        return switch (sort) {
            case ORDINARY -> usual;
            case HOLIDAY -> openOnHolidays ? usual : List.of();
            case MADE_UP -> usual.isEmpty() ? week.getOrDefault(DayOfWeek.MONDAY, List.of()) : usual;
        };
    }

    /** Days with periods of their own, none when it is closed. */
    public Map<LocalDate, List<Period>> exceptions() {
        return exceptions;
    }

    /** Whether holidays are days like others. */
    public boolean openOnHolidays() {
        return openOnHolidays;
    }

    /** After which it is closed for good, {@code null} for none. */
    public LocalDate lastDay() {
        return lastDay;
    }

    /** The last end of those periods that a moment is in. */
    private Optional<ZonedDateTime> endOfPeriod(ZonedDateTime now, Look look) {
        LocalDate today = now.toLocalDate();
        ZonedDateTime last = null;
        for (LocalDate date : List.of(today.minusDays(1), today)) {
            for (Period period : look.on(date)) {
                ZonedDateTime end = time(date, period.to(), now.getZone());
                boolean within = !now.isBefore(time(date, period.from(), now.getZone())) && now.isBefore(end);
                last = within && (last == null || end.isAfter(last)) ? end : last;
            }
        }
        return Optional.ofNullable(last);
    }

    private Optional<ZonedDateTime> nextBegin(ZonedDateTime now, Look look) {
        for (int ahead = 0; ahead <= HORIZON; ahead++) {
            LocalDate date = now.toLocalDate().plusDays(ahead);
            Optional<ZonedDateTime> next = look.on(date).stream()
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
