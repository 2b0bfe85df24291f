package org.sunwindow.read;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.index.SearchResult;

/** 站内检索: one question to all kinds. */
@Path("/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "站内检索")
@APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
@APIResponse(responseCode = "default", ref = "Problem")
class SearchResource {

    private final PublicReads reads;

    SearchResource(PublicReads reads) {
        this.reads = reads;
    }

    @GET
    @Operation(
            operationId = "search",
            summary = "检索全部公开内容",
            description = "在信息公开目录、办事指南、机构、办事场所、热线和行政区划中一并检索，按相关程度排列，并给出各种类的命中条数。"
                    + "不带 q 时须带 division，列出该区划及其下级的全部内容。"
                    + "best=true 时另附每个种类最相关的三条，一次调用即可填满首屏。")
    @Parameter(name = "q", in = ParameterIn.QUERY, ref = "q")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "内容种类；可重复",
            example = "disclosure",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(name = "division", in = ParameterIn.QUERY, ref = "division")
    @Parameter(
            name = "topic",
            in = ParameterIn.QUERY,
            description = "主题分类，由大到小以 / 分隔，包含下级；可重复",
            example = "民政、扶贫、慈善/社会救助",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "year",
            in = ParameterIn.QUERY,
            description = "成文（或发布）年份；可重复",
            example = "2024",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "best",
            in = ParameterIn.QUERY,
            description = "是否附上每个种类最相关的三条",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = "facets",
            in = ParameterIn.QUERY,
            description = "要统计的字段，以逗号分隔：kind、division、topic、year",
            example = "year",
            schema = @Schema(type = SchemaType.STRING, maxLength = 1000))
    @Parameter(name = "inForce", in = ParameterIn.QUERY, ref = "inForce")
    @Parameter(name = "highlight", in = ParameterIn.QUERY, ref = "highlight")
    @Parameter(name = "page", in = ParameterIn.QUERY, ref = "page")
    @Parameter(name = "size", in = ParameterIn.QUERY, ref = "size")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "命中的内容",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SearchList.class)))
    public CompletionStage<Response> search(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH) String held) {
        return reads.search(uri, held);
    }

    @Schema(description = "站内检索的回答")
    static final class SearchList extends ListAnswer<Card> {

        @Schema(description = "各种类的命中条数，由多到少；不受参数 kind 的影响", required = true)
        public List<KindCount> kinds;
    }

    @Schema(name = "SearchKind", description = "一个种类的命中")
    record KindCount(
            @Schema(description = "种类，可用作参数 kind", required = true, examples = "service")
            String value,

            @Schema(description = "中文名", required = true, examples = "办事指南")
            String label,

            @Schema(description = "条数", required = true, examples = "12")
            long count,

            @Schema(description = "best=true 时为最相关的三条，否则为空", required = true)
            List<Card> items) {}

    @Schema(name = "SearchItem", description = "一条命中的内容；全文请按种类和 id 到相应接口取")
    record Card(
            @Schema(description = "种类", required = true, examples = "service")
            String kind,

            @Schema(description = "在其种类中的编号", required = true, examples = "990100-QR-003")
            String id,

            @Schema(description = "名称", required = true, examples = "内地居民结婚登记")
            String title,

            @Schema(description = "概述") String summary,

            @Schema(description = "false 表示已失效、废止、取消或被替代；仍有效的不带此字段")
            Boolean inForce,

            @Schema(description = "命中位置：title、summary、body") Map<String, List<SearchResult.Fragment>> highlight) {}
}
