package org.sunwindow.progress;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The question after a case. */
@RegisterForReflection
@Schema(description = "办件进度查询")
record StatusQuery(
        @NotBlank
        @Size(max = 60)
        @Schema(description = "申请编号，全角、空格和大小写不限", required = true, examples = "990102261109000017")
        String applicationNo,

        @NotNull @Valid @Schema(description = "验证信息", required = true)
        Factor factor) {}
