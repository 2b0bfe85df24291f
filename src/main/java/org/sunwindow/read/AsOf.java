package org.sunwindow.read;

import io.quarkus.runtime.annotations.RegisterForReflection;
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
        OffsetDateTime time) {

    static AsOf of(LogPosition position, ZoneId zone) {
        return new AsOf(position.revision(), position.time().atZone(zone).toOffsetDateTime());
    }
}
