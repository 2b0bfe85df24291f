package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.service.ServiceItem.Limit;

/** How far the steps and the limit of an item were reduced, computed from both states. */
@RegisterForReflection
@Schema(name = "ServiceReduction", description = "环节和时限的压缩，由原有的和现有的得出")
record Reduction(
        @Schema(description = "环节，从几个减到几个") Change steps,
        @Schema(description = "时限，从多少减到多少") Change limit,
        @Schema(description = "时限单位", examples = "工作日") String unit) {

    @RegisterForReflection
    @Schema(name = "ServiceReductionChange", description = "一个数的变化")
    record Change(
            @Schema(description = "原有", required = true, examples = "20")
            int before,

            @Schema(description = "现有", required = true, examples = "10")
            int now,

            @Schema(description = "减少的百分数，四舍五入到整数", required = true, examples = "50")
            int percent) {

        static Change of(int before, int now) {
            return new Change(before, now, Reduction.percent(before, now));
        }
    }

    /** Rounded half up; 0 if there was nothing before. */
    static int percent(long before, long now) {
        return before == 0 ? 0 : Math.round((before - now) * 100f / before);
    }

    /**
     * @param earlier may be {@code null}, like the others
     * @param limit   that applies now
     * @return {@code null} if nothing can be compared
     */
    static Reduction of(EarlierLimits earlier, List<?> steps, Limit limit) {
        if (earlier == null) {
            return null;
        }
        Change ofSteps = earlier.steps() == null || steps == null || steps.isEmpty()
                ? null
                : Change.of(earlier.steps(), steps.size());
        boolean comparable = limit != null && limit.isComparable(earlier.limit());
        Change ofLimit = comparable ? Change.of(earlier.limit().value(), limit.value()) : null;
        return ofSteps == null && ofLimit == null
                ? null
                : new Reduction(ofSteps, ofLimit, comparable ? limit.unit() : null);
    }
}
