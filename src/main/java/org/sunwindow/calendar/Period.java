package org.sunwindow.calendar;

import java.time.LocalTime;

/**
 * A period of a day.
 *
 * @param from          start, in minutes from midnight
 * @param to            end, exclusive, in minutes from midnight; more than 1440 if the period continues into the next
 *     day
 * @param byAppointment whether only people with an appointment are served
 */
public record Period(int from, int to, boolean byAppointment) {

    static final int MINUTES_OF_A_DAY = 24 * 60;

    public Period(int from, int to) {
        this(from, to, false);
    }

    /** Parses times such as 08:30 to 12:00, 20:00 to 02:00 or 00:00 to 24:00. */
    public static Period of(String from, String to) {
        return of(from, to, false);
    }

    public static Period of(String from, String to, boolean byAppointment) {
        int start = minutes(from);
        int end = minutes(to);
        return new Period(start, end > start ? end : end + MINUTES_OF_A_DAY, byAppointment);
    }

    private static int minutes(String time) {
        return time.equals("24:00") ? MINUTES_OF_A_DAY : LocalTime.parse(time).toSecondOfDay() / 60;
    }

    public boolean overlaps(Period other) {
        return from < other.to && other.from < to;
    }
}
