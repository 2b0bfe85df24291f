package org.sunwindow.disclosure;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 政府信息公开目录. */
@Path("/disclosures")
@Tag(name = "Disclosures")
class DisclosureResource extends PublicationResource<Disclosure> {

    private final PublicReads reads;
    private final DisclosureKind kind;

    DisclosureResource(PublicReads reads, DisclosureKind kind) {
        super(reads, kind);
        this.reads = reads;
        this.kind = kind;
    }

    /** A 索引号 contains slashes, which callers need not encode. */
    @Override
    @GET
    @Path("/{id:.+}")
    public CompletionStage<Response> get(
            @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return super.get(id, uri, ifNoneMatch);
    }

    @GET
    @Path("/{id:.+}/text")
    @Problems({ProblemCode.RECORD_NOT_FOUND, ProblemCode.RECORD_WITHDRAWN, ProblemCode.RECORD_EXPIRED})
    @Operation(
            operationId = "getDisclosureText",
            summary = "取可打印的纯文本",
            description = "一条政府信息的标题、文号、索引号、发布机构、日期、正文、附件名称和地址、来源，UTF-8 编码，可以直接打印。"
                    + "与带 Accept: text/plain 取 /disclosures/{id} 相同；撤下、过期和不存在的，回答也相同。")
    @APIResponse(
            responseCode = "200",
            description = "纯文本",
            content = @Content(mediaType = PrintedText.MEDIA_TYPE, schema = @Schema(implementation = String.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> text(
            @Parameter(description = "编号，一般为索引号", example = "990100001/202406-00004") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return reads.get(kind, id, PrintedText.MEDIA_TYPE, uri, ifNoneMatch);
    }
}
