package org.sunwindow.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.sunwindow.http.Problem;

/** Messages of JSON-RPC 2.0. */
final class Rpc {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;

    private static final String VERSION = "2.0";

    private Rpc() {}

    /**
     * A request or notification.
     *
     * @param id     {@code null} for a notification
     * @param params a missing node if there are none
     */
    record Request(JsonNode id, String method, JsonNode params) {}

    /** A failure that is told to the client as an error of the protocol. */
    static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int code;
        private final transient JsonNode id;
        private final transient Problem problem;

        private Failure(int code, String message, JsonNode id, Problem problem) {
            super(message, null, false, false);
            this.code = code;
            this.id = id;
            this.problem = problem;
        }

        Failure(int code, String message) {
            this(code, message, NullNode.instance, null);
        }

        /** Arguments that are wrong, as they would be as parameters of a list. */
        static Failure of(Problem problem) {
            return new Failure(INVALID_PARAMS, problem.detail(), NullNode.instance, problem);
        }

        /** Returns this failure as the answer to a request. */
        Failure answering(JsonNode request) {
            return new Failure(code, getMessage(), request, problem);
        }

        /** Whether no request could be recognized, so that the answer belongs to none. */
        boolean isOfNone() {
            return id.isNull();
        }

        byte[] message() {
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.put("code", code).put("message", getMessage());
            if (problem != null) {
                ObjectNode data = error.putObject("data");
                data.put("code", problem.code());
                var errors = data.putArray("errors");
                problem.errors()
                        .forEach(item -> errors.addObject()
                                .put("name", item.name())
                                .put("code", item.code())
                                .put("message", item.message()));
            }
            return Rpc.message(id, "error", error.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Reads a message.
     *
     * @return {@code null} for a response of the client, which nothing here has asked for
     * @throws Failure if it is no message
     */
    static Request read(JsonNode message) {
        if (message.isArray()) {
            throw new Failure(INVALID_REQUEST, "一次只能发送一条消息，不支持成批的消息。");
        }
        if (!message.isObject() || !VERSION.equals(message.path("jsonrpc").textValue())) {
            throw new Failure(INVALID_REQUEST, "应为 JSON-RPC 2.0 的消息：一个对象，jsonrpc 为 \"2.0\"。");
        }
        JsonNode id = message.get("id");
        if (!message.has("method") && (message.has("result") || message.has("error"))) {
            return null;
        }
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            throw new Failure(INVALID_REQUEST, "id 应为文字或整数。");
        }
        JsonNode params = message.path("params");
        if (!message.path("method").isTextual() || !params.isMissingNode() && !params.isObject()) {
            var failure = new Failure(INVALID_REQUEST, "method 应为文字，params 应为对象。");
            throw id == null ? failure : failure.answering(id);
        }
        return new Request(id, message.get("method").textValue(), params);
    }

    /** The answer to a request. */
    static byte[] result(JsonNode id, byte[] result) {
        return message(id, "result", result);
    }

    private static byte[] message(JsonNode id, String member, byte[] value) {
        var message = new ByteArrayOutputStream(value.length + 64);
        message.writeBytes("{\"jsonrpc\":\"%s\",\"id\":%s,\"%s\":"
                .formatted(VERSION, id, member)
                .getBytes(StandardCharsets.UTF_8));
        message.writeBytes(value);
        message.write('}');
        return message.toByteArray();
    }
}
