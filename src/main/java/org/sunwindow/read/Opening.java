package org.sunwindow.read;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.calendar.OpeningHours;

/** The members that state whether a record is open. */
@RegisterForReflection
@Schema(description = "带 openAt 或 hoursAt 时的开放状态；没有开放时间的场所没有")
record Opening(
        @Schema(description = "是否开放：此刻不须预约即可办理", examples = "true")
        Boolean open,

        @Schema(description = "预约时段：为 true 时只接待已预约的，open 为 false；否则没有", examples = "true")
        Boolean byAppointment,

        @Schema(description = "到何时为止：开放或预约时段的结束；一直如此的没有") OffsetDateTime closesAt,
        @Schema(description = "下次何时开放，不计须预约的时段；三个月内不开放的没有") OffsetDateTime opensAt,

        @Schema(description = "下次预约时段：此刻关闭，而预约时段在下次开放之前的，何时开始；否则没有")
        OffsetDateTime appointmentsAt,

        @Schema(description = "为 true 时取决于节假日安排尚未公布的年份，届时可能不同；否则没有")
        Boolean provisional) {

    /** {@code null} for {@code null}. */
    static Opening of(OpeningHours.State state) {
        return state == null
                ? null
                : new Opening(
                        state.open(),
                        flag(state.byAppointment()),
                        time(state.until()),
                        time(state.next()),
                        time(state.nextAppointment()),
                        flag(state.provisional()));
    }

    /** A member that is absent unless it is true. */
    private static Boolean flag(boolean value) {
        return value ? true : null;
    }

    private static OffsetDateTime time(ZonedDateTime time) {
        return time == null ? null : time.toOffsetDateTime();
    }
}
