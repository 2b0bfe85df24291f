package org.sunwindow.mcp;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Describes the messages in the contract. They are read and written as trees. */
@Schema(name = "McpMessage", description = "JSON-RPC 2.0 的请求或通知（没有 id）")
record McpMessage(
        @Schema(description = "协议版本", required = true, examples = "2.0")
        String jsonrpc,

        @Schema(description = "请求的标识，文字或整数，回答中原样带回；通知没有", examples = "1")
        Object id,

        @Schema(description = "方法", required = true, examples = "tools/list")
        String method,

        @Schema(description = "方法的参数", examples = "{}") Map<String, Object> params) {

    @Schema(name = "McpAnswer", description = "JSON-RPC 2.0 的回答，有 result 或 error")
    record Answer(
            @Schema(description = "协议版本", required = true, examples = "2.0")
            String jsonrpc,

            @Schema(description = "请求的标识；无法识别请求的为 null", examples = "1")
            Object id,

            @Schema(description = "结果；工具的结果有 content（文字）和 structuredContent（其中 sources 为来源）")
            Map<String, Object> result,

            @Schema(description = "错误") Error error) {}

    @Schema(name = "McpError", description = "JSON-RPC 2.0 的错误")
    record Error(
            @Schema(
                    description = "-32700 不是 JSON、-32600 不是请求、-32601 没有这个方法、-32602 参数有误",
                    required = true,
                    examples = "-32602")
            int code,

            @Schema(description = "中文说明", required = true, examples = "参数 q：请输入检索词，或用 division 指定一个区划。")
            String message,

            @Schema(description = "参数有误时的逐项说明") Map<String, Object> data) {}
}
