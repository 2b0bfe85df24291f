package org.sunwindow.calendar;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The last day of a time limit. The day on which it starts is not counted (民法典 art. 201). A limit in natural days that
 * would end on a day off ends on the next working day (art. 203).
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Deadline", description = "推算出的期限")
public record Deadline(
        @Schema(description = "起始日，当天不计", required = true, examples = "2026-09-28")
        LocalDate start,

        @Schema(description = "天数", required = true, examples = "5")
        int days,

        @Schema(description = "单位：WORKING 工作日、NATURAL 自然日", required = true, examples = "WORKING")
        Unit unit,

        @Schema(description = "到期日：期限的最后一天", required = true, examples = "2026-10-10")
        LocalDate deadline,

        @Schema(description = "顺延前日期：自然日的最后一天是休息日，顺延到其后第一个工作日的，原来的日期；否则没有", examples = "2026-10-03")
        LocalDate movedFrom,

        @Schema(description = "历时：起始日到到期日的自然日数，等于天数加上不计的天数", required = true, examples = "12")
        long elapsedDays,

        @Schema(description = "不计的日期，依先后列出，原因相同而相连的合为一段", required = true)
        List<Skipped> skipped,

        @Schema(description = "计入的调休上班日", required = true, examples = "[\"2026-10-10\"]")
        List<LocalDate> madeUp,

        @Schema(description = "是否暂定：涉及节假日安排尚未公布的年份，暂按周末和法定节假日推算，届时可能不同", required = true, examples = "false")
        boolean provisional,

        @Schema(description = "未公布的年份：所涉及的，节假日安排尚未公布", required = true, examples = "[2027]")
        List<Integer> unannouncedYears) {

    @Schema(name = "DeadlineUnit")
    public enum Unit {
        WORKING,
        NATURAL
    }

    /** Why a day is not counted. */
    @Schema(name = "SkippedReason")
    public enum Reason {
        WEEKEND,
        HOLIDAY,
        PAUSE
    }

    @RegisterForReflection
    @Schema(name = "SkippedDays", description = "不计的一段日期")
    public record Skipped(
            @Schema(description = "首日", required = true, examples = "2026-10-01")
            LocalDate from,

            @Schema(description = "末日", required = true, examples = "2026-10-07")
            LocalDate to,

            @Schema(description = "天数", required = true, examples = "7")
            int days,

            @Schema(description = "原因：WEEKEND 周末、HOLIDAY 放假、PAUSE 暂停计算", required = true, examples = "HOLIDAY")
            Reason reason,

            @Schema(description = "原因名称：周末、节日名称或暂停计算", required = true, examples = "国庆节")
            String name) {

        private boolean continues(Skipped before) {
            return before.reason == reason
                    && before.name.equals(name)
                    && before.to.plusDays(1).equals(from);
        }
    }

    static Deadline of(LocalDate start, int days, Unit unit, List<DeadlineRequest.Pause> pauses, WorkingDays calendar) {
        var count = new Count(calendar);
        LocalDate day = start;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            LocalDate current = day;
            if (pauses.stream().anyMatch(pause -> pause.contains(current))) {
                count.skip(new Skipped(day, day, 1, Reason.PAUSE, "暂停计算"));
            } else if (unit == Unit.NATURAL || calendar.isWorking(day)) {
                count.include(day, unit);
                left--;
            } else {
                count.skipDayOff(day);
            }
        }
        LocalDate last = day;
        while (!calendar.isWorking(day)) {
            count.skipDayOff(day);
            day = day.plusDays(1);
        }
        List<Integer> unannounced = calendar.unannounced(start, day);
        return new Deadline(
                start,
                days,
                unit,
                day,
                last.equals(day) ? null : last,
                ChronoUnit.DAYS.between(start, day),
                count.skipped,
                count.madeUp,
                !unannounced.isEmpty(),
                unannounced);
    }

    /** The days that were counted and those that were not. */
    private static final class Count {

        private final WorkingDays calendar;
        private final List<Skipped> skipped = new ArrayList<>();
        private final List<LocalDate> madeUp = new ArrayList<>();

        Count(WorkingDays calendar) {
            this.calendar = calendar;
        }

        void include(LocalDate day, Unit unit) {
            if (unit == Unit.WORKING && WorkingDays.isWeekend(day)) {
                madeUp.add(day);
            }
        }

        void skipDayOff(LocalDate day) {
            skip(calendar.known(day)
                    .map(CalendarDay::name)
                    .map(name -> new Skipped(day, day, 1, Reason.HOLIDAY, name))
                    .orElse(new Skipped(day, day, 1, Reason.WEEKEND, "周末")));
        }

        void skip(Skipped day) {
            Skipped before = skipped.isEmpty() ? null : skipped.getLast();
            if (before != null && day.continues(before)) {
                skipped.removeLast();
                skipped.add(new Skipped(before.from, day.to, before.days + 1, day.reason, day.name));
            } else {
                skipped.add(day);
            }
        }
    }
}
