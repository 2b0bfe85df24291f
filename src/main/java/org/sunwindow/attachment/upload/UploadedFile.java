package org.sunwindow.attachment.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.http.Problem;
import org.sunwindow.publication.StoredFile;

/** An uploaded file as its publisher sees it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "UploadedFile", description = "已收下的文件")
record UploadedFile(
        @Schema(
                description = "内容的 SHA-256，写在附件或表格的 hash 中",
                required = true,
                examples = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        String hash,

        @Schema(
                description = "文件名；内容相同的文件早已上传过的，是第一次上传时的文件名。列有它的信息以自己所写的文件名提供下载",
                required = true,
                examples = "申请表.docx")
        String name,

        @Schema(description = "字节数", required = true, examples = "45056")
        long size,

        @Schema(description = "按内容检测的媒体类型", required = true, examples = "application/pdf")
        String mediaType,

        @Schema(
                description = "以上述文件名下载的地址；有公开中的信息列有该文件时才能下载",
                required = true,
                examples = "/api/v1/attachments/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08/x.pdf")
        String url,

        @Schema(description = "请留意的问题，文件已经收下") List<Problem.Item> warnings) {

    private static final Problem.Item NO_TEXT =
            new Problem.Item("", "file.no-text", "没有可以检查和检索的文字，例如扫描件、图片；请自行核对不含个人信息，可另行提供文字（PUT text）");

    static UploadedFile of(StoredFile file) {
        return new UploadedFile(
                file.hash(),
                file.name(),
                file.size(),
                file.mediaType(),
                file.url(),
                file.text().isEmpty() ? List.of(NO_TEXT) : List.of());
    }
}
