package org.sunwindow.attachment.upload;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.attachment.AttachmentSettings;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.index.IndexRevisions;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.kind.Kinds;
import org.sunwindow.publication.FileName;
import org.sunwindow.publication.StoredFiles;
import org.sunwindow.publisher.Origin;
import org.sunwindow.publisher.Publisher;
import org.sunwindow.publisher.Publishers;

/** Uploads of files by publishers. */
@Path("/attachments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Attachments")
@SecurityRequirement(name = "publisher")
@APIResponse(responseCode = "default", ref = "Problem")
class UploadResource {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Longest wait for the records that name the file to become visible on this instance. */
    private static final Duration MAX_INDEX_WAIT = Duration.ofSeconds(2);

    private static final int MAX_NAME = 200;
    private static final int MAX_TEXT_BYTES = 128 * 1024;

    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final Publishers publishers;
    private final Kinds kinds;
    private final Uploads uploads;
    private final IndexRevisions index;
    private final Semaphore open;

    UploadResource(
            Publishers publishers, Kinds kinds, Uploads uploads, IndexRevisions index, AttachmentSettings settings) {
        this.publishers = publishers;
        this.kinds = kinds;
        this.uploads = uploads;
        this.index = index;
        this.open = new Semaphore(settings.maxUploads());
    }

