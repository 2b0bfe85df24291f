package org.sunwindow.workdays;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.CalendarDay;
import org.sunwindow.calendar.PeriodText;
import org.sunwindow.calendar.WorkingDays;

/** The days of a calendar. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CalendarDays", description = "工作日历中的一段日期")
record CalendarDays(
        @Schema(description = "首日", required = true, examples = "2026-10-01")
        LocalDate from,

        @Schema(description = "末日", required = true, examples = "2026-10-10")
        LocalDate to,

        @Schema(description = "工作日天数", required = true, examples = "3")
        int workingDays,

        @Schema(description = "是否暂定：有日期所在年份的节假日安排尚未公布，暂按周末和法定节假日推算", required = true, examples = "false")
        boolean provisional,

        @Schema(description = "未公布的年份：节假日安排尚未公布的", required = true, examples = "[2027]")
        List<Integer> unannouncedYears,

        @Schema(description = "逐日", required = true) List<Day> days) {

    /** Type of a day, with its name for people. */
    @Schema(name = "CalendarDayType")
    enum Type {
        WORKDAY("工作日"),
        WEEKEND("周末"),
        HOLIDAY("放假"),
        MAKE_UP_WORKDAY("调休上班");

        private final String label;

        Type(String label) {
            this.label = label;
        }

        static Type of(LocalDate date, WorkingDays days) {
            boolean working = days.isWorking(date);
            if (WorkingDays.isWeekend(date)) {
                return working ? MAKE_UP_WORKDAY : days.known(date).isPresent() ? HOLIDAY : WEEKEND;
            }
            return working ? WORKDAY : HOLIDAY;
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CalendarDay", description = "一天")
    record Day(
            @Schema(description = "日期", required = true, examples = "2026-10-01")
            LocalDate date,

            @Schema(description = "星期", required = true, examples = "周四")
            String weekday,

            @Schema(description = "是否工作日", required = true, examples = "false")
            boolean working,

            @Schema(
                    description = "类型：WORKDAY 工作日、WEEKEND 周末、HOLIDAY 放假、MAKE_UP_WORKDAY 调休上班",
                    required = true,
                    examples = "HOLIDAY")
            Type type,

            @Schema(description = "类型名称", required = true, examples = "放假")
            String typeName,

            @Schema(description = "节日名称：放假的，或为之调休上班的", examples = "国庆节")
            String name,

            @Schema(description = "依据的通知，导入时写明的才有", examples = "国办发明电〔2025〕7号")
            String notice,

            @Schema(description = "是否暂定：为 true 时所在年份的节假日安排尚未公布，暂按周末和法定节假日推算；否则没有", examples = "true")
            Boolean provisional) {

        private static Day of(LocalDate date, WorkingDays days) {
            CalendarDay known = days.known(date).orElse(null);
            boolean isDeclared = days.declared(date).isPresent();
            Type type = Type.of(date, days);
            return new Day(
                    date,
                    PeriodText.of(date.getDayOfWeek()),
                    days.isWorking(date),
                    type,
                    type.label,
                    known == null ? null : known.name(),
                    known == null ? null : known.notice(),
                    !isDeclared && !days.isAnnounced(date.getYear()) ? true : null);
        }
    }

    /**
     * @param to inclusive
     */
    static CalendarDays of(LocalDate from, LocalDate to, WorkingDays calendar) {
        List<Day> days = from.datesUntil(to.plusDays(1))
                .map(date -> Day.of(date, calendar))
                .toList();
        List<Integer> unannounced = calendar.unannounced(from, to);
        return new CalendarDays(
                from, to, (int) days.stream().filter(Day::working).count(), !unannounced.isEmpty(), unannounced, days);
    }
}
