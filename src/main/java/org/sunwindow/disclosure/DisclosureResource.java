package org.sunwindow.disclosure;

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

/** 政府信息公开目录. */
@Path("/disclosures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "信息公开目录")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class DisclosureResource {

    private final PublicReads reads;
    private final DisclosureKind kind;

    DisclosureResource(PublicReads reads, DisclosureKind kind) {
        this.reads = reads;
        this.kind = kind;
    }

    @GET
    @Operation(
            operationId = "listDisclosures",
            summary = "检索信息公开目录",
            description = "按检索词、分类和日期查找政府信息；不带参数时按发布时间由近及远列出全部。同一筛选参数重复表示“或”，不同参数之间为“且”。")
    @Parameter(name = "q", in = ParameterIn.QUERY, ref = "q")
    @Parameter(
            name = "topic",
            in = ParameterIn.QUERY,
            description = "主题分类，由大到小以 / 分隔，包含下级；可重复",
            example = "民政、扶贫、慈善/社会救助",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "publisher",
            in = ParameterIn.QUERY,
            description = "发布机构；可重复",
            example = "云川市民政局",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "division", in = ParameterIn.QUERY, ref = "division")
    @Parameter(
            name = "genre",
            in = ParameterIn.QUERY,
            description = "体裁；可重复",
            example = "通知",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "audience",
            in = ParameterIn.QUERY,
            description = "服务对象；可重复",
            example = "公民",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "lifeStage",
            in = ParameterIn.QUERY,
            description = "生命周期分类；可重复",
            example = "中年",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "scope",
            in = ParameterIn.QUERY,
            description = "公开范围；可重复",
            example = "面向社会",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "retention",
            in = ParameterIn.QUERY,
            description = "公开时限；可重复",
            example = "长期公开",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "信息格式；可重复",
            example = "HTML",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "language",
            in = ParameterIn.QUERY,
            description = "语种；可重复",
            example = "汉语",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "source",
            in = ParameterIn.QUERY,
            description = "信息来源；可重复",
            example = "市政府办公室",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "dutyUnit",
            in = ParameterIn.QUERY,
            description = "责任科室；可重复",
            example = "社会救助科",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "disclosureAttribute",
            in = ParameterIn.QUERY,
            description = "公开属性；可重复",
            example = "主动公开",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            description = "信息分类；可重复",
            example = "政策文件",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "validity",
            in = ParameterIn.QUERY,
            description = "有效性；可重复",
            example = "有效",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "fiveOpen",
            in = ParameterIn.QUERY,
            description = "五公开：决策、执行、管理、服务、结果；可重复",
            example = "服务",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "docNo",
            in = ParameterIn.QUERY,
            description = "文号，括号样式、空格不限；可重复",
            example = "云民发[2024]12号",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "indexNo",
            in = ParameterIn.QUERY,
            description = "索引号；可重复",
            example = "990100001/202403-00012",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "year",
            in = ParameterIn.QUERY,
            description = "成文年份，没有成文日期的按发布年份；可重复",
            example = "2024",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "publishedFrom",
            in = ParameterIn.QUERY,
            description = "发布时间不早于；日期或带时区的时间",
            example = "2024-01-01",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
    @Parameter(
            name = "publishedTo",
            in = ParameterIn.QUERY,
            description = "发布时间不晚于；日期则含当天",
            example = "2024-12-31",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
    @Parameter(
            name = "issuedFrom",
            in = ParameterIn.QUERY,
            description = "成文日期不早于",
            example = "2024-01-01",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
    @Parameter(
            name = "issuedTo",
            in = ParameterIn.QUERY,
            description = "成文日期不晚于，含当天",
            example = "2024-12-31",
            schema = @Schema(type = SchemaType.STRING, maxLength = 40))
    @Parameter(
            name = "sort",
            in = ParameterIn.QUERY,
            description = "排序；有 q 时缺省 relevance，否则 -publishedAt（由近及远）",
            example = "-publishedAt",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"relevance", "-publishedAt", "publishedAt", "-issuedOn", "issuedOn"}))
    @Parameter(name = "facets", in = ParameterIn.QUERY, ref = "facets")
    @Parameter(name = "inForce", in = ParameterIn.QUERY, ref = "inForce")
    @Parameter(name = "highlight", in = ParameterIn.QUERY, ref = "highlight")
    @Parameter(name = "page", in = ParameterIn.QUERY, ref = "page")
    @Parameter(name = "size", in = ParameterIn.QUERY, ref = "size")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "命中的政府信息，不含正文、附件和相关信息",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DisclosureList.class)))
    public CompletionStage<Response> list(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.list(kind, uri, held);
    }

    @GET
    @Path("/{id:.+}")
    @Operation(
            operationId = "getDisclosure",
            summary = "取一条政府信息",
            description = "依编号取全文。索引号含有斜杠，可以原样写在地址里，也可以写成 %2F。从未公开的回答 404，已撤下或已过公开期限的回答 410。")
    @APIResponse(
            responseCode = "200",
            description = "政府信息全文",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Disclosure.class)))
    public CompletionStage<Response> get(
            @Parameter(description = "编号，一般为索引号", example = "990100001/202403-00012") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.get(kind, id, uri, held);
    }

    @Schema(description = "信息公开目录的一页")
    static final class DisclosureList extends ListAnswer<DisclosureItem> {}

    @Schema(
            description = "目录中的一条，不含正文、附件和相关信息",
            allOf = {Disclosure.class, ListedItem.class})
    static final class DisclosureItem {}
}
