package org.sunwindow.service;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.FileHash;
import org.sunwindow.json.OneLine;
import org.sunwindow.json.WebAddress;
import org.sunwindow.kind.Attachment;

/**
 * 示范文本 or 常见错误示例: a correct example of a material, or a common error. The file is an {@link Attachment}.
 *
 * @param url in answers never {@code null}
 */
@RegisterForReflection
@Schema(name = "ServiceMaterialExample", description = "材料的一份样例：示范文本，或常见错误示例；已上传的文件写 hash，其他网站上的写 url。回答中只有已收到的文件")
record MaterialExample(
        @NotBlank @OneLine @Size(max = 200) @Schema(description = "名称", required = true, examples = "章程示范文本")
        String name,

        @NotNull @Schema(description = "是否正确：true 为示范文本，false 为错误示例", required = true, examples = "true")
        Boolean good,

        @Size(max = 100) @Schema(description = "媒体类型，已上传的文件以检测的为准", examples = "application/msword")
        String mediaType,

        @PositiveOrZero @Schema(description = "字节数，已上传的文件以实际的为准", examples = "45056")
        Long size,

        @Exceptional @FileHash @Schema(description = "摘要值：内容的 SHA-256，十六进制；已上传的，即上传时的回答", examples = FileHash.EXAMPLE)
        String hash,

        @WebAddress
        @Size(max = 1000)
        @Schema(
                description = "地址：报送时写其他网站的地址，没有 hash 时必填；已上传的文件由系统给出",
                required = true,
                examples = "https://mz.yunchuan.example/files/forms/zc-sf.doc")
        String url,

        @Size(max = 500) @Schema(description = "说明", examples = "缺少会费标准的表决办法")
        String note) {

    MaterialExample {
        hash = FileHash.Text.canonical(hash);
    }

    /** The example as a file. */
    Attachment file() {
        return new Attachment(name, mediaType, size, hash, url);
    }
}
