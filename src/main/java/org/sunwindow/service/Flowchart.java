package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.WebAddress;

/**
 * 流程图: a chart as a file, as text, or both.
 *
 * @param text for those who cannot see the chart, and for search
 */
@RegisterForReflection
@Schema(name = "ServiceFlowchart", description = "流程图：图的地址和文字形式，至少有其一")
record Flowchart(
        @NotBlank @Size(max = 200) @Schema(description = "名称", required = true, examples = "社会团体成立登记流程图")
        String name,

        @WebAddress
        @Size(max = 1000)
        @Schema(description = "地址", examples = "https://mz.yunchuan.example/files/flow/XK-001.pdf")
        String url,

        @Size(max = 5000) @Schema(description = "文字形式", examples = "申请 → 受理 → 审查 → 决定 → 送达")
        String text) {}
