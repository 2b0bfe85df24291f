package org.sunwindow.calendar;

import com.tyme.lunar.LunarDay;
import com.tyme.solar.SolarDay;
import com.tyme.solar.SolarTerm;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The holidays of all citizens by law (全国年节及纪念日放假办法, article 2, as amended with effect from 2025). The notice of
 * a year adds days and moves working days; what it adds is not known before. A holiday on a weekend is made up for on a
 * day that only the notice names.
 */
final class StatutoryHolidays {

    private static final int FIRST_YEAR = 2025;

    /** The lunar calendar of later years is not needed. */
    private static final int LAST_YEAR = 2199;

    private static final Map<Integer, Map<LocalDate, CalendarDay>> YEARS = new ConcurrentHashMap<>();

    private StatutoryHolidays() {}

    /** Returns the holiday on a date, empty if it is none or of a year with another law. */
    static Optional<CalendarDay> on(LocalDate date) {
        int year = date.getYear();
        return year < FIRST_YEAR || year > LAST_YEAR
                ? Optional.empty()
                : Optional.ofNullable(
                        YEARS.computeIfAbsent(year, StatutoryHolidays::ofYear).get(date));
    }

    /** Returns the first day of 元旦, 春节, 清明节, 劳动节, 端午节, 中秋节 and 国庆节. */
    static Stream<LocalDate> dates(int year) {
        return Stream.of(
                LocalDate.of(year, Month.JANUARY, 1),
                springFestival(year),
                date(SolarTerm.fromName(year, "清明").getSolarDay()),
                LocalDate.of(year, Month.MAY, 1),
                date(LunarDay.fromYmd(year, 5, 5).getSolarDay()),
                date(LunarDay.fromYmd(year, 8, 15).getSolarDay()),
                LocalDate.of(year, Month.OCTOBER, 1));
    }

    /** The first day of the lunar year; the holiday begins on the eve. */
    private static LocalDate springFestival(int year) {
        return date(LunarDay.fromYmd(year, 1, 1).getSolarDay());
    }

    private static Map<LocalDate, CalendarDay> ofYear(int year) {
        var days = new HashMap<LocalDate, CalendarDay>();
        add(days, "元旦", LocalDate.of(year, Month.JANUARY, 1), 1);
        add(days, "春节", springFestival(year).minusDays(1), 4);
        add(days, "清明节", date(SolarTerm.fromName(year, "清明").getSolarDay()), 1);
        add(days, "劳动节", LocalDate.of(year, Month.MAY, 1), 2);
        add(days, "端午节", date(LunarDay.fromYmd(year, 5, 5).getSolarDay()), 1);
        add(days, "国庆节", LocalDate.of(year, Month.OCTOBER, 1), 3);
        // in some years, it is one of the days before
        add(days, "中秋节", date(LunarDay.fromYmd(year, 8, 15).getSolarDay()), 1);
        return Map.copyOf(days);
    }

    private static void add(Map<LocalDate, CalendarDay> days, String name, LocalDate first, int count) {
        IntStream.range(0, count)
                .mapToObj(first::plusDays)
                .forEach(date -> days.putIfAbsent(date, new CalendarDay(date, false, name, null)));
    }

    static LocalDate date(SolarDay day) {
        return LocalDate.of(day.getYear(), day.getMonth(), day.getDay());
    }
}
