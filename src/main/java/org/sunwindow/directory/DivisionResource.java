package org.sunwindow.directory;

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
import org.sunwindow.search.ListAnswer;
import org.sunwindow.search.ListedItem;
import org.sunwindow.search.PublicReads;

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
    @Operation(operationId = "listDivisions", summary = "检索行政区划", description = "按名称、级别或上级代码查找；不带参数时按代码列出全部。")
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
            example = "\"990100000000\"",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "within",
            in = ParameterIn.QUERY,
            description = "区划代码，包含其自身和全部下级；可重复",
            example = "\"990102000000\"",
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
    @Operation(operationId = "getDivision", summary = "取一个行政区划", description = "依 12 位代码取一个行政区划，包括已撤销的。")
    @APIResponse(
            responseCode = "200",
            description = "区划详情",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Division.class)))
    public CompletionStage<Response> get(
            @Parameter(description = "12 位代码", example = "\"990102000000\"") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.get(kind, id, uri, held);
    }

    @Schema(description = "行政区划的一页")
    static final class DivisionList extends ListAnswer<DivisionItem> {}

    @Schema(
            description = "列表中的一个区划",
            allOf = {Division.class, ListedItem.class})
    static final class DivisionItem {}
}
