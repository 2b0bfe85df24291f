package org.sunwindow.calendar;

import com.tyme.holiday.LegalHoliday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which days are worked on: weekends are free, and what the State Council announces each year for the next one
 * (国务院办公厅关于部分节假日安排的通知) and what a bureau has imported make exceptions, both ways.
 */
public final class WorkingDays {

    private static final int FIRST_ANNOUNCED = 2002;

    /** The library says nothing of years after the last notice it knows; looking further costs nothing. */
    private static final int LOOKED_UP = 150;

    /** {@code true} for a day that is worked on although it is a weekend. */
    private final Map<LocalDate, Boolean> exceptions;

    private WorkingDays(Map<LocalDate, Boolean> exceptions) {
        this.exceptions = exceptions;
    }

    /** As the notices say that the library knows. */
    static WorkingDays announced() {
        var exceptions = new HashMap<LocalDate, Boolean>();
        var end = LocalDate.of(FIRST_ANNOUNCED + LOOKED_UP, Month.JANUARY, 1);
        LegalHoliday day = LegalHoliday.fromYmd(FIRST_ANNOUNCED, 1, 1);
        while (day != null) {
            var solar = day.getDay();
            var date = LocalDate.of(solar.getYear(), solar.getMonth(), solar.getDay());
            if (!date.isBefore(end)) {
                break;
            }
            exceptions.put(date, day.isWork());
            day = day.next(1);
        }
        return new WorkingDays(Map.copyOf(exceptions));
    }

    /** These, corrected day by day. */
    WorkingDays with(Collection<CalendarDay> corrections) {
        var all = new HashMap<>(exceptions);
        corrections.forEach(day -> all.put(day.date(), day.working()));
        return new WorkingDays(Map.copyOf(all));
    }

    public boolean isWorking(LocalDate date) {
        Boolean exception = exceptions.get(date);
        return exception != null ? exception : !isWeekend(date);
    }

    /**
     * Whether the holidays of a year are known: every notice has the first of January. Of a year that is not announced,
     * only the weekends are.
     */
    public boolean isAnnounced(int year) {
        return exceptions.containsKey(LocalDate.of(year, Month.JANUARY, 1));
    }

    /** Whether it is free by a notice or an import, be it a weekend or not. */
    boolean isHoliday(LocalDate date) {
        return Boolean.FALSE.equals(exceptions.get(date));
    }

    /** Whether it is worked on by a notice or an import. */
    boolean isMadeUp(LocalDate date) {
        return Boolean.TRUE.equals(exceptions.get(date));
    }

    /** The day itself where it is worked on, or else the next one that is. */
    public LocalDate onOrAfter(LocalDate date) {
        LocalDate day = date;
        while (!isWorking(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
