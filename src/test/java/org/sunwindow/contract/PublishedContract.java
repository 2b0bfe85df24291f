package org.sunwindow.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The checked-in contract, as its readers see it. */
final class PublishedContract {

    static final Path FILE = Path.of("openapi/openapi.yaml");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode root;
    private final SchemaCheck schemas;

    PublishedContract(Path file) {
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schemas = new SchemaCheck(root);
    }

    static PublishedContract read() {
        return new PublishedContract(FILE);
    }

    /**
     * An operation.
     *
     * @param method in upper case
     */
    record Operation(String method, String path, String id, JsonNode node) {

        boolean isForPublishers() {
            return node.path("security").toString().contains("publisher");
        }

        /** Whether only callers may send it. */
        boolean isForCallers() {
            JsonNode security = node.path("security");
            return security.findValue("caller") != null
                    && !isForPublishers()
                    && security.valueStream().noneMatch(JsonNode::isEmpty);
        }

        /** Whether the answer goes on until a client has enough of it. */
        boolean isStream() {
            return node.at("/responses/200/content").has("text/event-stream");
        }

        boolean isPublicRead() {
            return node.path("responses").has("304");
        }

        /** Whether a parameter is the first of several of which the operation needs one. */
        boolean isNeeded(JsonNode parameter) {
            return parameter
                    .path("name")
                    .asText()
                    .equals(node.path("x-requires-one-of").path(0).asText());
        }

        Optional<JsonNode> contents() {
            return Optional.of(node.path("requestBody").path("content")).filter(content -> !content.isMissingNode());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    JsonNode root() {
        return root;
    }

    SchemaCheck schemas() {
        return schemas;
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(member -> {
                    if (METHODS.contains(member.getKey())) {
                        operations.add(new Operation(
                                member.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                member.getValue().path("operationId").asText(),
                                member.getValue()));
                    }
                }));
        return operations;
    }

    List<JsonNode> parameters(Operation operation) {
        var parameters = new ArrayList<JsonNode>();
        operation.node().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return parameters;
    }

    /** The response for a status, missing if the operation does not have it. */
    JsonNode response(Operation operation, int status) {
        return resolved(operation.node().path("responses").path(String.valueOf(status)));
    }

    JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        while (found.has("$ref")) {
            found = root.at(found.get("$ref").asText().substring(1));
        }
        return found;
    }
}
