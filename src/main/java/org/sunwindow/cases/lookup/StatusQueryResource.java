package org.sunwindow.cases.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.cases.CaseProgress;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.ProblemMappers;
import org.sunwindow.http.Problems;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;

/**
 * Answers queries for the status of cases. Number and factor are sent in the body, because addresses are logged. The
 * body is small, so it is read and checked on the event loop: the switch to a worker thread took longer than the
 * database.
 */
@Path("/status-queries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Status")
@SecurityRequirement(name = "caller")
@SecurityRequirementsSet
@APIResponse(responseCode = "default", ref = "Problem")
class StatusQueryResource {

    private static final int MAX_BODY = 4096;

    private final StrictJson json;
    private final Callers callers;
    private final GuardedLookup lookup;
    private final StatusRenderer renderer;

    StatusQueryResource(StrictJson json, Callers callers, GuardedLookup lookup, StatusRenderer renderer) {
        this.json = json;
        this.callers = callers;
        this.lookup = lookup;
        this.renderer = renderer;
    }

    @POST
    @NonBlocking
    @Problems({
        ProblemCode.CHALLENGE_REQUIRED,
        ProblemCode.LOOKUP_NO_MATCH,
        ProblemCode.LOOKUP_LOCKED,
        ProblemCode.LOOKUP_THROTTLED,
        ProblemCode.BUSY
    })
    @Operation(
            operationId = "queryStatus",
            summary = "查询办件进度",
            description = "须同时提供申请编号和一种验证信息。编号不存在与验证信息不符的回答完全相同（404，lookup.no-match）。"
                    + "多次不符后须等待（429，Retry-After 为需等待的秒数，逐次加倍）：同一编号（lookup.locked），"
                    + "或者同一使用者、地址或网段（lookup.throttled），不论编号是否存在。"
                    + "编号锁定期间，任何人都可求解较难的验证任务后再查，见 /challenges；"
                    + "调用方以 End-User 指明的使用者，90 天内查到过这一编号的，一天还可直接查询五次，查到与不符都计，用完后与别人一样回答 429。"
                    + "没有凭据的查询总的不符过多，或者某一调用方总的不符过多，须先完成验证任务（403，challenge.required）。"
                    + "查询须先计数再作答，不能计数时不作答（503，store.unavailable）。回答不得缓存。"
                    + "小程序等调用方应在 Authorization 头中以 Bearer 方式提供凭据，并以 End-User 头指明使用者；不指明的按调用方的网络地址计，查到过也不记住。")
    @Parameter(
            name = Callers.END_USER,
            in = ParameterIn.HEADER,
            description = "调用方自己的使用者标识（如经摘要的 openid），用于限制该使用者的查询次数、记住其查到过的编号，不保存原文；每人一个，不得几人合用；须同时提供调用方凭据",
            schema = @Schema(type = SchemaType.STRING, maxLength = 128))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatusQuery.class),
                            examples = @ExampleObject(name = "查询码", value = """
                                                    {"applicationNo": "990102261109000017", "factor": {"type": "QUERY_CODE", "value": "408215"}}""")))
    @APIResponse(
            responseCode = "200",
            description = "办件进度",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CaseProgress.class)))
    public CompletionStage<Response> query(@Context UriInfo uri, @Context HttpServerRequest request, InputStream body) {
        StrictParameters.of(uri).end();
        Requester requester = callers.identify(request);
        StatusQuery query = RequestBodies.json(body, MAX_BODY, json, StatusQuery.class);
        return lookup.find(query, requester).thenCompose(renderer::progress).thenApply(StatusQueryResource::response);
    }

    @POST
    @Path("/batch")
    @NonBlocking
    @Problems({ProblemCode.CHALLENGE_REQUIRED, ProblemCode.LOOKUP_THROTTLED, ProblemCode.BUSY})
    @Operation(
            operationId = "queryStatuses",
            summary = "一次查询几个办件的进度",
            description = "供小程序显示一个人自己的办件：至多 20 个，各自作答、各自计数，与逐个查询相同；回答是 200，逐项说明，"
                    + "填写有误的一项只影响它自己。每项的 applicationNo 与提交的一字不差。")
    @Parameter(
            name = Callers.END_USER,
            in = ParameterIn.HEADER,
            description = "同 /status-queries",
            schema = @Schema(type = SchemaType.STRING, maxLength = 128))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatusQuery.Batch.class),
                            examples = @ExampleObject(name = "两个办件", value = """
                                                    {"queries": [{"applicationNo": "990102261109000017", "factor": {"type": "QUERY_CODE", "value": "408215"}}, {"applicationNo": "YSQ-20261106-40157", "factor": {"type": "QUERY_CODE", "value": "645700"}}]}""")))
    @APIResponse(
            responseCode = "200",
            description = "逐项的回答，与提问的先后相同",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StatusQuery.Answers.class)))
    public CompletionStage<Response> queries(
            @Context UriInfo uri, @Context HttpServerRequest request, InputStream body) {
        StrictParameters.of(uri).end();
        Requester requester = callers.identify(request);
        List<JsonNode> queries = RequestBodies.json(
                        body, StatusQuery.MAX_BATCH * MAX_BODY, json, StatusQuery.Batch.class)
                .queries();
        List<CompletableFuture<byte[]>> items =
                queries.stream().map(query -> item(query, requester)).toList();
        return CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
                .thenApply(done -> response(StatusRenderer.items(
                        items.stream().map(CompletableFuture::join).toList())));
    }

    private CompletableFuture<byte[]> item(JsonNode query, Requester requester) {
        JsonNode number = query == null ? null : query.get("applicationNo");
        String sent = number != null && number.isTextual() ? number.textValue() : null;
        try {
            return lookup.find(RequestBodies.part(query, json, StatusQuery.class), requester)
                    .thenCompose(found -> renderer.item(sent, found))
                    .exceptionally(failure -> problemItem(sent, failure))
                    .toCompletableFuture();
        } catch (ProblemException e) {
            return CompletableFuture.completedFuture(renderer.item(sent, e));
        }
    }

    private byte[] problemItem(String sent, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        // the other queries are counted and answered, so this one must not fail them
        return renderer.item(
                sent, cause instanceof ProblemException problem ? problem : ProblemMappers.problemOf(cause));
    }

    private static Response response(byte[] json) {
        return Response.ok(json).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
