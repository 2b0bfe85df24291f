package org.sunwindow.attachment;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.file.FileResponse;
import org.sunwindow.http.file.FileResponse.Wanted;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.read.PublicFiles;
import org.sunwindow.read.PublicFiles.PublicFile;

/** Downloads of uploaded files. Never uses the database. */
@Path("/attachments/{hash}/{name}")
@Tag(name = "Attachments")
@APIResponse(responseCode = "default", ref = "Problem")
class DownloadResource {

    private static final String HASH = "文件内容的 SHA-256";
    private static final String NAME = "文件名，须与信息所列地址中的相同";
    private static final String EXAMPLE_NAME = "最低生活保障申请书.docx";
    private static final String EXAMPLE_HASH = "9e77d7547e702864481a595c1c302c1cbc705bbea2eb097d8bbdfecc8c4930a4";

    /** Time in which an instance usually gets a file that was uploaded to another. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final PublicFiles files;
    private final FileFolder folder;

    DownloadResource(PublicFiles files, FileFolder folder) {
        this.files = files;
        this.folder = folder;
    }

    @GET
    @Problems({ProblemCode.ATTACHMENT_NOT_FOUND, ProblemCode.RANGE_NOT_SATISFIABLE, ProblemCode.ATTACHMENT_PENDING})
    @Operation(
            operationId = "downloadAttachment",
            summary = "下载附件或表格",
            description =
                    "地址见附件、表格的 url。可以只取一段（Range），以便断点续传。只要有一条公开中的信息列有该文件就可以下载；" + "信息撤下、到期或不再列有该文件，两秒内各处都不能再下载，回答 404。")
    @APIResponse(
            responseCode = "200",
            description = "文件",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "文件的一段",
            content = @Content(mediaType = "*/*", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "与 If-None-Match 所列的相同")
    public CompletionStage<Response> get(
            @Parameter(description = HASH, example = EXAMPLE_HASH) @PathParam("hash") String hash,
            @Parameter(description = NAME, example = EXAMPLE_NAME) @PathParam("name") String name,
            @Parameter(description = "要取的一段，只支持一段", example = "bytes=0-1023") @HeaderParam("Range") String range,
            @Parameter(description = "上次回答的 ETag；文件变了则取全部") @HeaderParam("If-Range") String ifRange,
            @Parameter(description = "上次回答的 ETag；相同时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @Context UriInfo uri) {
        return response(hash, name, new Wanted(range, ifRange, ifNoneMatch, true), uri);
    }

    @HEAD
    @Operation(hidden = true)
    public CompletionStage<Response> head(
            @PathParam("hash") String hash,
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
            @Context UriInfo uri) {
        return response(hash, name, new Wanted(null, null, ifNoneMatch, false), uri);
    }

    private CompletionStage<Response> response(String hash, String name, Wanted wanted, UriInfo uri) {
        StrictParameters.of(uri).end();
        return files.find(hash, name).thenApply(found -> {
            PublicFile file = found.orElseThrow(DownloadResource::notFound);
            java.nio.file.Path content = folder.find(hash)
                    .orElseThrow(() -> ProblemException.retryAfter(
                            ProblemCode.ATTACHMENT_PENDING, "文件刚刚上传，正在传到这一台服务器。请稍后再试。", RETRY));
            return new FileResponse(
                            content,
                            file.file().size(),
                            file.file().mediaType(),
                            '"' + hash + '"',
                            file.cacheControl(),
                            disposition(file))
                    .answer(wanted);
        });
    }

    /** RFC 6266: the name in UTF-8, and an ASCII one for old clients. */
    private static String disposition(PublicFile file) {
        String name = file.file().name();
        String url = file.file().url();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return "attachment; filename=\"file.%s\"; filename*=UTF-8''%s"
                .formatted(extension, url.substring(url.lastIndexOf('/') + 1));
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND, "没有这个文件，或者列有它的信息没有公开、已经撤下。请以信息中的下载地址为准。");
    }
}
