package org.sunwindow.read;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The member that a list adds to items near a location. */
@RegisterForReflection
@Schema(description = "带 near 时的距离")
record Distance(
        @Schema(description = "到所问地点的距离，米", examples = "820")
        Long distance) {

    /** Returns {@code null} if the item has no distance. */
    static Distance of(Double metres) {
        return metres == null ? null : new Distance(Math.round(metres));
    }
}
