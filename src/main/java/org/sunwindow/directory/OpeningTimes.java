package org.sunwindow.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.OpeningHours.Period;
import org.sunwindow.http.Problem;

/** Opening hours as publishers write them: a regular week, and special days. */
public final class OpeningTimes {

    private static final String BEGIN = "^([01]\\d|2[0-3]):[0-5]\\d$";
    private static final String END = BEGIN + "|^24:00$";

    /** Weekdays by the first three letters of their names. */
    private static final Map<String, DayOfWeek> DAYS = Stream.of(DayOfWeek.values())
            .collect(Collectors.toMap(day -> day.name().substring(0, 3), day -> day));

    private OpeningTimes() {}

    @RegisterForReflection
    @Schema(name = "WeeklyHours", description = "一段开放时间，每周相同；结束不晚于开始的，到次日为止；00:00 到 24:00 为全天")
    public record Weekly(
            @NotEmpty
            @Schema(
                    description = "星期：MON 周一、TUE 周二、WED 周三、THU 周四、FRI 周五、SAT 周六、SUN 周日",
                    required = true,
                    examples = "[\"MON\",\"TUE\",\"WED\",\"THU\",\"FRI\"]")
            List<
                            @NotNull
                            @Pattern(
                                    regexp = "MON|TUE|WED|THU|FRI|SAT|SUN",
                                    message = "应为 MON 周一、TUE 周二、WED 周三、THU 周四、FRI 周五、SAT 周六、SUN 周日 之一")
                            String>
                    days,

            @NotNull
            @Pattern(regexp = BEGIN, message = "应为 00:00 到 23:59，小时和分钟各写两位")
            @Schema(description = "开始", required = true, examples = "08:30")
            String from,

            @NotNull
            @Pattern(regexp = END, message = "应为 00:00 到 24:00，小时和分钟各写两位")
            @Schema(description = "结束", required = true, examples = "12:00")
            String to) {}

    /** A day that differs from the regular week. */
    @RegisterForReflection
    @Schema(name = "SpecialDay", description = "与平时不同的一天；同一日期可以写几条，各段时间合在一起，不得重叠，也不得又写全天关闭")
    public record SpecialDay(
            @NotNull @Schema(description = "日期", required = true, examples = "2026-12-31")
            LocalDate date,

            @Size(max = 10) @Schema(description = "开放时间：当天的；没有的为全天关闭")
            List<@Valid @NotNull Time> times,

            @Size(max = 200) @Schema(description = "说明", examples = "系统升级")
            String note) {}

    @RegisterForReflection
    @Schema(name = "DayTime", description = "一段时间；结束不晚于开始的，到次日为止")
    public record Time(
            @NotNull
            @Pattern(regexp = BEGIN, message = "应为 00:00 到 23:59，小时和分钟各写两位")
            @Schema(description = "开始", required = true, examples = "08:30")
            String from,

            @NotNull
            @Pattern(regexp = END, message = "应为 00:00 到 24:00，小时和分钟各写两位")
            @Schema(description = "结束", required = true, examples = "12:00")
            String to) {}

    /**
     * Returns the opening hours that these periods define.
     *
     * @param openOnHolidays {@code null} for {@code false}
     * @param lastDay        the last day before the record ended, {@code null} if it has not ended
     * @return {@code null} if neither a week nor special days are given
     */
    public static OpeningHours of(
            List<Weekly> weekly, List<SpecialDay> specialDays, Boolean openOnHolidays, LocalDate lastDay) {
        if (weekly == null && specialDays == null) {
            return null;
        }
        var week = new EnumMap<DayOfWeek, List<Period>>(DayOfWeek.class);
        for (Weekly hours : Objects.requireNonNullElse(weekly, List.<Weekly>of())) {
            for (String day : hours.days()) {
                week.computeIfAbsent(DAYS.get(day), d -> new ArrayList<>()).add(Period.of(hours.from(), hours.to()));
            }
        }
        var exceptions = new HashMap<LocalDate, List<Period>>();
        for (SpecialDay day : Objects.requireNonNullElse(specialDays, List.<SpecialDay>of())) {
            exceptions.computeIfAbsent(day.date(), date -> new ArrayList<>()).addAll(periods(day));
        }
        return new OpeningHours(week, exceptions, Boolean.TRUE.equals(openOnHolidays), lastDay);
    }

    private static List<Period> periods(SpecialDay day) {
        return Objects.requireNonNullElse(day.times(), List.<Time>of()).stream()
                .map(time -> Period.of(time.from(), time.to()))
                .toList();
    }

    /**
     * Returns the special days that contradict each other or themselves: periods of one date that overlap, and a date that is
     * closed and has periods. Which one is meant cannot be known. Days that break their constraints are skipped.
     */
    public static List<Problem.Item> contradictions(List<SpecialDay> specialDays) {
        var faults = new ArrayList<Problem.Item>();
        var before = new HashMap<LocalDate, List<Period>>();
        for (int i = 0; specialDays != null && i < specialDays.size(); i++) {
            SpecialDay day = specialDays.get(i);
            if (!isReadable(day)) {
                continue;
            }
            List<Period> periods = periods(day);
            List<Period> others = before.get(day.date());
            if (others != null && others.isEmpty() != periods.isEmpty()) {
                faults.add(new Problem.Item(
                        "specialDays[%d]".formatted(i), "day.contradictory", day.date() + " 既写了全天关闭，又写了开放时间，请只留一种"));
            }
            var all = before.computeIfAbsent(day.date(), date -> new ArrayList<>());
            for (Period period : periods) {
                if (all.stream().anyMatch(other -> period.from() < other.to() && other.from() < period.to())) {
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
                        .allMatch(time -> time != null
                                && time.from() != null
                                && time.from().matches(BEGIN)
                                && time.to() != null
                                && time.to().matches(END));
    }
}
