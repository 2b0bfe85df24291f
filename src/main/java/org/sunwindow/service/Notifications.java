package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** 三告知: the notifications of the applicant before, during and after the procedure. */
@RegisterForReflection
@Schema(name = "ServiceNotifications", description = "三告知：办前、办中、办后各告知什么")
record Notifications(
        @Size(max = 20) @Schema(description = "办前告知", examples = "[\"一次告知全部条件和材料\"]")
        List<@NotBlank @Size(max = 1000) String> before,

        @Size(max = 20) @Schema(description = "办中告知", examples = "[\"材料不齐的，当场告知补正内容\"]")
        List<@NotBlank @Size(max = 1000) String> during,

        @Size(max = 20) @Schema(description = "办后告知", examples = "[\"决定作出后三日内告知结果和救济途径\"]")
        List<@NotBlank @Size(max = 1000) String> after) {}