    @POST
    @Blocking
    @Consumes(MediaType.WILDCARD)
    @Problems({ProblemCode.PUBLISHER_KIND, ProblemCode.ATTACHMENT_REFUSED, ProblemCode.BUSY})
    @Operation(
            operationId = "uploadAttachment",
            summary = "上传一个附件或表格",
            description =
                    "请求体为文件的字节，不作编码；默认最多 50 MiB。文件类型以内容为准，可以是 pdf、docx、xlsx、pptx、ofd、doc（wps）、xls（et）、ppt（dps）、jpg、png、txt、csv、html。"
                            + "程序、压缩包、加密或不完整的文件，含有宏、脚本、嵌有其他文件或打开时从别处载入内容的，一律不收（attachment.refused，原因见 errors）。"
                            + "文件名、文件中的文字和看不到的内容（网页的注释和属性、文档的属性）经检查，含有个人信息的不收，也不保存；通过的文字供检索，检索到的是列有该文件的信息。"
                            + "收下后把回答中的 hash 写在信息的附件（attachments）或事项的表格（forms）中；先报送信息、后上传文件也可以，上传后自动补上下载地址。"
                            + "只有公开中的信息列有的文件才能下载，下载时的文件名以该信息所写的为准（扩展名以文件的为准）。同样的内容只存一份，重复上传不产生变化。")
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            required = true,
            description = "文件名，含扩展名，不含路径；作百分号编码（UTF-8）",
            example = "申请材料.txt",
            schema = @Schema(type = SchemaType.STRING, maxLength = MAX_NAME))
    @RequestBody(
            required = true,
            description = "文件的字节",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary"),
                            examples = @ExampleObject(name = "一个文本文件", value = "申请低保须提交的材料")))
    @APIResponse(
            responseCode = "201",
            description = "已收下",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UploadedFile.class)))
    @APIResponse(
            responseCode = "200",
            description = "同样内容的文件早已收下",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UploadedFile.class)))
    public Response upload(
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) Long length,
            @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream sent)
            throws IOException, InterruptedException {
        Publisher publisher = publisher(request);
        var parameters = StrictParameters.of(uri);
        String name = parameters.text("name", MAX_NAME).map(FileName::canonical).orElse(null);
        if (name == null) {
            if (!parameters.isWrong("name")) {
                parameters.wrong("name", "required", "请写明文件名，含扩展名，例如 name=申请表.docx（作百分号编码）");
            }
        } else {
            FileName.fault(name).ifPresent(fault -> parameters.wrong("name", "file.name", fault));
        }
        parameters.end();
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new ProblemException(
                    ProblemCode.MEDIA_TYPE_UNSUPPORTED, "请求体应为文件本身，不支持表单（multipart）；curl 请用 --data-binary @文件，不用 -F。");
        }
        uploads.requireSize(length == null ? 0 : length);
        if (!open.tryAcquire()) {
            throw ProblemException.retryAfter(ProblemCode.BUSY, "正在上传的文件较多，请稍后再试。", RETRY);
        }
        StoredFiles.Added added;
        try {
            added = uploads.receive(sent, name, new Origin(publisher, UUID.randomUUID()));
        } finally {
            open.release();
        }
        index.awaitRevision(added.revision(), MAX_INDEX_WAIT);
        return Response.status(added.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .header(HttpHeaders.LOCATION, added.file().url())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(UploadedFile.of(added.file()))
                .build();
    }

    /** A publisher that may import no kind with files has nothing to upload. */
    private Publisher publisher(HttpServerRequest request) {
        Publisher publisher = publishers.of(request);
        boolean mayUpload = kinds.all().stream()
                .anyMatch(kind -> !kind.fields().files().isEmpty() && publisher.mayImport(kind.name()));
        if (!mayUpload) {
            throw new ProblemException(ProblemCode.PUBLISHER_KIND, "该凭据未获准报送含有附件或表格的种类。");
        }
        return publisher;
    }

    @PUT
    @Blocking
    @Path("/{hash}/text")
    @Consumes(MediaType.TEXT_PLAIN)
    @Problems({
        ProblemCode.PUBLISHER_KIND,
        ProblemCode.PUBLISHER_FOREIGN,
        ProblemCode.ATTACHMENT_NOT_FOUND,
        ProblemCode.ATTACHMENT_REFUSED
    })
    @Operation(
            operationId = "describeAttachment",
            summary = "提供一个文件的文字",
            description = "扫描件、图片等取不出文字的文件，由发布方提供其中的文字，供检索；代替此前的文字。同样不得含有个人信息。只能提供本发布方上传的文件的文字，管理员可以提供全部。")
    @RequestBody(
            required = true,
            description = "文字，UTF-8 编码，最多 128 KiB",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "扫描件中的文字", value = "养老机构备案回执（样式）")))
    @APIResponse(responseCode = "204", description = "已收下")
    public Response describe(
            @Parameter(
                            description = "文件内容的 SHA-256",
                            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                    @PathParam("hash")
                    String hash,
            @Context UriInfo uri,
            @Context HttpServerRequest request,
            InputStream sent) {
        Publisher publisher = publisher(request);
        StrictParameters.of(uri).end();
        String text = RequestBodies.text(sent, MAX_TEXT_BYTES);
        return answer(uploads.describe(known(hash), text, new Origin(publisher, UUID.randomUUID())));
    }

    @DELETE
    @Blocking
    @Path("/{hash}")
    @Problems({ProblemCode.PUBLISHER_KIND, ProblemCode.PUBLISHER_FOREIGN, ProblemCode.ATTACHMENT_NOT_FOUND})
    @Operation(
            operationId = "withdrawAttachment",
            summary = "撤下一个文件",
            description =
                    "上传它的发布方或管理员撤下一个文件，两秒内在各处停止下载和检索，列有它的信息不再有下载地址，包括其他发布方的；文字随即删除，字节一小时内删除。" + "信息本身不变。同样的内容可以再次上传。")
    @APIResponse(responseCode = "204", description = "已撤下")
    public Response withdraw(
            @Parameter(
                            description = "文件内容的 SHA-256",
                            example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                    @PathParam("hash")
                    String hash,
            @Context UriInfo uri,
            @Context HttpServerRequest request) {
        Publisher publisher = publisher(request);
        StrictParameters.of(uri).end();
        return answer(uploads.withdraw(known(hash), new Origin(publisher, UUID.randomUUID())));
    }

    /** No file has another hash, and the database refuses some characters of it. */
    private static String known(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw unknown();
        }
        return hash;
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND, "没有收到过这个文件，或已撤下；请核对 hash。");
    }

    private static Response answer(StoredFiles.Outcome outcome) {
        return switch (outcome) {
            case CHANGED -> Response.noContent().build();
            case UNKNOWN -> throw unknown();
            case FOREIGN -> throw new ProblemException(ProblemCode.PUBLISHER_FOREIGN, "文件由其他发布方上传，不能变更。");
        };
    }
}
