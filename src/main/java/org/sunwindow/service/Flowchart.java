package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.FileHash;
import org.sunwindow.json.OneLine;
import org.sunwindow.json.WebAddress;
import org.sunwindow.kind.Attachment;

/**
 * 流程图: a chart as a file, as text, or both. The file is an {@link Attachment}.
 *
 * @param text for those who cannot see the chart, and for search
 */
@RegisterForReflection
@Schema(name = "ServiceFlowchart", description = "流程图：已上传的文件（hash）、其他网站的地址（url）和文字形式，至少有其一")
record Flowchart(
        @NotBlank @OneLine @Size(max = 200) @Schema(description = "名称", required = true, examples = "社会团体成立登记流程图")
        String name,

        @Size(max = 100) @Schema(description = "媒体类型，已上传的文件以检测的为准", examples = "application/pdf")
        String mediaType,

        @PositiveOrZero @Schema(description = "字节数，已上传的文件以实际的为准", examples = "45056")
        Long size,

        @FileHash @Schema(description = "摘要值：内容的 SHA-256，十六进制；已上传的，即上传时的回答", examples = FileHash.EXAMPLE)
        String hash,

        @WebAddress
        @Size(max = 1000)
        @Schema(
                description = "地址：报送时写其他网站的地址；已上传的文件由系统给出",
                examples = "https://mz.yunchuan.example/files/flow/XK-001.pdf")
        String url,

        @Size(max = 5000) @Schema(description = "文字形式", examples = "申请 → 受理 → 审查 → 决定 → 送达")
        String text) {

    static final String EXAMPLE = "{\"name\":\"办理流程图\",\"text\":\"申请 → 受理 → 决定\"}";

    Flowchart {
        hash = FileHash.Text.canonical(hash);
    }

    /** The chart as a file. */
    Attachment file() {
        return new Attachment(name, mediaType, size, hash, url);
    }
}
