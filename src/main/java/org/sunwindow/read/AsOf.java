package org.sunwindow.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.publication.LogPosition;

/** The state of the data that an answer was computed from. */
@RegisterForReflection
@Schema(description = "回答所依据的数据版本")
public record AsOf(
        @Schema(description = "修订号，只增不减", required = true, examples = "1024")
        long revision,

        @Schema(description = "该修订的时间", required = true, examples = "2026-11-20T09:30:00+08:00")
        OffsetDateTime time,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "参数 asOf 所求的时刻，内容如当时所公开；没有 asOf 时不出现", examples = "2026-03-01T23:59:59.999+08:00")
        OffsetDateTime instant) {

    public static AsOf of(LogPosition position, ZoneId zone) {
        return of(position, null, zone);
    }

    /**
     * @param instant of which the records are shown, {@code null} for the present
     */
    static AsOf of(LogPosition position, Instant instant, ZoneId zone) {
        return new AsOf(
                position.revision(),
                position.time().atZone(zone).toOffsetDateTime(),
                instant == null ? null : instant.atZone(zone).toOffsetDateTime());
    }
}
