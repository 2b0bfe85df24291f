package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;

/** Answers the requests of clients. It keeps nothing about them. Thread-safe. */
@ApplicationScoped
class McpServer {

    static final String VERSION_HEADER = "MCP-Protocol-Version";
    static final String LATEST = "2025-11-25";

    /** They differ in nothing that is used here. Earlier ones demand batches of messages. */
    private static final List<String> VERSIONS = List.of(LATEST, "2025-06-18");

    private static final String INSTRUCTIONS = """
            民政局的公开服务：公开的政府信息、办事指南、公示公告、机构场所和期限推算。只有现在公开的内容；没有办件进度，那须由申请人本人查询。\
            引用时请写明来源（sources 中的标题、发布机构、地址和日期）；inForce 为 false 的已不再有效，请说明。""";

    private final Map<String, Tool> tools = new LinkedHashMap<>();

    McpServer(SearchTool search, GuideTool guide, NearestOfficeTool office, DeadlineTool deadline) {
        for (Tool tool : List.of(search, guide, office, deadline)) {
            if (tool.isAvailable()) {
                tools.put(tool.name(), tool);
            }
        }
    }

    /**
     * @param version that the client says was agreed on, {@code null} if it says none
     * @throws Rpc.Failure if it is not known
     */
    static void requireSupported(String version) {
        if (version != null && !VERSIONS.contains(version)) {
            throw new Rpc.Failure(
                    Rpc.INVALID_REQUEST, "不支持这个协议版本（%s），可用的：%s。".formatted(VERSION_HEADER, String.join("、", VERSIONS)));
        }
    }

    /**
     * Returns the result of a request.
     *
     * @throws Rpc.Failure if it cannot be answered
     */
    CompletionStage<byte[]> answer(Rpc.Request request) {
        return switch (request.method()) {
            case "initialize" -> now(initialized(request.params()));
            case "ping" -> now(object());
            case "tools/list" -> now(list(request.params()));
            case "tools/call" -> call(request.params());
            default -> throw new Rpc.Failure(Rpc.METHOD_NOT_FOUND, "没有这个方法；可用的：initialize、ping、tools/list、tools/call。");
        };
    }

    private static CompletionStage<byte[]> now(ObjectNode result) {
        return CompletableFuture.completedStage(bytes(result));
    }

    private static byte[] bytes(ObjectNode result) {
        return result.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode initialized(JsonNode params) {
        JsonNode wanted = params.path("protocolVersion");
        if (!wanted.isTextual()) {
            throw new Rpc.Failure(Rpc.INVALID_PARAMS, "须写明 protocolVersion。");
        }
        ObjectNode result = object();
        result.put("protocolVersion", VERSIONS.contains(wanted.textValue()) ? wanted.textValue() : LATEST);
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo")
                .put("name", "sunwindow")
                .put("title", "阳光窗口")
                .put("version", "v1");
        return result.put("instructions", INSTRUCTIONS);
    }

    private ObjectNode list(JsonNode params) {
        if (params.hasNonNull("cursor")) {
            throw new Rpc.Failure(Rpc.INVALID_PARAMS, "工具只有一页，没有这个 cursor。");
        }
        ObjectNode result = object();
        ArrayNode list = result.putArray("tools");
        tools.values().forEach(tool -> list.add(tool.description()));
        return result;
    }

    private CompletionStage<byte[]> call(JsonNode params) {
        Tool tool = tools.get(params.path("name").asText());
        if (tool == null) {
            throw new Rpc.Failure(Rpc.INVALID_PARAMS, "没有这个工具；可用的：%s。".formatted(String.join("、", tools.keySet())));
        }
        return tool.call(Arguments.of(params.path("arguments"), tool.arguments()))
                .exceptionally(McpServer::missing);
    }

    /** What is not there is an answer of the tool, which the assistant reads. */
    private static byte[] missing(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ProblemException problem && isMissing(problem.code())) {
            ObjectNode result = object();
            result.putArray("content").addObject().put("type", "text").put("text", problem.getMessage());
            return bytes(result.put("isError", true));
        }
        throw new CompletionException(cause);
    }

    private static boolean isMissing(ProblemCode code) {
        return code == ProblemCode.RECORD_NOT_FOUND
                || code == ProblemCode.RECORD_WITHDRAWN
                || code == ProblemCode.RECORD_EXPIRED;
    }
}
