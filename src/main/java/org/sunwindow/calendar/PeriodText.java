package org.sunwindow.calendar;

import java.time.DayOfWeek;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Periods and days of the week in Chinese. */
public final class PeriodText {

    /**
     * Minutes from midnight before which a time is shown as 凌晨: without it, 1:30 may as well be in the afternoon. Whoever reads
     * hours must require it.
     */
    public static final int DAWN = 6 * 60;

    private static final String DAYS = "一二三四五六日";

    private PeriodText() {}

    /** Such as 周一. */
    public static String of(DayOfWeek day) {
        return "周" + DAYS.charAt(day.ordinal());
    }

    /** Such as 8:30-12:00、14:00-17:30 or 20:00-次日凌晨2:00, by the start of the periods; empty for none. */
    public static String of(List<Period> periods) {
        return periods.stream()
                .sorted(Comparator.comparingInt(Period::from))
                .map(PeriodText::of)
                .collect(Collectors.joining("、"));
    }

    private static String of(Period period) {
        String time = period.from() == 0 && period.to() == Period.MINUTES_OF_A_DAY
                ? "全天"
                : clock(period.from()) + "-" + end(period.to());
        return period.byAppointment() ? time + "（须预约）" : time;
    }

    private static String end(int minutes) {
        return minutes > Period.MINUTES_OF_A_DAY ? "次日" + clock(minutes - Period.MINUTES_OF_A_DAY) : clock(minutes);
    }

    private static String clock(int minutes) {
        return (minutes < DAWN ? "凌晨" : "") + "%d:%02d".formatted(minutes / 60, minutes % 60);
    }
}
