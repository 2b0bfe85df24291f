package org.sunwindow.directory;

import java.time.DayOfWeek;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sunwindow.calendar.NthWeekday;
import org.sunwindow.calendar.PartOfYear;
import org.sunwindow.calendar.Period;
import org.sunwindow.calendar.PeriodText;
import org.sunwindow.directory.OpeningTimes.Season;
import org.sunwindow.directory.OpeningTimes.Weekly;

/** Regular hours as lines in Chinese, ready to show: 周一至周五 8:30-12:00、14:00-17:30. */
public final class HoursText {

    private static final Map<NthWeekday, String> NUMBERS = new EnumMap<>(Map.of(
            NthWeekday.FIRST, "一",
            NthWeekday.SECOND, "二",
            NthWeekday.THIRD, "三",
            NthWeekday.FOURTH, "四"));

    private static final MonthDay END_OF_FEBRUARY = MonthDay.of(2, 29);

    /** Days in a row that are written as a range. */
    private static final int RANGE = 3;

    private HoursText() {}

    /** What a line has in common. */
    private record Group(PartOfYear season, Set<NthWeekday> nth) {

        static Group of(Weekly hours) {
            PartOfYear season = hours.partOfYear();
            return new Group(season.equals(PartOfYear.WHOLE) ? null : season, hours.nthWeekdays());
        }
    }

    /**
     * Returns the lines: first the hours of the whole year, then those of each season; within these, first the hours of
     * every week, then those of certain days of a month; at the end, the hours on holidays.
     *
     * @param openOnHolidays {@code null} for {@code false}
     * @return {@code null} if there are no hours, or if they break their constraints
     */
    public static List<String> lines(List<Weekly> weekly, Boolean openOnHolidays) {
        if (weekly == null || weekly.isEmpty() || !weekly.stream().allMatch(OpeningTimes::isReadable)) {
            return null;
        }
        var groups = new LinkedHashMap<Group, List<Weekly>>();
        var names = new LinkedHashMap<PartOfYear, String>();
        for (Weekly hours : weekly) {
            Group group = Group.of(hours);
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(hours);
            if (group.season() != null) {
                names.merge(group.season(), name(hours.season()), (one, other) -> one.isEmpty() ? other : one);
            }
        }
        List<PartOfYear> seasons = new ArrayList<>(names.keySet());
        var lines = new ArrayList<String>();
        groups.keySet().stream()
                .sorted(Comparator.comparingInt((Group group) -> seasons.indexOf(group.season()))
                        .thenComparing(group -> !group.nth().isEmpty()))
                .forEach(group -> days(groups.get(group))
                        .forEach((times, days) -> lines.add(
                                "%s%s %s".formatted(season(group.season(), names), days(group.nth(), days), times))));
        lines.add(Boolean.TRUE.equals(openOnHolidays) ? "法定节假日照常" : "法定节假日休息");
        return lines;
    }

    private static String name(Season season) {
        return season == null || season.name() == null ? "" : season.name().strip();
    }

    /** The days that have the same times, by these times, in the order of the first of the days. */
    private static Map<String, Set<DayOfWeek>> days(List<Weekly> hours) {
        var periods = new EnumMap<DayOfWeek, List<Period>>(DayOfWeek.class);
        for (Weekly each : hours) {
            each.days().stream()
                    .distinct()
                    .map(OpeningTimes.DAYS::get)
                    .forEach(day -> periods.computeIfAbsent(day, key -> new ArrayList<>())
                            .add(each.period()));
        }
        var days = new LinkedHashMap<String, Set<DayOfWeek>>();
        periods.forEach((day, times) -> days.computeIfAbsent(PeriodText.of(times), key -> new TreeSet<>())
                .add(day));
        return days;
    }

    private static String season(PartOfYear season, Map<PartOfYear, String> names) {
        if (season == null) {
            return "";
        }
        boolean nextYear = season.to().isBefore(season.from());
        String dates = date(season.from()) + "至" + (nextYear ? "次年" : "")
                + (season.to().equals(END_OF_FEBRUARY) ? "2月底" : date(season.to()));
        String name = names.get(season);
        return name.isEmpty() ? dates + " " : "%s（%s）".formatted(name, dates);
    }

    private static String date(MonthDay day) {
        return "%d月%d日".formatted(day.getMonthValue(), day.getDayOfMonth());
    }

    private static String days(Set<NthWeekday> nth, Set<DayOfWeek> days) {
        if (nth.isEmpty()) {
            return days.size() == DayOfWeek.values().length ? "每天" : names(days);
        }
        String numbers =
                nth.stream().sorted().map(NUMBERS::get).filter(n -> n != null).collect(Collectors.joining("、"));
        String which = numbers.isEmpty() ? "" : "第%s个".formatted(numbers);
        String last = nth.contains(NthWeekday.LAST) ? "最后一个" : "";
        return "每月" + which + (which.isEmpty() || last.isEmpty() ? "" : "、") + last + names(days);
    }

    /** Names days, those of at least three in a row as a range. */
    private static String names(Set<DayOfWeek> days) {
        var names = new ArrayList<String>();
        List<DayOfWeek> sorted = days.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); ) {
            int end = i + 1;
            while (end < sorted.size()
                    && sorted.get(end).getValue() == sorted.get(end - 1).getValue() + 1) {
                end++;
            }
            if (end - i >= RANGE) {
                names.add(PeriodText.of(sorted.get(i)) + "至" + PeriodText.of(sorted.get(end - 1)));
            } else {
                sorted.subList(i, end).forEach(day -> names.add(PeriodText.of(day)));
            }
            i = end;
        }
        return String.join("、", names);
    }
}
