package org.sunwindow.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Regular opening hours with exceptions for single dates, holidays and make-up workdays. Immutable.
 *
 * <p>The periods of a date are, in this order: those of its exception; none, if it is a holiday and
 * {@link #openOnHolidays} is false; on a Saturday or Sunday that is a make-up workday, those of a {@link #workday}; all
 * {@link RecurringHours} that apply. A period that ends at or before its start continues into the next day.
 *
 * <p>In a period by appointment, people without an appointment are not served, so the office does not count as open.
 */
public final class OpeningHours {

    /** Days that are searched for the next opening. */
    private static final int MAX_DAYS_CLOSED = 90;

    /** Continuous opening for longer than these days counts as always open. */
    private static final int MAX_DAYS_OPEN = 7;

    private static final Comparator<Period> ORDER =
            Comparator.comparingInt(Period::from).thenComparingInt(Period::to).thenComparing(Period::byAppointment);

    private static final OfDate CLOSED = new OfDate(List.of(), false, false);

    private final List<RecurringHours> recurring;
    private final Map<LocalDate, List<Period>> exceptions;
    private final boolean openOnHolidays;
    private final LocalDate lastDay;
    private final boolean hasAppointments;

    /**
     * @param recurring      a date has the periods of all that apply to it
     * @param exceptions     periods by date, empty if closed
     * @param openOnHolidays whether the regular hours apply on holidays
     * @param lastDay        last day before the permanent closure, {@code null} for none
     */
    public OpeningHours(
            List<RecurringHours> recurring,
            Map<LocalDate, List<Period>> exceptions,
            boolean openOnHolidays,
            LocalDate lastDay) {
        this.recurring = List.copyOf(recurring);
        this.exceptions = Map.copyOf(exceptions);
        this.openOnHolidays = openOnHolidays;
        this.lastDay = lastDay;
        this.hasAppointments = Stream.concat(
                        recurring.stream().map(RecurringHours::period),
                        exceptions.values().stream().flatMap(List::stream))
                .anyMatch(Period::byAppointment);
    }

    /**
     * The state at a point in time.
     *
     * @param open            whether anybody is served
     * @param byAppointment   whether only people with an appointment are served; then it is not open
     * @param until           when that ends; {@code null} if it is closed, or if it never ends
     * @param next            when it opens next; {@code null} if it is open or does not open within 90 days
     * @param nextAppointment when the next period by appointment begins, if it is closed and opens later or not at all;
     *                        otherwise {@code null}
     * @param provisional     whether the state depends on holidays that are not announced yet
     */
    public record State(
            boolean open,
            boolean byAppointment,
            ZonedDateTime until,
            ZonedDateTime next,
            ZonedDateTime nextAppointment,
            boolean provisional) {}

    /**
     * The hours of a date.
     *
     * @param isException whether they are not the regular ones
     * @param provisional whether they depend on holidays that are not announced yet
     */
    public record OfDate(List<Period> periods, boolean isException, boolean provisional) {}

    /** Returns the hours of a date. */
    public OfDate on(LocalDate date, WorkingDays days) {
        return on(date, days, period -> true);
    }

    private OfDate on(LocalDate date, WorkingDays days, Predicate<Period> which) {
        if (isPast(date)) {
            return CLOSED;
        }
        List<Period> exception = exceptions.get(date);
        if (exception != null) {
            return new OfDate(only(exception, which), true, false);
        }
        DateTraits traits = DateTraits.of(date, days);
        List<Period> usual = only(regular(traits), which);
        boolean provisional = !days.isAnnounced(date.getYear())
                && !Stream.of(DateTraits.Type.values())
                        .allMatch(
                                type -> only(regular(traits.with(type)), which).equals(usual));
        return new OfDate(usual, false, provisional);
    }

    private static List<Period> only(List<Period> periods, Predicate<Period> which) {
        return periods.stream().filter(which).toList();
    }

    /** Looks up the periods of dates and records whether any of them is provisional. */
    private final class PeriodLookup {

        private final WorkingDays days;
        private boolean provisional;

        PeriodLookup(WorkingDays days) {
            this.days = days;
        }

        /** Returns either the periods by appointment of a date or the others. */
        List<Period> on(LocalDate date, boolean byAppointment) {
            if (byAppointment && !hasAppointments) {
                return List.of();
            }
            OfDate hours = OpeningHours.this.on(date, days, period -> period.byAppointment() == byAppointment);
            provisional |= hours.provisional();
            return hours.periods();
        }
    }

    /** Returns the state at an instant. */
    public State at(Instant instant, ZoneId zone, WorkingDays days) {
        ZonedDateTime now = instant.atZone(zone);
        if (isPast(now.toLocalDate())) {
            return new State(false, false, null, null, null, false);
        }
        var periods = new PeriodLookup(days);
        if (endOfPeriod(now, periods, false).isPresent()) {
            ZonedDateTime until = end(now, periods, false);
            return new State(true, false, until, null, null, periods.provisional);
        }
        boolean byAppointment = endOfPeriod(now, periods, true).isPresent();
        ZonedDateTime until = byAppointment ? end(now, periods, true) : null;
        Starts next = nextStarts(now, periods);
        if (byAppointment
                && next.open() != null
                && (until == null || next.open().isBefore(until))) {
            until = next.open();
        }
        return new State(
                false,
                byAppointment,
                until,
                next.open(),
                byAppointment ? null : next.appointment(),
                periods.provisional);
    }

    private boolean isPast(LocalDate date) {
        return lastDay != null && date.isAfter(lastDay);
    }

    /** Returns the periods of a date without an exception, sorted by their start. */
    public List<Period> regular(DateTraits date) {
        return switch (date.type()) {
            case ORDINARY -> applying(date);
            case HOLIDAY -> openOnHolidays ? applying(date) : List.of();
            case MAKE_UP_WORKDAY -> {
                List<Period> workday = date.isWeekend() ? workday(date.monthDay()) : List.of();
                yield workday.isEmpty() ? applying(date) : workday;
            }
        };
    }

    private List<Period> applying(DateTraits date) {
        return recurring.stream()
                .filter(hours -> hours.applies(date))
                .map(RecurringHours::period)
                .sorted(ORDER)
                .toList();
    }

    /**
     * Returns the periods that most of the days from Monday to Friday have every week at that time of the year, those
     * of the earliest day if several are as frequent. The notices do not say which day is made up for, and a short
     * Friday is no reason for a short Saturday. Empty if the office is closed on most of these days, because it does
     * not follow the working week.
     */
    private List<Period> workday(MonthDay monthDay) {
        var days = new EnumMap<DayOfWeek, List<Period>>(DayOfWeek.class);
        for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
            days.put(
                    day,
                    recurring.stream()
                            .filter(hours -> hours.nth().isEmpty()
                                    && hours.days().contains(day)
                                    && hours.season().contains(monthDay))
                            .map(RecurringHours::period)
                            .sorted(ORDER)
                            .toList());
        }
        return Collections.max(
                        days.entrySet(),
                        Comparator.comparing((Map.Entry<DayOfWeek, List<Period>> day) ->
                                        Collections.frequency(days.values(), day.getValue()))
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .getValue();
    }

    /**
     * The parts of a year within which the regular hours do not depend on the season, in order; none crosses its end.
     */
    public List<PartOfYear> seasons() {
        Set<Integer> starts = new TreeSet<>(Set.of(1));
        for (RecurringHours hours : recurring) {
            starts.add(PartOfYear.number(hours.season().from()));
            starts.add(PartOfYear.number(hours.season().to()) % PartOfYear.DAYS + 1);
        }
        List<Integer> first = List.copyOf(starts);
        return Stream.iterate(0, i -> i < first.size(), i -> i + 1)
                .map(i -> new PartOfYear(
                        PartOfYear.day(first.get(i)),
                        PartOfYear.day(i + 1 < first.size() ? first.get(i + 1) - 1 : PartOfYear.DAYS)))
                .toList();
    }

    public List<RecurringHours> recurring() {
        return recurring;
    }

    /** Whether there are periods by appointment. */
    public boolean hasAppointments() {
        return hasAppointments;
    }

    /** Periods by date, empty if closed. */
    public Map<LocalDate, List<Period>> exceptions() {
        return exceptions;
    }

    /** Whether the regular hours apply on holidays. */
    public boolean openOnHolidays() {
        return openOnHolidays;
    }

    /** Last day before the permanent closure, {@code null} for none. */
    public LocalDate lastDay() {
        return lastDay;
    }

    /** Returns the end of the periods that contain a time, or {@code null} if there is none within days. */
    private static ZonedDateTime end(ZonedDateTime now, PeriodLookup periods, boolean byAppointment) {
        ZonedDateTime until = now;
        // adjacent and overlapping periods are one
        for (Optional<ZonedDateTime> more = endOfPeriod(now, periods, byAppointment);
                more.isPresent();
                more = endOfPeriod(until, periods, byAppointment)) {
            until = more.get();
            if (until.isAfter(now.plusDays(MAX_DAYS_OPEN))) {
                return null;
            }
        }
        return until;
    }

    /** Returns the latest end of the periods that contain a time. */
    private static Optional<ZonedDateTime> endOfPeriod(ZonedDateTime now, PeriodLookup periods, boolean byAppointment) {
        LocalDate today = now.toLocalDate();
        ZonedDateTime last = null;
        for (LocalDate date : List.of(today.minusDays(1), today)) {
            for (Period period : periods.on(date, byAppointment)) {
                ZonedDateTime end = time(date, period.to(), now.getZone());
                boolean within = !now.isBefore(time(date, period.from(), now.getZone())) && now.isBefore(end);
                last = within && (last == null || end.isAfter(last)) ? end : last;
            }
        }
        return Optional.ofNullable(last);
    }

    /**
     * @param open        when it opens next, {@code null} if not within 90 days
     * @param appointment the next start of a period by appointment before that, {@code null} for none
     */
    private record Starts(ZonedDateTime open, ZonedDateTime appointment) {}

    private static Starts nextStarts(ZonedDateTime now, PeriodLookup periods) {
        ZonedDateTime appointment = null;
        for (int ahead = 0; ahead <= MAX_DAYS_CLOSED; ahead++) {
            LocalDate date = now.toLocalDate().plusDays(ahead);
            ZonedDateTime open = firstStart(date, periods.on(date, false), now);
            if (appointment == null) {
                appointment = firstStart(date, periods.on(date, true), now);
            }
            if (open != null) {
                return new Starts(open, appointment != null && appointment.isBefore(open) ? appointment : null);
            }
        }
        return new Starts(null, appointment);
    }

    /** Returns {@code null} if there is none. */
    private static ZonedDateTime firstStart(LocalDate date, List<Period> periods, ZonedDateTime after) {
        return periods.stream()
                .map(period -> time(date, period.from(), after.getZone()))
                .filter(after::isBefore)
                .min(ZonedDateTime::compareTo)
                .orElse(null);
    }

    private static ZonedDateTime time(LocalDate date, int minutes, ZoneId zone) {
        return date.plusDays(minutes / Period.MINUTES_OF_A_DAY)
                .atTime(LocalTime.ofSecondOfDay(minutes % Period.MINUTES_OF_A_DAY * 60L))
                .atZone(zone);
    }
}
