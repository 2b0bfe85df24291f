package org.sunwindow.calendar;

import com.tyme.holiday.LegalHoliday;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Working days: Monday to Friday, except for the holidays and make-up workdays that the State Council announces each year
 * (国务院办公厅关于部分节假日安排的通知) or a bureau imports. Immutable.
 */
public final class WorkingDays {

    private static final int FIRST_ANNOUNCED = 2002;

    /** Bound of the years read from the library, which has no entries after the last notice it contains. */
    private static final int MAX_YEARS = 150;

    /** Days that differ from the working week; {@code true} for working days. */
    private final Map<LocalDate, Boolean> exceptions;

    private WorkingDays(Map<LocalDate, Boolean> exceptions) {
        this.exceptions = exceptions;
    }

    /** Returns the days announced in the notices that the library contains. */
    static WorkingDays announced() {
        var exceptions = new HashMap<LocalDate, Boolean>();
        var end = LocalDate.of(FIRST_ANNOUNCED + MAX_YEARS, Month.JANUARY, 1);
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

    /** Returns a copy with corrections, which take precedence. */
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
     * Whether the holidays of a year are known. Every notice covers January 1, so that day decides. In other years only
     * weekends are free.
     */
    public boolean isAnnounced(int year) {
        return exceptions.containsKey(LocalDate.of(year, Month.JANUARY, 1));
    }

    /** Whether a notice or an import declares the day free. */
    boolean isHoliday(LocalDate date) {
        return Boolean.FALSE.equals(exceptions.get(date));
    }

    /** Whether a notice or an import declares the day a working day. */
    boolean isMakeUpWorkday(LocalDate date) {
        return Boolean.TRUE.equals(exceptions.get(date));
    }

    /** Returns the date if it is a working day, otherwise the next working day. */
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
