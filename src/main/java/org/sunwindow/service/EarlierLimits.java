package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The number of steps and the limit that an item had before they were reduced. */
@RegisterForReflection
@Schema(name = "ServiceEarlierLimits", description = "压缩以前的环节数和时限")
record EarlierLimits(
        @Positive @Max(ServiceItem.MAX_STEPS) @Schema(description = "原环节数", examples = "4")
        Integer steps,

        @Valid @Schema(description = "原时限，单位与现时限（承诺的，没有承诺的为法定的）相同")
        ServiceItem.Limit limit,

        @Schema(description = "压缩日期", examples = "2016-08-10")
        LocalDate since,

        @Size(max = 500) @Schema(description = "压缩依据", examples = "《云川市行政审批流程再造实施方案》")
        String basis) {}
