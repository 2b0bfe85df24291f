package org.sunwindow.directory.division;

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

/** 行政区划. */
@Path("/divisions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "机构与场所")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class DivisionResource {

    private final PublicReads reads;
    private final DivisionKind kind;

    DivisionResource(PublicReads reads, DivisionKind kind) {
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    @Operation(
            operationId = "listDivisions",
            summary = "检索行政区划",
            description = "按名称、连写的名称、级别、上级代码或地点查找；不带参数时按代码列出全部。" + "带 near 时按导入的驻地或中心点由近及远，只找到有坐标的。")
    @Parameter(name = "q", in = ParameterIn.QUERY, ref = "q")
    @Parameter(
            name = "level",
            in = ParameterIn.QUERY,
            description = "级别：1 省、2 市、3 县、4 乡、5 村；可重复",
            example = "3",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "parent",
            in = ParameterIn.QUERY,
            description = "上级代码，只含直接下级；可重复",
            example = "990100000000",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "division", in = ParameterIn.QUERY, ref = "division")
    @Parameter(
            name = "path",
            in = ParameterIn.QUERY,
            description = "由大到小相连的名称，可省略若干级，也可省略末尾的省、市、区等字，如 云川市东湖区湖滨街道、云川东湖；"
                    + "其后不是区划名称的部分（如街道门牌）不计，这时 didYouMean 给出所认出的部分。同名的都列出；可重复",
            example = "云川市东湖区",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "successor",
            in = ParameterIn.QUERY,
            description = "并入的区划代码：哪些区划并入了它；可重复",
            example = "990102100000",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "near", in = ParameterIn.QUERY, ref = "near")
    @Parameter(name = "radius", in = ParameterIn.QUERY, ref = "radius")
    @Parameter(name = "crs", in = ParameterIn.QUERY, ref = "crs")
    @Parameter(name = "inForce", in = ParameterIn.QUERY, ref = "inForce")
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "排序；有 near 时缺省 distance，有 q 时缺省 relevance，否则按编号",
            example = "distance",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"distance", "relevance"}))
    @Parameter(name = "facets", in = ParameterIn.QUERY, ref = "facets")
    @Parameter(name = "highlight", in = ParameterIn.QUERY, ref = "highlight")
    @Parameter(name = "page", in = ParameterIn.QUERY, ref = "page")
    @Parameter(name = "size", in = ParameterIn.QUERY, ref = "size")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "命中的区划",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DivisionList.class)))
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.list(kind, uri, held);
    }

    @GET
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, SchemaOrg.MEDIA_TYPE})
    @Operation(
            operationId = "getDivision",
            summary = "取一个行政区划",
            description = "依代码取一个行政区划和它的各级上级，包括已撤销的，撤销的给出去向。" + "Accept: application/ld+json 时为 schema.org 的 JSON-LD。")
    @Parameter(name = "crs", in = ParameterIn.QUERY, ref = "crs")
    @APIResponse(
            responseCode = "200",
            description = "区划详情",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DivisionRecord.class)),
                @Content(mediaType = SchemaOrg.MEDIA_TYPE, schema = @Schema(type = SchemaType.OBJECT))
            })
    public CompletionStage<Response> get(
            @Parameter(description = "代码，2、4、6、9 或 12 位", example = "990102000000") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.get(kind, id, uri, held);
    }

    @Schema(description = "行政区划的一页")
    static final class DivisionList extends ListAnswer<DivisionItem> {}

    @Schema(
            description = "列表中的一个区划",
            allOf = {Division.class, ListedItem.class, OfficeResource.Distance.class})
    static final class DivisionItem {}

    @Schema(
            description = "一个区划和与它相关的",
            allOf = {Division.class, DivisionLinked.class})
    static final class DivisionRecord {}

    @Schema(description = "与区划相关的")
    record DivisionLinked(@Schema(description = "相关的区划") DivisionKind.Links links) {}
}
