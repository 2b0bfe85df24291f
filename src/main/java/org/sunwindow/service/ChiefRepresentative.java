package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.OneLine;

/** 首席代表: the official at the window who may decide on the spot. */
@RegisterForReflection
@Schema(name = "ServiceChiefRepresentative", description = "首席代表：派驻政务服务中心、可当场决定的负责人")
record ChiefRepresentative(
        @NotBlank @OneLine @Size(max = 50) @Schema(description = "姓名", required = true, examples = "陆闻溪")
        String name,

        @Size(max = 100) @Schema(description = "职务", examples = "行政审批科科长")
        String post,

        @Size(max = 100) @Schema(description = "窗口", examples = "15号窗口")
        String window,

        @Size(max = 100) @Schema(description = "办理场所：其编号", examples = "off-yc-zwzx")
        String office,

        @Size(max = 500) @Schema(description = "授权范围", examples = "受理、审查和当场决定")
        String authority) {}
