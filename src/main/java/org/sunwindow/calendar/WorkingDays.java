package org.sunwindow.calendar;

import com.tyme.holiday.LegalHoliday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Working days: Monday to Friday, except for the holidays and make-up workdays that the State Council announces each
 * year (国务院办公厅关于部分节假日安排的通知) or a bureau imports. As long as there is no notice of a year, its {@link
 * StatutoryHolidays} are free. Immutable.
 */
public final class WorkingDays {

    private static final int FIRST_ANNOUNCED = 2002;

    /** Bound of the years read from the library, which has no entries after the last notice it contains. */
    private static final int MAX_YEARS = 150;

    /** Days between the date of a holiday and the nearest one that is free for it, if the date is on a weekend. */
    private static final int NEAR = 3;

    /** Days that a notice or an import declares free or worked. */
    private final Map<LocalDate, CalendarDay> exceptions;

    private final Set<Integer> announcedYears;

    private WorkingDays(Map<LocalDate, CalendarDay> exceptions, Set<Integer> announcedYears) {
        this.exceptions = Map.copyOf(exceptions);
        this.announcedYears = Set.copyOf(announcedYears);
    }

    /** Returns the days announced in the notices that the library contains, see {@link NoticeCorrections}. */
    static WorkingDays announced() {
        var exceptions = new HashMap<LocalDate, CalendarDay>();
        var end = LocalDate.of(FIRST_ANNOUNCED + MAX_YEARS, Month.JANUARY, 1);
        LegalHoliday day = LegalHoliday.fromYmd(FIRST_ANNOUNCED, 1, 1);
        while (day != null) {
            LocalDate date = StatutoryHolidays.date(day.getDay());
            if (!date.isBefore(end)) {
                break;
            }
            exceptions.put(date, new CalendarDay(date, day.isWork(), day.getName(), null));
            day = day.next(1);
        }
        NoticeCorrections.DAYS.forEach(corrected -> exceptions.put(corrected.date(), corrected));
        // every notice contains January 1
        Set<Integer> years = exceptions.keySet().stream()
                .filter(date -> date.getDayOfYear() == 1)
                .map(LocalDate::getYear)
                .collect(Collectors.toSet());
        return new WorkingDays(exceptions, years);
    }

    /** Returns a copy with corrections, which take precedence. */
    WorkingDays with(Collection<CalendarDay> corrections) {
        var all = new HashMap<>(exceptions);
        corrections.forEach(day -> all.put(day.date(), day));
        var years = new HashSet<>(announcedYears);
        corrections.stream()
                .map(day -> day.date().getYear())
                .distinct()
                .filter(year -> hasAllHolidays(year, all))
                .forEach(years::add);
        return new WorkingDays(all, years);
    }

    /** Whether each of the statutory holidays of a year has a day declared free on its date or close to it. */
    private static boolean hasAllHolidays(int year, Map<LocalDate, CalendarDay> exceptions) {
        return StatutoryHolidays.dates(year)
                .allMatch(date -> LongStream.rangeClosed(-NEAR, NEAR)
                        .mapToObj(date::plusDays)
                        .map(exceptions::get)
                        .anyMatch(day -> day != null && !day.working()));
    }

    public boolean isWorking(LocalDate date) {
        return known(date).map(CalendarDay::working).orElse(!isWeekend(date));
    }

    /**
     * Returns what a notice or an import declares about a date. Days of other years, and most weekends, have no entry.
     */
    public Optional<CalendarDay> declared(LocalDate date) {
        return Optional.ofNullable(exceptions.get(date));
    }

    /** Returns the years, from that of a day to that of another, whose holidays have not been announced. */
    public List<Integer> unannounced(LocalDate from, LocalDate to) {
        return IntStream.rangeClosed(from.getYear(), to.getYear())
                .filter(year -> !isAnnounced(year))
                .boxed()
                .toList();
    }

    /**
     * Whether the holidays of a year are known: from a notice that the program contains, or because days of each of the
     * seven holidays were imported. Single imported days are not an arrangement. In other years, only weekends,
     * imported days and holidays by law are free.
     */
    public boolean isAnnounced(int year) {
        return announcedYears.contains(year);
    }

    /** Returns what a notice, an import or, in a year that is not announced, the law says about a date. */
    public Optional<CalendarDay> known(LocalDate date) {
        Optional<CalendarDay> declared = declared(date);
        return declared.isPresent() || isAnnounced(date.getYear()) ? declared : StatutoryHolidays.on(date);
    }

    /** Whether the day is free although it may be none of a weekend. */
    boolean isHoliday(LocalDate date) {
        return known(date).filter(day -> !day.working()).isPresent();
    }

    /** Whether a notice or an import declares the day a working day. */
    boolean isMakeUpWorkday(LocalDate date) {
        return declared(date).filter(CalendarDay::working).isPresent();
    }

    /** Returns the date if it is a working day, otherwise the next working day. */
    public LocalDate onOrAfter(LocalDate date) {
        LocalDate day = date;
        while (!isWorking(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    public static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
