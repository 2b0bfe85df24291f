package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.OneLine;

/** 相关部门: a department with which the duties of a 职责边界 are shared. */
@RegisterForReflection
@Schema(name = "ServicePartner", description = "职责边界中的一个相关部门")
record Partner(
        @NotBlank @OneLine @Size(max = 200) @Schema(description = "部门名称", required = true, examples = "云川市公安局")
        String name,

        @Size(max = 100) @Schema(description = "机构编号，本系统有的机构才填", examples = "org-yc-jzz")
        String organization,

        @Size(max = 50) @Schema(description = "职责分工，各项职责", examples = "[\"甄别受助人员身份\"]")
        List<@NotBlank @Size(max = 2000) String> responsibilities,

        @Size(max = 50) @Schema(description = "分工依据", examples = "[\"《城市生活无着的流浪乞讨人员救助管理办法》第五条\"]")
        List<@NotBlank @Size(max = 2000) String> basis) {}
