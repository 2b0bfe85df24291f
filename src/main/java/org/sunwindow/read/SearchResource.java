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
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.index.SearchResult;

/** 站内检索: one query over all kinds. {@link ContractFilter} describes the parameters and the answer. */
@Path("/search")
@Produces(MediaType.WILDCARD)
@Tag(name = "Search")
class SearchResource {

    private final PublicReads reads;

    SearchResource(PublicReads reads) {
        this.reads = reads;
    }

    @GET
    @Extension(name = "x-requires-one-of", value = "[\"q\", \"division\"]", parseValue = true)
    @Operation(
            operationId = "search",
            summary = "检索全部公开内容",
            description = "不带 q 时须带 division，列出该区划及其下级的全部内容；Atom 和 view=board 可以都不带，列出全部内容，新的在前。"
                    + "best=true 时另附每个种类最相关的三条，一次调用即可填满首屏。")
    public CompletionStage<Response> search(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return reads.search(uri, ifNoneMatch);
    }

    /** Describes an item of the answer in the contract. The JSON itself comes from the index. */
    @Schema(name = Card.SCHEMA, description = "一条命中的内容；全文请按种类和 id 到相应接口取")
    record Card(
            @Schema(description = "种类", required = true, examples = "service")
            String kind,

            @Schema(description = "在其种类中的编号", required = true, examples = "990100-QR-003")
            String id,

            @Schema(description = "名称", required = true, examples = "内地居民结婚登记")
            String title,

            @Schema(description = "概述") String summary,

            @Schema(description = "false 表示已失效、废止、取消、撤并或被替代；仍有效的不带此字段")
            Boolean inForce,

            @Schema(description = "false 表示它所解读或回应的信息中有已失效、废止或被替代的；否则不带此字段")
            Boolean basisInForce,

            @Schema(description = "命中位置：title、summary、body") Map<String, List<SearchResult.Fragment>> highlight) {

        static final String SCHEMA = "SearchItem";
    }
}
