package org.sunwindow.calendar;

import java.time.MonthDay;
import java.time.Year;

/**
 * A part of every year, both days included. If {@code to} is before {@code from}, the part continues into the next
 * year. February 29 means the end of February: in a common year, a part that ends on it ends on February 28, and a part
 * that begins on it begins on March 1.
 */
public record PartOfYear(MonthDay from, MonthDay to) {

    public static final PartOfYear WHOLE = new PartOfYear(MonthDay.of(1, 1), MonthDay.of(12, 31));

    /** Any leap year, which has all days. */
    private static final int LEAP_YEAR = 2000;

    public static final int DAYS = Year.of(LEAP_YEAR).length();

    public boolean contains(MonthDay day) {
        boolean afterBegin = day.compareTo(from) >= 0;
        boolean beforeEnd = day.compareTo(to) <= 0;
        return from.compareTo(to) <= 0 ? afterBegin && beforeEnd : afterBegin || beforeEnd;
    }

    public boolean overlaps(PartOfYear other) {
        return contains(other.from) || other.contains(from);
    }

    /** Number of a day in a leap year, from 1 to {@link #DAYS}. */
    public static int number(MonthDay day) {
        return day.atYear(LEAP_YEAR).getDayOfYear();
    }

    /** The day with a {@link #number}. */
    public static MonthDay day(int number) {
        return MonthDay.from(Year.of(LEAP_YEAR).atDay(number));
    }
}
