package org.sunwindow.service;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.read.ComputedReads;
import org.sunwindow.read.PublicReads;
import org.sunwindow.read.PublicationResource;

/** 政务服务事项 and their guides. */
@Path("/services")
@Tag(name = "Services")
class ServiceItemResource extends PublicationResource<ServiceItem> {

    /** Filters that may narrow a summary. */
    private static final Set<String> SUMMARY_FILTERS = Set.of(ServiceItemKind.ORGANIZATION, ServiceItemKind.DIVISION);

    /** Longest id of an answer. */
    private static final int MAX_ANSWER = 40;

    private final PublicReads reads;
    private final ComputedReads computed;
    private final ServiceItemKind kind;

    ServiceItemResource(PublicReads reads, ComputedReads computed, ServiceItemKind kind) {
        super(reads, kind);
        this.reads = reads;
        this.computed = computed;
        this.kind = kind;
    }

    @GET
    @Path("/summary")
    @Operation(
            operationId = "summarizeServices",
            summary = "办事指南的统计",
            description = "各清单（权力清单、责任清单、职责边界、公共服务、监管制度、业务流程、职权清理目录）、事项类型、状态和实施机构的条数，"
                    + "有流程图、绿色通道等的条数，以及环节和时限压缩的合计。由索引算出，各项取自同一版本的数据，之和等于总数。"
                    + "已取消和下放的也计入，inForce=true 时不计。")
    @Parameter(
            name = ServiceItemKind.ORGANIZATION,
            in = ParameterIn.QUERY,
            description = "机构编号；includeSubordinate=true 时包括它的各级下属机构；可重复",
            example = "org-yc-mzj",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = ServiceItemKind.DIVISION,
            in = ParameterIn.QUERY,
            description = "行政区划代码，2、4、6、9 或 12 位，包含下级；可重复",
            example = "990102000000",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @Parameter(
            name = "includeSubordinate",
            in = ParameterIn.QUERY,
            description = "true 表示 organization 所列机构的各级下属机构的也计入；缺省只计机构自身的",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(
            name = "inForce",
            in = ParameterIn.QUERY,
            description = "true 表示只计现行有效的",
            example = "true",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "统计",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ServiceSummary.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> summary(
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        return computed.counted(kind, SUMMARY_FILTERS, uri, ifNoneMatch, ServiceSummary::of);
    }

    @GET
    @Path("/{id}/guide")
    @Problems({ProblemCode.RECORD_NOT_FOUND, ProblemCode.RECORD_WITHDRAWN, ProblemCode.RECORD_EXPIRED})
    @Operation(
            operationId = "guideService",
            summary = "按情形引导",
            description = "第一次不带参数，得到第一个问题；把所选答案的编号加进参数 answer 再取，得到下一个问题，以及已选定的材料和环节，"
                    + "直到 complete 为 true。没有情形引导的事项，材料和环节都要，一次问完。")
    @Parameter(
            name = GuideAnswer.PARAMETER,
            in = ParameterIn.QUERY,
            description = "已选的答案：其编号，每答一个问题加一个，同一个只写一次；可重复",
            example = "both",
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 50))
    @APIResponse(
            responseCode = "200",
            description = "选定的材料和环节，以及下一个问题",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = GuideAnswer.class)))
    @APIResponse(responseCode = "304", description = "内容未变，与 If-None-Match 所列相同")
    @APIResponse(responseCode = "default", ref = "Problem")
    public CompletionStage<Response> guide(
            @Parameter(description = "事项编码", example = "990100-QR-003") @PathParam("id") String id,
            @Context UriInfo uri,
            @Parameter(description = "上次回答的 ETag；内容未变时回答 304") @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    String ifNoneMatch) {
        StrictParameters parameters = StrictParameters.of(uri);
        List<String> answers = parameters.differentTexts(GuideAnswer.PARAMETER, MAX_ANSWER);
        parameters.end();
        return reads.view(
                kind, id, answers, (item, inForce) -> GuideAnswer.of(item, answers, inForce), List.of(), ifNoneMatch);
    }
}
