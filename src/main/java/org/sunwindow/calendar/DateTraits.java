package org.sunwindow.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import org.sunwindow.calendar.NthWeekday.Occurrence;

/** What the regular opening hours of a date depend on. */
public record DateTraits(DayOfWeek day, MonthDay monthDay, Occurrence occurrence, Type type) {

    /** Type of a date in the calendar. */
    public enum Type {
        ORDINARY,
        HOLIDAY,
        /** A day off that is declared a working day (调休上班日). */
        MAKE_UP_WORKDAY;

        static Type of(LocalDate date, WorkingDays days) {
            return days.isHoliday(date) ? HOLIDAY : days.isMakeUpWorkday(date) ? MAKE_UP_WORKDAY : ORDINARY;
        }
    }

    public static DateTraits of(LocalDate date, WorkingDays days) {
        return new DateTraits(date.getDayOfWeek(), MonthDay.from(date), Occurrence.of(date), Type.of(date, days));
    }

    DateTraits with(Type other) {
        return new DateTraits(day, monthDay, occurrence, other);
    }

    boolean isWeekend() {
        return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    }
}
