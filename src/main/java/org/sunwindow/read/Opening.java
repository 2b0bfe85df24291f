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
        @Schema(description = "是否开放", examples = "true") Boolean open,
        @Schema(description = "到何时为止；一直开放的没有") OffsetDateTime closesAt,
        @Schema(description = "下次何时开放；三个月内不开放的没有") OffsetDateTime opensAt,

        @Schema(description = "为 true 时取决于节假日安排尚未公布的年份，届时可能不同；否则没有")
        Boolean provisional) {

    /** {@code null} for {@code null}. */
    static Opening of(OpeningHours.State state) {
        return state == null
                ? null
                : new Opening(state.open(), time(state.until()), time(state.next()), state.provisional() ? true : null);
    }

    private static OffsetDateTime time(ZonedDateTime time) {
        return time == null ? null : time.toOffsetDateTime();
    }
}
