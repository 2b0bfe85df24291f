package org.sunwindow.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.CalendarDay;
import org.sunwindow.calendar.DateTraits;
import org.sunwindow.calendar.OpeningHours;
import org.sunwindow.calendar.PeriodText;
import org.sunwindow.calendar.WorkingDays;
import org.sunwindow.index.SearchRequest.Moment;

/** The hours of the seven days from a moment on, ready to show. */
@RegisterForReflection
@Schema(description = "带 hoursAt 的单条记录：自那一天起七天的开放时间；没有开放时间的场所没有")
record OpeningWeek(
        @Schema(description = "一周的时间：自 hoursAt 那天起七天，节假日、调休和特殊日期都已算入")
        List<Day> hoursOfWeek) {

    private static final int DAYS = 7;

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DayHours", description = "一天的开放时间")
    record Day(
            @Schema(description = "日期", required = true, examples = "2026-10-10")
            LocalDate date,

            @Schema(description = "星期", required = true, examples = "周六")
            String weekday,

            @Schema(description = "时间，可直接显示", required = true, examples = "8:30-12:00、14:00-17:30")
            String text,

            @Schema(description = "缘由：与平时不同的，特殊日期的说明（没有说明的为“特殊日期”）或节假日安排的名称", examples = "国庆节调休上班")
            String reason,

            @Schema(description = "为 true 时所在年份的节假日安排尚未公布，届时可能不同；否则没有")
            Boolean provisional) {

        private static Day of(LocalDate date, OpeningHours hours, WorkingDays calendar, String note) {
            OpeningHours.OfDate that = hours.on(date, calendar);
            return new Day(
                    date,
                    PeriodText.of(date.getDayOfWeek()),
                    that.periods().isEmpty() ? "不开放" : PeriodText.of(that.periods()),
                    that.isException() ? note : reason(date, calendar),
                    that.provisional() ? true : null);
        }

        private static String reason(LocalDate date, WorkingDays calendar) {
            return switch (DateTraits.of(date, calendar).type()) {
                case ORDINARY -> null;
                case HOLIDAY -> name(date, calendar);
                case MAKE_UP_WORKDAY -> name(date, calendar) + "调休上班";
            };
        }

        private static String name(LocalDate date, WorkingDays calendar) {
            return calendar.known(date).map(CalendarDay::name).orElse("");
        }
    }

    /**
     * @param hours {@code null} if not known
     * @param notes on exceptions, by their date
     * @return {@code null} if the hours are not known
     */
    static OpeningWeek of(OpeningHours hours, Moment moment, Map<LocalDate, String> notes) {
        if (hours == null) {
            return null;
        }
        LocalDate first = moment.instant().atZone(moment.zone()).toLocalDate();
        return new OpeningWeek(IntStream.range(0, DAYS)
                .mapToObj(first::plusDays)
                .map(date -> Day.of(date, hours, moment.days(), notes.getOrDefault(date, "特殊日期")))
                .toList());
    }
}
