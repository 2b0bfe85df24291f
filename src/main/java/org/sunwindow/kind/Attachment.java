package org.sunwindow.kind;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.json.Exceptional;
import org.sunwindow.json.FileHash;
import org.sunwindow.json.OneLine;
import org.sunwindow.json.WebAddress;

/**
 * A file that a record offers for download: an uploaded one by its hash, or one of another site by its address. Answers
 * complete an uploaded one, see {@link Field#files}.
 */
@RegisterForReflection
@Schema(description = "附件或可下载的表格：已上传的文件写 hash，其他网站上的写 url")
public record Attachment(
        @NotBlank @OneLine @Size(max = 200) @Schema(description = "文件名", required = true, examples = "附件1 申请表.doc")
        String name,

        @Size(max = 100) @Schema(description = "媒体类型，已上传的文件以检测的为准", examples = "application/msword")
        String mediaType,

        @PositiveOrZero @Schema(description = "字节数，已上传的文件以实际的为准", examples = "45056")
        Long size,

        @Exceptional
        @FileHash
        @Schema(description = "摘要值：内容的 SHA-256，十六进制；已上传的，即上传时的回答。文件可以随后再上传", examples = FileHash.EXAMPLE)
        String hash,

        @WebAddress
        @Size(max = 1000)
        @Schema(
                description = "下载地址：报送时写其他网站的地址，没有 hash 时必填；已上传的文件由系统给出，尚未上传的没有",
                examples = "https://mz.yunchuan.example/files/2024/sqb.doc")
        String url) {

    public Attachment {
        hash = FileHash.Text.canonical(hash);
    }

    /** Returns a member of each of some files, {@code null} for none. */
    static List<String> each(List<Attachment> files, Function<Attachment, String> member) {
        return files == null ? null : files.stream().map(member).toList();
    }
}
