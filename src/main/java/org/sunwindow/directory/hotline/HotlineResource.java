package org.sunwindow.directory.hotline;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.directory.SchemaOrg;
import org.sunwindow.directory.office.OfficeResource;
import org.sunwindow.read.ListAnswer;
import org.sunwindow.read.ListedItem;
import org.sunwindow.read.PublicReads;

/** 热线, by topic and by whether somebody answers now. */
@Path("/hotlines")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "机构与场所")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class HotlineResource {

    private final PublicReads reads;
    private final HotlineKind kind;

    HotlineResource(PublicReads reads, HotlineKind kind) {
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    @Operation(
            operationId = "listHotlines",
            summary = "检索热线",
            description = "按主题、所服务的区划和是否有人接听查找；不带参数时按编号列出全部。dial 可直接用于 wx.makePhoneCall 或 tel: 链接。")
    @Parameter(name = "q", in = ParameterIn.QUERY, ref = "q")
    @Parameter(
            name = "topic",
            in = ParameterIn.QUERY,
            description = "主题；可重复",
            example = "社会救助",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "机构编号；可重复",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "division", in = ParameterIn.QUERY, ref = "division")
    @Parameter(name = "serves", in = ParameterIn.QUERY, ref = "serves")
    @Parameter(
            name = "successor",
            in = ParameterIn.QUERY,
            description = "接替热线的编号：哪些热线停用后改拨它；可重复",
            example = "hot-yc-shjz",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "openAt", in = ParameterIn.QUERY, ref = "openAt")
    @Parameter(name = "hoursAt", in = ParameterIn.QUERY, ref = "hoursAt")
    @Parameter(name = "inForce", in = ParameterIn.QUERY, ref = "inForce")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "排序；有 q 时缺省 relevance，否则按编号",
            example = "relevance",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"relevance"}))
    @Parameter(name = "facets", in = ParameterIn.QUERY, ref = "facets")
    @Parameter(name = "highlight", in = ParameterIn.QUERY, ref = "highlight")
    @Parameter(name = "page", in = ParameterIn.QUERY, ref = "page")
    @Parameter(name = "size", in = ParameterIn.QUERY, ref = "size")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "命中的热线",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = HotlineList.class)))
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.list(kind, uri, held);
    }

    @GET
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, SchemaOrg.MEDIA_TYPE})
    @Operation(
            operationId = "getHotline",
            summary = "取一条热线",
            description = "依编号取热线的号码、用途和接听时间。Accept: application/ld+json 时为 schema.org 的 JSON-LD。")
    @Parameter(name = "hoursAt", in = ParameterIn.QUERY, ref = "hoursAt")
    @APIResponse(
            responseCode = "200",
            description = "热线详情",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = HotlineRecord.class)),
                @Content(mediaType = SchemaOrg.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT))
            })
    public CompletionStage<Response> get(
            @Parameter(description = "热线编号", example = "hot-yc-shjz") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.get(kind, id, uri, held);
    }

    @Schema(description = "热线的一页")
    static final class HotlineList extends ListAnswer<HotlineItem> {}

    @Schema(
            description = "列表中的一条热线",
            allOf = {Hotline.class, ListedItem.class, OfficeResource.Opening.class})
    static final class HotlineItem {}

    @Schema(
            description = "一条热线和与它相关的",
            allOf = {Hotline.class, OfficeResource.Opening.class, HotlineLinked.class})
    static final class HotlineRecord {}

    @Schema(description = "与热线相关的")
    record HotlineLinked(@Schema(description = "相关的机构和热线") HotlineKind.Links links) {}
}
