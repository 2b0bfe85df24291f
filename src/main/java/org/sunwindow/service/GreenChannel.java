package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** 绿色通道: who is served first or in another way. */
@RegisterForReflection
@Schema(name = "ServiceGreenChannel", description = "绿色通道：对谁、怎样优先办理")
record GreenChannel(
        @NotEmpty @Size(max = 20) @Schema(description = "适用对象", required = true, examples = "[\"七十岁以上老年人\",\"残疾人\"]")
        List<@NotBlank @Size(max = 100) String> forWhom,

        @NotBlank @Size(max = 1000) @Schema(description = "办法，怎样办理", required = true, examples = "免取号，随到随办，可预约上门")
        String how) {}
