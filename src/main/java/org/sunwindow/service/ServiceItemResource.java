package org.sunwindow.service;

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
import org.sunwindow.read.ListAnswer;
import org.sunwindow.read.ListedItem;
import org.sunwindow.read.PublicReads;

/** 政务服务事项 and their guides. */
@Path("/services")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "办事指南")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class ServiceItemResource {

    private final PublicReads reads;
    private final ServiceItemKind kind;

    ServiceItemResource(PublicReads reads, ServiceItemKind kind) {
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    @Operation(
            operationId = "listServices",
            summary = "检索办事指南",
            description = "按检索词、事项类型、层级、服务对象等查找政务服务事项；不带参数时按事项编码列出全部。")
    @Parameter(name = "q", in = ParameterIn.QUERY, ref = "q")
    @Parameter(
            name = "type",
            in = ParameterIn.QUERY,
            description = "事项类型代码；可重复",
            example = "20",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "level",
            in = ParameterIn.QUERY,
            description = "行使层级代码；可重复",
            example = "4",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "serviceObject",
            in = ParameterIn.QUERY,
            description = "服务对象代码；可重复",
            example = "1",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "handling",
            in = ParameterIn.QUERY,
            description = "办件类型：即办件、承诺件；可重复",
            example = "即办件",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "organization",
            in = ParameterIn.QUERY,
            description = "机构编号；可重复",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "division", in = ParameterIn.QUERY, ref = "division")
    @Parameter(
            name = "topic",
            in = ParameterIn.QUERY,
            description = "主题分类，由大到小以 / 分隔，包含下级；可重复",
            example = "民政、扶贫、慈善/社会救助",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "状态：现行、取消；可重复",
            example = "现行",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "office",
            in = ParameterIn.QUERY,
            description = "办理场所编号：办事指南写明在此办理，或该场所列有该事项；可重复",
            example = "off-dh-hydj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
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
    @Parameter(name = "inForce", in = ParameterIn.QUERY, ref = "inForce")
    @Parameter(name = "highlight", in = ParameterIn.QUERY, ref = "highlight")
    @Parameter(name = "page", in = ParameterIn.QUERY, ref = "page")
    @Parameter(name = "size", in = ParameterIn.QUERY, ref = "size")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "命中的事项，不含材料、流程等明细",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServiceItemList.class)))
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.list(kind, uri, held);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getService", summary = "取一个事项的办事指南", description = "依事项编码取办事指南全文。")
    @APIResponse(
            responseCode = "200",
            description = "办事指南全文",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServiceItemRecord.class)))
    public CompletionStage<Response> get(
            @Parameter(description = "事项编码", example = "990100-QR-003") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.get(kind, id, uri, held);
    }

    @Schema(description = "办事指南的一页")
    static final class ServiceItemList extends ListAnswer<ServiceItemItem> {}

    @Schema(
            description = "列表中的一个事项，不含材料、流程等明细",
            allOf = {ServiceItem.class, ListedItem.class})
    static final class ServiceItemItem {}

    @Schema(
            description = "一个事项和与它相关的",
            allOf = {ServiceItem.class, ServiceItemLinked.class})
    static final class ServiceItemRecord {}

    @Schema(description = "与事项相关的")
    record ServiceItemLinked(
            @Schema(description = "相关的机构和场所") ServiceItemKind.Links links) {}
}
