package org.sunwindow.directory;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.NthWeekday;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.PartOfYear;
import org.sunwindow.calendar.Period;
import org.sunwindow.calendar.RecurringHours;

/** Opening hours as publishers write them: regular hours and special days. */
public final class OpeningTimes {

    private static final String BEGIN = "^([01]\\d|2[0-3]):[0-5]\\d$";
    private static final String END = BEGIN + "|^24:00$";

    /** A day of the year. The pattern includes the number of days of each month. */
    private static final String MONTH_DAY =
            "^(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])$|^(0[469]|11)-(0[1-9]|[12]\\d|30)$" + "|^02-(0[1-9]|[12]\\d)$";

    private static final String MONTH_DAY_WANTED = "应为一年中有的一天，写成月-日，各两位，如 05-01；2月的最后一天写 02-29";

    /** Weekdays by the first three letters of their names. */
    static final Map<String, DayOfWeek> DAYS = Stream.of(DayOfWeek.values())
            .collect(Collectors.toMap(day -> day.name().substring(0, 3), day -> day));

    private static final Set<String> NTH =
            Stream.of(NthWeekday.values()).map(NthWeekday::name).collect(Collectors.toSet());

    private OpeningTimes() {}

    @RegisterForReflection
    @Schema(
            name = "WeeklyHours",
            description = "一段开放时间，结束不晚于开始的，到次日为止；00:00 到 24:00 为全天。一天的时间由适用于它的各条合成，各条不得重叠：" + "夏令、冬令时间不同的，两条都写 season。")
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
            String to,

            @Valid @Schema(description = "适用季节：一年中适用的日期；不填的全年适用")
            Season season,

            @Size(min = 1, max = 5)
            @Schema(
                    description = "每月第几个：只在每月的这几个日子开放；FIRST 第一个、SECOND 第二个、THIRD 第三个、FOURTH 第四个、LAST 最后一个；不填的每周都是。"
                            + "遇法定节假日不顺延",
                    examples = "[\"FIRST\"]")
            List<
                            @NotNull
                            @Pattern(
                                    regexp = "FIRST|SECOND|THIRD|FOURTH|LAST",
                                    message = "应为 FIRST 第一个、SECOND 第二个、THIRD 第三个、FOURTH 第四个、LAST 最后一个 之一；"
                                            + "第五个不是每月都有，每月最后一个写 LAST")
                            String>
                    nth,

            @Schema(description = "须预约：只接待已预约的，未预约的视为不开放；缺省为 false", examples = "true")
            Boolean byAppointment) {

        Period period() {
            return Period.of(from, to, Boolean.TRUE.equals(byAppointment));
        }

        Set<NthWeekday> nthWeekdays() {
            return nth == null
                    ? Set.of()
                    : nth.stream().map(NthWeekday::valueOf).collect(Collectors.toUnmodifiableSet());
        }

        PartOfYear partOfYear() {
            return season == null ? PartOfYear.WHOLE : season.partOfYear();
        }
    }

    /** A part of every year, such as summer time. */
    @RegisterForReflection
    @Schema(name = "Season", description = "每年的一段日期，首日和末日都在内；末日早于首日的，到次年为止")
    public record Season(
            @NotNull
            @Pattern(regexp = MONTH_DAY, message = MONTH_DAY_WANTED)
            @Schema(description = "首日，月-日", required = true, examples = "05-01")
            String from,

            @NotNull
            @Pattern(regexp = MONTH_DAY, message = MONTH_DAY_WANTED)
            @Schema(description = "末日，月-日；02-29 为二月的最后一天", required = true, examples = "09-30")
            String to,

            @Size(max = 20) @Schema(description = "名称", examples = "夏令时间")
            String name) {

        PartOfYear partOfYear() {
            return new PartOfYear(monthDay(from), monthDay(to));
        }

        static MonthDay monthDay(String text) {
            return MonthDay.parse("--" + text);
        }
    }

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
            String to,

            @Schema(description = "须预约：只接待已预约的，未预约的视为不开放；缺省为 false", examples = "true")
            Boolean byAppointment) {

        Period period() {
            return Period.of(from, to, Boolean.TRUE.equals(byAppointment));
        }
    }

    /**
     * Returns the opening hours that these periods define.
     *
     * @param weekly         {@code null} for none, like the others
     * @param openOnHolidays {@code null} for {@code false}
     * @param lastDay        the last day before the record ended, {@code null} if it has not ended
     * @return {@code null} if neither a week nor special days are given
     */
    public static OpeningHours of(
            List<Weekly> weekly, List<SpecialDay> specialDays, Boolean openOnHolidays, LocalDate lastDay) {
        if (weekly == null && specialDays == null) {
            return null;
        }
        List<RecurringHours> recurring = Objects.requireNonNullElse(weekly, List.<Weekly>of()).stream()
                .map(hours -> new RecurringHours(
                        hours.days().stream().map(DAYS::get).collect(Collectors.toSet()),
                        hours.nthWeekdays(),
                        hours.partOfYear(),
                        hours.period()))
                .toList();
        var exceptions = new HashMap<LocalDate, List<Period>>();
        for (SpecialDay day : Objects.requireNonNullElse(specialDays, List.<SpecialDay>of())) {
            exceptions.computeIfAbsent(day.date(), date -> new ArrayList<>()).addAll(periods(day));
        }
        return new OpeningHours(recurring, exceptions, Boolean.TRUE.equals(openOnHolidays), lastDay);
    }

    /**
     * Returns what is noted on special days, by their date.
     *
     * @param specialDays {@code null} for none
     */
    public static Map<LocalDate, String> notes(List<SpecialDay> specialDays) {
        return Objects.requireNonNullElse(specialDays, List.<SpecialDay>of()).stream()
                .filter(day -> day.note() != null && !day.note().isBlank())
                .collect(Collectors.toMap(
                        SpecialDay::date,
                        SpecialDay::note,
                        (one, other) -> one.equals(other) ? one : one + "；" + other));
    }

    static List<Period> periods(SpecialDay day) {
        return Objects.requireNonNullElse(day.times(), List.<Time>of()).stream()
                .map(Time::period)
                .toList();
    }

    static boolean isTime(String from, String to) {
        return from != null && from.matches(BEGIN) && to != null && to.matches(END);
    }

    /** Whether hours meet their constraints, without which they have no meaning. */
    static boolean isReadable(Weekly hours) {
        return hours != null
                && hours.days() != null
                && hours.days().stream().allMatch(day -> day != null && DAYS.containsKey(day))
                && isTime(hours.from(), hours.to())
                && isReadable(hours.season())
                && (hours.nth() == null || hours.nth().stream().allMatch(NTH::contains));
    }

    private static boolean isReadable(Season season) {
        return season == null
                || season.from() != null
                        && season.from().matches(MONTH_DAY)
                        && season.to() != null
                        && season.to().matches(MONTH_DAY);
    }
}
