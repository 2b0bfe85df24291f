package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.http.Problems;
import org.sunwindow.http.RootAddresses;
import org.sunwindow.http.parameter.StrictParameters;
import org.sunwindow.json.RequestBodies;
import org.sunwindow.json.StrictJson;
import org.sunwindow.read.ComputedReads;

/**
 * The streamable HTTP transport of the Model Context Protocol, without sessions and streams: each request is answered by
 * one JSON document, by any instance. Requests of a browser on another site fail, because they are not simple ones and no
 * CORS headers are sent.
 */
@Path("/mcp")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Harvesting")
@APIResponse(responseCode = "default", ref = "Problem")
class McpResource {

    private static final int MAX_BODY = 64 * 1024;

    private final McpServer server;
    private final ComputedReads reads;
    private final StrictJson json;
    private final RootAddresses root;

    McpResource(McpServer server, ComputedReads reads, StrictJson json, RootAddresses root) {
        this.server = server;
        this.reads = reads;
        this.json = json;
        this.root = root;
    }

    void register(@Observes Router router) {
        root.add(router, "/mcp");
    }

    @POST
    @NonBlocking
    @Problems(ProblemCode.INDEX_BUILDING)
    @Operation(
            operationId = "callMcp",
            summary = "供智能助手调用（MCP）",
            description = "Model Context Protocol 的端点（streamable HTTP，只读，没有会话），在 /mcp 也可以使用。支持 initialize、ping、"
                    + "tools/list、tools/call 和通知。工具：search 检索、get_service_guide 办事指南、find_nearest_office 最近的办事场所、"
                    + "compute_deadline 推算期限；每个回答都带来源（标题、发布机构、地址、日期、是否有效）。没有查询办件进度的工具。"
                    + "参数有误的回答 JSON-RPC 的错误，message 为中文说明。")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = McpMessage.class),
                            examples = @ExampleObject(name = "检索", value = """
                                                    {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"q": "低保标准", "size": 3}}}""")))
    @APIResponse(
            responseCode = "200",
            description = "对请求的回答：result 或 error",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = McpMessage.Answer.class)))
    @APIResponse(responseCode = "202", description = "收到通知，没有回答")
    @APIResponse(
            responseCode = "400",
            description = "不是 JSON-RPC 的请求，或协议版本不受支持",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = McpMessage.Answer.class)))
    public CompletionStage<Response> call(
            @Context UriInfo uri,
            @Parameter(description = "协商好的协议版本", example = McpServer.LATEST) @HeaderParam(McpServer.VERSION_HEADER)
                    String version,
            InputStream body) {
        StrictParameters.of(uri).end();
        reads.accepted(List.of(MediaType.APPLICATION_JSON));
        try {
            McpServer.requireSupported(version);
            JsonNode message = json.tree(RequestBodies.text(body, MAX_BODY))
                    .orElseThrow(() -> new Rpc.Failure(Rpc.PARSE_ERROR, "请求内容不是 JSON。"));
            return answer(Rpc.read(message));
        } catch (Rpc.Failure failure) {
            return CompletableFuture.completedStage(failed(failure));
        }
    }

    private CompletionStage<Response> answer(Rpc.Request request) {
        if (request == null || request.id() == null) {
            return CompletableFuture.completedStage(Response.accepted()
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build());
        }
        try {
            return server.answer(request)
                    .thenApply(result -> response(200, Rpc.result(request.id(), result)))
                    .exceptionally(thrown -> failed(request, thrown));
        } catch (Rpc.Failure | ProblemException thrown) {
            return CompletableFuture.completedStage(failed(request, thrown));
        }
    }

    /** What the client can do something about is an error of the protocol; everything else a problem like everywhere. */
    private static Response failed(Rpc.Request request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof Rpc.Failure failure) {
            return failed(failure.answering(request.id()));
        }
        if (cause instanceof ProblemException problem && problem.code() == ProblemCode.PARAMETER_INVALID) {
            return failed(Rpc.Failure.of(problem.problem()).answering(request.id()));
        }
        throw cause instanceof RuntimeException unexpected ? unexpected : new CompletionException(cause);
    }

    private static Response failed(Rpc.Failure failure) {
        return response(failure.isOfNone() ? 400 : 200, failure.message());
    }

    private static Response response(int status, byte[] message) {
        return Response.status(status)
                .entity(message)
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
