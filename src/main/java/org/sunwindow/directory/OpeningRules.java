package org.sunwindow.directory;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sunwindow.calendar.NthWeekday;
import org.sunwindow.calendar.PartOfYear;
import org.sunwindow.calendar.Period;
import org.sunwindow.calendar.PeriodText;
import org.sunwindow.directory.OpeningTimes.SpecialDay;
import org.sunwindow.directory.OpeningTimes.Time;
import org.sunwindow.directory.OpeningTimes.Weekly;
import org.sunwindow.http.Problem;

/**
 * Finds opening hours that contradict each other, so that it cannot be known which ones are meant. Hours that break
 * their constraints are skipped.
 */
public final class OpeningRules {

    /** As many as a year has seasons; bounds the size of the index. */
    private static final int MAX_SEASONS = 4;

    private OpeningRules() {}

    /**
     * @param weekly      {@code null} for none
     * @param specialDays {@code null} for none
     */
    public static List<Problem.Item> faults(List<Weekly> weekly, List<SpecialDay> specialDays) {
        return Stream.concat(
                        weekly(Objects.requireNonNullElse(weekly, List.of())).stream(),
                        specialDays(Objects.requireNonNullElse(specialDays, List.of())).stream())
                .toList();
    }

    private static List<Problem.Item> weekly(List<Weekly> weekly) {
        var faults = new ArrayList<Problem.Item>();
        for (int i = 0; i < weekly.size(); i++) {
            for (int j = 0; j < i; j++) {
                Optional<DayOfWeek> day = sharedDay(weekly.get(j), weekly.get(i));
                if (day.isPresent()) {
                    faults.add(new Problem.Item(
                            "hours[%d]".formatted(i),
                            "hours.overlapping",
                            overlap(weekly.get(i), weekly.get(j), j, day.get())));
                    break;
                }
            }
        }
        long seasons = weekly.stream()
                .filter(OpeningTimes::isReadable)
                .map(Weekly::partOfYear)
                .filter(season -> !season.equals(PartOfYear.WHOLE))
                .distinct()
                .count();
        if (seasons > MAX_SEASONS) {
            faults.add(new Problem.Item(
                    "hours",
                    "season.too-many",
                    "写了 %d 个不同的季节，最多 %d 个；个别日子另有安排的写在 specialDays 中".formatted(seasons, MAX_SEASONS)));
        }
        return faults;
    }

    private static String overlap(Weekly hours, Weekly other, int index, DayOfWeek day) {
        String what = "%s的 %s-%s 与第 %d 条的 %s-%s 重叠"
                .formatted(PeriodText.of(day), hours.from(), hours.to(), index + 1, other.from(), other.to());
        if (hours.period().byAppointment() != other.period().byAppointment()) {
            return what + "：一段时间要么须预约，要么不须预约，请前后错开";
        }
        boolean seasonal = hours.season() != null || other.season() != null;
        return what + (seasonal ? "：夏令、冬令时间不同的，每条都应写明 season，日期前后衔接" : "：同一天的各段时间应前后错开");
    }

    /** A day of the week on which two periods overlap. */
    private static Optional<DayOfWeek> sharedDay(Weekly one, Weekly other) {
        if (!OpeningTimes.isReadable(one)
                || !OpeningTimes.isReadable(other)
                || !one.period().overlaps(other.period())
                || !one.partOfYear().overlaps(other.partOfYear())
                || !overlap(one.nthWeekdays(), other.nthWeekdays())) {
            return Optional.empty();
        }
        return one.days().stream()
                .filter(other.days()::contains)
                .map(OpeningTimes.DAYS::get)
                .min(DayOfWeek::compareTo);
    }

    private static boolean overlap(Set<NthWeekday> one, Set<NthWeekday> other) {
        return one.isEmpty()
                || other.isEmpty()
                || one.stream().anyMatch(nth -> other.stream().anyMatch(nth::overlaps));
    }

    /** Periods of one date that overlap, and a date that is closed and has periods. */
    private static List<Problem.Item> specialDays(List<SpecialDay> specialDays) {
        var faults = new ArrayList<Problem.Item>();
        var before = new HashMap<LocalDate, List<Period>>();
        for (int i = 0; i < specialDays.size(); i++) {
            SpecialDay day = specialDays.get(i);
            if (!isReadable(day)) {
                continue;
            }
            List<Period> periods = OpeningTimes.periods(day);
            List<Period> others = before.get(day.date());
            if (others != null && others.isEmpty() != periods.isEmpty()) {
                faults.add(new Problem.Item(
                        "specialDays[%d]".formatted(i), "day.contradictory", day.date() + " 既写了全天关闭，又写了开放时间，请只留一种"));
            }
            var all = before.computeIfAbsent(day.date(), date -> new ArrayList<>());
            for (Period period : periods) {
                if (all.stream().anyMatch(period::overlaps)) {
                    faults.add(new Problem.Item(
                            "specialDays[%d].times".formatted(i),
                            "day.overlapping",
                            day.date() + " 的开放时间重叠，同一日期的各段时间应前后错开"));
                    break;
                }
                all.add(period);
            }
        }
        return faults;
    }

    private static boolean isReadable(SpecialDay day) {
        return day != null
                && day.date() != null
                && Objects.requireNonNullElse(day.times(), List.<Time>of()).stream()
                        .allMatch(time -> time != null && OpeningTimes.isTime(time.from(), time.to()));
    }
}
